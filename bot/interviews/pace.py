"""How many notices to have in hand: more, the faster they leave.

Each claim takes a while, so where messages leave fast many are claimed at once. Where they leave
slowly few are: what somebody had claimed who was killed waits for its lease to run out, and is
then looked for, one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

A_MOMENT = timedelta(milliseconds=200)
GROWS = 4  # times: no more, as whoever else writes waits for a claim


class Pace:
    """Says how many to have in hand, by how long the last ones took; the machine's time counts."""

    def __init__(self, machine_now: Callable[[], datetime], least: int) -> None:
        self._machine_now = machine_now
        self._least = self._many = least
        self._since = machine_now()
        self.is_full = False  # whether as many as were wanted are in hand

    def next(self) -> int:
        """Say how many now: more when they are wanted in a moment."""
        now = self._machine_now()
        is_fast = self.is_full and abs(now - self._since) < A_MOMENT
        self._many = GROWS * self._least if is_fast else self._least
        self._since, self.is_full = now, False
        return self._many

    def have(self, many: int) -> None:
        """Note how many are in hand since then: where less was due, no more is needed."""
        self.is_full = many >= self._many
