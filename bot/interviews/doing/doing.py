"""Which function does which deed to an interview that is there already: one table, `DEEDS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.interviews.casting import Scene
from bot.interviews.doing import cover, deeds, the_day
from bot.interviews.doing.transitions import Becomes
from bot.interviews.model import Kept
from bot.interviews.plans import Deed, Plan

DEEDS: Mapping[Deed, Callable[[Scene, Kept, Any, Becomes], Kept]] = {
    **deeds.DEEDS,
    **cover.DEEDS,
    **the_day.DEEDS,
}


def do(scene: Scene, kept: Kept, plan: Plan, becomes: Becomes) -> Kept:
    """Do what a plan says, and let go of what is settled by it.

    Once nobody has to stand in any more, nobody is asked to; once nothing is proposed any more,
    nothing was proposed before it.
    """
    after = cover.only_while_needed(DEEDS[plan.deed](scene, kept, plan, becomes))
    if after.countered is not None and after.interview.amended_by is None:
        after = after.but(countered=None)
    return after
