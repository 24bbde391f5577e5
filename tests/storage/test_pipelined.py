"""What is written without a question may leave later; nobody can tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError

from bot.interviews.model import Door, HistoryEntry, Kept
from bot.interviews.notices import Notice, Reason, State
from storage import SqlBook


def entry(kept: Kept, at: datetime, interview_id: int) -> HistoryEntry:
    return HistoryEntry(
        workspace_id=kept.workspace_id, interview_id=interview_id, version=1, deed="book",
        by_id=None, door=Door.CLOCK, at=at,
    )  # fmt: skip


def test_who_asks_in_the_same_transaction_finds_it_in_the_order_in_which_it_was_written(
    book: SqlBook, kept: Kept, reminder: Callable[..., Notice], noon: datetime
) -> None:
    with book.write() as pages:
        pages.plan([reminder(kept)])
        pages.withdraw_reminders(kept.id, Reason.MOVED, noon)
        pages.plan([reminder(kept)])
        found = pages.notices(kept.workspace_id, kept.id)
    assert [each.state for each in found] == [State.REPLACED, State.PLANNED]


def test_nothing_of_it_is_kept_when_the_last_of_it_is_refused(
    book: SqlBook, kept: Kept, reminder: Callable[..., Notice], noon: datetime
) -> None:
    def write(interview_id: int) -> None:
        with book.write() as pages:
            pages.plan([reminder(kept)])
            pages.add_history(entry(kept, noon, interview_id))

    with pytest.raises(IntegrityError):
        write(kept.id + 1)
    write(kept.id)
    with book.read() as pages:
        assert len(pages.notices(kept.workspace_id, kept.id)) == 1
        assert len(pages.history(kept.workspace_id, kept.id)) == 1


def test_nothing_of_it_is_kept_when_whoever_wrote_it_gives_up(
    book: SqlBook, kept: Kept, reminder: Callable[..., Notice]
) -> None:
    def give_up() -> None:
        with book.write() as pages:
            pages.plan([reminder(kept)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    with book.undone() as pages:
        pages.plan([reminder(kept)])
    with book.write() as pages:
        assert pages.notices(kept.workspace_id, kept.id) == ()
