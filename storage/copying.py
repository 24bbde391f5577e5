"""Everything from one database into another, and proof that it is there.

Rows go over as they lie: nothing of them is judged, changed or left out, the history and the ledger
of notices neither. It is one transaction on either side, so nobody writes to an SQLite file
meanwhile, and the other database has all of it or nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DataError, IntegrityError

from bot.interviews.model import Value
from storage.engine import address_of, create_engine, sqlite_file, take_its_time, transaction
from storage.ids import go_on_after, last_given_out
from storage.migrate import NotReady, is_current, migrate
from storage.tables import Base
from storage.types import Duration, JsonOf, Microseconds

BATCH = 1_000  # rows
OF_ALEMBIC = "alembic_version"


class Copied(Value):
    """What became of a table: how many rows it has on both sides, and what they add up to."""

    table: str
    rows: int
    checksum: str


def copy(source: str, target: str, progress: Callable[[str, int], object]) -> tuple[Copied, ...]:
    """Copy everything from one database into another one, which must hold nothing yet.

    `progress` is told the table and how many of its rows have gone over. Each table is read again
    from the target and compared, before anything is committed. NotReady: the source is not up to
    date, the target holds anything, or something cannot be kept there as it is.
    """
    if not is_current(source):
        raise NotReady("The database to copy from is not up to date. Run: interview-bot migrate")
    _refuse_what_holds_anything(target)
    migrate(target)
    try:
        with _opened(source) as here, _opened(target) as there:
            tables = Base.metadata.sorted_tables
            return tuple(_copy_table(here, there, table, progress) for table in tables)
    except (DataError, IntegrityError) as error:
        raise NotReady(f"Something cannot be kept there as it is: {error.orig}") from None


def _refuse_what_holds_anything(url: str) -> None:
    file = sqlite_file(address_of(url))
    if file and not file.exists():
        return
    engine = create_engine(url, writes=False)
    try:
        with engine.connect() as connection:
            held = _held(connection)
    finally:
        engine.dispose()
    if held:
        raise NotReady(
            f"The database to copy to holds something already ({', '.join(held)}). "
            "Give one that is empty; this one is left as it was."
        )


def _held(connection: Connection) -> list[str]:
    ours = Base.metadata.tables
    there = sorted(set(sa.inspect(connection).get_table_names()) - {OF_ALEMBIC})
    return [name for name in there if name not in ours or _has_rows(connection, ours[name])]


def _has_rows(connection: Connection, table: sa.Table) -> bool:
    return connection.execute(sa.select(sa.literal(1)).select_from(table)).first() is not None


@contextmanager
def _opened(url: str) -> Iterator[Connection]:
    engine = create_engine(url, writes=True)
    try:
        with transaction(engine) as (connection, _):
            take_its_time(connection)
            yield connection
    finally:
        engine.dispose()


def _copy_table(
    here: Connection, there: Connection, table: sa.Table, progress: Callable[[str, int], object]
) -> Copied:
    rows, given = 0, hashlib.sha256()
    insert = sa.insert(_as_it_lies(table))
    for batch in _rows(here, table):
        there.execute(insert, [dict(row) for row in batch])
        _add_up(given, batch)
        rows += len(batch)
        progress(table.name, rows)
    kept = hashlib.sha256()
    for batch in _rows(there, table):
        _add_up(kept, batch)
    if kept.digest() != given.digest():
        raise NotReady(f"The rows of {table.name} are not the same there. Nothing was copied.")
    last = last_given_out(here, table) if table.autoincrement_column is not None else 0
    if last:
        go_on_after(there, table, last)
    return Copied(table=table.name, rows=rows, checksum=given.hexdigest())


def _rows(connection: Connection, table: sa.Table) -> Iterator[Sequence[sa.RowMapping]]:
    plain = _as_it_lies(table)
    in_order = sa.select(plain).order_by(*(plain.c[key.name] for key in table.primary_key))
    streamed = in_order.execution_options(stream_results=True)
    yield from connection.execute(streamed).mappings().partitions(BATCH)


def _as_it_lies(table: sa.Table) -> sa.TableClause:
    """Give the table with its words, its JSON and its numbers as they are, whatever they mean."""
    return sa.table(table.name, *(sa.column(each.name, _plain(each.type)) for each in table.c))


def _plain(kind: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    if isinstance(kind, JsonOf):
        return sa.JSON(none_as_null=True)
    if isinstance(kind, Microseconds | Duration):
        return sa.BigInteger()
    return sa.String() if isinstance(kind, sa.Enum) else kind


def _add_up(checksum: Any, batch: Sequence[sa.RowMapping]) -> None:
    for row in batch:
        line = json.dumps([*row.values()], sort_keys=True, default=str)
        checksum.update(line.encode() + b"\n")
