"""What a database says when its disk takes nothing more: it is worth a sentence of its own.

Nothing was written then, and it all goes on by itself once the disk does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.interviews.ports import NotKept

# https://www.sqlite.org/rescode.html
TAKES_NOTHING = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
PRIMARY = 0xFF  # the part of SQLite's result codes that is common to a kind
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


def _demand_a_disk(said: BaseException | None, error: Exception) -> None:
    in_file = getattr(said, "sqlite_errorcode", 0) & PRIMARY in TAKES_NOTHING
    if in_file or getattr(said, "sqlstate", None) in TAKES_NOTHING_EITHER:
        raise NotKept(" ".join(str(said).split())) from error
