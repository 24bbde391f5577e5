"""users.*, usergroups.*, conversations.*, auth.test and api.test of the Web API."""

import base64
import binascii
from typing import Any, TypeVar

from bot.playground.calls import Call
from bot.playground.conversations import Conversation, Message
from bot.playground.installation import APP, BOT, BOT_USER, TEAM
from bot.playground.members import Member, as_slack_user
from bot.playground.payloads import as_slack_message
from bot.playground.tickets import SlackError

OPEN_USERS = 8
PAGE = 100
LONGEST_PAGE = 999
Thing = TypeVar("Thing")


def api_test(call: Call) -> dict[str, Any]:
    """api.test: says back what it was told."""
    return {"args": {key: str(value) for key, value in call.arguments.items()}}


def auth_test(call: Call) -> dict[str, Any]:
    """auth.test: whose token this is."""
    workspace = call.workspace
    return {
        "url": f"{call.base_url}/",
        "team": workspace.name,
        "user": workspace.members[BOT_USER].name,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "app_id": APP,
        "is_enterprise_install": False,
    }


def _shown(call: Call, member: Member) -> dict[str, Any]:
    return as_slack_user(
        member,
        now=call.workspace.clock.now(),
        email="users:read.email" in call.workspace.app.scopes,
        locale=call.flag("include_locale"),
    )


def users_info(call: Call) -> dict[str, Any]:
    """users.info: one member; `locale` only with include_locale."""
    return {"user": _shown(call, call.member(call.text("user")))}


def users_list(call: Call) -> dict[str, Any]:
    """users.list: all members, bots, Slackbot and the deactivated too, in pages."""
    everyone = [call.workspace.slackbot, *call.workspace.members.values()]
    page, cursor = _page(call, everyone, default=len(everyone))
    members = [_shown(call, member) for member in page]
    return {"members": members, "response_metadata": {"next_cursor": cursor}}


def users_lookup_by_email(call: Call) -> dict[str, Any]:
    """users.lookupByEmail: an active member by their address, whatever its case."""
    call.demand("email")
    wanted = call.text("email").strip().lower()
    for member in call.workspace.people():
        if member.email.lower() == wanted and not member.deleted:
            return {"user": _shown(call, member)}
    raise SlackError("users_not_found")


def usergroups_users_list(call: Call) -> dict[str, Any]:
    """usergroups.users.list: who belongs to a user group."""
    users = call.user_groups.get(call.text("usergroup"))
    if users is None:
        raise SlackError("no_such_subteam")
    return {"users": list(users)}


def conversations_open(call: Call) -> dict[str, Any]:
    """conversations.open: the direct message with one member (`im:write`)."""
    if call.text("channel"):
        return {"channel": {"id": call.conversation().id}}
    users = [user for user in call.text("users").split(",") if user]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > OPEN_USERS:
        raise SlackError("too_many_users")
    if len(users) > 1:
        call.demand_scope("mpim:write")
        raise SlackError("method_not_supported_for_channel_type")
    known = f"D{users[0][1:]}" in call.workspace.conversations
    channel = call.direct(users[0])
    shape: dict[str, Any] = {"id": channel.id}
    if call.flag("return_im"):
        shape |= {"is_im": True, "user": users[0], "is_org_shared": False, "is_open": True}
    return {"no_op": known, "already_open": known, "channel": shape}


def conversations_history(call: Call) -> dict[str, Any]:
    """conversations.history: the newest first, without what stands in threads."""
    conversation = _readable(call)
    found = [each for each in _between(call, conversation) if each.thread_ts is None]
    return _messages(call, conversation, found) | {"pin_count": 0}


def conversations_replies(call: Call) -> dict[str, Any]:
    """conversations.replies: a message and what was written below it, the oldest first."""
    conversation = _readable(call)
    first = conversation.find(call.text("ts"))
    if first is None or first.reader is not None:
        raise SlackError("thread_not_found")
    return _messages(call, conversation, [first, *conversation.below(first)])


def _readable(call: Call) -> Conversation:
    conversation = call.workspace.conversations.get(call.text("channel"))
    if conversation is None:
        raise SlackError("channel_not_found")
    call.demand_scope("im:history" if conversation.kind == "im" else "channels:history")
    return call.conversation()


def _messages(call: Call, conversation: Conversation, found: list[Message]) -> dict[str, Any]:
    """Return a page of messages; metadata only with include_all_metadata."""
    limit = call.number("limit", PAGE)
    if not 1 <= limit <= LONGEST_PAGE:
        raise SlackError("invalid_limit")
    page, cursor = _page(call, found, default=limit)
    metadata = call.flag("include_all_metadata")
    shown = [
        as_slack_message(each, metadata=metadata) | _thread(conversation, each) for each in page
    ]
    more = {"response_metadata": {"next_cursor": cursor}} if cursor else {}
    return {"messages": shown, "has_more": bool(cursor), **more}


def _thread(conversation: Conversation, message: Message) -> dict[str, Any]:
    replies = len(conversation.below(message))
    return {"thread_ts": message.ts, "reply_count": replies} if replies else {}


def _between(call: Call, conversation: Conversation) -> list[Message]:
    oldest, latest = _instant(call, "oldest"), _instant(call, "latest")
    inclusive = call.flag("inclusive")
    found = [each for each in reversed(conversation.messages) if each.reader is None]
    if oldest is not None:
        found = [m for m in found if float(m.ts) > oldest or (inclusive and float(m.ts) == oldest)]
    if latest is not None:
        found = [m for m in found if float(m.ts) < latest or (inclusive and float(m.ts) == latest)]
    return found


def _instant(call: Call, name: str) -> float | None:
    given = call.text(name)
    if given in {"", "0"}:
        return None
    try:
        return float(given)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _page(call: Call, things: list[Thing], *, default: int) -> tuple[list[Thing], str]:
    start = _decoded_cursor(call.text("cursor"))
    end = start + (call.number("limit", default) or default)
    more = base64.b64encode(f"next:{end}".encode()).decode() if end < len(things) else ""
    return things[start:end], more


def _decoded_cursor(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
