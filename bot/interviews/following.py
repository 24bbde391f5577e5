"""What is planned once something was told: because of that, it is due later on."""

from __future__ import annotations

from datetime import datetime

from bot.interviews.afterwards import asked_again, ends
from bot.interviews.model import Kept, Person
from bot.interviews.notices import Notice
from bot.interviews.undoing import settles


def follows(notice: Notice, kept: Kept, person: Person, now: datetime) -> Notice | None:
    """Give what follows from a notice that was sent now; None = nothing."""
    found = (each(notice, kept, person, now) for each in (asked_again, ends, settles))
    return next((each for each in found if each is not None), None)
