"""Connections that stay open, for one transaction after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy.engine import Connection, Engine

from storage.engine import Opened, begin_sqlite, connected, transaction

SHORTLY = "busy_timeout = 100"  # milliseconds, where it can be done another time
LARGE = 2_000  # pages of a file, which are written anew within a tenth of a second


class Connections:
    """The connections of an engine, for one transaction after the other. Threads may share them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def transaction(self) -> AbstractContextManager[Opened]:
        """Open a transaction; it commits at the end, and rolls back on any exception."""
        return transaction(self._engine)

    @contextmanager
    def one_question(self) -> Iterator[Connection]:
        """Take a connection for one question, around which no transaction is needed."""
        with connected(self._engine) as connection:
            yield connection

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

    @contextmanager
    def one_question(self) -> Iterator[Connection]:
        """Take a connection for one question; to begin and end is next to nothing here."""
        with self.transaction() as (connection, _):
            yield connection

    def begin(self) -> Connection:
        """Begin a transaction; whoever ends it says so (`ended`)."""
        try:
            connection = self._idle.pop()  # the last used first: it knows most of the file
        except IndexError:
            connection = self._engine.connect()
        try:
            begin_sqlite(connection)
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
