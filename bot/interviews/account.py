"""What was done to an interview, who was told of it, and who will be: for reading alone.

Whoever runs it sees all of that. One of the two who meet sees what they were and will be told
themselves.
"""

from __future__ import annotations

from datetime import datetime

from bot.interviews.cases import Case
from bot.interviews.changes import FieldChange, recorded
from bot.interviews.doing.undoing import done_last
from bot.interviews.model import Actor, HistoryEntry, Kept, Person, Value
from bot.interviews.notices import BY_MAIL, STILL_TO_COME, Card, Notice, Reason, What
from bot.interviews.people.channels import is_mailed, is_told
from bot.interviews.people.people import for_recruiters
from bot.interviews.permissions import may_see, runs, visible
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.several import looked_up
from bot.interviews.ports.book import Book, HouseClock, Pages
from bot.interviews.races import again_when_lost
from bot.interviews.sending.holding import no_longer_holds, put_off


class Telling(Value):
    """One thing that somebody was told, will be told, or was not told after all.

    `why_not`: the reason that it had; for what is still to come, the one that it will have if
    nothing changes. `waits`: it is not due before somebody's quiet hours end.
    """

    notice: Notice
    person: Person
    by_mail: bool
    why_not: Reason | None = None
    waits: bool = False

    @property
    def is_to_come(self) -> bool:
        """Whether it is still planned, or just being sent."""
        return self.notice.state in STILL_TO_COME

    @property
    def is_replanned(self) -> bool:
        """Whether another plan took its place, so that nobody missed anything by it."""
        return self.why_not in {Reason.MOVED, Reason.REPLANNED}


class Deeds(Value):
    """One line of the history: what was done, by whom (None: by no person), and what it changed."""

    entry: HistoryEntry
    by: Person | None
    changes: tuple[FieldChange, ...]


class Account:
    """Reads the ledger of notices and the history of an interview."""

    def __init__(
        self, book: Book, clock: HouseClock, lead_times: LeadTimes, *, mails: bool
    ) -> None:
        self._book = book
        self._clock = clock
        self._lead_times = lead_times
        self._mails = mails

    @again_when_lost
    def why(self, interview_id: int, *, by: Actor) -> tuple[Telling, ...]:
        """Give every notice of an interview, in the order in which they came or are to come.

        Refused NO_SUCH_INTERVIEW.
        """
        with self._book.read() as pages:
            kept = visible(pages, interview_id, by)
            notices = pages.notices(kept.workspace_id, kept.id)
            readers = _Readers(pages, kept, notices)
            told = [
                self._telling(readers, notice)
                for notice in notices
                if notice.what is not What.SETTLED  # which tells nobody anything
                if runs(kept, by) or notice.person_id == by.person.id
            ]
        return tuple(sorted(told, key=_when))

    def preview(self, interview_id: int, *, by: Actor) -> tuple[Telling, ...]:
        """Give the new messages that are to come, of the interview as it stands.

        Refused NO_SUCH_INTERVIEW.
        """
        told = self.why(interview_id, by=by)
        return tuple(each for each in told if each.is_to_come and each.notice.loud)

    @again_when_lost
    def history(self, interview_id: int, *, by: Actor) -> tuple[Deeds, ...]:
        """Give what was done to an interview, the oldest first.

        Refused: NO_SUCH_INTERVIEW, ONLY_RECRUITERS.
        """
        with self._book.read() as pages:
            kept = visible(pages, interview_id, by)
            if not runs(kept, by):
                raise for_recruiters(pages, by)
            return tuple(
                Deeds(
                    entry=entry,
                    by=_person(pages, kept, entry.by_id),
                    changes=recorded(pages, kept, entry),
                )
                for entry in pages.history(kept.workspace_id, kept.id)
            )

    @again_when_lost
    def done_last(self, *, by: Actor) -> tuple[Kept, ...]:
        """Give the interview of what somebody did last, if they can still take it back.

        Of what they booked at once all; nothing once it is too late, or it was taken back.
        """
        with self._book.read() as pages:
            numbers = done_last(pages, by.person, self._clock.now())
            found = pages.interviews_numbered(by.person.workspace_id, numbers)
        return tuple(kept for kept in found if may_see(kept, by))

    def _telling(self, readers: _Readers, notice: Notice) -> Telling:
        if notice.state in STILL_TO_COME:
            return self._to_come(readers.case(notice))
        return Telling(
            notice=notice,
            person=readers.person(notice.person_id),
            by_mail=notice.channel == BY_MAIL,
            why_not=notice.reason,
        )

    def _to_come(self, case: Case) -> Telling:
        then = max(case.notice.due_at, self._clock.now())
        why_not = self._why_not(case, then)
        morning = None if why_not else put_off(case, self._lead_times, then)
        return Telling(
            notice=case.notice.but(due_at=morning) if morning else case.notice,
            person=case.person,
            by_mail=is_mailed(case.person, mails=self._mails),
            why_not=why_not,
            waits=morning is not None or case.notice.reason is Reason.QUIET_HOURS,
        )

    def _why_not(self, case: Case, then: datetime) -> Reason | None:
        """Say why it will not be told, if nothing changes until it is due; None = it will be."""
        if not is_told(case.person, mails=self._mails):
            return Reason.NO_CHANNEL
        ending = no_longer_holds(case, self._lead_times, then)
        return ending[1] if ending else None


class _Readers:
    """Whoever is told of an interview, with their cards: each looked up once."""

    def __init__(self, pages: Pages, kept: Kept, notices: tuple[Notice, ...]) -> None:
        self._pages = pages
        self._kept = kept
        self._notices = notices
        self._people: dict[int, Person] = {}
        self._cards: dict[int, Card | None] = {}

    def person(self, person_id: int) -> Person:
        if person_id not in self._people:
            person = self._pages.person(self._kept.workspace_id, person_id)
            assert person is not None  # noqa: S101 - whoever was to be told something is never taken out
            self._people[person_id] = person
        return self._people[person_id]

    def case(self, notice: Notice) -> Case:
        """Give a notice that is still to come, with all that decides on it."""
        person, kept = self.person(notice.person_id), self._kept
        if person.id not in self._cards:
            self._cards[person.id] = self._pages.card(kept.workspace_id, kept.id, person.id)
        theirs = tuple(each for each in self._notices if each.person_id == person.id)
        told = looked_up(self._pages, notice)
        return Case(told, kept, person, self._cards[person.id], theirs)


def _when(telling: Telling) -> tuple[object, int]:
    notice = telling.notice
    return notice.settled_at or notice.due_at, notice.id


def _person(pages: Pages, kept: Kept, person_id: int | None) -> Person | None:
    return pages.person(kept.workspace_id, person_id) if person_id is not None else None
