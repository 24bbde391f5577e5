"""Forgetting somebody: what there is about them is said first, and then it is taken out for good.

The person stays as a row without a name, so that ids still lead somewhere and what the API answers
stays whole; whoever comes back later is somebody new. What stays of an interview stands in
`scrubbing`; what is still to be taken out of Slack, and of the database's own file, in `erasing`.

Whoever had many interviews is taken out of them a few at a time, so that nobody who writes waits
long. That it was asked is written with the first few: `half_forgotten` goes on after a crash too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from bot.interviews.changes import facts
from bot.interviews.erasure import DEED, Holdings, Remnant
from bot.interviews.model import (
    LIVE,
    Actor,
    Door,
    HistoryEntry,
    Kept,
    Person,
    Search,
    Value,
    instant,
)
from bot.interviews.notices import BY_MAIL, Notice, State
from bot.interviews.people import only_recruiters
from bot.interviews.ports import Book, HouseClock, Pages
from bot.interviews.races import again_when_lost
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.scrubbing import Gone, named, scrubbed, scrubbed_entry, scrubbed_notice
from bot.interviews.several import TOLD_WITH

ValueT = TypeVar("ValueT", HistoryEntry, Notice)

FEW = 50  # interviews, in one transaction
SHOWN = frozenset({State.SENT, State.UNKNOWN, State.CLAIMED})  # there is a message, or may be
NOTHING = {
    "email": None,
    "phone_number": None,
    "contact_phone_number": None,
    "image": None,
    "slack_user_id": None,
    "slack_channel_id": None,
    "time_zone": None,
    "locale": None,
    "preferences": None,
    "active": False,
}


class Keeper(Value):
    """Whoever keeps the house, and asks nobody: its clock, or its command line."""

    workspace_id: int
    door: Door


@dataclass(frozen=True)
class _Deed:
    """One forgetting: in which book, of whom, by whom, and when."""

    pages: Pages
    gone: Gone
    by_id: int | None
    door: Door
    now: datetime

    @property
    def person(self) -> Person:
        return self.gone.person


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
            _forget(self._deed(pages, person, by_id, by.door), self._few)
            return found

    @again_when_lost
    def _write_more(self) -> bool:
        with self._book.write() as pages:
            begun = pages.half_forgotten()
            person = pages.person(begun.workspace_id, begun.person_id) if begun else None
            entry = pages.deed_of_forgetting(person) if person else None
            if begun is None or person is None or entry is None:
                return False
            _go_on(self._deed(pages, person, entry.by_id, entry.door), begun, self._few)
            return True

    def _deed(self, pages: Pages, person: Person, by_id: int | None, door: Door) -> _Deed:
        applications = pages.applications_of(person.workspace_id, person.id)
        gone = Gone(person, self._called(), frozenset(each.id for each in applications))
        return _Deed(pages, gone, by_id, door, instant(self._clock.now()))

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


def _forget(deed: _Deed, few: int) -> None:
    pages, person = deed.pages, deed.person
    concerned = pages.concerning(person)
    remnants, gone_through = _forget_in_some(deed, concerned, few)
    pages.drop_drafts(person, concerned)
    pages.drop_cards(person)
    for application in pages.applications_of(person.workspace_id, person.id):
        pages.save_application(application.but(label=None))
    pages.blank_person_history(person)
    pages.save_person(person.but(title=deed.gone.called, **NOTHING))
    pages.add_history(_entry(deed, None))
    pages.keep_remnants([*remnants, _own_remnant(deed).but(gone_through=gone_through)])


def _go_on(deed: _Deed, begun: Remnant, few: int) -> None:
    left = [one for one in deed.pages.concerning(deed.person) if one > (begun.gone_through or 0)]
    remnants, gone_through = _forget_in_some(deed, left, few)
    deed.pages.put_off_remnant(begun.but(gone_through=gone_through), deed.now)
    deed.pages.keep_remnants(remnants)


def _forget_in_some(
    deed: _Deed, concerned: Sequence[int], few: int
) -> tuple[Sequence[Remnant], int | None]:
    """Take somebody out of the first few; give what is left elsewhere, and up to which that was."""
    first = concerned[:few]
    remnants = [each for one in first for each in _forget_in(deed, one)]
    return remnants, first[-1] if len(concerned) > few else None


def _forget_in(deed: _Deed, interview_id: int) -> Sequence[Remnant]:
    """Take somebody out of one interview; give whose messages about it still name them."""
    pages, workspace_id = deed.pages, deed.person.workspace_id
    kept = pages.interview(workspace_id, interview_id)
    assert kept is not None  # noqa: S101 - an interview is never taken out
    entries, notices = (
        pages.history(workspace_id, interview_id),
        pages.notices(workspace_id, interview_id),
    )
    over = kept.side_of(deed.person.id) is not None  # while it is not, nobody in it is forgotten
    met = _versions(entries, deed.gone)
    deed.pages.overwrite_history(_new(entries, [scrubbed_entry(e, deed.gone) for e in entries]))
    left = [
        scrubbed_notice(each, deed.gone, deed.now, met=over or each.version in met, over=over)
        for each in notices
    ]
    deed.pages.overwrite_notices(_new(notices, left))
    after = scrubbed(kept, facts(kept), deed.gone)
    if over or after != kept:
        pages.add_history(_entry(deed, pages.save_interview(after)))
    owned = kept.owner is not None and kept.owner.id == deed.person.id
    if met or owned or any(named(notice, deed.gone) for notice in notices):
        return [*_of_others(deed, interview_id, notices)]
    return ()


def _versions(entries: Sequence[HistoryEntry], gone: Gone) -> frozenset[int | None]:
    """Give the versions of an interview in which they were one of the two, or until then."""
    return frozenset(
        entry.version
        for entry in entries
        if any(gone.side_in(each) for each in (entry.before or {}, entry.after))
    )


def _new(before: Sequence[ValueT], after: Sequence[ValueT]) -> list[ValueT]:
    return [now for was, now in zip(before, after, strict=True) if now != was]


def _of_others(deed: _Deed, interview_id: int, notices: Sequence[Notice]) -> Iterator[Remnant]:
    readers = {
        (notice.values.get(TOLD_WITH, interview_id), notice.person_id)
        for notice in notices
        if TOLD_WITH in notice.values or (notice.state in SHOWN and notice.channel != BY_MAIL)
    }
    for about_id, reader_id in sorted(readers):
        if reader_id != deed.person.id:
            yield Remnant(
                workspace_id=deed.person.workspace_id,
                person_id=reader_id,
                interview_id=about_id,
                due_at=deed.now,
            )


def _own_remnant(deed: _Deed) -> Remnant:
    return Remnant(
        workspace_id=deed.person.workspace_id,
        person_id=deed.person.id,
        channel=deed.person.slack_channel_id,
        slack_user_id=deed.person.slack_user_id,
        due_at=deed.now,
    )


def _entry(deed: _Deed, kept: Kept | None) -> HistoryEntry:
    """Give the line about one interview, or (None) about the person: nothing of it is undone."""
    return HistoryEntry(
        workspace_id=deed.person.workspace_id,
        interview_id=kept.id if kept else None,
        person_id=None if kept else deed.person.id,
        version=kept.version if kept else None,
        deed=DEED,
        by_id=deed.by_id,
        door=deed.door,
        at=deed.now,
        after=facts(kept) if kept else {},
    )
