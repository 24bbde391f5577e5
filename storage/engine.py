"""How the database is reached, and how a transaction begins.

SQLite: write-ahead log, `synchronous=FULL` (what was committed survives a power cut), foreign
keys on. Writing takes the file's lock at once (`BEGIN IMMEDIATE`), because a transaction that
reads first and writes later is refused without waiting when somebody else wrote in between
(https://www.sqlite.org/lang_transaction.html). Reading sees one state of the file throughout,
beside the writer, and cannot write.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url

BUSY_SECONDS = 5  # how long another process's transaction is waited for
WRITES = "interview_bot_writes"  # execution option: this connection is opened for writing


def create_engine(url: str) -> Engine:
    """Create the engine of a database. Nothing is connected yet.

    `url` is SQLAlchemy's form: `sqlite:///file` or `postgresql://…` (spoken by psycopg).
    A ValueError refuses SQLite without a file: every connection would have a database of its own.
    An error never names the values of a statement: it goes to the log, which has no personal data.
    """
    address = address_of(url)
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, pool_pre_ping=True, hide_parameters=True)
    if sqlite_file(address) is None:
        raise ValueError("the database needs a file")
    # Without an upper limit: readers are as many as threads, and are never to wait.
    engine = sa.create_engine(address, pool_size=8, max_overflow=-1, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


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


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin in _begin_sqlite, not by the driver
    for pragma in (
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # Said to the driver itself: by way of SQLAlchemy it takes as long as a small query.
    writes = connection.get_execution_options().get(WRITES, False)
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}").close()
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN").close()
