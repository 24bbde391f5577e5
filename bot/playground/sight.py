"""What one member sees, as JSON for the browser and for the tests."""

import dataclasses
import functools
from datetime import datetime
from typing import Any

from babel import Locale
from babel.dates import get_timezone_location

from bot.playground.conversations import Conversation, Message
from bot.playground.installation import BOT_USER
from bot.playground.members import Member
from bot.playground.methods_chat import permalink
from bot.playground.state import state_values
from bot.playground.views import View, as_slack_view
from bot.playground.workspace import Workspace


def shown_view(view: View) -> dict[str, Any]:
    """Return a view with the sentences under its fields."""
    return {**as_slack_view(view), "errors": view.errors}


def shown_state(
    workspace: Workspace, member: Member, *, base_url: str, upcoming: datetime | None, movable: bool
) -> dict[str, Any]:
    """Return everything that a member sees; times in ISO 8601, UTC."""
    own = workspace.direct(member.id)
    channels = [each for each in workspace.conversations.values() if each.kind == "channel"]
    visible = [own, *(each for each in channels if member.id in each.members)]
    home = workspace.views.home(member.id)
    return {
        "revision": workspace.revisions[member.id],
        "workspace": {"name": workspace.name},
        "clock": shown_clock(workspace, upcoming, movable=movable),
        "me": _shown_member(member, member.locale),
        "people": [_shown_member(each, member.locale) for each in workspace.members.values()],
        "app": _shown_app(workspace),
        "conversations": [_shown_conversation(each, member) for each in visible],
        "messages": {
            each.id: [_shown_message(workspace, each, m, member, base_url)
                      for m in each.seen_by(member.id)]
            for each in visible
        },
        "views": [shown_view(each) for each in workspace.views.stack(member.id)],
        "home": shown_view(home) if home is not None else None,
        "problem": workspace.problems.get(member.id),
    }  # fmt: skip


def shown_clock(
    workspace: Workspace, upcoming: datetime | None, *, movable: bool
) -> dict[str, Any]:
    """Return the house clock: its present, when the next notice is due, whether it can be moved."""
    return {
        "now": workspace.clock.now().isoformat(),
        "upcoming": upcoming.isoformat() if upcoming is not None else None,
        "movable": movable,
    }


def _shown_member(member: Member, locale: str) -> dict[str, Any]:
    """Return a member, with the city of their zone as it is called in that locale."""
    city = _city(member.tz, locale) if member.tz is not None else None
    return {**dataclasses.asdict(member), "city": city}


@functools.cache
def _city(zone: str, locale: str) -> str:
    return get_timezone_location(zone, locale=Locale.parse(locale, sep="-"), return_city=True)


def _shown_app(workspace: Workspace) -> dict[str, Any]:
    commands = [
        {key: each.get(key, "") for key in ("command", "usage_hint", "description")}
        for each in workspace.app.commands
    ]
    return {
        "name": workspace.app.name,
        "bot_user_id": BOT_USER,
        "commands": commands,
        "shortcuts": workspace.app.shortcuts("global"),
        "home_tab": workspace.app.home_tab,
        "may_be_written_to": workspace.app.may_be_written_to,
    }


def _shown_conversation(conversation: Conversation, member: Member) -> dict[str, Any]:
    return {
        "id": conversation.id,
        "kind": conversation.kind,
        "name": conversation.name,
        "unread": conversation.unread(member.id),
    }


def _shown_message(
    workspace: Workspace,
    conversation: Conversation,
    message: Message,
    member: Member,
    base_url: str,
) -> dict[str, Any]:
    typed = workspace.typed_by(member.id, message, None)
    return {
        "ts": message.ts,
        "at": message.at.isoformat(),
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "files": message.files,
        "state": {"values": state_values(message.blocks, typed)},
        "edited": message.edited_ts is not None,
        "ephemeral": message.reader is not None,
        "metadata": message.metadata,
        "thread_ts": message.thread_ts,
        "permalink": permalink(base_url, conversation, message.ts),
    }
