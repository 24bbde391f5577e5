"""Files in somebody's direct messages: the calendar file of an interview, a table of several."""

from __future__ import annotations

import logging

from slack_sdk.errors import SlackApiError

from bot.interviews.model import Actor, Kept, Search
from bot.slack.calls import UNREACHABLE, calling
from bot.slack.cards import Message
from bot.slack.desk import Desk
from bot.words.calendar import calendar_file

log = logging.getLogger(__name__)

MOST = 1_000  # interviews in a table: what can be sent while somebody waits


def send_calendar_file(desk: Desk, actor: Actor, kept: Kept) -> Message:
    """Send the calendar file of an interview, as the API gives it."""
    words, company = desk.words(actor), desk.setting.company
    name = desk.calendar_name()
    content = calendar_file(kept, words, company, desk.now(), calendar_name=name)
    return _send(desk, actor, f"interview-{kept.id}.ics", content, words.say("file.ics"))


def send_table(desk: Desk, actor: Actor, search: Search, heading: str) -> Message:
    """Send the interviews of a search as `interview-bot export --csv` writes them.

    Refused: ONLY_RECRUITERS.
    """
    total = desk.interviews.search(search, by=actor).total
    if total > MOST:
        return desk.say(actor, "file.too_many", count=total, most=MOST)
    content = b"".join(desk.table(search, actor))
    if not total:
        return desk.say(actor, "file.nothing")
    today = desk.now().astimezone(desk.zone(actor)).date()
    said = desk.words(actor).say("file.table", heading=heading, count=total)
    return _send(desk, actor, f"interviews-{today}.csv", content, said)


def _send(desk: Desk, actor: Actor, name: str, content: bytes, comment: str) -> Message:
    """Put a file into the direct messages; where Slack takes none, say what to do about it."""
    client, user = desk.client, actor.person.slack_user_id
    try:
        with calling():
            direct = client.conversations_open(users=user)["channel"]["id"]
            client.files_upload_v2(
                content=content, filename=name, channel=direct, initial_comment=comment
            )
    except UNREACHABLE as error:
        code = error.response.get("error") if isinstance(error, SlackApiError) else None
        log.warning("file_not_sent", extra={"error": type(error).__name__, "code": code})
        key = "file.no_scope" if code == "missing_scope" else "file.not_sent"
        return desk.say(actor, key, scope="files:write")
    return desk.say(actor, "file.sent", name=name)
