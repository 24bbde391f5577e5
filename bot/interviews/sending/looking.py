"""Looking how things stand about notices, and whether a look still counts.

What was seen a moment ago still stands, unless a deed was done meanwhile: of those that are done
in this process the book tells at once, and of those of other processes as soon as the database
tells it (PostgreSQL). What it does not tell is missed for that moment, which is about as long as a
message is on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.interviews.cases import Case, Standing
from bot.interviews.model import Kept, Person
from bot.interviews.notices import Notice
from bot.interviews.planning.several import looked_up
from bot.interviews.ports.book import Book, Pages
from bot.interviews.sending.nearby import Nearby

A_MOMENT = timedelta(milliseconds=200)


@dataclass(frozen=True)
class Look:
    """What was seen of one notice, and when; `case` is None when there is nothing any more."""

    notice: Notice
    case: Case | None
    edition: int  # of the book
    at: datetime  # by the machine's time


class Looking:
    """Looks at many notices at once; threads share it."""

    def __init__(self, book: Book, machine_now: Callable[[], datetime]) -> None:
        self._book = book
        self._machine_now = machine_now

    def at(self, notices: Sequence[Notice]) -> list[Look]:
        """Look how things stand about each of these."""
        if not notices:
            return []
        edition, at = self._book.edition(), self._machine_now()
        with self._book.read() as pages:
            notices = [looked_up(pages, notice) for notice in notices]
            standing, nearby = pages.standing(notices), Nearby.to(notices, pages)
            return [
                Look(each, _case(pages, each, standing, nearby), edition, at) for each in notices
            ]

    def again(self, look: Look) -> Look:
        """Look again, unless what was seen still counts."""
        is_recent = abs(self._machine_now() - look.at) < A_MOMENT
        if is_recent and look.edition == self._book.edition():
            return look
        return self.at([look.notice])[0]


def _case(pages: Pages, notice: Notice, standing: Standing, nearby: Nearby) -> Case | None:
    kept = standing.interviews.get(notice.interview_id)
    if kept is None:
        return None
    person = _person(pages, notice, kept)
    if person is None:
        return None
    to_whom = (notice.interview_id, notice.person_id)
    card, others = standing.cards.get(to_whom), standing.others.get(to_whom, ())
    return Case(notice, kept, person, card, others, tuple(nearby.beside(notice, kept, person)))


def _person(pages: Pages, notice: Notice, kept: Kept) -> Person | None:
    """Give whom it is to; mostly the interview has them already."""
    for person in (kept.interviewee_person, kept.interviewer_person, kept.owner):
        if person is not None and person.id == notice.person_id:
            return person
    return pages.person(notice.workspace_id, notice.person_id)
