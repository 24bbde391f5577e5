"""The processes of the benchmark of answers to Slack, and how they are sent commands."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ack_load import Commands, Order
from load import run
from processes import PORT, ROOT, Process, running

from bot.demo import BOT_TOKEN, SAM, SIGNING_SECRET

HERE = Path(__file__).parent


class Commanded(Process):
    """A server that is sent commands."""

    def wait(self, line: str, expected: str) -> float:
        """Wait for the first answered command; give the seconds since the process was started."""
        while self.is_coming():
            with contextlib.suppress(OSError):
                order = self._order(line, expected, connections=1, requests=1)
                measured = asyncio.run(run(Commands(order), order.port, order.connections))
                if measured["bad"]:
                    raise SystemExit(f"No good answer. {measured['example']}")
                return time.perf_counter() - self.since
            time.sleep(0.005)
        return self.gave_up()

    def take(self, line: str, expected: str, **order: Any) -> dict[str, Any]:
        """Send commands from another process; give what it measured."""
        given = json.dumps(asdict(self._order(line, expected, **order)))
        told = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, str(HERE / "ack_load.py"), given], stdout=subprocess.PIPE, check=True
        )
        measured: dict[str, Any] = json.loads(told.stdout)
        return measured

    def _order(
        self, line: str, expected: str, *, connections: int, seconds: float = 600, requests: int = 0
    ) -> Order:
        return Order(self.port, SIGNING_SECRET, SAM, line, expected, connections, seconds, requests)


def peer(kind: str) -> contextlib.AbstractContextManager[Commanded]:
    """Start one of the servers in ack_servers.py."""
    return running([sys.executable, str(HERE / "ack_servers.py"), kind, PORT], None, Commanded)


def serving(folder: Path, slack: Commanded) -> contextlib.AbstractContextManager[Commanded]:
    """Start a real `interview-bot serve` on the database in that folder."""
    environment = {
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "INTERVIEW_BOT_DATABASE_URL": database_url(folder),
        "INTERVIEW_BOT_RECRUITERS": SAM,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": f"http://127.0.0.1:{slack.port}/slack-api/",
    }
    return running([sys.executable, "-m", "bot", "serve", "--port", PORT], environment, Commanded)


def database_url(folder: Path) -> str:
    """Give the address of the database in a folder."""
    return f"sqlite:///{folder / 'interviews.sqlite3'}"
