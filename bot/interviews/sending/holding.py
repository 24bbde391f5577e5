"""Whether a notice still holds when it is to be sent: the second look.

Between planning and sending an interview may have been moved, called off or answered. Whoever
is told something is told what is true at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.interviews.cases import Case
from bot.interviews.model import Kept, Says, Side
from bot.interviews.notices import (
    ARRANGES,
    CONVERSATION,
    NO_NEWS,
    OF_THE_DAY,
    STILL_COUNTS,
    WATCHES,
    Notice,
    Reason,
    State,
    What,
)
from bot.interviews.people.attention import quiet_until
from bot.interviews.planning.afterwards import have_a_card, wants_feedback
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.planning.second_thoughts import is_undone, takes_nothing_back
from bot.interviews.planning.several import LISTED, is_news_without_a_card
from bot.interviews.planning.tellings import concerned
from bot.interviews.planning.watches import came_right, lets_sleep

Ending = tuple[State, Reason]

CALLS_OFF = frozenset({What.CANCELLED, What.REJECTED, What.REPLACED_YOU, What.OFFER_OVER})
NO_PART_ANY_MORE = frozenset({What.REPLACED_YOU, What.OFFER_OVER})
TO_ACT_UPON = frozenset({What.CANNOT, What.UNFILLED})  # while so, however much else came meanwhile
STANDS = frozenset({State.SENT, State.UNKNOWN})


def no_longer_holds(case: Case, lead_times: LeadTimes, now: datetime) -> Ending | None:
    """Say how a notice ends instead of being sent; None = it is to be sent."""
    if case.notice.what is What.REMINDER:
        return _ahead(case, now) or _reminder(case, lead_times, now)
    if case.notice.what in OF_THE_DAY:
        return _of_the_day(case)
    if case.notice.what in WATCHES:
        return _ahead(case, now) or _watch(case, put_off(case, lead_times, now) or now)
    if case.notice.what is What.UNTOLD or case.notice.what in CONVERSATION:
        return None
    if case.notice.what is What.SETTLED:
        return _settled(case)
    if case.notice.what is What.SEVERAL:
        return None if case.notice.values[LISTED] else (State.REPLACED, Reason.NOT_LIVE)
    return _taken_back(case.notice, case.others) or _news(case, now)


def _taken_back(notice: Notice, others: Sequence[Notice]) -> Ending | None:
    if is_undone(notice, others):
        return State.REPLACED, Reason.UNDONE
    if takes_nothing_back(notice, others):
        return State.SKIPPED, Reason.NEVER_TOLD
    return None


def put_off(case: Case, lead_times: LeadTimes, now: datetime) -> datetime | None:
    """Say until when a reminder waits that is late in quiet hours; None = it does not.

    So does the question how it was, which is never urgent, and what lets the recruiter sleep. One
    that a nearer one overtakes by then does not hold any more (`no_longer_holds`).
    """
    morning = quiet_until(case.person, now)
    if morning is None or case.notice.what is What.FEEDBACK:
        return morning
    if not (can_wait(case, lead_times) or lets_sleep(case.notice, case.kept)):
        return None
    return morning if morning < case.kept.interview.start_at else None


def can_wait(case: Case, lead_times: LeadTimes) -> bool:
    """Whether it is a reminder after which another one comes before the start."""
    notice, side = case.notice, case.kept.side_of(case.notice.person_id)
    if notice.what is not What.REMINDER or notice.is_asked_for:
        return False
    if side is None or notice.lead_time is None:
        return False
    return not lead_times.is_last(side, case.kept, notice.lead_time)


def _news(case: Case, now: datetime) -> Ending | None:
    notice, kept, others = case.notice, case.kept, case.others
    if _overtaken(notice, kept, others):
        return State.REPLACED, Reason.OVERTAKEN
    if void := _void(notice, kept):
        return void
    if notice.what in CALLS_OFF and _never_told(others):
        return State.SKIPPED, Reason.NEVER_TOLD
    if not notice.loud and case.card is None and not _needs_no_card(notice, others):
        return State.SKIPPED, Reason.NO_CARD
    if _too_late(notice, kept, now):
        return State.EXPIRED, Reason.STARTED
    return None


def _void(notice: Notice, kept: Kept) -> Ending | None:
    """Whether it says of an interview, or to somebody, what cannot be said of them any more."""
    if notice.says not in CALLS_OFF and not kept.is_live:
        return State.REPLACED, Reason.NOT_LIVE
    if notice.says not in NO_PART_ANY_MORE and not _has_a_part(notice, kept):
        return State.REPLACED, Reason.NO_LONGER_CONCERNED
    return None


def _needs_no_card(notice: Notice, others: Sequence[Notice]) -> bool:
    """Whether it comes as a message where there is no card: so to who took over, unreached."""
    took_over = notice.what is What.TAKEN and notice.values.get("by_id") == notice.person_id
    return took_over or is_news_without_a_card(notice, others)


def _too_late(notice: Notice, kept: Kept, now: datetime) -> bool:
    """Whether it should have come before the start, to one of the two, and that has passed."""
    if not notice.loud or notice.what not in ARRANGES or kept.side_of(notice.person_id) is None:
        return False
    return notice.created_at < kept.interview.start_at <= now


def _has_a_part(notice: Notice, kept: Kept) -> bool:
    if notice.person_id == kept.asked_id or notice.what is What.OFFERED:
        return notice.person_id == kept.asked_id
    return notice.person_id in {person.id for person in concerned(kept).values()}


def _overtaken(notice: Notice, kept: Kept, others: Sequence[Notice]) -> bool:
    """Whether things have turned since, or a newer message came first while this one waited."""
    if notice.what in NO_PART_ANY_MORE and _has_a_part(notice, kept):
        return True
    if notice.what in TO_ACT_UPON and not kept.needs_cover:
        return True
    if notice.what is What.UNFILLED and _said_before(notice, others):
        return True
    if notice.what is What.PROPOSED and kept.is_live and kept.interview.amended_by is None:
        return True
    if lets_sleep(notice, kept) and _rearranged_since(notice, others):
        return True
    return notice.what not in TO_ACT_UPON and any(
        other.version > notice.version
        and other.what not in NO_NEWS
        and other.loud
        and other.state is State.SENT
        for other in others
    )


def _rearranged_since(notice: Notice, others: Sequence[Notice]) -> bool:
    """Whether the card tells already how it is arranged by now."""
    return any(
        other.version > notice.version and other.what in ARRANGES and other.state is State.SENT
        for other in others
    )


def _of_the_day(case: Case) -> Ending | None:
    notice, kept = case.notice, case.kept
    if not kept.is_live:
        return State.REPLACED, Reason.NOT_LIVE
    if notice.start_at != kept.interview.start_at:
        return State.REPLACED, Reason.MOVED
    if notice.person_id not in have_a_card(kept):
        return State.REPLACED, Reason.NO_LONGER_CONCERNED
    if notice.what is not What.FEEDBACK:
        return (State.SKIPPED, Reason.NO_CARD) if case.card is None else None
    return None if wants_feedback(kept) else (State.SKIPPED, Reason.ANSWERED)


def _settled(case: Case) -> Ending | None:
    """Leave a card as it is where something newer stands on it already.

    That the interview has changed since is no such thing: of some deeds not everybody is told.
    """
    notice = case.notice
    if case.card is None:
        return State.SKIPPED, Reason.NO_CARD
    newer = any(
        other.state in STANDS
        and (other.what, other.version) != (notice.says, notice.version)
        and other.settled_at is not None
        and other.settled_at > notice.created_at
        for other in case.others
    )
    return (State.REPLACED, Reason.OVERTAKEN) if newer else _void(notice, case.kept)


def _said_before(notice: Notice, others: Sequence[Notice]) -> bool:
    return any(
        other.what is notice.what and other.version > notice.version and other.state in STANDS
        for other in others
    )


def _ahead(case: Case, now: datetime) -> Ending | None:
    """What holds for all that is to be told so long before the start."""
    kept = case.kept
    if not kept.is_live:
        return State.REPLACED, Reason.NOT_LIVE
    if case.notice.start_at != kept.interview.start_at:
        return State.REPLACED, Reason.MOVED
    return (State.EXPIRED, Reason.STARTED) if now >= kept.interview.start_at else None


def _watch(case: Case, by: datetime) -> Ending | None:
    notice, kept = case.notice, case.kept
    if kept.owner is None or kept.owner.id != notice.person_id:
        return State.REPLACED, Reason.NO_LONGER_CONCERNED
    if any(_speaks_for(other, notice, by) for other in case.others):
        return State.REPLACED, Reason.NEARER_REMINDER
    if any(_says_both(other, notice) or _asks_them(other, case) for other in case.others):
        return State.REPLACED, Reason.TOLD_WITH
    reason = came_right(notice.what, kept)
    return (State.SKIPPED, reason) if reason else None


def _says_both(other: Notice, notice: Notice) -> bool:
    """Whether the other told that nobody answered, with a card on which the link is missing."""
    return (
        (other.what, notice.what) == (What.UNANSWERED, What.NO_LINK)
        and (other.start_at, other.lead_time) == (notice.start_at, notice.lead_time)
        and other.state in STANDS
    )


def _asks_them(other: Notice, case: Case) -> bool:
    """Whether it is their own answer alone that is missing, and a reminder asks for it then."""
    notice, kept = case.notice, case.kept
    waiting = {kept.person(side).id for side in Side if kept.waits_for(side)}
    asked_then = (What.REMINDER, notice.start_at, notice.lead_time)
    return (
        (notice.what, waiting) == (What.UNANSWERED, {notice.person_id})
        and (other.what, other.start_at, other.lead_time) == asked_then
        and other.state in STILL_COUNTS
    )


def _reminder(case: Case, lead_times: LeadTimes, now: datetime) -> Ending | None:
    notice, kept = case.notice, case.kept
    side = kept.side_of(notice.person_id)
    if side is None:
        return State.REPLACED, Reason.NO_LONGER_CONCERNED
    return None if notice.is_asked_for else _among_several(case, side, lead_times, now)


def _among_several(case: Case, side: Side, lead_times: LeadTimes, now: datetime) -> Ending | None:
    """Say how a reminder ends that was planned beside others."""
    notice, kept = case.notice, case.kept
    if _is_answered(notice, kept, side, lead_times):
        return State.SKIPPED, Reason.ANSWERED
    if _is_too_much(case, side, lead_times):
        return State.SKIPPED, Reason.ONLY_MUSTS
    by = put_off(case, lead_times, now) or now
    if any(_speaks_for(other, notice, by) for other in case.others):
        return State.REPLACED, Reason.NEARER_REMINDER
    return None


def _is_answered(notice: Notice, kept: Kept, side: Side, lead_times: LeadTimes) -> bool:
    if notice.lead_time is None or kept.answer(side) is None:
        return False
    return lead_times.only_while_unanswered(side, kept, notice.lead_time)


def _is_too_much(case: Case, side: Side, lead_times: LeadTimes) -> bool:
    """Whether they want to hear only of what they must do, and have said yes already."""
    answer = case.kept.answer(side)
    is_done = answer is not None and answer.says is Says.YES
    return case.person.prefers.only_musts and is_done and can_wait(case, lead_times)


def _speaks_for(other: Notice, notice: Notice, by: datetime) -> bool:
    """Whether the other is a nearer one of the same start, sent already or due by then."""
    if other.what is not notice.what or other.start_at != notice.start_at:
        return False
    if not other.start_at or not other.lead_time or not notice.lead_time:
        return False
    due = other.state is State.PLANNED and other.start_at - other.lead_time <= by
    told = other.state in STANDS or other.reason is Reason.TOLD_WITH
    return other.lead_time < notice.lead_time and (due or told)


def _never_told(others: Sequence[Notice]) -> bool:
    """Whether the person was to be invited and never was; who was imported was never invited."""
    invited = any(other.what is What.BOOKED for other in others)
    heard = any(other.state in STANDS or other.reason is Reason.TOLD_WITH for other in others)
    return invited and not heard
