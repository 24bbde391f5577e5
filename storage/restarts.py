"""A PostgreSQL server that is restarted: whoever meanwhile wants something of it gets it after all.

It tells each connection that it ends: where something was said to one that nobody uses, it is
tried before it is used. While the server is not there yet it is waited for, a little. What breaks
off in the middle was certainly not written, unless its end was already said (COMMIT): an answer to
that which never came leaves it open.
"""

from __future__ import annotations

import selectors
import time
from typing import Any

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.clock import monotonic
from bot.deadline import seconds_left
from bot.workers import elsewhere

RESTARTS_WITHIN = 10.0  # seconds, where nobody waits for us
EVERY = 0.05  # seconds: how often it is tried meanwhile
# Windows has no other, and elsewhere that one takes no connection beyond the thousandth.
WATCHING = getattr(selectors, "PollSelector", selectors.SelectSelector)
# admin_shutdown, crash_shutdown, cannot_connect_now
ENDS = frozenset({"57P01", "57P02", "57P03"})


class Server:
    """What is known of a server: whether it is `there`, as far as we have seen."""

    def __init__(self) -> None:
        self.there = False

    def connect(self, engine: Engine) -> Connection:
        """Give a connection; OperationalError: it is gone for longer than a restart takes.

        TookTooLong: for longer than there is time. Once it was gone for so long it is waited for
        no more, until it is there again.
        """
        until = monotonic() + RESTARTS_WITHIN
        while True:
            try:
                return engine.connect()
            except OperationalError:
                seconds_left()
                if not self.there or monotonic() > until:
                    self.there = False
                    raise
            with elsewhere():
                time.sleep(EVERY)


def has_been_told(connection: Any) -> bool:
    """Whether the server said something to a connection that nobody uses."""
    with WATCHING() as watching:
        watching.register(connection.fileno(), selectors.EVENT_READ)
        return bool(watching.select(0))


def breaks_off(error: DBAPIError) -> bool:
    """Whether the connection is gone, and with it what was not committed."""
    state = getattr(error.orig, "sqlstate", "")  # of psycopg's alone
    return isinstance(error, OperationalError) and (state is None or state in ENDS)
