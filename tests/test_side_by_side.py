"""Several processes beside each other on one database, each with web, Slack and courier."""

from __future__ import annotations

import os
import re
import subprocess
import sysconfig
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

import storage
from bot.api.tokens import Keys
from bot.clock import Clock, monotonic
from bot.demo import ANA, BOB, LEE, PAT, SAM
from bot.house import House
from bot.interviews.model import Actor, Door, Search
from bot.interviews.notices import State
from bot.interviews.plans import Cancellation
from bot.playground.blockkit import elements_of
from bot.settings import Settings
from storage.tables import notices

pytestmark = pytest.mark.slow

BOT = str(Path(sysconfig.get_path("scripts")) / "interview-bot")
SECRET = "a-secret-of-the-tests-of-more-than-32-bytes"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PATIENCE = 60  # seconds, on a machine that may be busy


class Serve:
    """One process; it is told to listen to the local workspace as if that were Slack."""

    def __init__(self, environment: dict[str, str], wire: Any) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [BOT, "serve", "--port", "0"], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._wire = wire
        self._book = storage.open_book(environment["INTERVIEW_BOT_DATABASE_URL"])

    def waits_until_it_serves(self) -> None:
        assert self._process.stdout is not None
        said = ""
        for line in self._process.stdout:
            said += line
            if found := re.search(r"state of health is at (\S+)/health", line):
                address = found[1]
                break
        else:
            pytest.fail(said)
        self._wire._client.close()
        self._wire._client = httpx.Client(base_url=address, timeout=PATIENCE, trust_env=False)
        self.client = self._wire._client

    def types(self, person: Any, text: str) -> dict[str, Any]:
        """Send a command through this process; what is shown to whoever typed it."""
        return dict(self._wire.types(person, text).raise_for_status().json())

    def presses(self, person: Any, label: str, shown: dict[str, Any]) -> bool:
        """Press a draft's button through this process; say whether it was carried out."""
        block, button = next(
            (block, element)
            for block, element in elements_of(shown["blocks"])
            if element.get("text", {}).get("text") == label
        )
        member = self._wire._exchange.person(person.id)
        direct = self._wire._exchange.conversation(member, None)
        pressed = {
            "response_url": self._wire._exchange.response_url(member, direct, None),
            "container": {
                "type": "message", "message_ts": "1.1", "channel_id": "D1", "is_ephemeral": True,
            },
            "actions": [button | {"block_id": block.get("block_id", "b"), "action_ts": "1.1"}],
        }  # fmt: skip
        self._wire._interacts("block_actions", person, pressed).raise_for_status()
        with self._book.read() as pages:
            draft = pages.draft(1, button["value"])
        return draft is not None and draft.done_interview_id is not None

    def calls(self, method: str, path: str, token: str, **sent: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return self.client.request(
            method, f"/api/v1{path}", json={"interview": sent}, headers=headers
        )

    def stops(self) -> str:
        """Stop it as an administrator does; give what it logged."""
        self._process.terminate()
        said, _ = self._process.communicate(timeout=PATIENCE)
        assert self._process.returncode == 0, said
        return said

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()
        self._wire.close()
        self._book.close()


@pytest.fixture
def shared_url(shared: str, request: pytest.FixtureRequest) -> str:
    """The database of all the processes; the local workspace's own house has another."""
    return str(request.getfixturevalue(f"{shared}_url"))


@pytest.fixture
def serve(acme: Any, shared_url: str, tmp_path: Path) -> Iterator[Callable[[int], list[Serve]]]:
    """Start that many processes at the same moment."""
    settings = acme.house.settings
    environment = {
        "PATH": os.environ["PATH"],  # noqa: TID251 - what a process needs to start
        "HOME": str(tmp_path),
        "SLACK_API_URL": settings.slack_api_url,
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret.get_secret_value(),
        "INTERVIEW_BOT_DATABASE_URL": shared_url,
        "INTERVIEW_BOT_JWT_SECRET": SECRET,
        "INTERVIEW_BOT_RECRUITERS": SAM,
        "INTERVIEW_BOT_CLOCK": NOW.isoformat(),
        "INTERVIEW_BOT_API_RATE": "0",
    }
    started: list[Serve] = []

    def start(many: int) -> list[Serve]:
        started.extend(Serve(environment, type(acme.wire)(acme.demo)) for _ in range(many))
        for each in started:
            each.waits_until_it_serves()
        return started

    yield start
    for each in started:
        each.close()


class Ledger:
    """What the shared database says in the end."""

    def __init__(self, url: str) -> None:
        self._book = storage.open_book(url)
        with self._book.read() as pages:
            self.sam = pages.person_in_slack(1, SAM)
            self.people = {
                user: pages.person_in_slack(1, user).id for user in (ANA, BOB, PAT, LEE, SAM)
            }
            self.applications = {
                user: [each.id for each in pages.applications_of(1, person_id)]
                for user, person_id in self.people.items()
            }

    def interviews(self) -> list[Any]:
        with self._book.read() as pages:
            return list(pages.search(1, Search(per_page=100)).interviews)

    def history(self, interview_id: int) -> tuple[Any, ...]:
        with self._book.read() as pages:
            return pages.history(1, interview_id)

    def rows(self) -> list[Any]:
        with self._book.read() as pages:
            return list(pages._connection.execute(sa.select(notices)))

    def waits_until_all_are_told(self) -> None:
        """Wait until no notice but the reminders, which are days off, is still on its way."""
        until = monotonic() + PATIENCE
        while any(row.state == State.CLAIMED for row in self.rows()) or any(
            row.state == State.PLANNED and row.lead_time is None for row in self.rows()
        ):
            assert monotonic() < until, [row for row in self.rows() if row.settled_at is None]
            time.sleep(0.2)

    def close(self) -> None:
        self._book.close()


def arrived(acme: Any) -> Counter[str]:
    """How often each notice's message stands in the workspace, by its key."""
    conversations = acme.demo.playground._exchange.workspace.conversations.values()
    return Counter(
        message.metadata["event_payload"]["key"]
        for conversation in conversations
        for message in conversation.messages
        if message.metadata
    )


def book_by_line(serves: list[Serve], number: int, acme: Any, who: str, whom: str) -> None:
    """Have a line read back by one process, and press its button at the next.

    A machine that is busy says so after two seconds, with nothing done: then it is done again.
    """
    day, hour = 27 + number // 8, 8 + number % 8
    line = f"<@{who}|a> with <@{whom}|b> 2026-11-{day} {hour}:00 45m video at https://x.example/1"
    one, another = (serves[each % len(serves)] for each in (number, number + 1))
    until = monotonic() + PATIENCE
    shown: dict[str, Any] = {}
    while "Book this interview?" not in shown.get("text", ""):
        assert monotonic() < until, shown
        shown = one.types(acme.sam, line)
    while not another.presses(acme.sam, "Book", shown):
        assert monotonic() < until


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("shared", "processes"), [("sqlite", 2), ("postgresql", 2), ("postgresql", 4)]
)
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
def test_a_deed_in_one_process_wakes_the_courier_of_another_at_once(
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
