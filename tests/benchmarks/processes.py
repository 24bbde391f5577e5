"""The processes of the benchmarks: starting them, and how much they take. Linux."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn, TypeVar

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds for a process to answer or to end
PORT = "{port}"  # stands for the port in a command


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

    def listen(self) -> None:
        """Wait until it listens."""
        while self.is_coming():
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            time.sleep(0.05)
        self.gave_up()

    def is_coming(self) -> bool:
        """Whether it may still answer."""
        return self.child.poll() is None and time.perf_counter() - self.since < PATIENCE

    def gave_up(self) -> NoReturn:
        """End with what it wrote."""
        self.said.seek(0)
        raise SystemExit(f"A server does not answer. {self.said.read().decode()}")


ProcessT = TypeVar("ProcessT", bound=Process)


def _free_port() -> int:
    """Give a free port below those that the system gives out by itself, meanwhile to others."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311 - nothing here is a secret
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


@contextlib.contextmanager
def running(
    command: list[str], environment: dict[str, str] | None, kind: type[ProcessT]
) -> Iterator[ProcessT]:
    """Run a command that serves on a port, until the end of the block."""
    port = _free_port()
    words = [word.replace(PORT, str(port)) for word in command]
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(words, env=environment, stdout=said, stderr=said)  # noqa: S603 - our own commands
        try:
            yield kind(child, port, said)
        finally:
            child.terminate()
            child.wait(PATIENCE)
