"""What people say of how they want to be told, and what follows for their interviews to come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from bot.interviews.doing.checks import check_lead_times, check_location
from bot.interviews.model import LIVE, Actor, HistoryEntry, Kept, Person, Preferences, Search
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.replanning import replan
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
        self._lead_times = lead_times
        self._committed = committed

    def prefer(self, preferences: Preferences, *, by: Actor) -> Person:
        """Keep one's own preferences, and plan the reminders of one's coming interviews by them.

        What they say of zone and language counts at once; where they say nothing any more it
        stays until Slack is asked again. Refused: UNKNOWN_ZONE, LEAD_TIMES, a room as a place is.
        """
        _check(preferences)
        person = self._write(preferences, by)
        self._committed()
        return person

    @again_when_lost
    def _write(self, preferences: Preferences, by: Actor) -> Person:
        with self._book.write() as pages:
            before = pages.person(by.person.workspace_id, by.person.id)
            if before is None:
                raise Refused(Refusal.UNKNOWN_PERSON, "person")
            after = _preferring(before, preferences)
            if after == before:
                return before
            coming = [*_coming(pages, before, self._clock)]
            pages.save_person(after)
            for kept in coming:
                self._replan(pages, kept, after)
            pages.add_history(self._entry(before, after, by))
            return after

    def _replan(self, pages: Pages, kept: Kept, person: Person) -> None:
        side = kept.side_of(person.id)
        if side is None:  # never: whoever only runs one is not found
            return
        now = self._clock.now()
        after = kept.but(**{f"{side.value}_person": person})
        pages.plan(replan(pages, kept, after, self._lead_times, now))

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
