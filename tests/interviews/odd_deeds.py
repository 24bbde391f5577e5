"""Deeds as nobody should do them: each with what of it a rule refuses, or nothing new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.interviews import plans
from bot.interviews.model import Kept, Seen, Side

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNKNOWN, LONG, SECRET = 999_999, "x" * 2_001, "Room\x00"

Odd = Callable[[Kept, datetime], tuple[plans.Plan, dict[str, Any]]]


def just(plan: plans.Plan, **more: Any) -> Odd:
    return lambda _kept, _now: (plan, more)


def change(**fields: Any) -> Odd:
    return just(plans.InterviewChange(**fields))


def proposal(after: timedelta, length: timedelta = HOUR, **more: Any) -> Odd:
    """Propose a time so long after the present."""
    return lambda _kept, now: (
        plans.Proposal(amend_start_at=now + after, amend_end_at=now + after + length, **more),
        {},
    )


def moving(after: timedelta, length: timedelta = HOUR) -> Odd:
    return lambda _kept, now: (
        plans.InterviewChange(start_at=now + after, end_at=now + after + length),
        {},
    )


def _same_time(kept: Kept, _now: datetime) -> tuple[plans.Plan, dict[str, Any]]:
    interview = kept.interview
    return plans.Proposal(amend_start_at=interview.start_at, amend_end_at=interview.end_at), {}


def _same_person(kept: Kept, _now: datetime) -> tuple[plans.Plan, dict[str, Any]]:
    return plans.InterviewChange(interviewer_id=kept.interviewee_person.id), {}


def _ask_one_of_the_two(kept: Kept, _now: datetime) -> tuple[plans.Plan, dict[str, Any]]:
    return plans.Ask(person_id=kept.interviewee_person.id), {}


def _by_an_old_form(kept: Kept, _now: datetime) -> tuple[plans.Plan, dict[str, Any]]:
    return plans.InterviewChange(location="Room 3"), {"version": max(kept.version - 1, 1)}


def _seen(kept: Kept, now: datetime) -> Seen:
    return Seen(start_at=kept.interview.start_at - HOUR, amend_start_at=now)


FEEDBACK = {"recommendation": "no"}
ODD: dict[str, Odd] = {
    "no kind": change(kind=None),
    "no start": change(start_at=None),
    "no length": moving(DAY, timedelta(0)),
    "two days long": moving(DAY, 2 * DAY),
    "in the past": moving(-DAY),
    "a long place": change(location=LONG),
    "an unreadable place": change(location=SECRET),
    "an unknown interviewer": change(interviewer_id=UNKNOWN),
    "an unknown applicant": change(interviewee_id=UNKNOWN),
    "the same person twice": _same_person,
    "an old form": _by_an_old_form,
    "changed as it was seen": just(
        plans.InterviewChange(kind="in_person"), as_seen=lambda _: False
    ),
    "propose in the past": proposal(-DAY),
    "propose no length": proposal(DAY, timedelta(0)),
    "propose two days": proposal(DAY, 2 * DAY),
    "propose what is": _same_time,
    "propose for the other": proposal(DAY, side=Side.INTERVIEWEE),
    "propose soon": proposal(10 * timedelta(minutes=1)),
    "yes": just(plans.Acceptance()),
    "yes for one": just(plans.Acceptance(side=Side.INTERVIEWEE)),
    "yes for the other": just(plans.Acceptance(side=Side.INTERVIEWER)),
    "yes to another time": lambda kept, now: (plans.Acceptance(seen=_seen(kept, now)), {}),
    "no": just(plans.Declining()),
    "no for the other": just(plans.Declining(side=Side.INTERVIEWER)),
    "no to another time": lambda kept, now: (plans.Declining(seen=_seen(kept, now)), {}),
    "cannot": just(plans.Cannot()),
    "cannot, at length": just(plans.Cannot(reason=LONG)),
    "take": just(plans.Taking()),
    "leave": just(plans.Leaving()),
    "ask a stranger": just(plans.Ask(person_id=UNKNOWN)),
    "ask one of the two": _ask_one_of_the_two,
    "late": just(plans.RunningLate(minutes=5)),
    "late for the other": just(plans.RunningLate(minutes=5, side=Side.INTERVIEWER)),
    "very late": just(plans.RunningLate(minutes=61)),
    "came": just(plans.Attending(came=True)),
    "did not come": just(plans.Attending(came=False)),
    "how it was": just(plans.GivenFeedback(**FEEDBACK)),
    "how it was, at length": just(plans.GivenFeedback(notes=LONG, **FEEDBACK)),
    "how it was, unreadably": just(plans.GivenFeedback(private_notes=SECRET, **FEEDBACK)),
    "cancel, at length": just(plans.Cancellation(reason=LONG)),
    "withdraw, at length": just(plans.Rejection(reason=LONG)),
    "withdraw": just(plans.Rejection()),
    "hand over to a stranger": just(plans.Handover(owner_id=UNKNOWN)),
    "hand over to the interviewee": lambda kept, _: (
        plans.Handover(owner_id=kept.interviewee_person.id),
        {},
    ),
    "remind too early": just(plans.Reminding(lead_times=(15 * DAY,))),
    "remind too often": just(
        plans.Reminding(lead_times=tuple(HOUR * each for each in range(1, 8)))
    ),
    "remind now": just(plans.RemindingNow()),
    "undo": just(plans.Undo()),
    "undo something else": just(plans.Undo(version=UNKNOWN)),
}
