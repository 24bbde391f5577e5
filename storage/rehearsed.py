"""The book as a rehearsal finds it: everything is read, and nothing is written.

So a rehearsal holds up nobody who writes, and costs no more than its reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.interviews.model import Application, HistoryEntry, Kept, Person
from bot.interviews.notices import Notice, Reason
from storage.pages import SqlPages


class Rehearsed(SqlPages):
    """The book, opened for reading, of which a deed may believe that it writes in it.

    It is given what writing would give; an interview that would be new keeps the id it was given.
    """

    def add_interview(self, kept: Kept) -> Kept:
        """Give the interview as it is."""
        return kept

    def save_interview(self, kept: Kept) -> Kept:
        """Give the interview with the next version. It was read here, so no swap can be lost."""
        return kept.but(version=kept.version + 1)

    def save_application(self, application: Application) -> None:
        """Leave the application as it is."""

    def save_person(self, person: Person) -> None:
        """Leave the person as they are."""

    def add_history(self, entry: HistoryEntry) -> None:
        """Leave the history as it is."""

    def plan(self, notices: Sequence[Notice]) -> None:
        """Plan nothing."""

    def withdraw_reminders(self, interview_id: int, reason: Reason, at: datetime) -> None:
        """Withdraw nothing."""

    def withdraw_watches(self, interview_id: int, reason: Reason, at: datetime) -> None:
        """Withdraw nothing."""

    def withdraw_news(self, interview_id: int, version: int, reason: Reason, at: datetime) -> None:
        """Withdraw nothing."""
