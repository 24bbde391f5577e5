"""Times that would suit two people: no other interview of theirs then, and both at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from bot.interviews.model import Person
from bot.interviews.people.availability import is_at_work, is_taken
from bot.interviews.ports.book import Slot

HALF_HOUR = timedelta(minutes=30)
SOON = timedelta(hours=1)  # nobody is asked to come within it
MOST_A_DAY = 2


class Opening(NamedTuple):
    """A time at which neither of two people has another interview."""

    start_at: datetime
    end_at: datetime


class Wanted(NamedTuple):
    """What is looked for: when it may start at the earliest, when it must end, and its length."""

    since: datetime
    until: datetime
    length: timedelta


def openings(people: Sequence[Person], slots: Sequence[Slot], wanted: Wanted) -> Iterator[Opening]:
    """Give the times that would suit, on the full and the half hour, in their order."""
    start_at = _half_hour(wanted.since)
    while start_at + wanted.length <= wanted.until:
        end_at = start_at + wanted.length
        if all(
            is_at_work(person, start_at, end_at)
            and not is_taken(person.id, slots, start_at, end_at)
            for person in people
        ):
            yield Opening(start_at, end_at)
        start_at += HALF_HOUR


def spread(found: Iterable[Opening], zone: tzinfo, most: int) -> tuple[Opening, ...]:
    """Choose the earliest that do not overlap, at most two of a day by that zone's calendar."""
    chosen: list[Opening] = []
    of_day: dict[date, int] = {}
    for each in found:
        day = each.start_at.astimezone(zone).date()
        apart = not chosen or each.start_at >= chosen[-1].end_at
        if apart and of_day.get(day, 0) < MOST_A_DAY:
            chosen.append(each)
            of_day[day] = of_day.get(day, 0) + 1
        if len(chosen) == most:
            break
    return tuple(chosen)


def nearest(found: Iterable[Opening], moment: datetime, most: int) -> tuple[Opening, ...]:
    """Choose those whose start is nearest to a moment, and give them in their order."""
    near = sorted(found, key=lambda each: abs(each.start_at - moment))[:most]
    return tuple(sorted(near))


def _half_hour(moment: datetime) -> datetime:
    """Give the full or half hour at or after a moment."""
    past = timedelta(
        minutes=moment.minute % 30, seconds=moment.second, microseconds=moment.microsecond
    )
    return moment + (HALF_HOUR - past) if past else moment
