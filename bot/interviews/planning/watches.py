"""What the recruiter is told before the start, if it is still so then: no answer, no link.

Planned like reminders, with a lead time each, and looked at again when they are due. What is not
urgent of that, and of what else they hear, waits for the end of their quiet hours.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.interviews.cautions import lacks_a_link
from bot.interviews.model import Kept, Side
from bot.interviews.notices import WATCHES, Notice, Reason, What
from bot.interviews.planning.reminders import Occasion, ahead_of

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)
LET_SLEEP = WATCHES | {What.UNTOLD, What.DECLINED}
FOR_ANSWERS = ((What.UNANSWERED, DAY),)
FOR_A_LINK = ((What.NO_LINK, DAY), (What.NO_LINK, HOUR))


def watches(kept: Kept, now: datetime) -> tuple[Notice, ...]:
    """Give what the recruiter is to be told later on, unless it has come right by then.

    Nobody watches an interview that has no recruiter.
    """
    return tuple(
        ahead_of(kept, occasion, now, what)
        for what, occasion in _occasions(kept)
        if occasion.due_at > now
    )


def are_others(before: Kept, after: Kept) -> bool:
    """Whether a change makes other watches of them."""
    return _occasions(before) != _occasions(after)


def came_right(what: What, kept: Kept) -> Reason | None:
    """Say why there is nothing to tell any more; None = it is still as it should not be."""
    if what is What.UNANSWERED:
        return None if any(kept.waits_for(side) for side in Side) else Reason.ANSWERED
    return None if lacks_a_link(kept) else Reason.HAS_A_LINK


def lets_sleep(notice: Notice, kept: Kept) -> bool:
    """Whether it is a message to the recruiter which is not urgent.

    Urgent is what is told an hour before, as the last reminder is; what the recruiter hears as
    one of the two who meet is no such message.
    """
    owner = kept.owner
    if owner is None or owner.id != notice.person_id or not notice.loud:
        return False
    if notice.what is What.DECLINED and kept.side_of(owner.id) is not None:
        return False
    return notice.what in LET_SLEEP and notice.lead_time != HOUR


def _occasions(kept: Kept) -> list[tuple[What, Occasion]]:
    start_at, owner = kept.interview.start_at, kept.owner
    if owner is None or not owner.active or not kept.is_live:
        return []
    watched = FOR_ANSWERS + (FOR_A_LINK if lacks_a_link(kept) else ())
    return [
        (what, Occasion(owner.id, lead_time, start_at, start_at - lead_time))
        for what, lead_time in watched
    ]
