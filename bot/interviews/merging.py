"""After a pause: what is late for one person and one interview is told by one message.

So is news that only waits for whoever did it to think again: a message shows what is true now.

Of several that are late the oldest is the one that is sent. It speaks as whichever of them says
most now: a reminder that the interview is about to start, else the invitation, else a reminder,
else the newest. What was different before any of them is what it says was different.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.interviews.cases import Case
from bot.interviews.notices import ARRANGES, Notice, State, What
from bot.interviews.tellings import worth_telling

LATE = timedelta(minutes=1)  # so late nothing is without a pause
SOON = timedelta(hours=1)  # so near the start a reminder says more than an invitation
FAR_OFF = timedelta(days=1_000)
MERGED = ARRANGES | {What.REMINDER}


def told_together(case: Case, now: datetime) -> tuple[Notice, tuple[Notice, ...]]:
    """Give what a notice says when it is sent now, and the later ones which it tells as well."""
    notice = case.notice
    if not _can_merge(notice):
        return notice, ()
    is_late = notice.first_due_at + LATE <= now
    waiting = [
        other
        for other in case.others
        if _waits_behind(other, notice)
        and (_is_held(other, now) or (is_late and _is_due(other, now)))
    ]
    if not waiting:
        return notice, ()
    speaker = max((notice, *waiting), key=_says)
    told = notice.but(
        what=speaker.what,
        lead_time=speaker.lead_time,
        start_at=speaker.start_at,
        values=speaker.values | {"was": _was(case, (notice, *waiting))},
    )
    return told, tuple(waiting)


def _can_merge(notice: Notice) -> bool:
    return notice.loud and notice.what in MERGED


def _waits_behind(other: Notice, notice: Notice) -> bool:
    return (
        other.person_id == notice.person_id
        and other.id != notice.id
        and other.state is State.PLANNED
        and _can_merge(other)
    )


def _is_due(other: Notice, now: datetime) -> bool:
    return other.due_at <= now


def _is_held(other: Notice, now: datetime) -> bool:
    return other.what is not What.REMINDER and other.due_at > now and other.attempt == 0


def _says(notice: Notice) -> tuple[bool, bool, bool, timedelta, int]:
    """Order notices by how much they say."""
    lead_time = notice.lead_time if notice.lead_time is not None else FAR_OFF
    return (
        lead_time <= SOON,
        notice.what is What.BOOKED,
        notice.what is What.REMINDER,
        -lead_time,
        notice.version,
    )


def _was(case: Case, notices: tuple[Notice, ...]) -> dict[str, Any]:
    """What was different before the first of them, in so far as it is different now."""
    was: dict[str, Any] = {}
    for notice in sorted(notices, key=lambda each: each.version):
        was = (notice.values.get("was") or {}) | was
    now = worth_telling(case.kept)
    return {field: value for field, value in was.items() if value != now.get(field)}
