"""Statements to PostgreSQL that leave together.

An answer that is waited for costs a way there and back. What begins a transaction, and what is
written without a question, is put off until the next statement whose answer is wanted, or until
the end, and leaves with it (https://www.psycopg.org/psycopg3/docs/advanced/pipeline.html).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError


class Statement(NamedTuple):
    """A statement, as the driver takes it."""

    run: Callable[[str, Any], object]  # one of a cursor's ways to
    text: str
    values: Any = None


def put_off(connection: Connection, statement: Statement) -> None:
    """Have the driver run it with the next one that is run, before that one."""
    connection.info.setdefault("put_off", []).append(statement)


def forget_put_off(connection: Connection) -> None:
    """Run none of what was put off: what it belonged to is rolled back."""
    if not connection.invalidated:  # otherwise it is gone with the driver's connection
        connection.info.pop("put_off", None)


def run_with_put_off(connection: Connection, *statements: Statement) -> None:
    """Have the driver run what was put off, then these; they leave together.

    The first that fails ends it, and nothing after it is run. DBAPIError, as SQLAlchemy has them.
    """
    all_of_them = (*connection.info.pop("put_off", ()), *statements)
    try:
        if len(all_of_them) == 1:
            _run(all_of_them)
        elif all_of_them:
            driver: Any = connection.connection.driver_connection
            with driver.pipeline():
                _run(all_of_them)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError.instance(
            "; ".join(each.text for each in all_of_them), None, error,
            connection.dialect.loaded_dbapi.Error, hide_parameters=True, dialect=connection.dialect,
        ) from error  # fmt: skip


def _run(statements: tuple[Statement, ...]) -> None:
    for run, text, values in statements:
        run(text, values)
