"""Several processes beside each other on one database, each with web, Slack and courier."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from beside import NOW, PATIENCE, SECRET, Ledger, Serve, arrived, book_by_line

import storage
from bot.api.tokens import Keys
from bot.clock import Clock, monotonic
from bot.demo import ANA, BOB, LEE, PAT, SAM
from bot.house import House
from bot.interviews.forgetting.forgetting import Keeper
from bot.interviews.model import Actor, Door
from bot.interviews.notices import State
from bot.interviews.plans import Cancellation
from bot.settings import Settings

pytestmark = pytest.mark.slow


@pytest.fixture
def shared_url(shared: str, request: pytest.FixtureRequest) -> str:
    """The database of all the processes; the local workspace's own house has another."""
    return str(request.getfixturevalue(f"{shared}_url"))


@pytest.fixture
def serve(acme: Any, shared_url: str, tmp_path: Path) -> Iterator[Callable[[int], list[Serve]]]:
    """Start that many processes at the same moment."""
    started: list[Serve] = []

    def start(many: int) -> list[Serve]:
        started.extend(Serve(acme, shared_url, tmp_path) for _ in range(many))
        for each in started:
            each.waits_until_it_serves()
        return started

    yield start
    for each in started:
        each.close()


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("shared", "processes"), [("sqlite", 2), ("postgresql", 4)])
def test_processes_beside_each_other_do_everything_once_and_tell_everybody_once(
    acme: Any, serve: Callable[[int], list[Serve]], shared_url: str, processes: int
) -> None:
    serves = serve(processes)
    book_by_line(serves, 0, acme, ANA, PAT)
    book_by_line(serves, 1, acme, BOB, LEE)
    with closing(Ledger(shared_url)) as ledger:
        keys = Keys([SECRET])
        token, _ = keys.sign(ledger.people[SAM], NOW - timedelta(minutes=1), timedelta(days=1))
        contested = {
            "kind": "video_call", "location": "https://x.example/2",
            "start_at": "2026-12-02T10:00:00Z", "end_at": "2026-12-02T11:00:00Z",
            "interviewee_id": ledger.applications[BOB][0], "interviewer_id": ledger.people[LEE],
        }  # fmt: skip

        def work(number: int) -> tuple[int, int, int]:
            one = serves[number % processes]
            book_by_line(serves, 2 + number, acme, ANA, PAT)
            patched = one.calls("PATCH", "/interviews/1", token, location=f"Room {number}")
            booked = one.calls("POST", "/interviews", token, **contested)
            moved = one.types(acme.sam, f"1 at Room {number}-{number}")
            return patched.status_code, booked.status_code, bool(moved)

        with ThreadPoolExecutor(8) as together:
            done = list(together.map(work, range(8)))
        assert Counter(patched for patched, _, _ in done) == {200: 8}
        assert Counter(booked for _, booked, _ in done) == {200: 1, 422: 7}
        ledger.waits_until_all_are_told()
        told = [row for row in ledger.rows() if row.state == State.SENT and row.loud]
        found = ledger.interviews()
        assert len(found) == 2 + 8 + 1
        assert [len(ledger.history(kept.id)) for kept in found] == [kept.version for kept in found]
        assert arrived(acme) == Counter(row.key for row in told)
        assert max(arrived(acme).values()) == 1
        invited = Counter((row.interview_id, row.person_id) for row in told if row.what == "booked")
        assert invited == {
            (kept.id, person.id): 1
            for kept in found
            for person in (kept.interviewee_person, kept.interviewer_person, kept.owner)
        }
    for one in serves:
        assert "unexpected_error" not in (said := one.stops()), said
        assert "Traceback" not in said, said


@pytest.mark.parametrize("database", ["postgresql"])
def test_a_deed_in_one_process_wakes_whoever_sees_to_the_rest_in_another_at_once(
    acme: Any, book_url: str
) -> None:
    """Without the net that is cast every 15 seconds: only the bell is left to wake it."""
    acme.house.heartbeat._net = timedelta(days=1)
    acme.books()
    settings = Settings.for_demo(
        database_url=book_url, slack_api_url="http://127.0.0.1/", jwt_secret=SECRET
    )
    with closing(House(settings, Clock(acme.house.clock.now()))) as other:
        sam = other.people.known(1, SAM)
        other.interviews.do(Cancellation(), by=Actor(person=sam, door=Door.API), interview_id=1)
        acme.ana.waits_for("is cancelled", seconds=PATIENCE)
        other.mail()  # it looks by itself, and without a Slack leaves what is in one to the other
        ana = other.people.known(1, ANA)
        acme.settle()
        other.forgetting.forget(ana.id, by=Keeper(workspace_id=1, door=Door.CONSOLE))
        until = monotonic() + PATIENCE
        while acme.ana.messages():
            assert monotonic() < until
            time.sleep(0.05)


@pytest.mark.parametrize("database", ["postgresql"])
def test_what_was_seen_before_a_deed_in_another_process_counts_no_longer(
    acme: Any, book_url: str
) -> None:
    acme.books()
    acme.settle()
    book = acme.house.book
    settings = Settings.for_demo(
        database_url=book_url, slack_api_url="http://127.0.0.1/", jwt_secret=SECRET
    )
    with closing(House(settings, Clock(acme.house.clock.now()))) as other:
        before, sam = book.edition(), other.people.known(1, SAM)
        other.interviews.do(Cancellation(), by=Actor(person=sam, door=Door.API), interview_id=1)
        until = monotonic() + PATIENCE
        while book.edition() == before:
            assert monotonic() < until
            time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.parametrize("shared", ["postgresql"])
def test_serving_from_a_database_that_is_not_up_to_date_says_what_to_run(
    serve: Callable[[int], list[Serve]], shared_url: str
) -> None:
    engine = storage.engine.create_engine(shared_url, writes=True)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE alembic_version"))
    engine.dispose()
    with pytest.raises(pytest.fail.Exception, match="Run: interview-bot migrate"):
        serve(1)
