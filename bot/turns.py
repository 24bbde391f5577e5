"""How many answers are worked on at once.

Python runs one thread at a time, and threads that all want to run only get in each other's way:
with sixteen at work an answer takes half as much processor time again, with forty nearly twice as
much (`tests/benchmarks/ack.py`). So only a few work at a time, in the order in which they came.
Who waits for somebody else (`elsewhere`: for Slack, for another writer) gives the turn away
meanwhile, so that whatever is slow holds up nobody.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from bot.deadline import TookTooLong, seconds_left

AT_WORK = 2  # while one runs, another one reads from the database or wakes up
BESIDE_A_SERVER = 4  # where the database is one, half of the time is spent waiting for its answers


class Turns:
    """Turns to work, first come, first served. Threads share it."""

    def __init__(self, at_work: int = AT_WORK) -> None:
        self._free = at_work
        self._waiting: deque[Lock] = deque()
        self._lock = Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and have it for what happens in here.

        Whoever has waited until there is no time left gets to work all the same: to say so.
        """
        turn = _Turn(self)
        before = _mine.set(turn)
        turn.take()
        try:
            yield
        finally:
            turn.give()
            _mine.reset(before)

    def take_at_once(self) -> bool:
        """Take a turn if there is one free; say whether there was."""
        with self._lock:
            taken = self._free > 0
            self._free -= taken
            return taken

    def take(self, *, again: bool = False) -> bool:
        """Wait for a turn; False = there was no time to wait any longer.

        Whoever had one and wants it `again` comes before those who have not begun.
        """
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            called = Lock()
            called.acquire()
            (self._waiting.appendleft if again else self._waiting.append)(called)
        return called.acquire(timeout=_patience()) or self._was_called(called)

    def give(self) -> None:
        """Give a turn to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def _was_called(self, called: Lock) -> bool:
        """Wait no longer, unless called at the last moment."""
        with self._lock:
            if called not in self._waiting:
                return True
            self._waiting.remove(called)
            return False


class _Turn:
    """One thread's turn, while it has it."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._held = False

    def take(self, *, again: bool = False) -> None:
        self._held = self._turns.take(again=again)

    def give(self) -> bool:
        """Give it away; say whether there was one."""
        held, self._held = self._held, False
        if held:
            self._turns.give()
        return held


_mine: ContextVar[_Turn | None] = ContextVar("mine", default=None)


@contextmanager
def elsewhere() -> Iterator[None]:
    """Give one's turn away while waiting for somebody else, and take one again afterwards.

    Where nobody took a turn nothing happens.
    """
    turn = _mine.get()
    if turn is None or not turn.give():
        yield
        return
    try:
        yield
    finally:
        turn.take(again=True)


def _patience() -> float:
    """Give the seconds for which a turn is waited for; -1 = as long as it takes."""
    try:
        left = seconds_left()
    except TookTooLong:
        return 0
    return -1 if left is None else left
