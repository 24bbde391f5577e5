"""Looking for people and times: who could stand in, and when two people could meet.

Nothing is changed here. Recruiters alone may look into everybody's interviews.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.interviews.doing import cover
from bot.interviews.doing.cover import Candidate
from bot.interviews.model import Actor, Kept, Person
from bot.interviews.people.attention import zone_of
from bot.interviews.people.availability import slot_of
from bot.interviews.people.openings import SOON, Opening, Wanted, nearest, openings, spread
from bot.interviews.ports.book import Book, HouseClock, Pages
from bot.interviews.races import again_when_lost

FEW = 5
AROUND = timedelta(days=7)  # a time that is taken


class Diary:
    """Looks into everybody's interviews, for whoever arranges one."""

    def __init__(self, book: Book, clock: HouseClock) -> None:
        self._book = book
        self._clock = clock

    @again_when_lost
    def colleagues(self, kept: Kept, *, by: Actor) -> tuple[Candidate, ...]:
        """Give a few who could stand in for the interviewer, the least loaded first.

        Nobody, to whoever is no recruiter.
        """
        if not by.person.is_recruiter:
            return ()
        with self._book.read() as pages:
            return tuple(cover.candidates(pages, kept)[:FEW])

    @again_when_lost
    def openings(
        self, people: Sequence[Person], wanted: Wanted, *, by: Actor, most: int = FEW
    ) -> tuple[Opening, ...]:
        """Give a few times at which none of these people has another interview, all at work.

        The earliest, at most two of a day; none, to whoever is no recruiter.
        """
        zone = zone_of(by.person) or UTC
        with self._book.read() as pages:
            return spread(self._found(pages, people, wanted, by), zone, most)

    @again_when_lost
    def nearest(
        self,
        people: Sequence[Person],
        start_at: datetime,
        length: timedelta,
        *,
        by: Actor,
        beside: Sequence[Kept] = (),
    ) -> tuple[Opening, ...]:
        """Give the three such times that are nearest to one which is taken, within a week of it.

        `beside` are interviews that are not booked yet, and are to be.
        """
        wanted = Wanted(start_at - AROUND, start_at + AROUND, length)
        with self._book.read() as pages:
            return nearest(self._found(pages, people, wanted, by, beside), start_at, 3)

    def _found(
        self,
        pages: Pages,
        people: Sequence[Person],
        wanted: Wanted,
        by: Actor,
        beside: Sequence[Kept] = (),
    ) -> list[Opening]:
        if not by.person.is_recruiter:
            return []
        at_work = [*people, by.person] if not any(p.time_zone for p in people) else people
        wanted = wanted._replace(since=max(wanted.since, self._clock.now() + SOON))
        slots = pages.slots(by.person.workspace_id, wanted.since, wanted.until)
        return list(openings(at_work, (*slots, *map(slot_of, beside)), wanted))
