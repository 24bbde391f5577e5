"""What was done to an interview, who was told of it, and who will be: for reading alone.

Whoever runs it sees all of that. One of the two who meet sees what they were and will be told
themselves.
"""

from __future__ import annotations

from dataclasses import replace

from bot.interviews.cases import Case
from bot.interviews.changes import FieldChange, recorded
from bot.interviews.channels import is_mailed, is_told
from bot.interviews.holding import no_longer_holds
from bot.interviews.model import Actor, HistoryEntry, Kept, Person, Value
from bot.interviews.notices import BY_MAIL, Notice, Reason, State, What
from bot.interviews.people import recruiters_named
from bot.interviews.permissions import runs, visible
from bot.interviews.ports import Book, HouseClock, Pages
from bot.interviews.refusals import Refusal, Refused
from bot.interviews.reminders import LeadTimes
from bot.interviews.several import looked_up

STILL_TO_COME = frozenset({State.PLANNED, State.CLAIMED})


class Telling(Value):
    """One thing that somebody was told, will be told, or was not told after all.

    `why_not`: the reason that it had; for what is still to come, the one that it will have if
    nothing changes.
    """

    notice: Notice
    person: Person
    by_mail: bool
    why_not: Reason | None = None

    @property
    def is_to_come(self) -> bool:
        """Whether it is still planned, or just being sent."""
        return self.notice.state in STILL_TO_COME


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

    def why(self, interview_id: int, *, by: Actor) -> tuple[Telling, ...]:
        """Give every notice of an interview, in the order in which they came or are to come.

        Refused NO_SUCH_INTERVIEW.
        """
        with self._book.read() as pages:
            kept = visible(pages, interview_id, by)
            notices = pages.notices(kept.workspace_id, kept.id)
            told = [
                self._telling(pages, kept, notice, notices)
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

    def history(self, interview_id: int, *, by: Actor) -> tuple[Deeds, ...]:
        """Give what was done to an interview, the oldest first.

        Refused: NO_SUCH_INTERVIEW, ONLY_RECRUITERS.
        """
        with self._book.read() as pages:
            kept = visible(pages, interview_id, by)
            if not runs(kept, by):
                raise Refused(Refusal.ONLY_RECRUITERS, who=recruiters_named(pages, by))
            return tuple(
                Deeds(
                    entry=entry,
                    by=_person(pages, kept, entry.by_id),
                    changes=recorded(pages, kept, entry),
                )
                for entry in pages.history(kept.workspace_id, kept.id)
            )

    def _telling(
        self, pages: Pages, kept: Kept, notice: Notice, others: tuple[Notice, ...]
    ) -> Telling:
        person = pages.person(kept.workspace_id, notice.person_id)
        assert person is not None  # noqa: S101 - whoever was to be told something is never taken out
        if notice.state not in STILL_TO_COME:
            by_mail, why_not = notice.channel == BY_MAIL, notice.reason
        else:
            by_mail = is_mailed(person, mails=self._mails)
            theirs = tuple(other for other in others if other.person_id == person.id)
            case = Case(looked_up(pages, notice), kept, person, None, theirs)
            why_not = self._why_not(pages, case)
        return Telling(notice=notice, person=person, by_mail=by_mail, why_not=why_not)

    def _why_not(self, pages: Pages, case: Case) -> Reason | None:
        """Say why it will not be told, if nothing changes until it is due; None = it will be."""
        notice, kept, person = case.notice, case.kept, case.person
        if not is_told(person, mails=self._mails):
            return Reason.NO_CHANNEL
        card = pages.card(kept.workspace_id, kept.id, person.id)
        then = max(notice.due_at, self._clock.now())
        ending = no_longer_holds(replace(case, card=card), self._lead_times, then)
        return ending[1] if ending else None


def _when(telling: Telling) -> tuple[object, int]:
    notice = telling.notice
    return notice.settled_at or notice.due_at, notice.id


def _person(pages: Pages, kept: Kept, person_id: int | None) -> Person | None:
    return pages.person(kept.workspace_id, person_id) if person_id is not None else None
