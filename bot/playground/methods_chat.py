"""chat.* of the Web API (docs.slack.dev/reference/methods)."""

from typing import Any

from bot.playground.calls import Call
from bot.playground.conversations import Conversation
from bot.playground.payloads import as_slack_message
from bot.playground.posting import edit, post_as_app
from bot.playground.tickets import SlackError


def post_message(call: Call) -> dict[str, Any]:
    """chat.postMessage: into a channel, or to a person by their id."""
    conversation = _target(call)
    message = post_as_app(call.workspace, conversation, call.arguments)
    call.events.echo(conversation, message)
    shape = as_slack_message(message, metadata=True)
    return {"channel": conversation.id, "ts": message.ts, "message": shape}


def _target(call: Call) -> Conversation:
    channel = call.text("channel")
    if not channel:
        raise SlackError("channel_not_found")
    if channel.startswith(("U", "W")):
        if channel not in call.workspace.members:
            raise SlackError("channel_not_found")
        conversation = call.direct(channel)
    else:
        named = next(
            (
                each
                for each in call.workspace.conversations.values()
                if each.kind == "channel" and f"#{each.name}" == channel
            ),
            None,
        )
        conversation = named or call.conversation()
    if conversation.kind == "im":
        _demand_open_door(call, conversation)
    return conversation


def _demand_open_door(call: Call, conversation: Conversation) -> None:
    if not call.workspace.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    for user in conversation.members:
        if call.workspace.members[user].deleted:
            raise SlackError("user_disabled")


def post_ephemeral(call: Call) -> dict[str, Any]:
    """chat.postEphemeral: seen by one member of the conversation."""
    conversation = call.conversation()
    reader = call.text("user")
    if reader not in call.workspace.members:
        raise SlackError("user_not_found")
    if reader not in conversation.members or call.workspace.members[reader].deleted:
        raise SlackError("user_not_in_channel")
    message = post_as_app(call.workspace, conversation, call.arguments, reader=reader)
    return {"message_ts": message.ts}


def update(call: Call) -> dict[str, Any]:
    """chat.update: a message of the app's own, by the channel's id (never a user's)."""
    conversation = call.conversation()
    message = call.own_message(conversation, call.text("ts"), "cant_update_message")
    previous = as_slack_message(message)
    edit(call.workspace, message, call.arguments)
    call.workspace.touch(conversation.members)
    call.events.echo(conversation, message, "message_changed", previous)
    return {
        "channel": conversation.id,
        "ts": message.ts,
        "text": message.text,
        "message": as_slack_message(message, metadata=True),
    }


def delete(call: Call) -> dict[str, Any]:
    """chat.delete: a message of the app's own."""
    conversation = call.conversation()
    message = call.own_message(conversation, call.text("ts"), "cant_delete_message")
    conversation.messages.remove(message)
    call.workspace.touch(conversation.members)
    call.events.echo(conversation, message, "message_deleted", as_slack_message(message))
    return {"channel": conversation.id, "ts": message.ts}


def get_permalink(call: Call) -> dict[str, Any]:
    """chat.getPermalink: the address at which a message is shown."""
    conversation = call.conversation()
    message = conversation.find(call.text("message_ts"))
    if message is None or message.reader is not None:
        raise SlackError("message_not_found")
    address = permalink(call.base_url, conversation, message.ts)
    return {"channel": conversation.id, "permalink": address}


def permalink(base_url: str, conversation: Conversation, ts: str) -> str:
    """Return the address of a message in this playground."""
    return f"{base_url}/archives/{conversation.id}/p{ts.replace('.', '')}"
