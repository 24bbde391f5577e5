"""Deeds as nobody should do them: each with what of it a rule refuses, or nothing new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.interviews.model import Kept, Seen, Side
from bot.interviews.plans import (
    Acceptance,
    Ask,
    Attending,
    Cancellation,
    Cannot,
    Declining,
    GivenFeedback,
    Handover,
    InterviewChange,
    Leaving,
    Plan,
    Proposal,
    Rejection,
    Reminding,
    RemindingNow,
    RunningLate,
    Taking,
    Undo,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNKNOWN, LONG, SECRET = 999_999, "x" * 2_001, "Room\x00"

Odd = Callable[[Kept, datetime], tuple[Plan, dict[str, Any]]]


def just(plan: Plan, **more: Any) -> Odd:
    return lambda _kept, _now: (plan, more)


def change(**fields: Any) -> Odd:
    return just(InterviewChange(**fields))


def proposal(after: timedelta, length: timedelta = HOUR, **more: Any) -> Odd:
    """Propose a time so long after the present."""
    return lambda _kept, now: (
        Proposal(amend_start_at=now + after, amend_end_at=now + after + length, **more),
        {},
    )


def moving(after: timedelta, length: timedelta = HOUR) -> Odd:
    return lambda _kept, now: (
        InterviewChange(start_at=now + after, end_at=now + after + length),
        {},
    )


def _same_time(kept: Kept, _now: datetime) -> tuple[Plan, dict[str, Any]]:
    interview = kept.interview
    return Proposal(amend_start_at=interview.start_at, amend_end_at=interview.end_at), {}


def _same_person(kept: Kept, _now: datetime) -> tuple[Plan, dict[str, Any]]:
    return InterviewChange(interviewer_id=kept.interviewee_person.id), {}


def _ask_one_of_the_two(kept: Kept, _now: datetime) -> tuple[Plan, dict[str, Any]]:
    return Ask(person_id=kept.interviewee_person.id), {}


def _by_an_old_form(kept: Kept, _now: datetime) -> tuple[Plan, dict[str, Any]]:
    return InterviewChange(location="Room 3"), {"version": max(kept.version - 1, 1)}


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
    "changed as it was seen": just(InterviewChange(kind="in_person"), as_seen=lambda _: False),
    "propose in the past": proposal(-DAY),
    "propose no length": proposal(DAY, timedelta(0)),
    "propose two days": proposal(DAY, 2 * DAY),
    "propose what is": _same_time,
    "propose for the other": proposal(DAY, side=Side.INTERVIEWEE),
    "propose soon": proposal(10 * timedelta(minutes=1)),
    "yes": just(Acceptance()),
    "yes for one": just(Acceptance(side=Side.INTERVIEWEE)),
    "yes for the other": just(Acceptance(side=Side.INTERVIEWER)),
    "yes to another time": lambda kept, now: (Acceptance(seen=_seen(kept, now)), {}),
    "no": just(Declining()),
    "no for the other": just(Declining(side=Side.INTERVIEWER)),
    "no to another time": lambda kept, now: (Declining(seen=_seen(kept, now)), {}),
    "cannot": just(Cannot()),
    "cannot, at length": just(Cannot(reason=LONG)),
    "take": just(Taking()),
    "leave": just(Leaving()),
    "ask a stranger": just(Ask(person_id=UNKNOWN)),
    "ask one of the two": _ask_one_of_the_two,
    "late": just(RunningLate(minutes=5)),
    "late for the other": just(RunningLate(minutes=5, side=Side.INTERVIEWER)),
    "very late": just(RunningLate(minutes=61)),
    "came": just(Attending(came=True)),
    "did not come": just(Attending(came=False)),
    "how it was": just(GivenFeedback(**FEEDBACK)),
    "how it was, at length": just(GivenFeedback(notes=LONG, **FEEDBACK)),
    "how it was, unreadably": just(GivenFeedback(private_notes=SECRET, **FEEDBACK)),
    "cancel, at length": just(Cancellation(reason=LONG)),
    "withdraw, at length": just(Rejection(reason=LONG)),
    "withdraw": just(Rejection()),
    "hand over to a stranger": just(Handover(owner_id=UNKNOWN)),
    "hand over to the interviewee": lambda kept, _: (
        Handover(owner_id=kept.interviewee_person.id),
        {},
    ),
    "remind too early": just(Reminding(lead_times=(15 * DAY,))),
    "remind too often": just(Reminding(lead_times=tuple(HOUR * each for each in range(1, 8)))),
    "remind now": just(RemindingNow()),
    "undo": just(Undo()),
    "undo something else": just(Undo(version=UNKNOWN)),
}
