"""The day of an interview, and the time after it: who is late, who came, and how it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.interviews.casting import Scene
from bot.interviews.doing.checks import check_feedback, check_not_too_early, check_reason
from bot.interviews.doing.transitions import Becomes
from bot.interviews.model import Attendance, Feedback, Kept, Late
from bot.interviews.permissions import side_for
from bot.interviews.plans import Attending, Deed, GivenFeedback, RunningLate
from bot.interviews.refusals import Refusal, Refused

SOONEST = timedelta(hours=2)  # before the start, that somebody will be late
MOST_MINUTES = 60


def late(scene: Scene, kept: Kept, plan: RunningLate, _becomes: Becomes) -> Kept:
    """Note that a side is running late: from two hours before the start until the end."""
    side = side_for(plan, kept, scene.by)
    check_not_too_early(kept, scene.now, SOONEST)
    if kept.interview.end_at <= scene.now:
        raise Refused(Refusal.ALREADY_OVER, id=kept.id)
    if not 1 <= plan.minutes <= MOST_MINUTES:
        raise Refused(Refusal.LATE_BY, "minutes", limit=MOST_MINUTES)
    return kept.but(late=Late(side=side, minutes=plan.minutes))


def attend(scene: Scene, kept: Kept, plan: Attending, _becomes: Becomes) -> Kept:
    """Note whether who is interviewed came, once it has begun."""
    check_not_too_early(kept, scene.now)
    attendance = Attendance.CAME if plan.came else Attendance.NO_SHOW
    return kept.but(attendance=attendance.value)


def give_feedback(scene: Scene, kept: Kept, plan: GivenFeedback, _becomes: Becomes) -> Kept:
    """Keep what whoever interviewed says of it, once it has begun; said again, nothing changes."""
    check_feedback(kept, scene.now)
    check_reason(plan.notes, "notes")
    check_reason(plan.private_notes, "private_notes")
    given = Feedback(
        recommendation=plan.recommendation,
        notes=plan.notes or None,
        private_notes=plan.private_notes or None,
        by_id=scene.by.person.id,
        at=scene.now,
    )
    before = kept.feedback
    return kept if before and before.but(at=given.at) == given else kept.but(feedback=given)


DEEDS: Mapping[Deed, Callable[[Scene, Kept, Any, Becomes], Kept]] = {
    Deed.LATE: late,
    Deed.ATTEND: attend,
    Deed.FEEDBACK: give_feedback,
}
