"""Where the contenders keep what they write: an SQLite file each, or a PostgreSQL database each.

The PostgreSQL server is our own, in a temporary folder, and has what was committed on the disk
before it says so, as SQLite has.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import psycopg

sys.path.append(str(Path(__file__).parents[1] / "plugins"))
from postgresql_server import HOW, Server, find_programs

AS_TRUSTED = {"listen_addresses": "", "timezone": "UTC", "max_connections": "100"}


class Databases(Protocol):
    """A database for each contender, by its name."""

    def url(self, name: str) -> str:
        """Give the address of one."""
        ...

    def copy(self, name: str, target: str) -> None:
        """Make another one, with the same in it."""
        ...

    def ask(self, name: str, query: str) -> list[tuple[Any, ...]]:
        """Give the rows of a query."""
        ...


class Files:
    """SQLite's files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, name: str) -> str:
        return f"sqlite:///{self._folder / name}.sqlite3"

    def copy(self, name: str, target: str) -> None:
        shutil.copy(self._folder / f"{name}.sqlite3", self._folder / f"{target}.sqlite3")

    def ask(self, name: str, query: str) -> list[tuple[Any, ...]]:
        with contextlib.closing(sqlite3.connect(self._folder / f"{name}.sqlite3")) as book:
            return book.execute(query).fetchall()


class OnServer:
    """Databases of a PostgreSQL server; each but a copy must be made first."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def url(self, name: str) -> str:
        return self._server.url(name)

    def make(self, name: str) -> None:
        """Make an empty one."""
        self._server.says(f"CREATE DATABASE {name}")

    def copy(self, name: str, target: str) -> None:
        self._server.says(f"CREATE DATABASE {target} TEMPLATE {name}")

    def ask(self, name: str, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url(name)) as book:
            return book.execute(query.encode()).fetchall()


@contextlib.contextmanager
def databases(folder: Path, on_postgresql: bool) -> Iterator[Databases]:
    """Give the databases, two of them made: `ours` and `plain`."""
    if not on_postgresql:
        yield Files(folder)
        return
    found = find_programs()
    if found is None:
        raise SystemExit(HOW)
    server = Server(found, AS_TRUSTED)
    try:
        made = OnServer(server)
        made.make("ours")
        made.make("plain")
        yield made
    finally:
        server.remove()


def second(given: str | datetime) -> str:
    """Write a time that was read from a database, to the second, in UTC."""
    if isinstance(given, str):
        return given[:19]
    in_utc = given.astimezone(UTC) if given.tzinfo else given
    return f"{in_utc:%Y-%m-%d %H:%M:%S}"
