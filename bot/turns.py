"""Turns at something, for threads: first come, first served."""

from __future__ import annotations

from collections import deque
from threading import Lock

from bot.deadline import longest_wait


class Turns:
    """So many turns at a time. Threads share it."""

    def __init__(self, at_a_time: int) -> None:
        self._free = at_a_time
        self._waiting: deque[Lock] = deque()
        self._lock = Lock()

    def take_at_once(self) -> bool:
        """Take a turn if there is one free; say whether there was."""
        with self._lock:
            taken = self._free > 0
            self._free -= taken
            return taken

    def take(self) -> bool:
        """Wait for a turn; False = there was no time to wait any longer."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            called = Lock()
            called.acquire()
            self._waiting.append(called)
        wait = longest_wait()
        return called.acquire(timeout=-1 if wait is None else wait) or self._was_called(called)

    def give(self) -> None:
        """Give a turn to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def wanted(self) -> bool:
        """Whether anybody waits for a turn."""
        return bool(self._waiting)

    def _was_called(self, called: Lock) -> bool:
        """Wait no longer, unless called at the last moment."""
        with self._lock:
            if called not in self._waiting:
                return True
            self._waiting.remove(called)
            return False
