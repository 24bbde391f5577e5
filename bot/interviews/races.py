"""Beginning again when somebody else was first.

Where several processes share a book, two deeds may reach for the same row, or for the same
person's time, at the same moment. The second gets Conflict, with nothing written, and is run again
from the read: it sees what the first one did, and does or refuses what the rules say to that. So is
what breaks off because the database is restarted, with nothing written; a read alone too.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from bot.interviews.ports.book import Conflict

GivenT = ParamSpec("GivenT")
MadeT = TypeVar("MadeT")

TRIES = 25
# Who comes back at once meets the same people again: the wait is drawn from twice as long each
# time, from 2 ms to 128.
FIRST_PAUSE, DOUBLINGS = 0.002, 6


def again_when_lost(deed: Callable[GivenT, MadeT]) -> Callable[GivenT, MadeT]:
    """Run a deed again, from its first read, whenever it lost a race. It must be a transaction."""

    @wraps(deed)
    def run(*args: GivenT.args, **kwargs: GivenT.kwargs) -> MadeT:
        for lost in range(TRIES - 1):
            try:
                return deed(*args, **kwargs)
            except Conflict:
                longest = FIRST_PAUSE * 2 ** min(lost, DOUBLINGS)
                time.sleep(longest * random.random())  # noqa: S311 - luck, and no secret
        return deed(*args, **kwargs)

    return run
