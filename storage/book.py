"""The book: every opening is one transaction.

On SQLite one thread of the process writes at a time, held by a lock, with readers beside it:
waiting for the file's own lock instead costs seconds when eight threads write at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Lock
from typing import Any

from sqlalchemy.engine import Connection, Engine, Transaction
from sqlalchemy.exc import OperationalError

from bot.interviews.ports import Conflict
from storage.engine import WRITES, address_of, create_engine, sqlite_file
from storage.interviews import Interviews
from storage.ledger import Ledger
from storage.people import People
from storage.records import Records

# PostgreSQL's words for a race that was lost: serialization_failure, deadlock_detected.
# https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
LOST_RACES = frozenset({"40001", "40P01"})


class SqlPages(Interviews, People, Ledger, Records):
    """The book, opened. What its methods promise stands in `bot.interviews.ports.Pages`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection


class SqlBook:
    """A book in a database. Threads may share it; `close` it at the end.

    An opening must not be nested in another one of the same thread for writing: the inner one
    would wait for the outer one for ever.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # The same connections under other options.
        self._reading = engine.execution_options(**_options(engine, writes=False))
        self._writing = engine.execution_options(**_options(engine, writes=True))
        self._turn: AbstractContextManager[object] = (
            Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @contextmanager
    def write(self) -> Iterator[SqlPages]:
        """Open for writing; commits at the end, rolls back on any exception.

        Conflict: the database found that another transaction got in between.
        """
        with self._opened() as (connection, _):
            yield SqlPages(connection)

    @contextmanager
    def rehearse(self) -> Iterator[SqlPages]:
        """Open for writing, and roll back at the end whatever happens."""
        with self._opened() as (connection, transaction):
            yield SqlPages(connection)
            transaction.rollback()

    @contextmanager
    def read(self) -> Iterator[SqlPages]:
        """Open for reading: one state throughout. Writing is refused by the database."""
        with self._reading.connect() as connection, connection.begin():
            yield SqlPages(connection)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _opened(self) -> Iterator[tuple[Connection, Transaction]]:
        with (
            self._turn,
            _lost_races(),
            self._writing.connect() as connection,
            connection.begin() as transaction,
        ):
            yield connection, transaction


def open_book(url: str) -> SqlBook:
    """Open the book in the database of this address. Nothing is migrated (see `migrate`).

    The folder of an SQLite file is created. ValueError: SQLite without a file.
    """
    file = sqlite_file(address_of(url))
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    return SqlBook(create_engine(url))


def _options(engine: Engine, *, writes: bool) -> dict[str, Any]:
    options: dict[str, Any] = {WRITES: writes, "postgresql_readonly": not writes}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "SERIALIZABLE" if writes else "REPEATABLE READ"
    return options


@contextmanager
def _lost_races() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) in LOST_RACES:
            raise Conflict(str(error.orig)) from error
        raise
