"""How many notices to have in hand: as many as leave in a moment.

Each claim takes a while, so where messages leave fast many are claimed at once. Where they leave
slowly few are: what somebody had claimed who was killed waits for its lease to run out, and is
then looked for, one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

A_MOMENT = timedelta(milliseconds=200)
GROWTH = 4  # times as many as before, at most


class Pace:
    """Says how many to have in hand, by how soon the last ones left; the machine's time counts.

    Between the `least` and the `most`: whoever else writes waits for a claim. It grows by steps, so
    that nobody stands idle during the first long one. `many` is what it said last.
    """

    def __init__(self, machine_now: Callable[[], datetime], least: int, most: int) -> None:
        self._machine_now = machine_now
        self._least, self._most = least, most
        self.many, self._had = least, 0
        self._since = machine_now()
        self.is_full = False  # whether as many as were wanted are in hand

    def next(self) -> int:
        """Say how many now; the least where less was due, or a clock was set back."""
        now = self._machine_now()
        took = now - self._since
        soon = self._had * A_MOMENT // took if self.is_full and took > timedelta(0) else 0
        self.many = min(max(min(soon, GROWTH * self.many), self._least), self._most)
        self._since, self.is_full = now, False
        return self.many

    def have(self, claimed: int, in_hand: int) -> None:
        """Note how many were claimed, beside those that were in hand."""
        self._had = claimed
        self.is_full = claimed + in_hand >= self.many
