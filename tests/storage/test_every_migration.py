"""What was written at each migration is there after all later ones, and on the way back as well.

A migration that makes a column wants a row that has something in it: in `written.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

import storage
from bot.interviews.model import Search
from storage.engine import create_engine, transaction
from storage.migrate import _config, _known
from storage.tables import Base

pytestmark = pytest.mark.slow

Rows = list[dict[str, Any]]

WRITTEN: Mapping[str, Mapping[str, Rows]] = tomllib.loads(
    Path(__file__).with_name("written.toml").read_text(encoding="utf-8")
)
REVISIONS = sorted(_known())
KEYS = {name: table.primary_key.columns.keys() for name, table in Base.metadata.tables.items()}


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    engine = create_engine(url, writes=True)
    with transaction(engine) as (connection, _):
        yield connection
    engine.dispose()


class Database:
    """A database that goes from one migration to the next, or back, and is written to meanwhile."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lay: dict[tuple[str, str], Rows] = {}  # revision and table: how it lay at first

    def goes(self, which: Any, revision: str) -> None:
        """Go up or down to a revision."""
        with connected(self._url) as connection:
            config = _config()
            config.attributes["connection"] = connection
            which(config, revision)

    def is_written_to(self, revision: str) -> None:
        with connected(self._url) as connection:
            for table, rows in WRITTEN.get(revision, {}).items():
                for row in rows:
                    here = sa.table(table, *map(sa.column, row))
                    connection.execute(sa.insert(here), row)
                self._lay[revision, table] = self._lying(connection, revision, table)

    def lies_as_it_did(self, until: str) -> None:
        """See that whatever was written by a revision is there, column for column."""
        with connected(self._url) as connection:
            for (revision, table), rows in self._lay.items():
                if revision <= until:
                    assert self._lying(connection, revision, table) == rows

    def _lying(self, connection: sa.Connection, revision: str, table: str) -> Rows:
        found = []
        for row in WRITTEN[revision][table]:
            here = sa.table(table, *map(sa.column, row))
            this = sa.and_(*(sa.cast(here.c[key], sa.Text) == str(row[key]) for key in KEYS[table]))
            found.append(dict(connection.execute(sa.select(here).where(this)).mappings().one()))
        return found


def test_what_was_written_at_each_migration_is_there_ever_after(empty_url: str) -> None:
    database = Database(empty_url)
    for revision in REVISIONS:
        database.goes(command.upgrade, revision)
        database.is_written_to(revision)
    database.lies_as_it_did(REVISIONS[-1])
    assert storage.is_current(empty_url)
    with connected(empty_url) as connection:
        for table in Base.metadata.sorted_tables:
            rows = connection.execute(sa.select(table)).mappings().all()  # as values
            filled = {name for row in rows for name, value in row.items() if value is not None}
            assert filled == {column.name for column in table.c}
    with closing(storage.open_book(empty_url)) as book, book.read() as pages:
        assert [kept.id for kept in pages.search(1, Search()).interviews] == [1, 6, 9, 12]
    for revision in reversed(REVISIONS[:-1]):
        database.goes(command.downgrade, revision)
        database.lies_as_it_did(revision)
    storage.migrate(empty_url)
    database.lies_as_it_did(REVISIONS[0])
