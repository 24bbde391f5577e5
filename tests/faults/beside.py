"""Processes of `serve` beside each other on one database, and what that says in the end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

import storage
from bot.clock import monotonic
from bot.demo import ANA, BOB, LEE, PAT, SAM
from bot.interviews.model import Search
from bot.interviews.notices import State, What
from bot.playground.blockkit import elements_of
from storage.tables import notices

BOT = str(Path(sysconfig.get_path("scripts")) / "interview-bot")
SCALED = str(Path(__file__).with_name("scaled.py"))
SECRET = "a-secret-of-the-tests-of-more-than-32-bytes"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PATIENCE = 60  # seconds, on a machine that may be busy


class Serve:
    """One process; it is told to listen to the local workspace as if that were Slack.

    Its lease and time-outs are scaled by `scale`; without one they are the real ones.
    """

    def __init__(self, acme: Any, url: str, home: Path, scale: float | None = None) -> None:
        command = [BOT, "serve", "--port", "0"]
        if scale is not None:
            command = [sys.executable, SCALED, str(scale)]
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command, env=environment_of(acme, url, home), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._wire = type(acme.wire)(acme.demo)
        self._book = storage.open_book(url)
        self._said: list[str] = []
        self._address: str | None = None
        self._serves = threading.Event()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        """Read whatever it says, or it would wait for somebody to do so."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.append(line)
            if found := re.search(r"state of health is at (\S+)/health", line):
                self._address = found[1]
                self._serves.set()
        self._serves.set()

    def waits_until_it_serves(self) -> None:
        self._serves.wait(PATIENCE)
        if self._address is None:
            pytest.fail("".join(self._said))
        self._wire._client.close()
        self._wire._client = httpx.Client(base_url=self._address, timeout=PATIENCE, trust_env=False)
        self.client = self._wire._client

    def types(self, person: Any, text: str) -> dict[str, Any]:
        """Send a command through this process; what is shown to whoever typed it."""
        return dict(self._wire.types(person, text).raise_for_status().json())

    def presses(self, person: Any, label: str, shown: dict[str, Any]) -> bool:
        """Press a draft's button through this process; say whether it was carried out.

        Slack may have been told that it failed, where a busy machine had no time left to answer.
        """
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
                "type": "message", "message_ts": "1.1", "channel_id": direct.id,
                "is_ephemeral": True,
            },
            "channel": {"id": direct.id, "name": "directmessage"},
            "actions": [button | {"block_id": block.get("block_id", "b"), "action_ts": "1.1"}],
        }  # fmt: skip
        self._wire._interacts("block_actions", person, pressed)
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
        status = self._process.wait(PATIENCE)
        self._listening.join(PATIENCE)
        said = "".join(self._said)
        assert status == 0, said
        return said

    def is_killed(self) -> None:
        """Die at once, in the middle of whatever it does."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(PATIENCE)

    def close(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)
        self._listening.join(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._wire.close()
        self._book.close()


def environment_of(acme: Any, url: str, home: Path) -> dict[str, str]:
    settings = acme.house.settings
    return {
        "PATH": os.environ["PATH"],  # noqa: TID251 - what a process needs to start
        "HOME": str(home),
        "SLACK_API_URL": settings.slack_api_url,
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret.get_secret_value(),
        "INTERVIEW_BOT_DATABASE_URL": url,
        "INTERVIEW_BOT_JWT_SECRET": SECRET,
        "INTERVIEW_BOT_RECRUITERS": SAM,
        "INTERVIEW_BOT_CLOCK": acme.house.clock.now().isoformat(),
        "INTERVIEW_BOT_API_RATE": "0",
    }


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
        """Wait until no notice is on its way but the reminders, which are days off.

        And but for what takes Undo off a card two minutes later, which tells nobody anything.
        """
        until = monotonic() + PATIENCE
        while any(row.state == State.CLAIMED for row in self.rows()) or any(
            row.state == State.PLANNED and row.lead_time is None and row.what != What.SETTLED
            for row in self.rows()
        ):
            assert monotonic() < until, Counter(row.state for row in self.rows())
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
