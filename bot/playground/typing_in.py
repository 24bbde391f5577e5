"""What happens when a member types: a slash command, or a message."""

from collections.abc import Mapping
from typing import Any

from bot.playground.conversations import Conversation
from bot.playground.exchange import Exchange, ImpossibleError
from bot.playground.installation import BOT_USER
from bot.playground.line import Answer, NoAnswerError
from bot.playground.members import Member
from bot.playground.payloads import command_form
from bot.playground.posting import post_as_app
from bot.playground.tickets import SlackError
from bot.playground.workspace import Workspace
from bot.playground.wrapping import wrapped


async def type_text(
    exchange: Exchange, user: str, channel: str | None, text: str, thread_ts: str | None = None
) -> None:
    """Send what a member typed, below a message where that is said; return when the app answered.

    ImpossibleError when Slack's window would not send it, NoAnswerError when the app fails;
    then the member has seen the error already.
    """
    member = exchange.person(user)
    conversation = exchange.conversation(member, channel)
    if text.startswith("/"):
        await _command(exchange, member, conversation, text)
    else:
        await _message(exchange, member, conversation, text, thread_ts)


async def _message(
    exchange: Exchange,
    member: Member,
    conversation: Conversation,
    text: str,
    thread_ts: str | None,
) -> None:
    workspace = exchange.workspace
    if conversation.kind == "im" and not workspace.app.may_be_written_to:
        raise ImpossibleError(
            "messages_tab_disabled", "Sending messages to this app has been turned off."
        )
    marked = _wrapped(workspace, text, command=False)
    message = workspace.post(conversation, user=member.id, text=marked, thread_ts=thread_ts)
    if BOT_USER in conversation.members:
        await exchange.events.message(conversation, message)


def _wrapped(workspace: Workspace, text: str, *, command: bool) -> str:
    channels = {
        each.name.lower(): each.id
        for each in workspace.conversations.values()
        if each.kind == "channel"
    }
    members = workspace.members.values()
    return wrapped(text, members=members, channels=channels, command=command)


async def _command(
    exchange: Exchange, member: Member, conversation: Conversation, typed: str
) -> None:
    name, _, rest = typed.partition(" ")
    known = _known(exchange.workspace, member, conversation, name)
    text = rest.strip()
    if known.get("should_escape"):
        text = _wrapped(exchange.workspace, text, command=True)
    form = command_form(
        exchange.workspace,
        member,
        conversation,
        command=name,
        text=text,
        trigger_id=exchange.trigger(member),
        response_url=exchange.response_url(member, conversation, None),
    )
    try:
        answer = await exchange.line.post_form(form)
        _show(exchange.workspace, member, conversation, typed, answer)
    except NoAnswerError as problem:
        sentence = f"{name} failed with the error “{problem.error}”"
        exchange.workspace.tell(member.id, conversation, sentence)
        raise


def _known(
    workspace: Workspace, member: Member, conversation: Conversation, name: str
) -> Mapping[str, Any]:
    """Give the app's command of that name; who types another one is told so."""
    known = workspace.app.command(name)
    if known is None or not workspace.installed:
        sentence = (
            f"{name} is not a valid command. In Slack, all messages that start with the"
            " “/” character are interpreted as commands."
        )
        workspace.tell(member.id, conversation, sentence)
        raise ImpossibleError("invalid_command", sentence)
    return known


def _show(
    workspace: Workspace, member: Member, conversation: Conversation, typed: str, answer: Answer
) -> None:
    if not answer.body.strip():
        return
    reply: dict[str, Any] | None = {"text": answer.body}
    if answer.is_json:
        reply = answer.as_object()
    if reply is None:
        raise NoAnswerError("invalid_command_response", "the body is no JSON object")
    if not reply.get("text") and not reply.get("blocks"):
        return
    public = reply.get("response_type") == "in_channel"
    if public:
        workspace.post(conversation, user=member.id, text=typed)
    try:
        post_as_app(workspace, conversation, reply, reader=None if public else member.id)
    except SlackError as refused:
        raise NoAnswerError(refused.error, "; ".join(refused.messages)) from None
