"""Statements on the way of every deed: compiled once, and run by the driver itself.

What SQLAlchemy looks up, checks and wraps at each execution takes several times as long as the
database does (`tests/benchmarks/patch.py`). The SQL, the way values lie in columns and the errors
are SQLAlchemy's own all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError

Process = Callable[[Any], Any]
Row = Sequence[Any]


class Prepared:
    """A statement that is always given the same names, and no list of any length."""

    def __init__(self, statement: sa.Select[Any] | sa.Insert | sa.Update) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def rows(self, connection: Connection, given: Mapping[str, Any]) -> list[Row]:
        """Give the rows that it selects."""
        ready = self._for(connection.dialect, given)
        found = ready.run(connection, ready.values(given)).fetchall()
        return [ready.read(row) for row in found] if ready.readers else found

    def count(self, connection: Connection, given: Mapping[str, Any]) -> int:
        """Write, and say how many rows there were."""
        ready = self._for(connection.dialect, given)
        return int(ready.run(connection, ready.values(given)).rowcount)

    def each(self, connection: Connection, given: Sequence[Mapping[str, Any]]) -> None:
        """Write once for each of these."""
        if given:
            ready = self._for(connection.dialect, given[0])
            ready.run(connection, [ready.values(one) for one in given], many=True)

    def _for(self, dialect: Dialect, given: Mapping[str, Any]) -> _Ready:
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _Ready.made(self._statement, dialect, list(given))
        return ready


@dataclass(frozen=True)
class _Ready:
    """A statement for one database: its text, and how values are written and read."""

    text: str
    dialect: Dialect
    is_positional: bool
    writers: Sequence[tuple[str, Process | None]]
    fixed: Mapping[str, Any]  # what stands in the statement itself
    readers: Sequence[tuple[int, Process]]

    @classmethod
    def made(cls, statement: Any, dialect: Dialect, names: Sequence[str]) -> _Ready:
        compiled = statement.compile(dialect=dialect, column_keys=names)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        order = compiled.positiontup or list(binds)
        columns = statement.selected_columns if isinstance(statement, sa.Select) else ()
        found = [_reader(column.type, dialect) for column in columns]
        fixed = {name: value for name, value in compiled.params.items() if name not in names}
        return cls(
            text=str(compiled),
            dialect=dialect,
            is_positional=bool(compiled.positional),
            writers=[(name, _writer(binds[name].type, dialect)) for name in order],
            fixed=fixed,
            readers=[(place, read) for place, read in enumerate(found) if read is not None],
        )

    def values(self, given: Mapping[str, Any]) -> Any:
        """Give the parameters as the driver takes them."""
        known = {**self.fixed, **given} if self.fixed else given
        if self.is_positional:
            return [write(known[name]) if write else known[name] for name, write in self.writers]
        return {name: write(known[name]) if write else known[name] for name, write in self.writers}

    def read(self, row: Row) -> Row:
        """Give a row as values."""
        cells = list(row)
        for place, read in self.readers:
            cells[place] = read(cells[place])
        return cells

    def run(self, connection: Connection, values: Any, *, many: bool = False) -> Any:
        """Let the driver run it."""
        cursor = connection.connection.cursor()
        try:
            (cursor.executemany if many else cursor.execute)(self.text, values)
        except self.dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(
                self.text, None, error, self.dialect.loaded_dbapi.Error,
                hide_parameters=True, dialect=self.dialect,
            ) from error  # fmt: skip
        return cursor


def _writer(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Process | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reader(kind: sa.types.TypeEngine[Any], dialect: Dialect) -> Process | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
