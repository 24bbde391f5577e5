"""Whether a notice still holds when it is to be sent: the second look.

Between planning and sending an interview may have been moved, called off or answered. Whoever
is told something is told what is true at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.interviews.cases import Case
from bot.interviews.model import Attendance, Kept, Side
from bot.interviews.notices import ARRANGES, NO_NEWS, OF_THE_DAY, Notice, Reason, State, What
from bot.interviews.reminders import UNANSWERED, LeadTimes
from bot.interviews.tellings import concerned
from bot.interviews.undoing import is_undone, takes_nothing_back

Ending = tuple[State, Reason]

CALLS_OFF = frozenset({What.CANCELLED, What.REJECTED, What.REPLACED_YOU, What.OFFER_OVER})
NO_PART_ANY_MORE = frozenset({What.REPLACED_YOU, What.OFFER_OVER})
TO_ACT_UPON = frozenset({What.CANNOT, What.UNFILLED})  # however much else came meanwhile
STANDS = frozenset({State.SENT, State.UNKNOWN})


def no_longer_holds(case: Case, lead_times: LeadTimes, now: datetime) -> Ending | None:
    """Say how a notice ends instead of being sent; None = it is to be sent."""
    if case.notice.what is What.REMINDER:
        return _reminder(case, lead_times, now)
    if case.notice.what in OF_THE_DAY:
        return _of_the_day(case)
    if case.notice.what is What.UNTOLD:
        return None
    return _taken_back(case.notice, case.others) or _news(case, now)


def _taken_back(notice: Notice, others: Sequence[Notice]) -> Ending | None:
    if is_undone(notice, others):
        return State.REPLACED, Reason.UNDONE
    if takes_nothing_back(notice, others):
        return State.SKIPPED, Reason.NEVER_TOLD
    return None


def _news(case: Case, now: datetime) -> Ending | None:
    notice, kept, others = case.notice, case.kept, case.others
    if _overtaken(notice, kept, others):
        return State.REPLACED, Reason.OVERTAKEN
    if notice.what not in CALLS_OFF and not kept.is_live:
        return State.REPLACED, Reason.NOT_LIVE
    if notice.what not in NO_PART_ANY_MORE and not _has_a_part(notice, kept):
        return State.REPLACED, Reason.NO_LONGER_CONCERNED
    if notice.what in CALLS_OFF and _never_told(notice, others):
        return State.SKIPPED, Reason.NEVER_TOLD
    if not notice.loud and case.card is None:
        return State.SKIPPED, Reason.NO_CARD
    if _too_late(notice, kept, now):
        return State.EXPIRED, Reason.STARTED
    return None


def _too_late(notice: Notice, kept: Kept, now: datetime) -> bool:
    """Whether it should have come before the start, to one of the two, and that has passed."""
    if not notice.loud or notice.what not in ARRANGES or kept.side_of(notice.person_id) is None:
        return False
    return notice.created_at < kept.interview.start_at <= now


def _has_a_part(notice: Notice, kept: Kept) -> bool:
    if notice.person_id == kept.asked_id:
        return True
    return notice.person_id in {person.id for person in concerned(kept).values()}


def _overtaken(notice: Notice, kept: Kept, others: Sequence[Notice]) -> bool:
    """Whether things have turned since, or a newer message came first while this one waited."""
    if notice.what in NO_PART_ANY_MORE and _has_a_part(notice, kept):
        return True
    if notice.what is What.UNFILLED and (not kept.needs_cover or _said_before(notice, others)):
        return True
    if notice.what is What.PROPOSED and kept.is_live and kept.interview.amended_by is None:
        return True
    return notice.what not in TO_ACT_UPON and any(
        other.person_id == notice.person_id
        and other.version > notice.version
        and other.what not in NO_NEWS
        and other.loud
        and other.state is State.SENT
        for other in others
    )


def _of_the_day(case: Case) -> Ending | None:
    notice, kept = case.notice, case.kept
    if not kept.is_live:
        return State.REPLACED, Reason.NOT_LIVE
    if notice.start_at != kept.interview.start_at:
        return State.REPLACED, Reason.MOVED
    if kept.side_of(notice.person_id) is None:
        return State.REPLACED, Reason.NO_LONGER_CONCERNED
    if notice.what is What.BEGUN:
        return (State.SKIPPED, Reason.NO_CARD) if case.card is None else None
    nothing_to_say = kept.feedback or kept.attendance == Attendance.NO_SHOW
    return (State.SKIPPED, Reason.ANSWERED) if nothing_to_say else None


def _said_before(notice: Notice, others: Sequence[Notice]) -> bool:
    return any(
        other.what is notice.what
        and other.person_id == notice.person_id
        and other.version > notice.version
        and other.state in STANDS
        for other in others
    )


def _reminder(case: Case, lead_times: LeadTimes, now: datetime) -> Ending | None:
    notice, kept = case.notice, case.kept
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
    if any(_speaks_for(other, notice, now) for other in case.others):
        return State.REPLACED, Reason.NEARER_REMINDER
    return None


def _only_while_unanswered(notice: Notice, side: Side, lead_times: LeadTimes) -> bool:
    return (
        side is Side.INTERVIEWER
        and notice.lead_time == UNANSWERED
        and UNANSWERED not in lead_times.interviewer
    )


def _speaks_for(other: Notice, notice: Notice, now: datetime) -> bool:
    """Whether the other is a nearer reminder of the same start, sent already or late as well."""
    if other.what is not What.REMINDER or other.person_id != notice.person_id:
        return False
    if other.start_at != notice.start_at:
        return False
    if not other.start_at or not other.lead_time or not notice.lead_time:
        return False
    late = other.state is State.PLANNED and other.start_at - other.lead_time <= now
    told = other.state in STANDS or other.reason is Reason.TOLD_WITH
    return other.lead_time < notice.lead_time and (late or told)


def _never_told(notice: Notice, others: Sequence[Notice]) -> bool:
    """Whether the person was to be invited and never was; who was imported was never invited."""
    theirs = [other for other in others if other.person_id == notice.person_id]
    invited = any(other.what is What.BOOKED for other in theirs)
    heard = any(other.state in {State.SENT, State.UNKNOWN} for other in theirs)
    return invited and not heard
