"""How often messages may be posted, so that Slack is not asked too much.

Slack lets an app post once a second in each conversation, and several hundred times a minute in a
workspace; it does not say how many (docs.slack.dev/apis/web-api/rate-limits). So we begin with five
a second, and halve that whenever it was too many.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

POST, EDIT = "chat.postMessage", "chat.update"
QUIET = 60.0  # seconds without a complaint, after which twice as many are tried again
BAD_LUCK = 32  # failures in a row that may be chance, with so many in the air
REMEMBERED = 1_000  # conversations


@dataclass(frozen=True)
class Rates:
    """How many messages a second may be posted, in one conversation and in all.

    `longest_away`: seconds for which Slack is left alone at most that does not answer.
    """

    in_conversation: float = 1.0
    in_workspace: float = 5.0
    longest_away: float = 60.0


NO_LIMIT = Rates(float("inf"), float("inf"))
SLOWEST = 0.1  # a second, in a workspace


class Buckets:
    """Gives out turns, by a clock that never goes back (in seconds). Threads share it."""

    def __init__(self, rates: Rates, monotonic: Callable[[], float]) -> None:
        self._rates = rates
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._now_a_second = rates.in_workspace
        self._complained = 0.0
        self._paused: dict[str, float] = {}  # method -> until when
        self._failures = 0  # in a row, of any method
        self._next = 0.0
        self._next_in: dict[str, float] = {}

    def turn(self, conversation: str, longest: float) -> float:
        """Say how many seconds to wait before posting there; up to the longest, that is a turn."""
        with self._lock:
            now = self._monotonic()
            self._speed_up(now)
            paused = self._paused.get(POST, 0.0)
            at = max(now, self._next, self._next_in.get(conversation, 0.0), paused)
            if at - now > longest:
                return at - now
            self._next = max(self._next, now, paused) + 1 / self._now_a_second
            self._forget_the_past(now)
            self._next_in[conversation] = at + 1 / self._rates.in_conversation
            return at - now

    def pause(self, method: str) -> float:
        """Say for how many seconds a method is not to be called."""
        with self._lock:
            return max(self._paused.get(method, 0.0) - self._monotonic(), 0.0)

    def complained(self, method: str, seconds: float) -> None:
        """Leave a method alone for so long, and post half as often from now on.

        Complaints that come while it is left alone already are of the same burst.
        """
        with self._lock:
            now = self._monotonic()
            if method == POST and now >= self._paused.get(method, 0.0):
                self._now_a_second = max(self._now_a_second / 2, SLOWEST)
                self._complained = now
            self._paused[method] = max(self._paused.get(method, 0.0), now + seconds)

    def failed(self) -> None:
        """Note that Slack did not answer. When that is all it does, leave it alone for longer.

        Failures that come while it is left alone already are of the same burst.
        """
        with self._lock:
            now = self._monotonic()
            if now < self._paused.get(POST, 0.0):
                return
            self._failures += 1
            doubled = self._failures - BAD_LUCK
            if doubled >= 0:
                self._paused[POST] = now + min(2.0 ** min(doubled, 10), self._rates.longest_away)

    def worked(self) -> None:
        """Note that Slack answered."""
        self._failures = 0

    def _speed_up(self, now: float) -> None:
        if self._now_a_second < self._rates.in_workspace and now - self._complained > QUIET:
            self._now_a_second = min(self._now_a_second * 2, self._rates.in_workspace)
            self._complained = now

    def _forget_the_past(self, now: float) -> None:
        if len(self._next_in) > REMEMBERED:
            self._next_in = {each: at for each, at in self._next_in.items() if at > now}
