"""The book: every opening is one transaction.

On SQLite one thread of the process writes at a time, whoever came first, with readers beside it:
waiting for the file's own lock instead costs seconds when eight threads write at once. Those who
write right after one another wait for the disk together (`storage.together`).

On PostgreSQL many write at a time. Whoever comes second to a row, or to somebody's time, gets
Conflict, and runs the deed again from the read: the rules then see what the first one did, and
answer with their own sentence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from itertools import count

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from bot.deadline import seconds_left
from bot.interviews.ports.book import Conflict, NotKept
from bot.interviews.ports.ledger import Coming
from bot.workers import back_at_work
from storage.claims import coming
from storage.connections import Connections, connections
from storage.engine import (
    Opened,
    address_of,
    create_engine,
    seeing_others_commit,
    sqlite_file,
)
from storage.keeping import keeping, try_to_write
from storage.ledger import Ledger
from storage.locked import is_busy, sqlstate_of, waiting_no_longer
from storage.pages import SqlPages
from storage.prepared import Prepared
from storage.rehearsed import Rehearsed
from storage.stages import Stage, broken_off
from storage.together import Together

# PostgreSQL's words for a race that was lost: serialization_failure, deadlock_detected,
# unique_violation, exclusion_violation.
# https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html
LOST_RACES = frozenset({"40001", "40P01", "23505", "23P01"})
COMING = Prepared(coming())


class SqlBook:
    """A book in a database. Threads may share it; `close` it at the end.

    NotKept: its disk takes nothing just now, and nothing was written. Away: it cannot be reached.
    Unsure: it went away while it committed.

    For somebody who waits an opening takes no longer than there is time (`bot.deadline`), for
    anybody else no longer than others may keep it locked: then it is TookTooLong, and nothing was
    written. What was written in time ends once it lasts.

    An opening must not be nested in another one of the same thread for writing: the inner one
    would wait for the outer one for ever.
    """

    def __init__(self, reading: Engine, writing: Engine, jotting: Engine) -> None:
        in_file = writing.dialect.name == "sqlite"
        self._reading = connections(reading)
        self._writing = Together(writing) if in_file else connections(writing)
        self._jotting = self._writing if jotting is writing else connections(jotting)
        # Each statement sees what others have committed meanwhile, and so never loses a race.
        self._of_ledger = self._writing if in_file else connections(seeing_others_commit(writing))
        self._edition, self._editions = 0, count(1)
        self._takes_it = True

    @contextmanager
    def write(self) -> Iterator[SqlPages]:
        """Open for writing; commits at the end, rolls back on any exception.

        Conflict: the database found that another transaction got in between.
        """
        with self._opened(self._writing) as (connection, _):
            yield SqlPages(connection)
        self._edition = next(self._editions)

    @contextmanager
    def jot(self) -> Iterator[SqlPages]:
        """Open for writing what nobody counts on yet: a power cut right after it may take it away.

        Commits at the end, on SQLite without waiting for the disk; rolls back on any exception.
        """
        with self._opened(self._jotting) as (connection, _):
            yield SqlPages(connection)

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """Open notices and cards for writing, and nothing else; commits at the end.

        Couriers side by side never lose a race over it.
        """
        with self._opened(self._of_ledger) as (connection, _):
            yield Ledger(connection)

    def coming(self) -> Coming:
        """Say when a notice or a lease has its time next: one question, without a transaction."""
        with waiting_no_longer(), broken_off(), self._reading.one_question() as connection:
            return Coming(*COMING.rows(connection, {})[0])

    @property
    def works_beside_us(self) -> bool:
        """Whether it works while this process does: by a server, not by our own processor time."""
        return not isinstance(self._writing, Together)

    def edition(self) -> int:
        """Give a number that is another one once something was written that is counted on."""
        return self._edition

    def outdate(self) -> None:
        """Have another edition: another process has written something."""
        self._edition = next(self._editions)

    def takes_it(self) -> bool:
        """Whether its disk takes what is written.

        Where it took nothing the last time it is tried again: a row is written as it is.
        """
        if not self._takes_it:
            with suppress(NotKept):
                with self._opened(self._of_ledger) as (connection, _):
                    try_to_write(connection)
                self._takes_it = True
        return self._takes_it

    def wipe(self) -> bool:
        """Leave nothing of what was overwritten or taken out in an SQLite file, nor beside it.

        False: somebody else is at it just now, so something may still lie there. PostgreSQL sees
        to its files itself.
        """
        try:
            return self._writing.wipe()
        except sqlite3.OperationalError as error:
            if is_busy(error):
                return False
            raise

    def is_large(self) -> bool:
        """Whether wiping would hold up whoever writes for longer than a tenth of a second."""
        return self._reading.is_large()

    @contextmanager
    def undone(self) -> Iterator[SqlPages]:
        """Open for writing, and roll back at the end whatever happens."""
        with self._opened(self._writing) as (connection, roll_back):
            yield SqlPages(connection)
            roll_back()

    @contextmanager
    def read(self) -> Iterator[SqlPages]:
        """Open for reading: one state throughout. Writing is refused by the database.

        Conflict: the connection broke.
        """
        with self._looked_into() as (connection, _):
            yield SqlPages(connection)

    @contextmanager
    def rehearse(self) -> Iterator[Rehearsed]:
        """Open for reading, for a deed that believes it writes: one state throughout.

        Conflict: the connection broke.
        """
        with self._looked_into() as (connection, _):
            yield Rehearsed(connection)

    def close(self) -> None:
        """Close every connection."""
        self._reading.close()
        self._writing.close()
        self._jotting.close()

    @contextmanager
    def _looked_into(self) -> Iterator[Opened]:
        with (
            waiting_no_longer(),
            broken_off() as progress,
            self._reading.transaction() as opened,
        ):
            progress.stage = Stage.IN_THE_MIDDLE
            yield opened

    @contextmanager
    def _opened(self, among: Connections) -> Iterator[Opened]:
        try:
            with waiting_no_longer(), _lost_races(), keeping(), self._way(among) as opened:
                yield opened
        except NotKept:
            self._takes_it = False
            raise

    def _way(self, among: Connections) -> AbstractContextManager[Opened]:
        if not isinstance(self._writing, Together):
            return _beside_others(among)
        return self._writing.deed() if among is self._writing else self._writing.alone(among)


def open_book(url: str) -> SqlBook:
    """Open the book in the database of this address. Nothing is migrated (see `migrate`).

    The folder of an SQLite file is created. ValueError: SQLite without a file.
    """
    file = sqlite_file(address_of(url))
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    writing = create_engine(url, writes=True)
    jotting = create_engine(url, writes=True, lasts=False) if file else writing
    return SqlBook(create_engine(url, writes=False), writing, jotting)


@contextmanager
def _lost_races() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if sqlstate_of(error.orig) in LOST_RACES:
            raise Conflict(f"SQLSTATE {sqlstate_of(error.orig)}") from error
        raise


@contextmanager
def _beside_others(among: Connections) -> Iterator[Opened]:
    with (
        broken_off() as progress,
        back_at_work() as leave,
        among.transaction() as opened,
    ):
        progress.stage = Stage.IN_THE_MIDDLE
        yield opened
        seconds_left()  # what would be committed too late to be told is rolled back
        leave()  # the disk is waited for; others need not wait for us as well
        progress.stage = Stage.AT_THE_END
