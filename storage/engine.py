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
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Dialect, Engine, make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.clock import monotonic
from bot.deadline import seconds_left
from storage.pipelined import Statement, forget_put_off, put_off, run_with_put_off
from storage.restarts import Server, has_been_told
from storage.types import as_json

# How long another process's transaction is waited for where nobody waits for us.
BUSY_SECONDS = 10
# PostgreSQL ends a transaction whose process does nothing for so long (it was stopped, or its
# machine is gone), so that what it locked holds up others no longer than they wait.
IDLE_SECONDS = 8
# After how many seconds unused a connection is tried first: what lies between may have cut it off.
LEFT_LONG = 1.0
PRIMARY = 0xFF  # the part of SQLite's result codes that is common to a kind
MEANS = {  # what such a code is about, where SQLite's own words do not say
    sqlite3.SQLITE_CANTOPEN: "it and its folder must be there, to be read and written, and their "
    "disk not be read-only",
    sqlite3.SQLITE_READONLY: "whoever runs this must be allowed to write it and its folder, and "
    "their disk not be read-only",
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
    return engine.execution_options(begins="BEGIN IMMEDIATE" if writes else "BEGIN")


# A connection in a transaction, and what rolls back all that was written in it so far.
Opened = tuple[Connection, Callable[[], None]]


@contextmanager
def transaction(engine: Engine) -> Iterator[Opened]:
    """Open a transaction; it commits at the end, and rolls back on any exception.

    It begins here and not in an event of the engine's: with one, each statement asks for six.
    """
    with connected(engine) as connection, connection.begin() as begun:
        if engine.dialect.name == "sqlite":
            begin_sqlite(connection)
            yield connection, begun.rollback
            return
        try:
            _begin_postgresql(connection)
            yield connection, begun.rollback
            if begun.is_active:
                run_with_put_off(connection, _said(connection, "COMMIT"))
        finally:
            forget_put_off(connection)


def take_its_time(connection: Connection) -> None:
    """Let this transaction take, and pause for, as long as it has to, on PostgreSQL too."""
    if connection.dialect.name == "postgresql":
        from storage.silence import let_it_be_silent  # noqa: PLC0415 - psycopg comes with it

        let_it_be_silent(connection.connection.driver_connection)
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")


def connected(engine: Engine) -> Connection:
    """Take a connection; a server that is restarted is waited for (`Server.connect`)."""
    server: Server | None = engine.get_execution_options().get("server")
    return server.connect(engine) if server else engine.connect()


def others_write(connection: Connection) -> bool:
    """Whether what is written here may be written by somebody else at the same time."""
    return bool(connection.get_execution_options().get("others_write"))


def seeing_others_commit(engine: Engine) -> Engine:
    """Have each statement see on PostgreSQL what others have committed meanwhile."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(begins=_begins("READ COMMITTED", writes=True))


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


def said_by(error: Exception) -> str:
    """Give what the database itself says of an error, on one line, and what SQLite means by it.

    Of an error of the system's, what that says.
    """
    orig = getattr(error, "orig", error)
    meant = MEANS.get(getattr(orig, "sqlite_errorcode", 0) & PRIMARY)
    said = " ".join(str(getattr(orig, "strerror", None) or orig).split())
    return f"{said}: {meant}" if meant else said


def _create_postgresql(address: URL, *, writes: bool) -> Engine:
    from storage.silence import WATCHED_OVER, Pool, connect  # noqa: PLC0415 - psycopg comes with it

    engine = sa.create_engine(
        address,
        poolclass=Pool,
        pool_size=CONNECTIONS,
        pool_use_lifo=True,  # the last used first: it has most statements prepared
        max_overflow=MORE_CONNECTIONS,
        pool_timeout=BUSY_SECONDS,
        isolation_level="AUTOCOMMIT",  # transactions begin in `transaction`, not by the driver
        connect_args={
            "connect_timeout": BUSY_SECONDS,
            "application_name": "interview-bot",
            **WATCHED_OVER,
        },
        hide_parameters=True,
        json_serializer=as_json,
        paramstyle="format",  # by place, as SQLite takes them too
    )
    server, begins = Server(), _begins("REPEATABLE READ", writes=writes)
    engine = engine.execution_options(others_write=writes, begins=begins, server=server)
    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", partial(_prepare_postgresql, server, writes=writes))
    event.listen(engine, "before_cursor_execute", _run_what_was_put_off)
    event.listen(engine, "checkin", _note_when_left)
    event.listen(engine, "checkout", partial(_try_if_in_doubt, engine.dialect))
    return engine


def begin_sqlite(connection: Connection) -> None:
    """Begin a transaction, in which it is waited no longer for others than there is time."""
    # Said to the driver itself: by way of SQLAlchemy it takes as long as a small query.
    driver: Any = connection.connection.driver_connection
    patience = _patience()
    if connection.info.get("patience") != patience:
        driver.execute(f"PRAGMA {patience}").close()
        connection.info["patience"] = patience
    driver.execute(connection.get_execution_options()["begins"]).close()


def _begin_postgresql(connection: Connection) -> None:
    put_off(connection, _said(connection, connection.get_execution_options()["begins"]))
    left = seconds_left()
    if left is not None:  # waiting for a lock is counted in
        limit = f"SET LOCAL statement_timeout = {max(1, round(1000 * left))}"
        put_off(connection, _said(connection, limit))


def _begins(level: str, *, writes: bool) -> str:
    return f"BEGIN ISOLATION LEVEL {level} READ {'WRITE' if writes else 'ONLY'}"


def _said(connection: Connection, text: str) -> Statement:
    driver: Any = connection.connection.driver_connection
    return Statement(driver.execute, text)


def _run_what_was_put_off(connection: Connection, *_of_the_next_one: object) -> None:
    run_with_put_off(connection)


def _prepare_postgresql(server: Server, connection: Any, _record: object, *, writes: bool) -> None:
    server.there = True
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    # Disks no longer seek, and rows that are named one by one are not to be looked for among all.
    connection.execute("SET random_page_cost = 1.1")
    if writes:  # who reads holds up nobody, and may be slow to take it all
        connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")


def _note_when_left(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["left_at"] = monotonic()


def _try_if_in_doubt(
    dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: object
) -> None:
    """Have all connections made anew when one is dead that may be."""
    left_long = monotonic() - record.info.get("left_at", monotonic()) >= LEFT_LONG
    try:
        if left_long or has_been_told(connection):
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
