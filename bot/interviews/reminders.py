"""When each person is reminded of an interview: pure functions of (interview, now)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.interviews.afterwards import is_to_come, of_the_day
from bot.interviews.model import Kept, Kind, Side, Value
from bot.interviews.notices import Notice, Reason, State, What
from bot.tracing import traced_key

UNANSWERED = timedelta(hours=24)  # before the start, an interviewer who has not answered is asked
SHORTEST_IN_PERSON = timedelta(hours=2)  # nobody on their way is helped by a later reminder

Due = list[tuple[Side, timedelta]]  # each reminder of an interview: whose, how long before


class LeadTimes(Value):
    """The house's lead times for each side; a person's or an interview's own come before them."""

    interviewee: tuple[timedelta, ...] = (
        timedelta(hours=24),
        timedelta(hours=1),
        timedelta(minutes=10),
    )
    interviewer: tuple[timedelta, ...] = (timedelta(minutes=10),)
    asks_feedback: bool = True  # of whoever interviewed, afterwards

    def of(self, side: Side, kept: Kept) -> tuple[timedelta, ...]:
        """Give the lead times for that side of that interview, longest first, each once."""
        own = self.interviewee if side is Side.INTERVIEWEE else (UNANSWERED, *self.interviewer)
        times = kept.lead_times if kept.lead_times is not None else own
        if side is Side.INTERVIEWEE and kept.interview.kind is Kind.IN_PERSON:
            times = tuple(max(time, SHORTEST_IN_PERSON) for time in times)
        return tuple(sorted(set(times), reverse=True))


def reminders(kept: Kept, lead_times: LeadTimes, now: datetime) -> tuple[Notice, ...]:
    """Give the reminders of an interview: for each side one for each of its lead times.

    And what comes at its start and after its end. One whose time has passed already is skipped,
    never sent at once; an interview that has started or is off has none.
    """
    return _reminders(kept, _due(kept, lead_times, now), lead_times, now)


def replanned(
    before: Kept | None, after: Kept, lead_times: LeadTimes, now: datetime
) -> tuple[Notice, ...] | None:
    """Give the reminders to plan after a change, in place of all earlier ones; None = as they are.

    `before` is None for a new interview.
    """
    due = _due(after, lead_times, now)
    then = _occasions(before, _due(before, lead_times, now), now) if before else set()
    if then == _occasions(after, due, now):
        return None
    return _reminders(after, due, lead_times, now)


def why_withdrawn(before: Kept, after: Kept) -> Reason:
    """Say why earlier reminders no longer count."""
    if not after.is_live:
        return Reason.NOT_LIVE
    is_moved = after.interview.start_at != before.interview.start_at
    return Reason.MOVED if is_moved else Reason.REPLANNED


def _due(kept: Kept, lead_times: LeadTimes, now: datetime) -> Due:
    if not is_to_come(kept, now):
        return []
    return [(side, lead_time) for side in Side for lead_time in lead_times.of(side, kept)]


def _occasions(
    kept: Kept, due: Due, now: datetime
) -> set[tuple[int, timedelta, datetime, datetime]]:
    """Say who is reminded, how long before, of which time; the start itself is one more."""
    if not is_to_come(kept, now):
        return set()
    occasions = [*due, *((side, timedelta(0)) for side in Side)]
    times = (kept.interview.start_at, kept.interview.end_at)
    return {(kept.person(side).id, lead_time, *times) for side, lead_time in occasions}


def _reminders(kept: Kept, due: Due, lead_times: LeadTimes, now: datetime) -> tuple[Notice, ...]:
    planned = tuple(_reminder(kept, side, lead_time, now) for side, lead_time in due)
    return planned + of_the_day(kept, now, asks_feedback=lead_times.asks_feedback)


def _reminder(kept: Kept, side: Side, lead_time: timedelta, now: datetime) -> Notice:
    due_at = kept.interview.start_at - lead_time
    late = due_at <= now
    return Notice(
        workspace_id=kept.workspace_id,
        interview_id=kept.id,
        person_id=kept.person(side).id,
        what=What.REMINDER,
        version=kept.version,
        loud=True,
        due_at=due_at,
        lead_time=lead_time,
        start_at=kept.interview.start_at,
        state=State.SKIPPED if late else State.PLANNED,
        reason=Reason.TOO_LATE if late else None,
        settled_at=now if late else None,
        key=traced_key(),
        created_at=now,
    )
