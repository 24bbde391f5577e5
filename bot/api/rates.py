"""How often one may call: so many times within any minute, by the machine's own time."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

MINUTE = 60.0


class Rates:
    """Counts the calls of each token. Threads may share it. `most` 0 = no limit."""

    def __init__(self, most: int, monotonic: Callable[[], float]) -> None:
        self._most = most
        self._monotonic = monotonic
        self._calls: OrderedDict[str, deque[float]] = OrderedDict()  # last used, last
        self._lock = Lock()

    def wait(self, token: str) -> int:
        """Count a call; give the whole seconds to wait when it is one too many, else 0.

        What is refused does not count.
        """
        if self._most == 0:
            return 0
        with self._lock:
            now = self._monotonic()
            self._forget(now)
            calls = self._calls.setdefault(token, deque(maxlen=self._most))
            if len(calls) == self._most and calls[0] > now - MINUTE:
                return max(1, math.ceil(calls[0] + MINUTE - now))
            calls.append(now)
            self._calls.move_to_end(token)
            return 0

    def _forget(self, now: float) -> None:
        """Drop who has not called for a minute, so that it never grows without end."""
        while self._calls:
            token, calls = next(iter(self._calls.items()))
            if calls[-1] > now - MINUTE:
                return
            del self._calls[token]
