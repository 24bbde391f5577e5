"""Whoever waits is let wait no longer than there is time; where nobody waits there is time."""

import contextlib
import time
from threading import Thread

import pytest

import storage
from bot.cli.refusal import Refusal, database_named_by
from bot.clock import monotonic
from bot.deadline import Patience, TookTooLong, answering, seconds_left, somebody_waits
from bot.interviews.model import Kept
from storage import SqlBook

SHORT = Patience(work=0.1, answer=60)


def reasons(book: SqlBook, kept: Kept) -> str | None:
    with book.read() as pages:
        found = pages.interview(kept.workspace_id, kept.id)
    assert found
    return found.reason


def test_time_runs_only_for_whom_somebody_waits() -> None:
    assert seconds_left() is None
    elsewhere: list[float | None] = []
    with somebody_waits(Patience(work=60), monotonic()):
        assert 0 < (seconds_left() or 0) <= 60
        thread = Thread(target=lambda: elsewhere.append(seconds_left()))
        thread.start()
        thread.join()
    assert elsewhere == [None]
    assert seconds_left() is None


def test_when_the_work_took_too_long_there_is_still_time_to_say_so() -> None:
    with somebody_waits(SHORT, monotonic() - 1):
        with pytest.raises(TookTooLong):
            seconds_left()
        with answering():
            assert (seconds_left() or 0) > 3
        with pytest.raises(TookTooLong):
            seconds_left()


def test_what_would_be_committed_too_late_is_rolled_back(book: SqlBook, kept: Kept) -> None:
    def save_slowly() -> None:
        with somebody_waits(SHORT, monotonic()), book.write() as pages:
            pages.save_interview(kept.but(reason="snow"))
            time.sleep(0.15)

    with pytest.raises(TookTooLong):
        save_slowly()
    assert reasons(book, kept) is None
    with book.write() as pages:  # and nobody is held up by it
        pages.save_interview(kept.but(reason="ice"))
    assert reasons(book, kept) == "ice"


def test_a_turn_at_the_book_is_not_waited_for_longer_than_there_is_time(
    book: SqlBook, kept: Kept
) -> None:
    ended: list[Exception] = []

    def write() -> None:
        try:
            with somebody_waits(SHORT, monotonic()), book.write() as pages:
                pages.save_interview(kept.but(reason="rain"))
        except TookTooLong as error:
            ended.append(error)

    with book.write() as pages:
        pages.save_interview(kept.but(reason="snow"))
        thread = Thread(target=write)
        thread.start()
        thread.join(30)
        assert len(ended) == 1
    assert reasons(book, kept) == "snow"


@pytest.mark.parametrize("database", ["sqlite"])
def test_a_file_that_others_keep_locked_is_said_at_the_command_line(book_url: str) -> None:
    locks = storage.open_book(book_url)
    with contextlib.closing(locks), locks.write() as pages:
        pages.workspace(None, "Acme")
        says = pytest.raises(Refusal, match="Others keep the database locked, so nothing was done")
        short = somebody_waits(Patience(work=0.2), monotonic())
        with says, database_named_by("INTERVIEW_BOT_DATABASE_URL"), short:
            storage.make_ready(book_url)
