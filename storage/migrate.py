"""Bringing a database up to date.

The migrations travel inside the package, so that an installed wheel needs no `alembic.ini`.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.engine import Connection, Engine

from storage.engine import WRITES, address_of, create_engine, sqlite_file


def migrate(url: str) -> None:
    """Bring the database up to date in one transaction; create it when there is none.

    An SQLite file that holds anything is copied first, to `<file>.before-<revision>` beside
    it. When it is up to date already nothing happens. Any failure leaves it as it was.
    """
    file = sqlite_file(address_of(url))
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    try:
        if not _is_current(engine):
            if file and _holds_anything(engine):
                back_up(url, file.with_name(f"{file.name}.before-{_newest()}"))
            _upgrade(engine)
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether the database exists and is up to date. Creates nothing."""
    file = sqlite_file(address_of(url))
    if file and not file.exists():
        return False
    engine = create_engine(url)
    try:
        return _is_current(engine)
    finally:
        engine.dispose()


def back_up(url: str, target: Path) -> None:
    """Copy an SQLite database as it stands to `target`, while others read and write.

    An earlier copy there is replaced, whole or not at all. ValueError: not an SQLite file;
    FileNotFoundError: there is none yet.
    """
    file = sqlite_file(address_of(url))
    if file is None:
        raise ValueError("only an SQLite file can be copied")
    if not file.exists():
        raise FileNotFoundError(file)
    unfinished = target.with_name(f"{target.name}.unfinished")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
    unfinished.replace(target)


def _upgrade(engine: Engine) -> None:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    return config


def _newest() -> str:
    return ScriptDirectory.from_config(_config()).get_current_head() or "nothing"


def _is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        return _revision(connection) == _newest()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _holds_anything(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(inspect(connection).get_table_names())
