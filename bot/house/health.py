"""Whether the database does its work, asked by whoever watches over the house."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from bot.clock import monotonic
from bot.deadline import Patience, somebody_waits
from bot.interviews.overview import Queue
from storage import SqlBook

log = logging.getLogger(__name__)
SaidT = TypeVar("SaidT")


def missing_of(book: SqlBook) -> Iterator[str]:
    """Name what the book needs, and has not got just now."""
    if not _said_in_time(lambda: _answers(book)):
        yield "database"
    if not _said_in_time(book.takes_it):
        yield "disk"


def queue_of(book: SqlBook, now: datetime) -> Queue | None:
    """Say what is to be told by then; None while the database does not answer."""

    def asked() -> Queue:
        with book.read() as pages:
            return pages.queue(now)

    return _said_in_time(asked)


def _answers(book: SqlBook) -> bool:
    with book.read() as pages:
        pages.workspace_known()
    return True


def _said_in_time(ask: Callable[[], SaidT]) -> SaidT | None:
    """Give what the database says, if it does so in time."""
    try:
        with somebody_waits(Patience(), monotonic()):
            return ask()
    except Exception as error:  # noqa: BLE001 - whatever it was, it does not answer
        log.warning("database_away", extra={"error": type(error).__name__})
        return None
