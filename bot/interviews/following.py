"""What is planned once something was told: because of that, it is due later on."""

from __future__ import annotations

from datetime import datetime

from bot.interviews.afterwards import asked_again, ends
from bot.interviews.model import Kept, Person
from bot.interviews.notices import Notice
from bot.interviews.undoing import drawn_anew, settles


def follows(
    notice: Notice, kept: Kept, person: Person, now: datetime, *, card_stays: bool = False
) -> Notice | None:
    """Give what follows from a notice that was sent now; None = nothing.

    `card_stays` as in a receipt: then it is drawn later.
    """
    found = (each(notice, kept, person, now) for each in (asked_again, ends, settles))
    again = next((each for each in found if each is not None), None)
    return drawn_anew(notice, kept, now, now) if card_stays and again is None else again
