"""Several that are booked at once: whoever books them is told of all by one message.

It is about the first of them, and waits until all are booked: each that follows is added to it, in
its own transaction. What it says is looked up when it is sent. None of them has a card before
something happens to it: what would be edited into that is a message of its own then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.interviews.model import Kept
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.plans import Booking
from bot.interviews.ports.book import Pages
from bot.tracing import traced_key

MOST = 50  # that can be booked at once
GATHERED = timedelta(seconds=5)  # longer than anybody is let wait for the answer to a form
NUMBERS = "numbers"  # in its values: of the interviews
LISTED = "listed"  # and what is said of each, once it is looked up
TOLD_WITH = "told_with"  # in the values of the others: the interview that it is about


def in_one_message(
    pages: Pages, plan: Booking, kept: Kept, told: tuple[Notice, ...]
) -> tuple[Notice, ...]:
    """Have whoever booked it told with the others that they book, where the plan says so.

    Who interviews in it themselves is invited as ever.
    """
    owner_id = kept.owner.id if kept.owner else None
    mine = next((notice for notice in told if notice.person_id == owner_id), None)
    if plan.told_with is None or mine is None or kept.side_of(mine.person_id) is not None:
        return told
    others = tuple(notice for notice in told if notice is not mine)
    waiting = _waiting(pages, plan.told_with, mine)
    if waiting is None:
        return (*others, _told(mine, kept.id), _list(mine))
    numbers = [*waiting.values[NUMBERS], kept.id]
    pages.overwrite_notices([waiting.but(values={NUMBERS: numbers})])
    return (*others, _told(mine, waiting.interview_id))


def looked_up(pages: Pages, notice: Notice) -> Notice:
    """Give such a notice with what it says now: of those that are still on, and still theirs."""
    if notice.what is not What.SEVERAL:
        return notice
    kepts = pages.interviews_numbered(notice.workspace_id, notice.values[NUMBERS])
    lines = [
        _in_short(kept)
        for kept in sorted(kepts, key=lambda each: each.id)
        if kept.is_live and kept.owner and kept.owner.id == notice.person_id
    ]
    return notice.but(values=notice.values | {LISTED: lines})


def is_news_without_a_card(notice: Notice, others: Sequence[Notice]) -> bool:
    """Whether it is the first that somebody else did, to one that was only listed."""
    if notice.loud or notice.values.get("by_id") == notice.person_id:
        return False
    return any(TOLD_WITH in other.values for other in others)


def _waiting(pages: Pages, interview_id: int, mine: Notice) -> Notice | None:
    """Give the message to which another one can still be added."""
    return next(
        (
            notice
            for notice in pages.notices(mine.workspace_id, interview_id)
            if notice.what is What.SEVERAL
            and notice.person_id == mine.person_id
            and notice.state is State.PLANNED
        ),
        None,
    )


def _list(mine: Notice) -> Notice:
    return mine.but(
        what=What.SEVERAL,
        due_at=mine.created_at + GATHERED,
        values={NUMBERS: [mine.interview_id]},
        key=traced_key(),
    )


def _told(mine: Notice, interview_id: int) -> Notice:
    return mine.but(
        state=State.REPLACED,
        reason=Reason.TOLD_WITH,
        settled_at=mine.created_at,
        values=mine.values | {TOLD_WITH: interview_id},
    )


def _in_short(kept: Kept) -> dict[str, Any]:
    """Give what is said of an interview in one line: JSON, with first names."""
    return {
        **kept.interview.model_dump(mode="json", include={"id", "start_at", "end_at"}),
        "interviewee": kept.interviewee_person.first_name,
        "interviewer": kept.interviewer_person.first_name,
    }
