"""How values lie in columns: instants, durations, enumerations and JSON of values."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    DateTime,
    Select,
    bindparam,
    cast,
    column,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeDecorator, TypeEngine

from bot.interviews.model import instant

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
KNOWN = 1_000  # times as they were written: those of a deed's notices are mostly the same


def fold(text: str) -> str:
    """Give the text as it is compared: whatever its case and its Unicode form.

    SQLite's own `lower` knows ASCII only, so folded text is stored beside the original.
    """
    return unicodedata.normalize("NFKC", text).casefold()


def as_json(value: Any) -> str:
    """Write JSON data, and values in it, as JSON."""
    return to_json(value).decode()


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, cut to the millisecond; a naive one is refused (ValueError).

    SQLite forgets time zones: what is read is aware again, in UTC.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Write UTC."""
        del dialect
        return None if value is None else instant(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Write it for SQLite as SQLAlchemy does, in a third of the time."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read UTC: SQLite gives it naive, PostgreSQL in the session's zone."""
        del dialect
        if value is None or value.tzinfo is None:
            return value and value.replace(tzinfo=UTC)
        return value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Read it from SQLite as SQLAlchemy does, once where the same was just read."""
        if dialect.name == "sqlite":
            return _from_text
        return super().result_processor(dialect, coltype)


@lru_cache(KNOWN)
def _as_text(value: datetime | None) -> str | None:
    return (
        None
        if value is None
        else instant(value).replace(tzinfo=None).isoformat(" ", "microseconds")
    )


@lru_cache(KNOWN)
def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


@lru_cache(KNOWN)
def _at(value: int | None) -> datetime | None:
    return None if value is None else EPOCH + value * MICROSECOND


@lru_cache(KNOWN)
def _lasting(value: int | None) -> timedelta | None:
    return None if value is None else value * MICROSECOND


@lru_cache(KNOWN)
def _since_1970(value: datetime | None) -> int | None:
    return None if value is None else (instant(value) - EPOCH) // MICROSECOND


@lru_cache(KNOWN)
def _whole(value: timedelta | None) -> int | None:
    return None if value is None else value // MICROSECOND


class Microseconds(TypeDecorator[datetime]):
    """An instant as whole microseconds since 1970 UTC, quick to compare; naive is refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Write the number."""
        del dialect
        return _since_1970(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Write it without SQLAlchemy's part, which for a number is none."""
        del dialect
        return _since_1970

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Read the instant."""
        del dialect
        return None if value is None else _at(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read it without SQLAlchemy's part, which for a number is none."""
        del dialect, coltype
        return _at


class Duration(TypeDecorator[timedelta]):
    """A length of time as whole microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        """Write the number."""
        del dialect
        return _whole(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Write it without SQLAlchemy's part, which for a number is none."""
        del dialect
        return _whole

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        """Read the length."""
        del dialect
        return None if value is None else _lasting(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        """Read it without SQLAlchemy's part, which for a number is none."""
        del dialect, coltype
        return _lasting


class JsonOf(TypeDecorator[Any]):
    """A value as JSON; `None` is NULL. What is read is validated.

    `write` turns the value into JSON data; without it pydantic does (`as_json`).
    """

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, value_type: Any, write: Callable[[Any], Any] | None = None) -> None:
        super().__init__()
        self.value_type = value_type
        self.write = write
        self._adapter: TypeAdapter[Any] = TypeAdapter(value_type)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Write JSON data."""
        del dialect
        return self.write(value) if self.write and value is not None else value

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Write it as text at once, which both databases take."""

        def as_text(value: Any) -> str | None:
            data = self.process_bind_param(value, dialect)
            return None if data is None else as_json(data)

        return as_text

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Read the value."""
        del dialect
        return None if value is None else self._adapter.validate_python(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Read it from SQLite's text at once; PostgreSQL's driver has read that already."""
        if dialect.name == "sqlite":
            return self._of_text
        return super().result_processor(dialect, coltype)

    def _of_text(self, value: str | None) -> Any:
        return None if value is None else self._adapter.validate_json(value)

    def coerce_compared_value(self, op: OperatorType | None, value: Any) -> TypeEngine[Any]:
        """Compare a member of the JSON as what it is."""
        return self.impl_instance.coerce_compared_value(op, value)


class _Elements(FunctionElement[Any]):
    """The elements of an array in JSON, one a row; both databases call the column `value`."""

    inherit_cache = True


@compiles(_Elements, "sqlite")
def _of_sqlite(elements: _Elements, compiler: SQLCompiler, **given: Any) -> str:
    return f"json_each({compiler.process(elements.clauses, **given)})"


@compiles(_Elements, "postgresql")
def _of_postgresql(elements: _Elements, compiler: SQLCompiler, **given: Any) -> str:
    return f"jsonb_array_elements({compiler.process(elements.clauses, **given)})"


def elements_in(name: str) -> ColumnElement[Any]:
    """Select what is in the list, of JSON, that a statement is given under that name.

    However much that is the statement stays the same, so that it can be prepared.
    """
    given = bindparam(name, type_=JSON().with_variant(JSONB(), "postgresql"))
    element: ColumnElement[Any] = _Elements(given).table_valued(column("value", JSON)).c.value
    return element


def number_in(element: ColumnElement[Any], name: str) -> ColumnElement[int]:
    """Give the number that an element of such a list has under that name."""
    return cast(element[name].as_string(), BigInteger)


def numbers_in(name: str) -> Select[int]:
    """Select the numbers of such a list."""
    return select(cast(elements_in(name), BigInteger))
