"""A connection to SQLite or PostgreSQL that takes the same statements, by their drivers alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Any

import psycopg


def sqlite(address: str) -> sqlite3.Connection:
    """Connect to a file, in which what is committed lasts; begin and commit are said."""
    file = address.removeprefix("sqlite:///")
    book = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        book.execute(f"PRAGMA {pragma}")
    return book


class Postgresql:
    """A connection that takes the same statements as SQLite's."""

    def __init__(self, address: str) -> None:
        self._book = psycopg.connect(address, autocommit=True)  # begin and commit are said

    def execute(self, query: str, given: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        """Run a statement."""
        return self._book.execute(_by_place(query), given)

    def executemany(self, query: str, given: Sequence[Sequence[Any]]) -> None:
        """Run it for each."""
        self._book.cursor().executemany(_by_place(query), given)


@cache
def _by_place(query: str) -> bytes:
    return query.replace("?", "%s").encode()
