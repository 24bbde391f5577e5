"""Processes of `serve` that are killed while people and programs work through all of them.

    pytest tests/faults/test_killed_serves.py -n 0 --kills 100

Each is replaced. In the end whatever was said to be done is done, and nothing is done twice.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from itertools import count, pairwise
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from beside import NOW, PATIENCE, SECRET, Ledger, Serve, arrived, book_by_line
from pydantic import TypeAdapter
from stamped import patience

from bot.api.tokens import Keys
from bot.clock import monotonic
from bot.demo import ANA, BOB, LEE, PAT, SAM
from bot.interviews.model import HistoryEntry
from bot.interviews.notices import State
from bot.interviews.sending.terms import Terms

pytestmark = [pytest.mark.slow, pytest.mark.timeout(0)]  # whatever it waits for has its own limit
PROCESSES, INTERVIEWS = 4, 4
BREATH = 0.1  # seconds
SCALE = 0.1  # a lease of six seconds
LEAD_TIMES = TypeAdapter(tuple[timedelta, ...])
GONE = (httpx.HTTPError, OSError)


class Office:
    """Four processes, and what was asked of them; a process that is killed is replaced."""

    def __init__(self, acme: Any, url: str, home: Path) -> None:
        self._serve = lambda: Serve(acme, url, home, SCALE)
        self.acme = acme
        acme.demo.playground.faults.patience = patience(Terms().scaled(SCALE))
        self.serves = [self._serve() for _ in range(PROCESSES)]
        for each in self.serves:
            each.waits_until_it_serves()
        self.killed: list[Serve] = []
        self.dice = Random(1)  # noqa: S311 - nothing here is a secret
        self.numbers = count(1)
        self.sure: list[tuple[int, str]] = []  # interview and what: it was said that it was done
        self.asked: list[tuple[int, str]] = []
        self.answered = 0
        self.turns = threading.Semaphore(0)  # for so many changes: couriers are to keep up
        self.over = threading.Event()

    def kills_one(self) -> None:
        """Kill one of them once some more answers were given, and have another one instead."""
        self.turns.release(2 * PROCESSES)
        enough, until = self.answered + PROCESSES, monotonic() + PATIENCE
        while self.answered < enough:
            assert monotonic() < until, "nobody is answered any more"
            time.sleep(0.01)
        killed = self.serves[self.dice.randrange(PROCESSES)]
        killed.is_killed()
        instead = self._serve()
        instead.waits_until_it_serves()
        self.serves[self.serves.index(killed)] = instead
        self.killed.append(killed)

    def works(self, token: str, number: int) -> None:
        """Change interviews through one process after the other, by the API and by command."""
        while not self.over.is_set():
            if not self.turns.acquire(timeout=BREATH):
                continue
            one = self.serves[(number + self.answered) % PROCESSES]
            interview, another = 1 + number % INTERVIEWS, next(self.numbers)
            place, minutes = f"Room {another}", timedelta(minutes=another)
            self.asked += [(interview, place), (interview, str(minutes))]
            try:
                path = f"/interviews/{interview}"
                if one.calls("PATCH", path, token, location=place).status_code == httpx.codes.OK:
                    self.sure.append((interview, place))
                shown = one.types(self.acme.sam, f"{interview} remind {another}m")
                if "is reminded" in str(shown):
                    self.sure.append((interview, str(minutes)))
                one.types(self.acme.ana, f"{interview} accept")
            except GONE:
                continue
            self.answered += 1

    def close(self) -> None:
        for each in (*self.serves, *self.killed):
            each.close()


@pytest.fixture
def office(acme: Any, postgresql_url: str, tmp_path: Path) -> Iterator[Office]:
    with closing(Office(acme, postgresql_url, tmp_path)) as office:
        yield office


def facts_of(entry: HistoryEntry) -> Iterator[str]:
    """Give where it is held and when people are reminded, once somebody has said so."""
    yield entry.after["location"]
    yield from map(str, LEAD_TIMES.validate_python(entry.after["lead_times"] or ()))


def test_of_four_processes_some_are_killed_and_nothing_is_lost_or_done_twice(
    office: Office, postgresql_url: str, request: pytest.FixtureRequest
) -> None:
    acme = office.acme
    for number in range(INTERVIEWS):
        who, whom = (ANA, PAT) if number % 2 else (BOB, LEE)
        book_by_line(office.serves, number, acme, who, whom)
    with closing(Ledger(postgresql_url)) as ledger:
        token, _ = Keys([SECRET]).sign(
            ledger.people[SAM], NOW - timedelta(minutes=1), timedelta(days=1)
        )
        with ThreadPoolExecutor(PROCESSES) as together:
            working = [together.submit(office.works, token, each) for each in range(PROCESSES)]
            try:
                for _ in range(request.config.getoption("--kills")):
                    office.kills_one()
            finally:
                office.over.set()
            assert [each.result() for each in working] == [None] * PROCESSES
        ledger.waits_until_all_are_told()
        found = ledger.interviews()
        entries = {kept.id: ledger.history(kept.id) for kept in found}
        told = [row for row in ledger.rows() if row.state == State.SENT and row.loud]
    assert len(found) == INTERVIEWS
    assert {kept.id: kept.version for kept in found} == {
        interview: len(history) for interview, history in entries.items()
    }
    done = [
        (interview, what)
        for interview, history in entries.items()
        for before, entry in pairwise(history)
        for what in {*facts_of(entry)} - {*facts_of(before)}
    ]
    assert max(Counter(done).values()) == 1
    for kind in ("Room", "0:"):
        assert any(what.startswith(kind) for _, what in office.sure)
    assert set(office.sure) <= set(done) <= set(office.asked)
    assert arrived(acme) == Counter(row.key for row in told)
    assert max(arrived(acme).values()) == 1
