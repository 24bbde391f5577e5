"""When people are at work, and what they have on: pure functions of slots and times.

That somebody has no other interview then is all that is known; whether they are free is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from bot.interviews.model import Kept, Person
from bot.interviews.people.attention import working_hours, zone_of
from bot.interviews.ports.book import Slot

WEEK = timedelta(days=7)
SATURDAY = 5


def is_at_work(person: Person, start_at: datetime, end_at: datetime) -> bool:
    """Whether a time lies within somebody's working hours, Monday to Friday, by their own clock.

    Where their zone is not known, any time does.
    """
    zone = zone_of(person)
    if zone is None:
        return True
    start, end = (moment.astimezone(zone) for moment in (start_at, end_at))
    same_day = start.date() == end.date() and start.weekday() < SATURDAY
    begins, ends = working_hours(person)
    return same_day and start.time() >= begins and end.time() <= ends


def is_taken(person_id: int, slots: Iterable[Slot], start_at: datetime, end_at: datetime) -> bool:
    """Whether somebody has an interview within [start, end). Touching is no overlap."""
    return any(
        person_id in {slot.interviewee_person_id, slot.interviewer_id}
        and slot.start_at < end_at
        and slot.end_at > start_at
        for slot in slots
    )


def takes_the_time_of(kept: Kept, others: Sequence[Kept]) -> tuple[int, Person] | None:
    """Give the first of these that meets one of an interview's people at its time, and whom.

    By its place among them; None when none does. Those are not booked yet, so no book knows them.
    """
    start_at, end_at = kept.interview.start_at, kept.interview.end_at
    for place, other in enumerate(others):
        for person in (kept.interviewer_person, kept.interviewee_person):
            if is_taken(person.id, [slot_of(other)], start_at, end_at):
                return place, person
    return None


def slot_of(kept: Kept) -> Slot:
    """Give the time that an interview takes of its two people."""
    return Slot(
        kept.id,
        kept.interviewee_person.id,
        kept.interviewer_person.id,
        kept.interview.start_at,
        kept.interview.end_at,
    )


def load(person: Person, slots: Iterable[Slot], moment: datetime) -> int:
    """Count the interviews that somebody holds in the week of a moment, by their calendar."""
    week = _week(person, moment)
    return sum(
        slot.interviewer_id == person.id and _week(person, slot.start_at) == week for slot in slots
    )


def _week(person: Person, moment: datetime) -> tuple[int, int]:
    local = moment.astimezone(zone_of(person) or UTC)
    return local.isocalendar()[:2]
