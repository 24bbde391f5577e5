"""Bringing a database up to date.

The migrations travel inside the package, so that an installed wheel needs no `alembic.ini`.
Whether there is anything to do is asked without Alembic, since most starts need nothing more.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from storage.backup import NotBackedUp, back_up
from storage.engine import (
    address_of,
    create_engine,
    seeing_others_commit,
    sqlite_file,
    take_its_time,
    transaction,
)
from storage.keeping import try_to_write
from storage.locked import waiting_no_longer

if TYPE_CHECKING:
    from alembic.config import Config

VERSIONS = Path(__file__).with_name("migrations") / "versions"
REVISION = text("SELECT version_num FROM alembic_version")
# Of two that migrate at the same time the second waits, and finds nothing left to do.
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(2702)")


class NotReady(Exception):  # noqa: N818 - it reads as what it says
    """The database is not what this program needs; the message says what to do."""


def make_ready(url: str) -> None:
    """Bring an SQLite file up to date; a PostgreSQL database must be, since others may use it.

    NotReady: it is not, or it was written by a newer version. SQLAlchemy's DBAPIError: it cannot
    be used, or not be written to. NotKept: its disk is full. TookTooLong: others keep it locked.
    """
    if sqlite_file(address_of(url)):
        migrate(url)
    elif not is_current(url):
        raise NotReady("The database is not up to date. Run: interview-bot migrate")
    demand_writing(url)


def migrate(url: str) -> None:
    """Bring the database up to date in one transaction; create it when there is none.

    An SQLite file that holds anything is copied first, to `<file>.before-<revision>` beside
    it. When it is up to date already nothing happens. Any failure leaves it as it was.
    NotReady: it was written by a newer version, or cannot be copied. TookTooLong: others keep it
    locked.
    """
    if is_current(url):
        return
    file = sqlite_file(address_of(url))
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, writes=True)
    try:
        if file and _holds_anything(engine):
            _back_up(url, file)
        _upgrade(engine)
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether the database exists and is up to date. Creates nothing.

    NotReady: it was written by a newer version.
    """
    file = sqlite_file(address_of(url))
    if file and not file.exists():
        return False
    engine = create_engine(url, writes=False)
    try:
        with engine.connect() as connection:
            found = _revision(connection)
    finally:
        engine.dispose()
    if found is not None and found not in _known():
        raise NotReady(
            f"The database was written by a newer version (its revision is {found}). Install that "
            "version of Interview Bot, or restore a copy from before it."
        )
    return found == _newest()


def demand_writing(url: str) -> None:
    """See that a database which is up to date can be written to: a row is written as it is.

    SQLAlchemy's DBAPIError says why it cannot, as whose file it is, or that its disk is read-only.
    NotKept: its disk is full. TookTooLong: others keep it locked.
    """
    engine = create_engine(url, writes=True)
    try:
        with (
            waiting_no_longer(),
            transaction(seeing_others_commit(engine)) as (connection, _),
        ):
            try_to_write(connection)
    finally:
        engine.dispose()


def _back_up(url: str, file: Path) -> None:
    try:
        back_up(url, file.with_name(f"{file.name}.before-{_newest()}"))
    except NotBackedUp as refused:
        raise NotReady(
            "The database is left as it was, since it is copied before it is brought up to date, "
            f"and could not be: {refused}."
        ) from None


def _upgrade(engine: Engine) -> None:
    from alembic import command  # noqa: PLC0415 - loading it takes a third of a start

    with waiting_no_longer(), transaction(seeing_others_commit(engine)) as (connection, _):
        take_its_time(connection)
        if engine.name == "postgresql":
            connection.execute(ONE_AT_A_TIME)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    return config


def _newest() -> str:
    """Give the newest migration's revision, with which the name of its file begins."""
    return max(_known())


def _known() -> set[str]:
    return {path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py")}


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(REVISION).scalar()
    return found


def _holds_anything(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(inspect(connection).get_table_names())
