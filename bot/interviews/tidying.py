"""What the house does by itself beside telling people: it finishes and clears away.

Whoever had many interviews is forgotten a few interviews at a time. What was read back and never
carried out is not kept for ever, since it holds names.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.interviews.forgetting.forgetting import Forgetting
from bot.interviews.ports.book import Book, HouseClock
from bot.interviews.races import again_when_lost

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=5)  # when something went wrong
KEPT_FOR = timedelta(days=30)
EVERY = timedelta(hours=1)
MOST = 500  # drafts in one transaction


class GoingOn:
    """Goes on with forgetting whoever is half forgotten, a few interviews at a time."""

    def __init__(self, forgetting: Forgetting, clock: HouseClock) -> None:
        self._forgetting = forgetting
        self._clock = clock
        self._not_before = clock.now()

    def next_due(self) -> datetime | None:
        """When it goes on: now, where there is anybody."""
        if not self._forgetting.is_half_done():
            return None
        return max(self._clock.now(), self._not_before)

    def tell(self) -> int:
        """Go on with one of them, if it is time; say whether there was one."""
        now = self._clock.now()
        if now < self._not_before or not self._forgetting.is_half_done():
            return 0
        self._not_before = now + AGAIN
        went_on = self._forgetting.go_on()
        self._not_before = now
        return int(went_on)


class Clearing:
    """Takes out drafts that nobody carried out. Nothing waits for it: it looks beside others."""

    def __init__(self, book: Book, clock: HouseClock) -> None:
        self._book = book
        self._clock = clock
        self._next = clock.now()

    def next_due(self) -> datetime | None:
        """Say that nobody need be woken for it."""
        return None

    def tell(self) -> int:
        """Take out what is too old, if it is time to look; say how many there were."""
        now = self._clock.now()
        if now < self._next:
            return 0
        self._next = now + EVERY
        dropped = self._drop(now - KEPT_FOR)
        if dropped == MOST:
            self._next = now
        if dropped:
            log.info("drafts_dropped", extra={"count": dropped})
        return dropped

    @again_when_lost
    def _drop(self, before: datetime) -> int:
        with self._book.write() as pages:
            return pages.drop_waiting_drafts(before, MOST)
