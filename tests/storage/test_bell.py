"""Whoever rings is heard in every other process on the same database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from queue import Empty, Queue
from typing import Any

import pytest

import storage

pytestmark = pytest.mark.slow

SOON = 20.0  # seconds
A_WHILE = 0.5  # within which what is never rung is not heard


class Ears:
    """Hears a bell: what it rings lies in a queue."""

    def __init__(self, url: str) -> None:
        self.rung: Queue[None] = Queue()
        bell = storage.hang_bell(url, lambda: self.rung.put(None))
        assert bell is not None
        self.bell = bell
        self.bell.start()
        self.hears()  # it hangs: from now on nothing is missed

    def hears(self) -> None:
        self.rung.get(timeout=SOON)

    def hears_nothing(self) -> None:
        with pytest.raises(Empty):
            self.rung.get(timeout=A_WHILE)


@pytest.fixture
def ears() -> Iterator[Callable[[str], Ears]]:
    with ExitStack() as stack:

        def listen(url: str) -> Ears:
            ears = Ears(url)
            stack.enter_context(closing(ears.bell))
            return ears

        yield listen


def test_a_bell_is_heard_by_all_others_and_not_by_who_rings(
    postgresql_url: str, ears: Callable[[str], Ears]
) -> None:
    first, second, third = (ears(postgresql_url) for _ in range(3))
    for ringing, others in ((first, (second, third)), (second, (first, third))):
        ringing.bell.ring()
        for other in others:
            other.hears()
        ringing.hears_nothing()


def test_a_bell_on_another_database_is_not_heard(
    postgresql: Any, postgresql_url: str, ears: Callable[[str], Ears]
) -> None:
    elsewhere_url = postgresql.create()
    here, elsewhere = ears(postgresql_url), ears(elsewhere_url)
    elsewhere.bell.ring()
    here.hears_nothing()


def test_a_bell_hangs_again_after_the_server_was_restarted_and_what_was_missed_is_looked_for(
    start_postgresql: Any, ears: Callable[[str], Ears]
) -> None:
    server = start_postgresql()
    url = server.create()
    first, second = ears(url), ears(url)
    server.stop()
    first.bell.ring()
    server.start()
    for each in (first, second):
        each.hears()
    first.bell.ring()
    second.hears()


def test_a_bell_that_was_taken_down_is_silent(
    postgresql_url: str, ears: Callable[[str], Ears]
) -> None:
    first, second = ears(postgresql_url), ears(postgresql_url)
    first.bell.close()
    first.bell.ring()
    second.hears_nothing()


def test_there_is_no_bell_for_a_file(sqlite_url: str) -> None:
    assert storage.hang_bell(sqlite_url, lambda: None) is None
