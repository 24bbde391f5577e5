"""Shortcuts: global ones, and those on a message.

docs.slack.dev/interactivity/implementing-shortcuts
"""

from typing import Any

from bot.playground.conversations import Conversation
from bot.playground.exchange import Exchange, ImpossibleError
from bot.playground.payloads import as_slack_message, channel_name, interaction


async def use_shortcut(
    exchange: Exchange, user: str, callback_id: str, channel: str | None, ts: str | None
) -> None:
    """Use a shortcut of the app, on a message where one is named; return when it has answered.

    ImpossibleError when the app has no such shortcut, NoAnswerError when it fails.
    """
    member = exchange.person(user)
    on_a_message = ts is not None
    kind = "message" if on_a_message else "global"
    known = [each["callback_id"] for each in exchange.workspace.app.shortcuts(kind)]
    if callback_id not in known:
        raise ImpossibleError("no_such_shortcut", f"This app has no such shortcut: {callback_id}")
    exchange.demand_interactivity()
    payload = interaction(
        exchange.workspace, "message_action" if on_a_message else "shortcut", member
    )
    payload |= {
        "callback_id": callback_id,
        "action_ts": exchange.workspace.next_ts(),
        "trigger_id": exchange.trigger(member),
    }
    conversation = exchange.conversation(member, channel) if on_a_message else None
    if conversation is not None:
        payload |= _about(conversation, str(ts))
        payload["response_url"] = exchange.response_url(member, conversation, None)
    await exchange.tell_app(member, conversation, payload)


def _about(conversation: Conversation, ts: str) -> dict[str, Any]:
    message = conversation.find(ts)
    if message is None or message.reader is not None:
        raise ImpossibleError("message_not_found", "This message is not there.")
    return {
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
        "message": as_slack_message(message),
        "message_ts": message.ts,
    }
