"""After a pause: what is late for one person and one interview is told by one message.

So is news that only waits for whoever did it to think again: a message shows what is true now.

Of several that are late the oldest is the one that is sent. It speaks as whichever of them says
most now: a reminder that the interview is about to start, else the invitation, else a reminder,
else the newest. What was different before any of them is what it says was different.

What was only edited into somebody's card may not have been seen: what changes next, says it again.

And an early reminder tells of the person's other interviews that begin within the hour, in place
of theirs.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.interviews.cases import Case
from bot.interviews.model import Kept
from bot.interviews.notices import ARRANGES, Notice, State, What
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.tellings import worth_telling
from bot.interviews.sending.holding import can_wait, no_longer_holds

LATE = timedelta(minutes=1)  # so late nothing is without a pause
SOON = timedelta(hours=1)  # so near the start a reminder says more than an invitation
FAR_OFF = timedelta(days=1_000)
MERGED = ARRANGES | {What.REMINDER}


def told_together(case: Case, now: datetime) -> tuple[Notice, tuple[Notice, ...]]:
    """Give what a notice says when it is sent now, and the later ones which it tells as well."""
    notice = _since_it_was_posted(case)
    if not _can_merge(notice):
        return notice, ()
    is_late = notice.first_due_at + LATE <= now
    waiting = [
        other
        for other in case.others
        if _waits(other)
        and _is_still_so(other, case.kept)
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


def tells_as_well(
    case: Case, told: Notice, lead_times: LeadTimes, now: datetime
) -> tuple[Notice, tuple[Notice, ...]]:
    """Give what a reminder says with the interviews beside it, and their reminders."""
    beside = [each for each in case.beside if _is_told_by_it(each, lead_times, now)]
    if not beside or told.what is not What.REMINDER or not can_wait(case, lead_times):
        return told, ()
    also = [_in_short(each) for each in beside]
    return told.but(values=told.values | {"also": also}), tuple(each.notice for each in beside)


def _is_told_by_it(case: Case, lead_times: LeadTimes, now: datetime) -> bool:
    """Whether it would come, to somebody who knows of that interview."""
    knows = case.card is not None
    return knows and can_wait(case, lead_times) and no_longer_holds(case, lead_times, now) is None


def _in_short(case: Case) -> dict[str, Any]:
    """Give what is said of an interview in one line: JSON, and whether their yes is missing."""
    kept, side = case.kept, case.kept.side_of(case.person.id)
    other = kept.person(side.other).title if side else None
    waits = side is not None and kept.waits_for(side)
    interview = kept.interview.model_dump(mode="json", include={"id", "start_at", "kind"})
    return {**interview, "person": other, "waits": waits}


def _since_it_was_posted(case: Case) -> Notice:
    """Let it tell as well what others did since, which was edited into the card without a sound."""
    notice, card = case.notice, case.card
    if card is None or "was" not in notice.values:
        return notice
    sent = [other for other in case.others if other.state is State.SENT]
    posted = max([card.notice_id, *(other.id for other in sent if other.becomes_the_card)])
    edits = [
        other
        for other in sent
        if posted < other.id < notice.id
        and not other.loud
        and other.values.get("by_id") != notice.person_id
    ]
    if not edits:
        return notice
    return notice.but(values=notice.values | {"was": _was(case, (*edits, notice))})


def _can_merge(notice: Notice) -> bool:
    return notice.loud and notice.what in MERGED


def _waits(notice: Notice) -> bool:
    return notice.state is State.PLANNED and _can_merge(notice)


def _is_still_so(other: Notice, kept: Kept) -> bool:
    """Whether it can be said: a proposal may have been turned down or taken back since."""
    return other.what is not What.PROPOSED or kept.interview.amended_by is not None


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
