"""How far a transaction had come when the connection broke: that says what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy.exc import DBAPIError

from bot.interviews.ports.book import Away, Conflict, Unsure
from storage.engine import said_by
from storage.locked import is_busy
from storage.restarts import breaks_off


class Stage(Enum):
    """How far a transaction has come."""

    REACHING_OUT = auto()
    IN_THE_MIDDLE = auto()
    AT_THE_END = auto()  # it is being committed


@dataclass
class Progress:
    """Of a transaction, told by whoever opens it."""

    stage: Stage = Stage.REACHING_OUT


@contextmanager
def broken_off() -> Iterator[Progress]:
    """Say what it means at each stage that the connection is gone: Away, Conflict or Unsure."""
    progress = Progress()
    try:
        yield progress
    except DBAPIError as error:
        if progress.stage is Stage.REACHING_OUT and not is_busy(error.orig):
            raise Away(said_by(error)) from error
        if progress.stage is Stage.IN_THE_MIDDLE and breaks_off(error):
            raise Conflict("the connection broke") from error
        if progress.stage is Stage.AT_THE_END and breaks_off(error):
            raise Unsure(said_by(error)) from error
        raise
