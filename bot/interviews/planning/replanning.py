"""What is planned anew once an interview, or one of its people, has changed."""

from __future__ import annotations

from datetime import datetime

from bot.interviews.model import Kept
from bot.interviews.notices import Notice
from bot.interviews.planning.afterwards import (
    asked_after_all,
    came_after_all,
    of_whoever_is_asked,
)
from bot.interviews.planning.reminders import LeadTimes, replanned, why_withdrawn
from bot.interviews.planning.watches import are_others, watches
from bot.interviews.ports.ledger import Ledger


def replan(
    ledger: Ledger,
    before: Kept | None,
    after: Kept,
    lead_times: LeadTimes,
    now: datetime,
    since: datetime | None = None,
) -> tuple[Notice, ...]:
    """Withdraw the reminders and watches that a change replaces; give those to plan instead.

    `before` is None for a new interview. One that would have been due before `since` (None: now)
    is skipped.
    """
    since = since or now
    planned = replanned(before, after, lead_times, since)
    if before is None:
        return (planned or ()) + watches(after, since)
    why = why_withdrawn(before, after)
    if planned is not None:
        ledger.withdraw_reminders(after.id, why, now)
        return planned + watches(after, since)
    asked = of_whoever_is_asked(before, after, now)
    if came_after_all(before, after, now):
        asked += asked_after_all(after, ledger.notices(after.workspace_id, after.id), now)
    if not are_others(before, after):
        return asked
    ledger.withdraw_watches(after.id, why, now)
    return asked + watches(after, since)
