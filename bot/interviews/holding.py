"""Whether a notice still holds when it is to be sent: the second look.

Between planning and sending an interview may have been moved, called off or answered. Whoever
is told something is told what is true at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.interviews.model import Kept, Person, Side, Status
from bot.interviews.notices import Card, Notice, Reason, State, What
from bot.interviews.reminders import UNANSWERED, LeadTimes

Ending = tuple[State, Reason]

ONLY_WHILE_LIVE = frozenset(
    {What.BOOKED, What.MOVED, What.PROPOSED, What.ACCEPTED, What.DECLINED, What.CANNOT}
)
CALLS_OFF = frozenset({What.CANCELLED, What.REJECTED, What.REPLACED_YOU})


def no_longer_holds(
    notice: Notice,
    kept: Kept,
    person: Person,
    card: Card | None,
    others: Sequence[Notice],
    lead_times: LeadTimes,
    now: datetime,
) -> Ending | None:
    """Say how a notice ends instead of being sent; None = it is to be sent.

    `others` are all notices of the interview, `card` the person's living message about it.
    """
    if person.slack_user_id is None or not person.active:
        return State.SKIPPED, Reason.NO_CHANNEL
    if notice.what is What.REMINDER:
        return _reminder(notice, kept, others, lead_times, now)
    if notice.what in ONLY_WHILE_LIVE and not kept.is_live:
        return State.REPLACED, Reason.NOT_LIVE
    if notice.what is What.PROPOSED and kept.interview.status is not Status.AMENDED:
        return State.REPLACED, Reason.OVERTAKEN
    if notice.what in CALLS_OFF and _never_told(notice, others):
        return State.SKIPPED, Reason.NEVER_TOLD
    if not notice.loud and card is None:
        return State.SKIPPED, Reason.NO_CARD
    return None


def _reminder(
    notice: Notice, kept: Kept, others: Sequence[Notice], lead_times: LeadTimes, now: datetime
) -> Ending | None:
    if not kept.is_live:
        return State.REPLACED, Reason.NOT_LIVE
    if notice.start_at != kept.interview.start_at:
        return State.REPLACED, Reason.MOVED
    if now >= kept.interview.start_at:
        return State.EXPIRED, Reason.STARTED
    side = kept.side_of(notice.person_id)
    if side is None:
        return State.REPLACED, Reason.NO_LONGER_CONCERNED
    if _only_while_unanswered(notice, side, lead_times) and kept.answer(side) is not None:
        return State.SKIPPED, Reason.ANSWERED
    if any(_nearer_and_late(other, notice, now) for other in others):
        return State.REPLACED, Reason.NEARER_REMINDER
    return None


def _only_while_unanswered(notice: Notice, side: Side, lead_times: LeadTimes) -> bool:
    return (
        side is Side.INTERVIEWER
        and notice.lead_time == UNANSWERED
        and UNANSWERED not in lead_times.interviewer
    )


def _nearer_and_late(other: Notice, notice: Notice, now: datetime) -> bool:
    return (
        other.what is What.REMINDER
        and other.state is State.PLANNED
        and (other.person_id, other.start_at) == (notice.person_id, notice.start_at)
        and notice.due_at < other.due_at <= now
    )


def _never_told(notice: Notice, others: Sequence[Notice]) -> bool:
    """Whether the person was to be invited and never was; who was imported was never invited."""
    theirs = [other for other in others if other.person_id == notice.person_id]
    invited = any(other.what is What.BOOKED for other in theirs)
    heard = any(other.state in {State.SENT, State.UNKNOWN} for other in theirs)
    return invited and not heard
