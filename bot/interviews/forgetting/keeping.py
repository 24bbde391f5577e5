"""Nobody is kept longer than the house keeps people: whoever only applied is forgotten by itself.

Once a day, by the house clock, and from the start on; a few at a time, so that nothing waits for
it. Who was forgotten is in the book, so it is of no account who looks, and how often.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bot.interviews.forgetting.forgetting import Forgetting, Keeper
from bot.interviews.model import Door
from bot.interviews.ports.book import HouseClock
from bot.interviews.refusals import Refused

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
FEW = 5  # people
BREATHER = timedelta(seconds=5)  # before the next few


class Keeping:
    """Forgets whoever's last interview ended longer ago than people are kept."""

    def __init__(
        self, forgetting: Forgetting, clock: HouseClock, workspace_id: int, keep: timedelta
    ) -> None:
        self._forgetting = forgetting
        self._clock = clock
        self._keeper = Keeper(workspace_id=workspace_id, door=Door.CLOCK)
        self._keep = keep
        self._next = clock.now()

    def next_due(self) -> datetime:
        """When it looks again."""
        return self._next

    def tell(self) -> int:
        """Forget a few, if it is time; say how many."""
        now = self._clock.now()
        if now < self._next:
            return 0
        found = self._forgetting.long_gone(self._keeper.workspace_id, self._keep, FEW)
        self._next = now + (BREATHER if len(found) == FEW else EVERY)
        for person in found:
            try:
                self._forgetting.forget(person.id, by=self._keeper)
            except Refused as refused:  # it has changed since: tomorrow is another day
                log.info("person_kept", extra={"why": refused.key.value})
        if found:
            log.info("people_forgotten", extra={"count": len(found)})
        return len(found)
