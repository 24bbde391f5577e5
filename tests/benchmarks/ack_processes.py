"""The processes of the benchmark: starting them, waiting for them, how much they take. Linux."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from ack_load import Order, run

from bot.demo import BOT_TOKEN, SAM, SIGNING_SECRET

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE = 60.0  # seconds for a process to answer or to end


@dataclass
class Process:
    """A server in a process of its own, started at `since` (of time.perf_counter).

    `said` is what it wrote.
    """

    child: subprocess.Popen[bytes]
    port: int
    said: IO[bytes]
    since: float = field(default_factory=time.perf_counter)

    def memory(self) -> float:
        """Give its resident memory in MB."""
        lines = Path(f"/proc/{self.child.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))

    def worked(self) -> float:
        """Give the seconds of processor time that it has taken."""
        stat = Path(f"/proc/{self.child.pid}/stat").read_text(encoding="ascii")
        of_user, of_system = stat.rpartition(")")[2].split()[11:13]
        return (int(of_user) + int(of_system)) / os.sysconf("SC_CLK_TCK")

    def wait(self, line: str, expected: str) -> float:
        """Wait for the first answered command; give the seconds since the process was started."""
        while self.child.poll() is None and time.perf_counter() - self.since < PATIENCE:
            with contextlib.suppress(OSError):
                order = self._order(line, expected, connections=1, requests=1)
                measured = asyncio.run(run(order))
                if measured["bad"]:
                    raise SystemExit(f"No good answer. {measured['example']}")
                return time.perf_counter() - self.since
            time.sleep(0.005)
        self.said.seek(0)
        raise SystemExit(f"A server does not answer. {self.said.read().decode()}")

    def listen(self) -> None:
        """Wait until it listens."""
        while self.child.poll() is None and time.perf_counter() - self.since < PATIENCE:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            time.sleep(0.05)

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


def peer(kind: str) -> contextlib.AbstractContextManager[Process]:
    """Start one of the servers in ack_servers.py."""
    return _running([str(HERE / "ack_servers.py"), kind], None)


def serving(folder: Path, slack: Process) -> contextlib.AbstractContextManager[Process]:
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
    return _running(["-m", "bot", "serve", "--port"], environment)


def database_url(folder: Path) -> str:
    """Give the address of the database in a folder."""
    return f"sqlite:///{folder / 'interviews.sqlite3'}"


def _free_port() -> int:
    """Give a free port below those that the system gives out by itself, meanwhile to others."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311 - nothing here is a secret
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@contextlib.contextmanager
def _running(command: list[str], environment: dict[str, str] | None) -> Iterator[Process]:
    port = _free_port()
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, *command, str(port)], env=environment, stdout=said, stderr=said
        )
        try:
            yield Process(child, port, said)
        finally:
            child.terminate()
            child.wait(PATIENCE)
