"""How the database is reached, and how a transaction begins.

SQLite: write-ahead log, `synchronous=FULL` (what was committed survives a power cut), foreign
keys on. Writing takes the file's lock at once (`BEGIN IMMEDIATE`), because a transaction that
reads first and writes later is refused without waiting when somebody else wrote in between
(https://www.sqlite.org/lang_transaction.html). Reading sees one state of the file throughout,
beside the writer, and cannot write.

PostgreSQL: many write beside each other, each from one state of the database (`REPEATABLE READ`):
of two who change the same row the second is turned away and begins again, so nobody's change is
lost unseen. Not `SERIALIZABLE`: it also turns away who only read the same page of an index, which
with few rows is everybody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Dialect, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.clock import monotonic
from bot.deadline import seconds_left
from storage.types import as_json

# How long another process's transaction is waited for where nobody waits for us.
BUSY_SECONDS = 10
SHORTLY = "busy_timeout = 100"  # milliseconds, where it can be done another time
# PostgreSQL ends a transaction whose process does nothing for so long (it was stopped, or its
# machine is gone), so that what it locked holds up others no longer than they wait.
IDLE_SECONDS = 8
# After how many seconds unused a connection is tried first: the server may have been restarted.
LEFT_LONG = 1.0
LARGE = 2_000  # pages of a file, which are written anew within a tenth of a second
PRIMARY = 0xFF  # the part of SQLite's result codes that is common to a kind
MEANS = {  # what such a code is about, where SQLite's own words do not say
    sqlite3.SQLITE_CANTOPEN: "it and its folder must be there, to be read and written, and their "
    "disk not be read-only",
    sqlite3.SQLITE_IOERR: "the disk may be full",
}
# To PostgreSQL, for each of the two engines: a server takes a hundred in all.
CONNECTIONS, MORE_CONNECTIONS = 4, 6


def create_engine(url: str, *, writes: bool, lasts: bool = True) -> Engine:
    """Create an engine for reading, or one for writing. Nothing is connected yet.

    What is written `lasts` when the power is cut, or only from the next time on that something
    does (`synchronous=NORMAL`, on SQLite alone): then a commit does not wait for the disk.

    Each has connections of its own: SQLite compiles its statements anew on a connection that
    turned from the one to the other, which takes longer than running them. `url` is SQLAlchemy's
    form: `sqlite:///file` or `postgresql://…` (spoken by psycopg). A ValueError refuses SQLite
    without a file: every connection would have a database of its own. An error never names the
    values of a statement: it goes to the log, which has no personal data.
    """
    address = address_of(url)
    if address.get_backend_name() != "sqlite":
        return _create_postgresql(address, writes=writes)
    if sqlite_file(address) is None:
        raise ValueError("the database needs a file")
    # Without an upper limit: readers are as many as threads, never wait, and are all kept open,
    # since a new connection costs more than what is asked on it. The last used is used first.
    engine = sa.create_engine(
        address, pool_size=0, pool_use_lifo=True, hide_parameters=True, json_serializer=as_json
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, writes=writes, lasts=lasts))
    return engine.execution_options(sqlite_begins="BEGIN IMMEDIATE" if writes else "BEGIN")


# A connection in a transaction, and what rolls back all that was written in it so far.
Opened = tuple[Connection, Callable[[], None]]


@contextmanager
def transaction(engine: Engine) -> Iterator[Opened]:
    """Open a transaction; it commits at the end, and rolls back on any exception.

    It begins here and not in an event of the engine's: with one, each statement asks for six.
    """
    with engine.connect() as connection, connection.begin() as begun:
        if engine.dialect.name == "sqlite":
            _begin_sqlite(connection)
        else:
            _hurry_postgresql(connection)
        yield connection, begun.rollback


def others_write(connection: Connection) -> bool:
    """Whether what is written here may be written by somebody else at the same time."""
    return bool(connection.get_execution_options().get("others_write"))


class Connections:
    """The connections of an engine, for one transaction after the other. Threads may share them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def transaction(self) -> AbstractContextManager[Opened]:
        """Open a transaction; it commits at the end, and rolls back on any exception."""
        return transaction(self._engine)

    def wipe(self) -> bool:
        """Leave it to the server, which writes anew by itself where rows were."""
        return True

    def is_large(self) -> bool:
        """Whether it would take long; here it is left to the server."""
        return False

    def close(self) -> None:
        """Close all that nobody uses."""
        self._engine.dispose()


class OpenConnections(Connections):
    """Connections to an SQLite file, which stay open; as many as were wanted at once.

    SQLAlchemy's part in taking one, beginning, ending and giving it back takes longer than all
    that the database does for it.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._idle: list[Connection] = []

    @contextmanager
    def transaction(self) -> Iterator[Opened]:
        """Open a transaction; it commits at the end, and rolls back on any exception."""
        connection = self.begin()
        driver: Any = connection.connection.driver_connection
        try:
            yield connection, driver.rollback
            driver.commit()
        except BaseException:
            driver.rollback()
            raise
        finally:
            self.ended(connection)

    def begin(self) -> Connection:
        """Begin a transaction; whoever ends it says so (`ended`)."""
        try:
            connection = self._idle.pop()  # the last used first: it knows most of the file
        except IndexError:
            connection = self._engine.connect()
        try:
            _begin_sqlite(connection)
        except BaseException:
            self.ended(connection)
            raise
        return connection

    def ended(self, connection: Connection) -> None:
        """Keep a connection for the next transaction."""
        self._idle.append(connection)

    def wipe(self) -> bool:
        """Write the file anew, without what once lay between its rows, and empty its log.

        False: the log is still being read. sqlite3.OperationalError: somebody else writes.
        """
        with self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            connection.info["patience"] = SHORTLY  # nobody else writes meanwhile
            driver.execute(f"PRAGMA {SHORTLY}").close()
            driver.execute("VACUUM").close()
            busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def is_large(self) -> bool:
        """Whether the file is one that takes long to be written anew."""
        with self.transaction() as (connection, _):
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            return int(pages) > LARGE

    def close(self) -> None:
        """Close all that nobody uses."""
        while self._idle:
            self._idle.pop().close()
        super().close()


def connections(engine: Engine) -> Connections:
    """Give the connections of an engine."""
    return (OpenConnections if engine.dialect.name == "sqlite" else Connections)(engine)


def address_of(url: str) -> URL:
    """Read a database's address; PostgreSQL is always spoken by psycopg."""
    address = make_url(url)
    if address.drivername in {"postgres", "postgresql"}:
        return address.set(drivername="postgresql+psycopg")
    return address


def sqlite_file(address: URL) -> Path | None:
    """Give the file of an SQLite database; None = another database, or one in memory."""
    if address.get_backend_name() != "sqlite" or address.database in {None, "", ":memory:"}:
        return None
    return Path(str(address.database))


def demand_address(url: str) -> None:
    """See that this can be a database's address, without asking whether one is there; ValueError.

    SQLite needs a file.
    """
    try:
        address = address_of(url)
        address.get_dialect()
    except ArgumentError as error:
        raise ValueError("no database speaks so") from error
    if address.get_backend_name() == "sqlite" and sqlite_file(address) is None:
        raise ValueError("the database needs a file")


def said_by(error: DBAPIError) -> str:
    """Give what the database itself says of an error, on one line, and what SQLite means by it."""
    meant = MEANS.get(getattr(error.orig, "sqlite_errorcode", 0) & PRIMARY)
    said = " ".join(str(error.orig).split())
    return f"{said}: {meant}" if meant else said


def _create_postgresql(address: URL, *, writes: bool) -> Engine:
    engine = sa.create_engine(
        address,
        pool_size=CONNECTIONS,
        pool_use_lifo=True,  # the last used first: it has most statements prepared
        max_overflow=MORE_CONNECTIONS,
        pool_timeout=BUSY_SECONDS,
        isolation_level="REPEATABLE READ",
        connect_args={"connect_timeout": BUSY_SECONDS, "application_name": "interview-bot"},
        hide_parameters=True,
        json_serializer=as_json,
        paramstyle="format",  # by place, as SQLite takes them too
    ).execution_options(others_write=writes)
    event.listen(engine, "connect", partial(_prepare_postgresql, writes=writes))
    event.listen(engine, "checkin", _note_when_left)
    event.listen(engine, "checkout", partial(_try_if_left_long, engine.dialect))
    return engine


def _begin_sqlite(connection: Connection) -> None:
    # Said to the driver itself: by way of SQLAlchemy it takes as long as a small query.
    driver: Any = connection.connection.driver_connection
    patience = _patience()
    if connection.info.get("patience") != patience:
        driver.execute(f"PRAGMA {patience}").close()
        connection.info["patience"] = patience
    driver.execute(connection.get_execution_options()["sqlite_begins"]).close()


def _hurry_postgresql(connection: Connection) -> None:
    left = seconds_left()
    if left is not None:  # waiting for a lock is counted in
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, round(1000 * left))}")


def _prepare_postgresql(connection: Any, _record: object, *, writes: bool) -> None:
    connection.read_only = not writes  # once: SQLAlchemy's own option is set each time it is taken
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    # Disks no longer seek, and rows that are named one by one are not to be looked for among all.
    connection.execute("SET random_page_cost = 1.1")
    if writes:  # who reads holds up nobody, and may be slow to take it all
        connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
    connection.commit()


def _note_when_left(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["left_at"] = monotonic()


def _try_if_left_long(
    dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: object
) -> None:
    """Have all connections made anew when one that nobody used for a while is dead."""
    if monotonic() - record.info.get("left_at", monotonic()) < LEFT_LONG:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError from error


def _prepare_sqlite(connection: Any, _record: object, *, writes: bool, lasts: bool) -> None:
    connection.isolation_level = None  # transactions begin in `transaction`, not by the driver
    for pragma in (
        _patience(),
        "journal_mode = WAL",
        f"synchronous = {'FULL' if lasts else 'NORMAL'}",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is overwritten or taken out lies nowhere any more
        f"query_only = {'OFF' if writes else 'ON'}",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _patience() -> str:
    """Give it in whole tenths of a second, which mostly are what was said before."""
    left = seconds_left()
    return f"busy_timeout = {100 * int(10 * (BUSY_SECONDS if left is None else left))}"
