"""A server that says nothing any more, as when what lies between swallows all that is said to it.

No error comes of that: whoever waits for an answer waits until the system gives the connection up,
for a quarter of an hour. So nobody waits longer here than somebody waits for them, or than a server
takes that is well.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Generator
from typing import Any

import psycopg
from sqlalchemy.engine import Dialect
from sqlalchemy.pool import QueuePool

from bot.clock import monotonic
from bot.deadline import longest_wait, seconds_left

# In seconds. What others keep locked is waited for half as long, and then said so by the server.
SILENT = 20.0
# Beyond what is left for whoever waits: the server, which is told the same, may say so itself.
LATER = 0.3
SHORTEST = 2  # psycopg waits no less for a connection
# What the system looks after: where nothing is said for long (its own default is two hours), and
# where what was said does not arrive (a quarter of an hour).
WATCHED_OVER = {
    "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3,
    "tcp_user_timeout": round(1000 * SILENT),
}  # fmt: skip


class Watched(psycopg.Connection[Any]):
    """A connection that is closed when no answer comes in time: OperationalError."""

    longest = SILENT

    def wait(self, gen: Any, *given: Any, **more: Any) -> Any:
        """Go on with what waits for an answer, as psycopg does, and no longer than in time."""
        left = longest_wait()
        until = monotonic() + (self.longest if left is None else left + LATER)
        return super().wait(self._in_time(gen, until), *given, **more)

    def _in_time(self, gen: Any, until: float) -> Generator[Any, Any, Any]:
        try:
            wants = next(gen)
            while True:
                ready = yield wants
                if not ready and monotonic() > until:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("the server does not answer")
                wants = gen.send(ready)
        except StopIteration as done:
            return done.value


def connect(_dialect: Dialect, _record: object, words: Any, given: Any) -> Watched:
    """Connect, for whoever waits as well; TookTooLong: there is no time for it."""
    longest = given["connect_timeout"] if seconds_left() is None else SHORTEST
    return Watched.connect(*words, **given | {"connect_timeout": longest})


def let_it_be_silent(connection: Any) -> None:
    """Let a server take as long as it needs for what it is asked on this connection."""
    connection.longest = math.inf


class Pool(QueuePool):
    """Connections, for one of which nobody waits longer than there is time."""

    @property
    def _timeout(self) -> float:
        left = longest_wait()
        return self._patience if left is None else left

    @_timeout.setter
    def _timeout(self, seconds: float) -> None:
        self._patience = seconds


# SQLAlchemy calls a pool's log by its class; those of its own pools tell of warnings alone.
logging.getLogger(f"{__name__}.{Pool.__name__}").setLevel(logging.WARNING)
