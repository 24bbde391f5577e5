"""When each person is reminded of an interview: pure functions of (interview, people, now).

A reminder that would come in somebody's quiet hours comes when they end, unless the interview
begins before that. It is held back when a nearer one comes by then, which tells it better. The last
one before the start comes when it is due, whatever the hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.interviews.model import Kept, Kind, Says, Side, Value
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.people.attention import quiet_until
from bot.interviews.planning.afterwards import is_not_over, is_to_come, of_the_day
from bot.interviews.planning.tellings import concerned

UNANSWERED = timedelta(hours=24)  # before the start, an interviewer who has not answered is asked
SHORTEST_IN_PERSON = timedelta(hours=2)  # nobody on their way is helped by a later reminder


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
        times = self._wanted(side, kept)
        if side is Side.INTERVIEWER and kept.lead_times is None:
            times = (UNANSWERED, *times)
        if side is Side.INTERVIEWEE and kept.interview.kind is Kind.IN_PERSON:
            times = tuple(max(time, SHORTEST_IN_PERSON) for time in times)
        return tuple(sorted(set(times), reverse=True))

    def only_while_unanswered(self, side: Side, kept: Kept, lead_time: timedelta) -> bool:
        """Whether a reminder is only there to ask an interviewer who has not answered."""
        return lead_time == UNANSWERED and UNANSWERED not in self._wanted(side, kept)

    def is_last(self, side: Side, kept: Kept, lead_time: timedelta) -> bool:
        """Whether no other reminder of that side comes between this one and the start."""
        return all(
            lead_time <= other or self.only_while_unanswered(side, kept, other)
            for other in self.of(side, kept)
        )

    def _wanted(self, side: Side, kept: Kept) -> tuple[timedelta, ...]:
        own = kept.person(side).prefers.lead_times
        house = self.interviewee if side is Side.INTERVIEWEE else self.interviewer
        return next(times for times in (kept.lead_times, own, house) if times is not None)


class Occasion(NamedTuple):
    """A reminder that is to be: whose, how long before which start, and when it is due.

    `reason` says why it comes at another time, or (`held_back`) not at all.
    """

    person_id: int
    lead_time: timedelta
    start_at: datetime
    due_at: datetime
    reason: Reason | None = None
    held_back: bool = False


def reminders(kept: Kept, lead_times: LeadTimes, now: datetime) -> tuple[Notice, ...]:
    """Give the reminders of an interview: for each side one for each of its lead times.

    And what comes at its start and after its end. One whose time has passed already is skipped,
    never sent at once; an interview that has started has none, one that is off or over nothing.
    """
    return _reminders(kept, occasions(kept, lead_times, now), lead_times, now)


def replanned(
    before: Kept | None, after: Kept, lead_times: LeadTimes, now: datetime
) -> tuple[Notice, ...] | None:
    """Give the reminders to plan after a change, in place of all earlier ones; None = as they are.

    `before` is None for a new interview.
    """
    due = occasions(after, lead_times, now)
    if _the_day(after, now) == (_the_day(before, now) if before else None):
        then = occasions(before, lead_times, now) if before else []
        if due == then:
            return None
    return _reminders(after, due, lead_times, now)


def reminders_to_come(
    kept: Kept, side: Side, lead_times: LeadTimes, now: datetime
) -> tuple[datetime, ...]:
    """Say when that side is still to be reminded, as things stand, the next time first."""
    if not is_to_come(kept, now):
        return ()
    answer = kept.answer(side)
    only_musts = kept.person(side).prefers.only_musts
    is_done = answer is not None and answer.says is Says.YES and only_musts
    return tuple(
        sorted(
            each.due_at
            for each in _of_side(kept, side, lead_times)
            if each.due_at > now and not each.held_back
            if not (answer and lead_times.only_while_unanswered(side, kept, each.lead_time))
            if not is_done or lead_times.is_last(side, kept, each.lead_time)
        )
    )


def why_withdrawn(before: Kept, after: Kept) -> Reason:
    """Say why earlier reminders no longer count."""
    if not after.is_live:
        return Reason.NOT_LIVE
    is_moved = after.interview.start_at != before.interview.start_at
    return Reason.MOVED if is_moved else Reason.REPLANNED


def _the_day(kept: Kept, now: datetime) -> tuple[object, ...] | None:
    """Give what is planned for the day goes by; None = nothing is to come any more."""
    interview = kept.interview
    people = tuple(person.id for person in concerned(kept).values())
    return (*people, interview.start_at, interview.end_at) if is_not_over(kept, now) else None


def occasions(kept: Kept, lead_times: LeadTimes, now: datetime) -> list[Occasion]:
    """Give when the two are reminded, the longest before the start first."""
    if not is_to_come(kept, now):
        return []
    return [each for side in Side for each in reversed([*_of_side(kept, side, lead_times)])]


def _of_side(kept: Kept, side: Side, lead_times: LeadTimes) -> Iterator[Occasion]:
    """Give the occasions of a side, the nearest to the start first."""
    person, start_at = kept.person(side), kept.interview.start_at
    nearer: datetime | None = None  # when the one after this is due
    for lead_time in reversed(lead_times.of(side, kept)):
        due_at = start_at - lead_time
        morning = quiet_until(person, due_at) if nearer else None
        if morning is None or morning >= start_at:
            each = Occasion(person.id, lead_time, start_at, due_at)
        else:
            held_back = nearer is not None and nearer <= morning
            each = Occasion(
                person.id, lead_time, start_at, due_at if held_back else morning,
                Reason.QUIET_HOURS, held_back,
            )  # fmt: skip
        yield each
        if not (each.held_back or lead_times.only_while_unanswered(side, kept, lead_time)):
            nearer = each.due_at


def _reminders(
    kept: Kept, due: list[Occasion], lead_times: LeadTimes, now: datetime
) -> tuple[Notice, ...]:
    planned = tuple(ahead_of(kept, occasion, now) for occasion in due)
    return planned + of_the_day(kept, now, asks_feedback=lead_times.asks_feedback)


def ahead_of(kept: Kept, occasion: Occasion, now: datetime, what: What = What.REMINDER) -> Notice:
    """Give what somebody is told before the start; skipped when it is too late for that."""
    late = occasion.due_at <= now
    skipped = late or occasion.held_back
    return Notice.on(
        kept, occasion.person_id, what, now,
        due_at=occasion.due_at,
        lead_time=occasion.lead_time,
        start_at=occasion.start_at,
        state=State.SKIPPED if skipped else State.PLANNED,
        reason=Reason.TOO_LATE if late else occasion.reason,
        settled_at=now if skipped else None,
    )  # fmt: skip
