"""PostgreSQL cuts connections off, as when it is restarted: nobody notices, and nothing is lost.

While it is not there yet: `tests/faults/test_databases.py`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import storage
from bot.interviews.model import Person, Role
from bot.interviews.ports.book import Conflict, Unsure
from bot.interviews.races import again_when_lost

pytestmark = pytest.mark.slow


@pytest.fixture
def book(postgresql_url: str) -> Iterator[storage.SqlBook]:
    """A book in which there is a workspace, and nobody in it."""
    with contextlib.closing(storage.open_book(postgresql_url)) as book:
        with book.write() as pages:
            assert pages.workspace(None, "Acme") == 1
        yield book


@pytest.fixture
def cut_off(postgresql: Any, postgresql_url: str) -> Callable[[], None]:
    """Ends all connections to the book, as a restart does."""
    name = postgresql.name(postgresql_url)
    end_all = "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE datname = "

    def cut_off() -> None:
        assert all(ended for (ended,) in postgresql.says(f"{end_all}'{name}'"))

    return cut_off


def add(pages: Any, name: str) -> None:
    pages.add_person(Person(id=0, workspace_id=1, title=name, role=Role.DRIVER))


def names(book: storage.SqlBook) -> list[str]:
    with book.read() as pages:
        return sorted(person.title for person in pages.people(1))


def test_connections_that_were_cut_off_are_not_used_any_more(
    book: storage.SqlBook, cut_off: Callable[[], None]
) -> None:
    for name in ("Ana", "Bob"):
        with book.write() as pages:
            add(pages, name)
        assert name in names(book)
        cut_off()
    assert names(book) == ["Ana", "Bob"]


def test_what_breaks_off_is_begun_again_and_done_once(
    book: storage.SqlBook, cut_off: Callable[[], None]
) -> None:
    tries: list[str] = []

    @again_when_lost
    def adds() -> None:
        with book.write() as pages:
            add(pages, "Ana")
            tries.append("write")
            if len(tries) == 1:
                cut_off()
            pages.people(1)

    @again_when_lost
    def reads(opened: Callable[[], Any], how: str) -> list[str]:
        with opened() as pages:
            pages.people(1)
            tries.append(how)
            if tries.count(how) == 1:
                cut_off()
            return [person.title for person in pages.people(1)]

    adds()
    assert reads(book.read, "read") == ["Ana"]
    assert reads(book.rehearse, "rehearse") == ["Ana"]
    assert tries == ["write", "write", "read", "read", "rehearse", "rehearse"]


def test_of_what_broke_off_while_it_was_committed_nobody_knows_and_it_is_not_done_again(
    book: storage.SqlBook, cut_off: Callable[[], None]
) -> None:
    def adds(name: str, *more: Callable[[Any], Any]) -> None:
        with book.write() as pages:
            add(pages, name)
            cut_off()
            for ask in more:
                ask(pages)

    with pytest.raises(Unsure):
        adds("Ana")
    with pytest.raises(Conflict):
        adds("Bob", lambda pages: pages.people(1))
    assert names(book) == []
