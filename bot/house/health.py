"""Whether the database does its work, asked by whoever watches over the house."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from bot.clock import monotonic
from bot.deadline import Patience, somebody_waits
from storage import SqlBook

log = logging.getLogger(__name__)


def missing_of(book: SqlBook) -> Iterator[str]:
    """Name what the book needs, and has not got just now."""
    if not _says_yes(lambda: _answers(book)):
        yield "database"
    if not _says_yes(book.takes_it):
        yield "disk"


def _answers(book: SqlBook) -> bool:
    with book.read() as pages:
        pages.workspace_known()
    return True


def _says_yes(ask: Callable[[], bool]) -> bool:
    """Whether the database says so in time."""
    try:
        with somebody_waits(Patience(), monotonic()):
            return ask()
    except Exception as error:  # noqa: BLE001 - whatever it was, it does not answer
        log.warning("database_away", extra={"error": type(error).__name__})
        return False
