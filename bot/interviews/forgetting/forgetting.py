"""Forgetting somebody: what there is about them is said first, and then it is taken out for good.

The person stays as a row without a name, so that ids still lead somewhere and what the API answers
stays whole; whoever comes back later is somebody new. What stays of an interview stands in
`scrubbing`; what is still to be taken out of Slack, and of the database's own file, in `erasing`.

Whoever had many interviews is taken out of them a few at a time, so that nobody who writes waits
long. That it was asked is written with the first few: `half_forgotten` goes on after a crash too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.interviews.forgetting.scrubbing import Gone
from bot.interviews.forgetting.taking_out import Farewell, begin_taking_out, go_on_taking_out
from bot.interviews.model import LIVE, Actor, Door, Person, Search, Value, instant
from bot.interviews.people.people import only_recruiters
from bot.interviews.ports.book import Book, HouseClock, Pages
from bot.interviews.ports.erasure import DEED, Holdings
from bot.interviews.races import again_when_lost
from bot.interviews.refusals import Refusal, Refused

FEW = 50  # interviews, in one transaction


class Keeper(Value):
    """Whoever keeps the house, and asks nobody: its clock, or its command line."""

    workspace_id: int
    door: Door


class Forgetting:
    """Forgets people. `committed` is called after what was stored.

    `called` gives the words that stand in place of a name from then on; `few` is how many
    interviews somebody is taken out of at a time.
    """

    def __init__(
        self,
        book: Book,
        clock: HouseClock,
        committed: Callable[[], None],
        called: Callable[[], str],
        few: int = FEW,
    ) -> None:
        self._book = book
        self._clock = clock
        self._committed = committed
        self._called = called
        self._few = few

    @again_when_lost
    def holdings(self, person_id: int, *, by: Actor | Keeper) -> Holdings:
        """Say what there is about somebody, so that it can be asked whether to forget it.

        Refused as `forget` refuses.
        """
        with self._book.read() as pages:
            return pages.holdings(self._whoever_may_go(pages, person_id, by))

    def forget(self, person_id: int, *, by: Actor | Keeper) -> Holdings | None:
        """Forget somebody for good; gives what there was, or None when they were forgotten before.

        Refused: ONLY_RECRUITERS, FORGET_ONESELF, UNKNOWN_PERSON, IS_A_RECRUITER, and STILL_TO_COME
        as long as they have a part in an interview that is not over, or run one.
        They are nameless at once; of many interviews the rest is for `go_on`.
        """
        found = self._write(person_id, by)
        self._committed()
        return found

    @again_when_lost
    def is_half_done(self) -> bool:
        """Whether there is somebody who is not yet taken out of all their interviews."""
        with self._book.read() as pages:
            return pages.is_half_forgotten()

    def go_on(self) -> bool:
        """Take somebody out of the next few of their interviews; False = there was nobody."""
        found = self._write_more()
        if found:
            self._committed()
        return found

    @again_when_lost
    def long_gone(self, workspace_id: int, keep: timedelta, most: int) -> tuple[Person, ...]:
        """Give up to `most` who only applied, and whose last interview ended so long ago."""
        with self._book.read() as pages:
            return pages.long_gone(workspace_id, self._clock.now() - keep, most)

    @again_when_lost
    def _write(self, person_id: int, by: Actor | Keeper) -> Holdings | None:
        with self._book.write() as pages:
            workspace_id = _workspace(by)
            if pages.done_to(workspace_id, DEED, "person_id", [person_id]):
                _check_by(pages, person_id, by)
                return None
            person = self._whoever_may_go(pages, person_id, by)
            found = pages.holdings(person)
            by_id = by.person.id if isinstance(by, Actor) else None
            begin_taking_out(self._deed(pages, person, by_id, by.door), self._few)
            return found

    @again_when_lost
    def _write_more(self) -> bool:
        with self._book.write() as pages:
            begun = pages.half_forgotten()
            person = pages.person(begun.workspace_id, begun.person_id) if begun else None
            entry = pages.deed_of_forgetting(person) if person else None
            if begun is None or person is None or entry is None:
                return False
            go_on_taking_out(self._deed(pages, person, entry.by_id, entry.door), begun, self._few)
            return True

    def _deed(self, pages: Pages, person: Person, by_id: int | None, door: Door) -> Farewell:
        applications = pages.applications_of(person.workspace_id, person.id)
        gone = Gone(person, self._called(), frozenset(each.id for each in applications))
        return Farewell(pages, gone, by_id, door, instant(self._clock.now()))

    def _whoever_may_go(self, pages: Pages, person_id: int, by: Actor | Keeper) -> Person:
        _check_by(pages, person_id, by)
        workspace_id = _workspace(by)
        person = pages.person(workspace_id, person_id)
        if person is None:
            raise Refused(Refusal.UNKNOWN_PERSON, "person")
        if person.is_recruiter and person.active:
            raise Refused(Refusal.IS_A_RECRUITER, "person", person=person.title)
        search = Search(
            person_id=person_id, statuses=LIVE, ends_after=self._clock.now(), per_page=1
        )
        for kept in pages.search(workspace_id, search).interviews:
            raise Refused(
                Refusal.STILL_TO_COME, "person", id=kept.id,
                person=person.title, start_at=kept.interview.start_at,
            )  # fmt: skip
        return person


def _workspace(by: Actor | Keeper) -> int:
    return by.workspace_id if isinstance(by, Keeper) else by.person.workspace_id


def _check_by(pages: Pages, person_id: int, by: Actor | Keeper) -> None:
    if isinstance(by, Keeper):
        return
    only_recruiters(pages, by)
    if by.person.id == person_id:
        raise Refused(Refusal.FORGET_ONESELF, "person")
