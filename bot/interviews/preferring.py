"""What people say of how they want to be told, and what follows for their interviews to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.interviews.casting import Scene
from bot.interviews.doing.checks import check_lead_times, check_location
from bot.interviews.doing.rooms import brought_by
from bot.interviews.doing.scribe import Scribe
from bot.interviews.model import (
    LIVE,
    Actor,
    HistoryEntry,
    Kept,
    Person,
    Preferences,
    Search,
    Side,
    instant,
)
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.replanning import replan
from bot.interviews.plans import InterviewChange
from bot.interviews.ports.book import Book, HouseClock, Pages
from bot.interviews.races import again_when_lost
from bot.interviews.refusals import Refusal, Refused

DEED = "prefer"  # as the history calls it
A_PAGE = 100


class Preferring:
    """Keeps how somebody wants to be told; `committed` is called after what was stored."""

    def __init__(
        self, book: Book, clock: HouseClock, lead_times: LeadTimes, committed: Callable[[], None]
    ) -> None:
        self._book = book
        self._clock = clock
        self._scribe = Scribe(lead_times, pause=timedelta(0))
        self._committed = committed

    def prefer(self, preferences: Preferences, *, by: Actor) -> tuple[Kept, ...]:
        """Keep one's own preferences, and plan the reminders of one's coming interviews by them.

        A new room is where one's coming video calls take place that have no link, or the room of
        before; gives these. What they say of zone and language counts at once; where they say
        nothing any more it stays until Slack is asked again. Refused: UNKNOWN_ZONE, LEAD_TIMES, a
        room as a place is.
        """
        _check(preferences)
        moved_in = self._write(preferences, by)
        self._committed()
        return moved_in

    @again_when_lost
    def _write(self, preferences: Preferences, by: Actor) -> tuple[Kept, ...]:
        with self._book.write() as pages:
            before = pages.person(by.person.workspace_id, by.person.id)
            if before is None:
                raise Refused(Refusal.UNKNOWN_PERSON, "person")
            after = _preferring(before, preferences)
            if after == before:
                return ()
            coming = [*_coming(pages, before, self._clock)]
            pages.save_person(after)
            moved_in = [kept for each in coming if (kept := self._follow(pages, each, after, by))]
            pages.add_history(self._entry(before, after, by))
            return tuple(moved_in)

    def _follow(self, pages: Pages, kept: Kept, person: Person, by: Actor) -> Kept | None:
        """Plan an interview's reminders anew; give it if it takes place in a new room."""
        side = kept.side_of(person.id)
        if side is None:  # never: whoever only runs one is not found
            return None
        after = kept.but(**{f"{side.value}_person": person})
        if side is Side.INTERVIEWER and person.prefers.room != kept.person(side).prefers.room:
            after = brought_by(person, kept)
        scene = Scene(pages, by, instant(self._clock.now()))
        location = after.interview.location
        if location == kept.interview.location:
            pages.plan(replan(pages, kept, after, self._scribe.lead_times, scene.now))
            return None
        after = pages.save_interview(after)
        self._scribe.write(scene, InterviewChange(location=location), kept, after, None)
        return after

    def _entry(self, before: Person, after: Person, by: Actor) -> HistoryEntry:
        return HistoryEntry(
            workspace_id=before.workspace_id,
            interview_id=None,
            person_id=before.id,
            version=None,
            deed=DEED,
            by_id=by.person.id,
            door=by.door,
            at=self._clock.now(),
            before=_facts(before),
            after=_facts(after),
        )


def _preferring(person: Person, preferences: Preferences) -> Person:
    return person.but(
        preferences=preferences,
        time_zone=preferences.time_zone or person.time_zone,
        locale=preferences.locale or person.locale,
    )


def _facts(person: Person) -> dict[str, Any]:
    return person.prefers.model_dump(mode="json", exclude_defaults=True)


def _coming(pages: Pages, person: Person, clock: HouseClock) -> Iterator[Kept]:
    search = Search(person_id=person.id, statuses=LIVE, starts_from=clock.now(), per_page=A_PAGE)
    while found := pages.search(person.workspace_id, search).interviews:
        yield from found
        search = search.but(page=search.page + 1)


def _check(preferences: Preferences) -> None:
    check_lead_times(preferences.lead_times)
    check_location(preferences.room, "room")
    if preferences.time_zone is not None:
        try:
            ZoneInfo(preferences.time_zone)
        except (KeyError, ValueError, OSError):
            raise Refused(Refusal.UNKNOWN_ZONE, "time_zone", zone=preferences.time_zone) from None
