import contextlib
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

import storage
from bot.interviews.model import Kept, Search
from bot.interviews.ports.book import Book, Conflict, Pages
from bot.interviews.races import again_when_lost
from storage import SqlBook


class StoppedError(Exception):
    """Something went wrong within a deed."""


def reasons(book: Book, kept: Kept) -> str | None:
    with book.read() as pages:
        found = pages.interview(kept.workspace_id, kept.id)
    assert found
    return found.reason


def save_and_stop(pages: Pages, kept: Kept) -> None:
    pages.save_interview(kept.but(reason="snow"))
    raise StoppedError


def test_what_is_written_without_an_error_stays(book: SqlBook, kept: Kept) -> None:
    with book.write() as pages:
        pages.save_interview(kept.but(reason="snow"))
    assert reasons(book, kept) == "snow"


def test_any_error_takes_everything_back(book: SqlBook, kept: Kept) -> None:
    with pytest.raises(StoppedError), book.write() as pages:
        save_and_stop(pages, kept)
    assert reasons(book, kept) is None


def test_what_is_undone_leaves_nothing(book: SqlBook, kept: Kept) -> None:
    with book.undone() as pages:
        saved = pages.save_interview(kept.but(reason="snow"))
        assert pages.interview(kept.workspace_id, kept.id) == saved
    assert reasons(book, kept) is None


def test_what_fails_while_it_is_undone_leaves_nothing_either(book: SqlBook, kept: Kept) -> None:
    with pytest.raises(StoppedError), book.undone() as pages:
        save_and_stop(pages, kept)
    assert reasons(book, kept) is None


def test_a_rehearsal_gives_what_would_be_and_leaves_nothing(
    book: SqlBook, cast: SimpleNamespace, arranged: Callable[..., Kept], kept: Kept
) -> None:
    with book.rehearse() as pages:
        assert pages.save_interview(kept.but(reason="snow")) == kept.but(reason="snow", version=2)
        assert pages.add_interview(arranged(cast)) == arranged(cast)
        pages.save_person(kept.interviewer_person.but(title="Somebody else"))
        pages.save_application(kept.application.but(kind="rejected"))
    with book.read() as pages:
        assert pages.interview(kept.workspace_id, kept.id) == kept
        assert pages.search(kept.workspace_id, Search()).total == 1
    with book.write() as pages:
        assert pages.add_interview(arranged(cast)).id == kept.id + 1


def test_a_rehearsal_holds_up_nobody_who_writes(book: SqlBook, kept: Kept) -> None:
    with book.rehearse() as pages:
        assert pages.interview(kept.workspace_id, kept.id) == kept
        pages.save_interview(kept.but(reason="snow"))
        with book.write() as writing:
            writing.save_interview(kept.but(reason="ice"))
        assert pages.interview(kept.workspace_id, kept.id) == kept
    assert reasons(book, kept) == "ice"


def test_what_is_jotted_down_is_there_for_everybody(
    book: SqlBook, book_url: str, kept: Kept
) -> None:
    with book.jot() as pages:
        pages.save_interview(kept.but(reason="snow"))
    with contextlib.closing(storage.open_book(book_url)) as another:
        assert reasons(another, kept) == "snow"


def test_only_what_is_jotted_down_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    full, normal = 2, 1  # SQLite's numbers for PRAGMA synchronous
    url = f"sqlite:///{tmp_path / 'book.sqlite3'}"
    storage.migrate(url)

    def waits(pages: Any) -> object:
        return pages._connection.exec_driver_sql("PRAGMA synchronous").scalar_one()

    with contextlib.closing(storage.open_book(url)) as book:
        with book.write() as written:
            assert waits(written) == full
        with book.ledger() as ledger:
            assert waits(ledger) == full
        with book.jot() as jotted:
            assert waits(jotted) == normal


def test_who_reads_cannot_write(book: SqlBook, kept: Kept) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), book.read() as pages:
        pages.save_interview(kept.but(reason="snow"))
    with book.write() as pages:  # on the same connection
        pages.save_interview(kept.but(reason="ice"))
    assert reasons(book, kept) == "ice"


def test_readers_see_one_state_beside_the_writer(book: SqlBook, kept: Kept) -> None:
    with book.read() as pages:
        assert pages.interview(kept.workspace_id, kept.id) == kept
        with book.write() as writing:
            saved = writing.save_interview(kept.but(reason="snow"))
            assert reasons(book, kept) is None
        assert pages.interview(kept.workspace_id, kept.id) == kept
    with book.read() as pages:
        assert pages.interview(kept.workspace_id, kept.id) == saved


def test_another_book_on_the_same_database_sees_what_was_committed(
    book: SqlBook, book_url: str, kept: Kept
) -> None:
    another = storage.open_book(book_url)
    with another.write() as pages:
        pages.save_interview(kept.but(reason="snow"))
    with pytest.raises(Conflict), book.write() as pages:
        pages.save_interview(kept)
    assert reasons(book, kept) == "snow"
    another.close()


def run_together(*works: Callable[[], None]) -> None:
    """Run each in a thread of its own, starting at once; the first error is raised."""
    barrier, errors = Barrier(len(works)), []

    def run(work: Callable[[], None]) -> None:
        barrier.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


@again_when_lost
def count_one_more(book: Book, kept: Kept) -> None:
    with book.write() as pages:
        found = pages.interview(kept.workspace_id, kept.id)
        assert found
        pages.save_interview(found.but(reason=str(int(found.reason or 0) + 1)))


def test_eight_threads_that_read_and_then_write_lose_nothing(book: SqlBook, kept: Kept) -> None:
    def count() -> None:
        for _ in range(10):
            count_one_more(book, kept)

    run_together(*[count] * 8)
    assert reasons(book, kept) == "80"


def test_two_books_on_one_database_that_read_and_then_write_lose_nothing(
    book: SqlBook, book_url: str, kept: Kept
) -> None:
    another = storage.open_book(book_url)  # with a lock of its own, as in another process

    def count(book: SqlBook) -> None:
        for _ in range(10):
            count_one_more(book, kept)

    run_together(lambda: count(book), lambda: count(another))
    another.close()
    assert reasons(book, kept) == "20"


def test_of_eight_who_save_what_they_read_before_one_wins(book: SqlBook, kept: Kept) -> None:
    lost: list[int] = []

    def save(number: int) -> None:
        try:
            with book.write() as pages:
                pages.save_interview(kept.but(reason=str(number)))
        except Conflict:
            lost.append(number)

    run_together(*[lambda number=number: save(number) for number in range(8)])
    assert len(lost) == 7
    assert reasons(book, kept) not in {str(number) for number in lost}


@pytest.mark.parametrize("database", ["sqlite"])
def test_what_is_committed_survives_a_power_cut(book: SqlBook) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with book.read() as pages:
        found = [pages._connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
    assert found == ["wal", 2, 1, 10_000]  # synchronous 2 is FULL
