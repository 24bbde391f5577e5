"""The deeds about reminders of one interview: at other times than usual, or once more, now."""

from __future__ import annotations

from datetime import timedelta

from bot.interviews.casting import Scene
from bot.interviews.doing.transitions import Becomes
from bot.interviews.model import Kept
from bot.interviews.plans import Reminding, RemindingNow
from bot.interviews.refusals import Refusal, Refused

BETWEEN = timedelta(minutes=10)  # of two reminders that were asked for


def remind(_scene: Scene, kept: Kept, plan: Reminding, _becomes: Becomes) -> Kept:
    """Remind the two at other times than usual, never, or as usual again."""
    given = plan.lead_times
    times = None if given is None else tuple(sorted(set(given), reverse=True))
    return kept.but(lead_times=times)


def remind_now(scene: Scene, kept: Kept, _plan: RemindingNow, _becomes: Becomes) -> Kept:
    """Note that the two are reminded now; not once it has begun, nor twice within ten minutes."""
    if scene.now >= kept.interview.start_at:
        raise Refused(Refusal.HAS_BEGUN, id=kept.id, start_at=kept.interview.start_at)
    if kept.reminded_at is not None and scene.now < kept.reminded_at + BETWEEN:
        raise Refused(Refusal.JUST_REMINDED, id=kept.id, at=kept.reminded_at)
    return kept.but(reminded_at=scene.now)
