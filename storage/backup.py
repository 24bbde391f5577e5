"""A copy of an SQLite database as it stands, made while others read and write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.engine import address_of, create_engine, sqlite_file


class NotBackedUp(Exception):  # noqa: N818 - it reads as what it says
    """No copy was made, and nothing was changed; the message says why."""


def back_up(url: str, target: Path) -> None:
    """Copy an SQLite database to `target`: what is committed when it begins, in one piece.

    The copy is looked through before it stands there, and is for its owner's eyes alone. An
    earlier file there is replaced, whole or not at all. NotBackedUp: not an SQLite file, there is
    none yet, it is the target itself, it is damaged, or the target cannot be written. SQLAlchemy's
    DBAPIError: the file cannot be read.
    """
    file = sqlite_file(address_of(url))
    if file is None:
        raise NotBackedUp("only an SQLite file can be copied; PostgreSQL has pg_dump for that")
    if not file.exists():
        raise NotBackedUp(f"there is no database yet at {file}")
    if target.exists() and target.samefile(file):
        raise NotBackedUp(f"{target} is the database itself")
    _demand_reading(url)
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        unfinished.touch(mode=0o600)
        _copy(file, unfinished)
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        reason = getattr(error, "strerror", None) or error
        raise NotBackedUp(f"{target} cannot be written ({reason})") from None


def _demand_reading(url: str) -> None:
    engine = create_engine(url, writes=False)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA schema_version")
    finally:
        engine.dispose()


def _copy(file: Path, unfinished: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
        found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        unfinished.unlink()
        raise NotBackedUp(f"the database is damaged ({found})")
