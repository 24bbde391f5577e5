"""Deeds that come right after one another wait for the disk together; each is still one of its own.

On SQLite alone: there one writes at a time.
"""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from threading import Event
from typing import Any

import pytest

from bot.clock import monotonic
from bot.interviews.model import Kept
from bot.interviews.ports.book import Book, Pages
from bot.workers import Workers
from storage import SqlBook
from storage.together import MOST

LONG = 30.0  # seconds: nobody waits that long unless something is wrong


class StoppedError(Exception):
    """Something went wrong within a deed."""


@pytest.fixture
def database() -> str:
    return "sqlite"


def until(there: Callable[[], bool]) -> None:
    ends = monotonic() + LONG
    while not there():
        assert monotonic() < ends
        Event().wait(0.001)


def as_kept(pages: Pages, kept: Kept) -> Kept:
    found = pages.interview(kept.workspace_id, kept.id)
    assert found
    return found


def as_others_see_it(book: Book, kept: Kept) -> Kept:
    with book.read() as pages:
        return as_kept(pages, kept)


@contextmanager
def written_next(pages: Pages, kept: Kept) -> Iterator[Kept]:
    """Give the interview as whoever writes now has it, and change it once more."""
    found = as_kept(pages, kept)
    yield found
    pages.save_interview(found.but(reason="snow"))


def right_after_another(book: Any, *deeds: Callable[[], Any]) -> list[Future[Any]]:
    """Do these one after the other, each in a thread of its own; all come while somebody writes."""
    with ThreadPoolExecutor(len(deeds)) as threads, suppress(Exception), book.write():
        done = []
        for deed in deeds:
            done.append(threads.submit(deed))
            until(lambda: len(book._writing._turn._waiting) == len(done))
    wait(done, LONG)
    return done


def test_who_comes_next_sees_what_was_done_and_others_see_it_when_it_lasts(
    book: SqlBook, kept: Kept
) -> None:
    told = list[str]()

    def first() -> None:
        with book.write() as pages, written_next(pages, kept):
            pass
        told.append("the first goes on")

    def second() -> None:
        with book.write() as pages, written_next(pages, kept) as found:
            assert found.version == kept.version + 1
            assert as_others_see_it(book, kept) == kept
            told.append("the second writes")

    for done in right_after_another(book, first, second):
        done.result()
    assert told == ["the second writes", "the first goes on"]
    assert as_others_see_it(book, kept).version == kept.version + 2


def test_what_fails_takes_back_its_own_and_nothing_else(book: SqlBook, kept: Kept) -> None:
    def goes_well() -> None:
        with book.write() as pages, written_next(pages, kept):
            pass

    def fails() -> None:
        with book.write() as pages:
            with written_next(pages, kept):
                pass
            raise StoppedError

    def is_undone() -> None:
        with book.undone() as pages, written_next(pages, kept):
            pass

    done = right_after_another(book, goes_well, fails, is_undone, goes_well)
    assert [type(each.exception()) for each in done] == [
        type(None), StoppedError, type(None), type(None),
    ]  # fmt: skip
    assert as_others_see_it(book, kept).version == kept.version + 2


def test_what_cannot_be_committed_has_happened_to_nobody(book: SqlBook, kept: Kept) -> None:
    def goes_well() -> None:
        with book.write() as pages, written_next(pages, kept):
            pass

    def is_refused_for_what_it_saw() -> None:
        with book.write() as pages:
            raise StoppedError(as_kept(pages, kept).version)

    def breaks_the_commit() -> None:
        with book.write() as pages:
            ask: Any = pages._connection.exec_driver_sql
            ask("PRAGMA defer_foreign_keys = ON")
            ask("UPDATE interviews SET owner_id = 999")

    done = right_after_another(book, goes_well, is_refused_for_what_it_saw, breaks_the_commit)
    assert all(
        getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
        for error in (each.exception() for each in done)
    )
    assert as_others_see_it(book, kept) == kept
    goes_well()  # and who comes later is none the worse for it
    assert as_others_see_it(book, kept).version == kept.version + 1


def test_no_more_than_so_many_wait_for_one_another(book: SqlBook, kept: Kept) -> None:
    not_lasting = list[int]()

    def writes() -> None:
        with book.write() as pages, written_next(pages, kept) as found:
            not_lasting.append(found.version - as_others_see_it(book, kept).version)

    right_after_another(book, *([writes] * (MOST + 2)))
    # The one for whom they waited was the first of the first transaction.
    assert not_lasting == [*range(MOST - 1), 0, 1, 2]
    assert as_others_see_it(book, kept).version == kept.version + MOST + 2


def test_what_is_jotted_down_comes_after_all_of_it_is_there(book: SqlBook, kept: Kept) -> None:
    def writes() -> None:
        with book.write() as pages, written_next(pages, kept):
            pass

    def jots() -> int:
        with book.jot() as pages:
            return as_kept(pages, kept).version

    assert right_after_another(book, writes, jots)[1].result() == kept.version + 1


def test_nobody_waits_long_for_who_writes_nothing_after_all(book: SqlBook, kept: Kept) -> None:
    workers, all_there = Workers(1), Event()

    def writes() -> None:
        with book.write() as pages, written_next(pages, kept):
            all_there.wait(LONG)

    def only_reads() -> None:
        until(lambda: as_others_see_it(book, kept).version == kept.version + 1)

    handed_in = [workers._take(job).outcome for job in (writes, only_reads)]
    all_there.set()
    for done in handed_in:
        done.result(LONG)
