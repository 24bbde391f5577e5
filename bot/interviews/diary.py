"""Looking for people and times: who could stand in. Nothing is changed here."""

from __future__ import annotations

from bot.interviews import cover
from bot.interviews.cover import Candidate
from bot.interviews.model import Actor, Kept
from bot.interviews.ports import Book

FEW = 5


class Diary:
    """Looks into everybody's interviews, for whoever arranges one."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def colleagues(self, kept: Kept, *, by: Actor) -> tuple[Candidate, ...]:
        """Give a few who could stand in for the interviewer, the least loaded first.

        Nobody, to whoever is no recruiter.
        """
        if not by.person.is_recruiter:
            return ()
        with self._book.read() as pages:
            return tuple(cover.candidates(pages, kept)[:FEW])
