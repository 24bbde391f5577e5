"""Statements on the way of every deed: compiled once, and run by the driver itself.

What SQLAlchemy looks up, checks and wraps at each execution takes several times as long as the
database does (`tests/benchmarks/patch.py`). The SQL, the way values lie in columns and the errors
are SQLAlchemy's own all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

from storage.pipelined import Statement, put_off, run_with_put_off

Process = Callable[[Any], Any]
Row = Sequence[Any]


class Prepared:
    """A statement that is always given the same names, and no list of any length."""

    def __init__(
        self, statement: sa.Select[Any] | sa.CompoundSelect[Any] | sa.Insert | sa.Update
    ) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def rows(self, connection: Connection, given: Mapping[str, Any]) -> list[Row]:
        """Give the rows that it selects, or returns of what it wrote."""
        ready = self.ready(connection.dialect, given)
        ready.run(connection, ready.values(given))
        return ready.found(connection)

    def count(self, connection: Connection, given: Mapping[str, Any]) -> int:
        """Write, and say how many rows there were."""
        ready = self.ready(connection.dialect, given)
        return int(ready.run(connection, ready.values(given)).rowcount)

    def soon(self, connection: Connection, given: Mapping[str, Any]) -> None:
        """Write before the transaction ends; on PostgreSQL together with what is run next."""
        ready = self.ready(connection.dialect, given)
        if connection.dialect.name == "postgresql":
            put_off(connection, ready.statement(connection, given))
        else:
            ready.run(connection, ready.values(given))

    def each(self, connection: Connection, given: Sequence[Mapping[str, Any]]) -> None:
        """Write once for each of these."""
        if given:
            ready = self.ready(connection.dialect, given[0])
            ready.run(connection, [ready.values(one) for one in given], many=True)

    def ready(self, dialect: Dialect, given: Mapping[str, Any]) -> _Ready:
        """Give it as the database takes it."""
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _Ready.made(self._statement, dialect, list(given))
        return ready


def rows_of(
    connection: Connection, asked: Sequence[tuple[Prepared, Mapping[str, Any]]]
) -> list[list[Row]]:
    """Give the rows of several; on PostgreSQL they are asked for together."""
    if connection.dialect.name != "postgresql":
        return [prepared.rows(connection, given) for prepared, given in asked]
    ready = [(prepared.ready(connection.dialect, given), given) for prepared, given in asked]
    run_with_put_off(connection, *(each.statement(connection, given) for each, given in ready))
    return [each.found(connection) for each, _ in ready]


@dataclass(frozen=True)
class _Ready:
    """A statement for one database: its text, and how values are written and read.

    `writers` and `readers` are for those places alone where a value lies otherwise than it is;
    nothing is always NULL.
    """

    text: str
    dialect: Dialect
    names: Sequence[str]  # of its parameters, in their order
    fixed: Mapping[str, Any]  # what stands in the statement itself
    writers: Sequence[tuple[int, Process]]
    readers: Sequence[tuple[int, Process]]

    @classmethod
    def made(cls, statement: Any, dialect: Dialect, names: Sequence[str]) -> _Ready:
        # What is always the same PostgreSQL plans once, not each time for what is given.
        fixed = {"literal_binds": not names}
        compiled = statement.compile(dialect=dialect, column_keys=names, compile_kwargs=fixed)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        columns = statement.exported_columns
        return cls(
            text=str(compiled),
            dialect=dialect,
            names=compiled.positiontup,
            fixed={name: value for name, value in compiled.params.items() if name not in names},
            writers=_where_any(_writer(binds[name].type, dialect) for name in compiled.positiontup),
            readers=_where_any(_reader(column.type, dialect) for column in columns),
        )

    def values(self, given: Mapping[str, Any]) -> Sequence[Any]:
        """Give the parameters as the driver takes them."""
        known = {**self.fixed, **given} if self.fixed else given
        return _turned(list(map(known.__getitem__, self.names)), self.writers)

    def statement(self, connection: Connection, given: Mapping[str, Any]) -> Statement:
        """Give it as the driver takes it."""
        return Statement(self.cursor(connection).execute, self.text, self.values(given))

    def found(self, connection: Connection) -> list[Row]:
        """Give the rows that it has found, as values."""
        rows = self.cursor(connection).fetchall()
        return [_turned(list(row), self.readers) for row in rows] if self.readers else rows

    def run(self, connection: Connection, values: Any, *, many: bool = False) -> Any:
        """Let the driver run it.

        By the same cursor each time: psycopg then knows already how values are written and read,
        which takes it a quarter of its time.
        """
        cursor = self.cursor(connection)
        run = cursor.executemany if many else cursor.execute
        run_with_put_off(connection, Statement(run, self.text, values))
        return cursor

    def cursor(self, connection: Connection) -> Any:
        cursors = connection.info.setdefault("cursors", {})
        if self.text not in cursors:
            cursors[self.text] = connection.connection.cursor()
        return cursors[self.text]


def _turned(cells: list[Any], processes: Sequence[tuple[int, Process]]) -> list[Any]:
    for place, process in processes:
        if cells[place] is not None:
            cells[place] = process(cells[place])
    return cells


def _where_any(processes: Iterable[Process | None]) -> list[tuple[int, Process]]:
    return [(place, process) for place, process in enumerate(processes) if process]


def _writer(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Process | None:
    if isinstance(kind, sa.Enum):
        return str.__str__  # each of ours is its word
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reader(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Process | None:
    if isinstance(kind, sa.Enum) and kind.enum_class:
        return {str(each.value): each for each in kind.enum_class}.__getitem__
    return kind.dialect_impl(dialect).result_processor(dialect, None)
