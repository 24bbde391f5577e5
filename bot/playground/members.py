"""The people of the workspace, and the shapes in which Slack speaks of them."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.installation import TEAM

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True)
class Member:
    """A member of the workspace: a person, or an app's bot user.

    `id` is Slack's user id (`U…`), `name` the handle that is typed after `@`, `tz` an IANA zone
    or None when Slack knows none (bots, people of other organisations).
    """

    id: str
    name: str
    real_name: str
    email: str
    tz: str | None
    locale: str = "en-US"
    is_admin: bool = False
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    title: str = ""

    def changed(self, **changes: Any) -> "Member":
        """Return the same member with other values; an unknown field is a TypeError."""
        return dataclasses.replace(self, **changes)


def as_slack_user(member: Member, *, now: datetime, email: bool, locale: bool) -> dict[str, Any]:
    """Return Slack's user object (docs.slack.dev/reference/objects/user-object).

    `email` and `locale` say whether the caller may and wants to see them. `tz_offset` is what
    the zone has at `now`, and is missing with the zone.
    """
    user: dict[str, Any] = {
        "id": member.id,
        "team_id": TEAM,
        "name": member.name,
        "deleted": member.deleted,
        "profile": _profile(member, email=email),
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if member.deleted:
        return user
    user |= {
        "color": "9f69e7",
        "real_name": member.real_name,
        "is_admin": member.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": member.is_restricted,
        "is_ultra_restricted": False,
        "is_email_confirmed": not member.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }
    if member.tz is not None:
        user |= _zone(member.tz, now)
    if locale:
        user["locale"] = member.locale
    return user


def _profile(member: Member, *, email: bool) -> dict[str, Any]:
    first, _, last = member.real_name.partition(" ")
    profile: dict[str, Any] = {
        "title": member.title,
        "phone": "",
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.name,
        "display_name_normalized": member.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "team": "",
    }
    if email and member.email and not member.is_bot:
        profile["email"] = member.email
    return profile


def _zone(zone: str, now: datetime) -> dict[str, Any]:
    local = now.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    return {
        "tz": zone,
        "tz_label": local.tzname() or zone,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
    }
