"""A disk that turns read-only, or is full, while people work: they are told, and nothing is lost.

What SQLite itself is told here is that it may not write, or that its file may not grow.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.interviews.notices import State

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"])]

MOVED = '{"interview": {"start_at": "2026-11-30T14:00:00Z", "end_at": "2026-11-30T14:45:00Z"}}'
SENTENCE = re.compile(
    "I can't save anything just now, so nothing was done: the disk is full or read-only. "
    "Please try again later, and quote ([0-9a-f]{8}) to whoever runs this bot."
)
NOT_READY = {
    "status": "not ready",
    "missing": ["disk"],
    "says": ["Nothing can be kept: the database's disk is full, or may only be read."],
}
PATIENCE = 60  # seconds
FAILS = {  # and what SQLite says then
    "read-only": (
        "PRAGMA query_only = ON", "PRAGMA query_only = OFF",
        "attempt to write a readonly database",
    ),
    "full": (
        "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1073741823",
        "database or disk is full",
    ),
}  # fmt: skip


class Disk:
    """What SQLite believes of it: what it is told by every connection that writes."""

    def __init__(self, acme: Any) -> None:
        book = acme.house.book
        self._connections = []
        for opened in (book.ledger, book.jot):
            with opened() as pages:
                self._connections.append(pages._connection)

    def is_said(self, pragma: str) -> None:
        for connection in self._connections:
            connection.connection.driver_connection.execute(pragma).close()


@pytest.fixture
def disk(acme: Any) -> Disk:
    acme.books()
    acme.person(acme.sam)
    return Disk(acme)


def health(acme: Any) -> tuple[int, Any]:
    answer = httpx.get(f"{acme.url}/health", trust_env=False)
    return answer.status_code, answer.json()


def due(acme: Any) -> set[State]:
    """What has become of all that is due by now."""
    with acme.house.book.read() as pages:
        found = pages.notices(acme.house.workspace_id, 1)
    now = acme.house.clock.now()
    return {each.state for each in found if each.due_at <= now}


@pytest.mark.parametrize("how", FAILS)
def test_whoever_works_meanwhile_is_told_and_afterwards_everything_goes_on(
    acme: Any, disk: Disk, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    fails, works, sqlite_says = FAILS[how]
    before = acme.stored()
    disk.is_said(fails)
    answer = acme.calls(acme.sam, "PATCH", "/interviews/1", MOVED)
    assert answer.status_code == 503
    said = SENTENCE.fullmatch(answer.json()["error"])
    acme.sam.types("/interview 1 remind 3h")
    seen = SENTENCE.search(acme.sam.sees())
    assert said
    assert seen
    references = {getattr(each, "reference", None) for each in caplog.records}
    assert {said[1], seen[1]} <= references
    assert sqlite_says in caplog.text
    assert acme.stored() == before
    disk.is_said(works)
    assert acme.calls(acme.sam, "PATCH", "/interviews/1", MOVED).status_code == 200


def wait_until(happens: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_what_is_due_meanwhile_waits_and_comes_by_itself(
    acme: Any, disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    fails, works, sqlite_says = FAILS["read-only"]
    disk.is_said(fails)
    acme.house.clock.move_to(acme.house.next_due() + timedelta(seconds=1))
    acme.house.heartbeat.wake()
    wait_until(lambda: sqlite_says in caplog.text)
    assert State.PLANNED in due(acme)
    assert health(acme) == (503, NOT_READY)
    disk.is_said(works)
    assert health(acme) == (200, {"status": "ok"})
    wait_until(lambda: not due(acme) & {State.PLANNED, State.CLAIMED})
