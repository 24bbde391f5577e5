"""What a deed did, or would do."""

from __future__ import annotations

from bot.interviews.cautions import Caution
from bot.interviews.doing.undoing import FOR_GOOD
from bot.interviews.model import Kept, Value
from bot.interviews.notices import Notice
from bot.interviews.plans import Plan


class Done(Value):
    """What a deed did, or would do. `again`: it had been carried out before.

    Cautions come before a deed: with what it would do, never with what it did.
    """

    plan: Plan
    before: Kept | None
    after: Kept
    notices: tuple[Notice, ...] = ()
    cautions: tuple[Caution, ...] = ()
    again: bool = False

    @property
    def can_be_undone(self) -> bool:
        """Whether whoever did it can take it back now."""
        return self.after != self.before and self.plan.deed not in FOR_GOOD
