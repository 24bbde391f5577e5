"""What a database says when its disk takes nothing more: it is worth a sentence of its own.

Nothing was written then, and it all goes on by itself once the disk does.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from bot.interviews.ports.book import NotKept
from storage.engine import PRIMARY, sqlite_file

AS_IT_IS = text("UPDATE workspaces SET name = name")
ROOM = 2**18  # bytes: more than a deed writes
# https://www.sqlite.org/rescode.html
TAKES_NOTHING = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
# disk_full, io_error, read_only_sql_transaction (as of a server that only follows another one):
# https://www.postgresql.org/docs/current/errcodes-appendix.html
TAKES_NOTHING_EITHER = {"53100", "58030", "25006"}


@contextmanager
def keeping() -> Iterator[None]:
    """Say NotKept where nothing can be written."""
    try:
        yield
    except sqlite3.OperationalError as error:
        _demand_a_disk(error, error)
        raise
    except DBAPIError as error:
        _demand_a_disk(error.orig, error)
        raise


def try_to_write(connection: Connection) -> None:
    """See that something can be written, and change nothing; NotKept where there is no room.

    One row says little of a file's disk: it may lie where one lay before, and stay in memory.
    """
    connection.execute(AS_IT_IS)
    file = sqlite_file(connection.engine.url)
    if file:
        _demand_room(file.parent)


def _demand_room(folder: Path) -> None:
    try:
        with TemporaryFile(dir=folder) as room:
            room.write(bytes(ROOM))
            room.flush()
            os.fsync(room.fileno())
    except OSError as error:
        raise NotKept(error.strerror or str(error)) from error


def _demand_a_disk(said: BaseException | None, error: Exception) -> None:
    in_file = getattr(said, "sqlite_errorcode", 0) & PRIMARY in TAKES_NOTHING
    if in_file or getattr(said, "sqlstate", None) in TAKES_NOTHING_EITHER:
        raise NotKept(" ".join(str(said).split())) from error
