"""A PostgreSQL whose disk is slow: whoever waits until it has written keeps nobody from working."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["postgresql"])]

DEEDS = 6  # more than are at work at once, less than the API has threads
PATIENCE = 60.0  # seconds, on a machine that may be busy
BOOKING = {"kind": "video_call", "interviewee_id": 12, "interviewer_id": 3, "location": "Room 1"}
# Each deed writes one line of history, and commits when nobody holds the lock.
SLOWLY = """
CREATE FUNCTION wait_for_the_disk() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_advisory_xact_lock_shared(1); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER slowly AFTER INSERT ON history DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait_for_the_disk()"""
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND NOT granted"


class Disk:
    """The disk: nothing is committed before it goes on."""

    def __init__(self, administrator: psycopg.Connection[Any]) -> None:
        self._administrator = administrator
        for statement in (SLOWLY, "SELECT pg_advisory_lock(1)"):
            administrator.execute(statement.encode())

    def is_waited_for_by(self, many: int) -> bool:
        """Wait until so many wait for it; False = they never come."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._administrator.execute(WAITING.encode()).fetchall() == [(many,)]:
                return True
            time.sleep(0.01)
        return False

    def goes_on(self) -> None:
        self._administrator.execute(b"SELECT pg_advisory_unlock(1)")


@contextlib.contextmanager
def a_slow_disk(url: str) -> Iterator[Disk]:
    with psycopg.connect(url, autocommit=True) as administrator:
        yield Disk(administrator)


def booked(sam: Any, day: int) -> int:
    times = {f"{each}_at": f"2026-12-{day:02}T{hour}:00:00Z"
             for each, hour in (("start", 10), ("end", 11))}  # fmt: skip
    number: int = sam("POST", "/interviews", BOOKING | times).json()["interview"]["id"]
    return number


def test_while_deeds_wait_for_the_disk_others_are_answered(sam: Any, book_url: str) -> None:
    numbers = [booked(sam, day) for day in range(1, 1 + DEEDS)]
    with a_slow_disk(book_url) as disk, ThreadPoolExecutor(DEEDS) as threads:
        deeds = [
            threads.submit(sam, "PATCH", f"/interviews/{number}", {"location": "Room 2"})
            for number in numbers
        ]
        try:
            assert disk.is_waited_for_by(DEEDS)
            assert sam("GET", "/interviews/27").status_code == 200
            assert not any(deed.done() for deed in deeds)
        finally:
            disk.goes_on()
        assert {deed.result().status_code for deed in deeds} == {200}
