"""What others keep locked is waited for, and no longer than anybody waits."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree

from bot.deadline import TookTooLong
from storage.engine import PRIMARY

# PostgreSQL's words for having waited too long: query_canceled (statement_timeout),
# lock_not_available.
WAITED_TOO_LONG = frozenset({"57014", "55P03"})


@contextmanager
def waiting_no_longer() -> Iterator[None]:
    """Say that others kept locked what is wanted for longer than anybody waits."""
    try:
        yield
    except (sqlite3.OperationalError, OperationalError, NoneFree) as error:
        if is_busy(getattr(error, "orig", error)):
            raise TookTooLong from error
        raise


def is_busy(error: BaseException | None) -> bool:
    """Whether others keep locked what is wanted, or have all connections."""
    code = getattr(error, "sqlite_errorcode", 0)
    return (
        isinstance(error, NoneFree)
        or sqlstate_of(error) in WAITED_TOO_LONG
        or bool(code & PRIMARY == sqlite3.SQLITE_BUSY)
    )


def sqlstate_of(error: BaseException | None) -> str | None:
    """Give PostgreSQL's code of an error; None = it is another database's, or has none."""
    return getattr(error, "sqlstate", None)
