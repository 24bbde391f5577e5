"""Several deeds that wait for the disk together, on SQLite.

One writes at a time there, and what was written lasts once the disk has it, for which one waits as
long as a deed takes. So a deed that is done while others are about to begin theirs leaves its
transaction to them: each has a savepoint of its own, and the last one commits for all. Nobody goes
on before that, whatever came of their own deed: who came later saw what the earlier ones did, and
if the commit fails none of it has happened, to nobody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from sqlalchemy.engine import Connection, Engine

from bot.deadline import TookTooLong, seconds_left
from bot.turns import Turns
from bot.workers import back_at_work, elsewhere, others_wait
from storage.connections import Connections, OpenConnections
from storage.engine import Opened

MOST = 8  # deeds in a transaction
# In seconds. Who was about to begin may turn out to write nothing: then one commits oneself.
LONGEST_WAIT = 0.005


class Joint:
    """A transaction that deeds have together, one after the other; all of it lasts, or nothing."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._driver: Any = connection.connection.driver_connection
        self._deeds = 0
        self._is_empty = False
        self._ended = Event()
        self._failure: BaseException | None = None

    @property
    def may_go_on(self) -> bool:
        """Whether another deed may join; it may not where all has been rolled back."""
        return self._deeds < MOST and bool(self._driver.in_transaction)

    @contextmanager
    def deed(self) -> Iterator[Opened]:
        """Let a deed write; on any exception what it has written is rolled back, and that alone."""
        self._deeds += 1
        if self._deeds > 1:  # a savepoint is not for nothing: mostly a deed is alone
            self._say("SAVEPOINT deed")
        try:
            yield self.connection, self._roll_back
        except BaseException:
            self._roll_back()
            raise

    def commit(self) -> None:
        """Have it last, and let everybody know."""
        try:
            if not self._is_empty:
                self._say("COMMIT")
        except BaseException as failure:
            self._failure = failure
            self._driver.rollback()
            raise
        finally:
            self._ended.set()

    def has_ended(self) -> bool:
        """Whether it is committed, or is so within a moment; raises what made that fail."""
        ended = self._ended.wait(LONGEST_WAIT)
        if self._failure is not None:
            raise _not_committed(self._failure)
        return ended

    def _roll_back(self) -> None:
        if self._deeds == 1:
            self._driver.rollback()
            self._is_empty = True
        elif self._driver.in_transaction:  # or the database has ended it, which `commit` finds
            self._say("ROLLBACK TO deed")

    def _say(self, words: str) -> None:
        self._driver.execute(words).close()


def _not_committed(failure: BaseException) -> sqlite3.OperationalError:
    """Give an error for another thread, with the code by which the reason is known."""
    error = sqlite3.OperationalError("the transaction was not committed")
    error.sqlite_errorcode = getattr(failure, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    error.__cause__ = failure
    return error


class Together(OpenConnections):
    """What writes to an SQLite file: one deed at a time, whoever came first."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._turn = Turns(1)
        self._open: Joint | None = None

    @contextmanager
    def deed(self) -> Iterator[Opened]:
        """Let a deed write when its turn has come; it lasts at the end, or was rolled back.

        TookTooLong: there was no time to wait for a turn, or none is left to tell what was done.
        """
        left_open: Joint | None = None
        with back_at_work() as leave:
            try:
                with self._in_turn():
                    joint = self._joint()
                    try:
                        with joint.deed() as opened:
                            yield opened
                            seconds_left()
                    finally:
                        others_come = others_wait() or self._turn.wanted()
                        leave()  # the disk is waited for; who is next need not wait for us as well
                        if others_come and joint.may_go_on:
                            left_open = joint
                        else:
                            self._commit()
            finally:
                if left_open is not None:
                    self._see_to_the_end(left_open)

    @contextmanager
    def alone(self, among: Connections) -> Iterator[Opened]:
        """Open a transaction of others who write to the file, apart from all deeds; TookTooLong."""
        with back_at_work(), self._in_turn():
            self._commit()
            with among.transaction() as opened:
                yield opened
                seconds_left()

    def wipe(self) -> bool:
        """Write the file anew, as those before; apart from all deeds."""
        with back_at_work(), self._in_turn():
            self._commit()
            return super().wipe()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        seconds_left()
        if not self._turn.take_at_once():
            with elsewhere():
                is_ours = self._turn.take()
            if not is_ours:
                raise TookTooLong
        try:
            yield
        finally:
            self._turn.give()

    def _joint(self) -> Joint:
        """Give the transaction that is open, or begin one."""
        if self._open is None:
            self._open = Joint(self.begin())
        return self._open

    def _commit(self) -> None:
        """Commit what is open, if anything is."""
        if self._open is None:
            return
        joint, self._open = self._open, None
        try:
            joint.commit()
        finally:
            self.ended(joint.connection)

    def _see_to_the_end(self, joint: Joint) -> None:
        """Wait until it is committed; do that oneself where nobody else does."""
        while not joint.has_ended():
            if self._turn.take():
                try:
                    if self._open is joint:
                        self._commit()
                finally:
                    self._turn.give()
