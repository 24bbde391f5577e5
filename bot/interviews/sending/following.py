"""What is planned once something was told: because of that, it is due later on."""

from __future__ import annotations

from datetime import datetime

from bot.interviews.doing.undoing import drawn_anew, settles
from bot.interviews.model import Kept, Person
from bot.interviews.notices import Notice, What
from bot.interviews.planning.afterwards import asked_again, ends


def follows(
    notice: Notice, kept: Kept, person: Person, now: datetime, *, card_stays: bool = False
) -> tuple[Notice, ...]:
    """Give what follows from a notice that was sent now.

    `card_stays` as in a receipt: then it is drawn later, unless that is to come anyway.
    """
    found = (each(notice, kept, person, now) for each in (asked_again, ends, settles))
    following = tuple(each for each in found if each is not None)
    if card_stays and all(each.what is not What.SETTLED for each in following):
        following = (*following, drawn_anew(notice, kept, now, now))
    return following
