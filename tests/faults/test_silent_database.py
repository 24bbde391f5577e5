"""What lies between us and PostgreSQL swallows all that is said, and says nothing of that.

Nobody who waits is let wait, and the courier goes on by itself once it is over.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from bad_slack import Slack
from couriers import TERMS, NoFault, courier_of, wait_until
from ending import settled, wrong
from thousand import fill

import storage
from bot.clock import Clock, monotonic
from bot.deadline import Patience, TookTooLong, somebody_waits
from bot.interviews.ports.book import NO_BOOK
from bot.scheduler import Heartbeat

pytestmark = pytest.mark.slow

IN_TIME = 3  # seconds, as Slack waits
SAID = ("I can't get at my records just now", "That took too long")


class Between:
    """Hands on what is said between us and a server; while it is `silent` it swallows all of it."""

    def __init__(self, server: Path) -> None:
        self.silent = threading.Event()
        self._server = str(server)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._ways = selectors.DefaultSelector()
        self._ways.register(self._door, selectors.EVENT_READ)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        while not self._over.is_set():
            for key, _ in self._ways.select(0.05):
                if key.fileobj is self._door:
                    self._open()
                elif key.fileobj.fileno() >= 0:  # it was not closed with its other end just now
                    self._hand_on(key.fileobj, key.data)

    def _open(self) -> None:
        here, _ = self._door.accept()
        there = socket.socket(socket.AF_UNIX)
        there.connect(self._server)
        self._ways.register(here, selectors.EVENT_READ, there)
        self._ways.register(there, selectors.EVENT_READ, here)

    def _hand_on(self, source: Any, target: Any) -> None:
        said = b""
        with contextlib.suppress(OSError):
            said = source.recv(1 << 16)
        if said and not self.silent.is_set():
            with contextlib.suppress(OSError):
                target.sendall(said)
        if not said:
            for each in (source, target):
                self._ways.unregister(each)
                each.close()

    def close(self) -> None:
        self._over.set()
        self._thread.join()
        for key in [*self._ways.get_map().values()]:
            key.fileobj.close()


@pytest.fixture
def between(postgresql: Any) -> Iterator[Between]:
    with contextlib.closing(Between(postgresql.folder / ".s.PGSQL.5432")) as between:
        yield between


@pytest.fixture
def url(between: Between, postgresql: Any, postgresql_url: str) -> str:
    return f"postgresql://postgres@127.0.0.1:{between.port}/{postgresql.name(postgresql_url)}"


@pytest.fixture
def book(url: str) -> Iterator[storage.SqlBook]:
    with contextlib.closing(storage.open_book(url)) as book:
        with book.write() as pages:
            pages.workspace(None, "Acme")
        yield book


def reads(book: storage.SqlBook) -> None:
    with book.read() as pages:
        pages.workspace_known()


def writes(book: storage.SqlBook) -> None:
    with book.write() as pages:
        pages.workspace("T1", "Acme")


def in_time(asks: Callable[[], object]) -> None:
    """Ask as for somebody who waits; nothing comes of it, in time."""
    begun = monotonic()
    with somebody_waits(Patience(), begun), pytest.raises(NO_BOOK):
        asks()
    assert monotonic() - begun < IN_TIME


@pytest.mark.parametrize("asks", [reads, writes])
@pytest.mark.parametrize("left", [0, 1.1], ids=["used just now", "left long"])
def test_nobody_who_waits_is_let_wait_and_afterwards_it_goes_on(
    book: storage.SqlBook, between: Between, asks: Callable[[storage.SqlBook], None], left: float
) -> None:
    asks(book)
    time.sleep(left)
    between.silent.set()
    for _ in range(2):  # what was connected, and what is to be connected anew
        in_time(lambda: asks(book))
    between.silent.clear()
    asks(book)


def test_nobody_who_waits_is_let_wait_while_all_connections_are_taken(
    book: storage.SqlBook, between: Between
) -> None:
    between.silent.set()

    def waits_for_ever() -> None:
        with contextlib.suppress(*NO_BOOK):
            reads(book)

    threads = [threading.Thread(target=waits_for_ever, daemon=True) for _ in range(12)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    begun = monotonic()
    with somebody_waits(Patience(), begun), pytest.raises(TookTooLong):
        reads(book)
    assert monotonic() - begun < IN_TIME
    between.silent.clear()
    for thread in threads:
        thread.join()
    reads(book)


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux has it")
def test_what_does_not_arrive_is_given_up_by_the_system(book: storage.SqlBook) -> None:
    with book.read() as pages:
        connected = os.dup(pages._connection.connection.driver_connection.fileno())
    with socket.socket(fileno=connected) as way:
        assert way.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 20_000
        assert way.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def test_the_courier_goes_on_by_itself(url: str, postgresql_url: str, between: Between) -> None:
    """What it had sent and could not record is not sent again."""
    fill(postgresql_url, 200)
    with Slack(TERMS, NoFault()) as slack, contextlib.closing(storage.open_book(url)) as book:
        slack.playground.faults.latency = 0.3
        heartbeat = Heartbeat(courier_of(book, slack), Clock(), net=timedelta(seconds=1))
        heartbeat.start()
        wait_until(lambda: sum(slack.posted().values()) > 20, book)
        between.silent.set()
        time.sleep(3)
        between.silent.clear()
        wait_until(lambda: settled(book), book)
        heartbeat.stop()
        assert [*wrong(book, slack.posted(), 200)] == []


@pytest.fixture
def hurry() -> dict[str, Any]:
    """As in earnest, for Slack gives nobody more time."""
    return {"patience": Patience(), "ack_seconds": 3}


@pytest.fixture
def book_url(url: str) -> str:
    """What the whole product runs on."""
    return url


def test_every_door_says_in_time_that_nothing_can_be_got_at(acme: Any, between: Between) -> None:
    acme.books()
    between.silent.set()
    for _ in range(2):
        begun = monotonic()
        health = httpx.get(f"{acme.url}/health", trust_env=False, timeout=30)
        assert (health.status_code, health.json()["missing"]) == (503, ["database"])
        assert monotonic() - begun < IN_TIME
        begun = monotonic()
        said = acme.wire.types(acme.sam, "1").json()["text"]
        assert monotonic() - begun < IN_TIME
        assert any(each in said for each in SAID), said
    between.silent.clear()
    assert "Ana" in acme.wire.types(acme.sam, "1").text
    assert httpx.get(f"{acme.url}/health", trust_env=False, timeout=30).status_code == 200
