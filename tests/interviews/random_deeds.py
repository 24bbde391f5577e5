"""What people do with interviews, as it suits each: scenes of deeds, with values drawn at random.

A scene gives one after the other who does what, and until when they wait for that. A deed that no
interview suits is done with one that it does not: so it comes to be refused as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as some
from office import DAY, HOUR, Company, Who

from bot.interviews import plans
from bot.interviews.model import Kept, Side, Status
from bot.interviews.permissions import Capacity

Draw = Callable[[some.SearchStrategy[Any]], Any]
Scene = Iterator[datetime | tuple[Who, plans.Plan]]
Suits = Callable[[Kept, datetime], bool]

MINUTE, LENGTH = timedelta(minutes=1), timedelta(minutes=45)
RECRUITER, ASKED = Capacity.RECRUITER, Capacity.ASKED
INTERVIEWER, INTERVIEWEE = Capacity.INTERVIEWER, Capacity.INTERVIEWEE
either = some.sampled_from([INTERVIEWER, INTERVIEWEE])
anybody_of_it = some.sampled_from([INTERVIEWER, INTERVIEWEE, RECRUITER])
recruiters = some.sampled_from(["sam", "rita"])
staff = some.sampled_from(["pat", "lee", "sam", "rita"])
applicants = some.sampled_from(["ana", "bob", "mia"])
ahead = some.sampled_from([30 * MINUTE, 3 * HOUR, DAY, 25 * HOUR, 49 * HOUR, 8 * DAY])
minutes_past = some.sampled_from([0, 15, 60, 600])
lead_times = some.sampled_from([None, (), (HOUR,), (DAY, HOUR, 10 * MINUTE)])
reasons = some.sampled_from(["ill", None])
changes = some.sampled_from([
    {"location": "Room 2"}, {"location": None}, {"kind": "phone_call"}, {"kind": "video_call"},
    {"kind": "in_person", "location": "Calle Mayor 1"},
])  # fmt: skip
after_the_start = some.sampled_from([MINUTE, 20 * MINUTE, HOUR, 3 * HOUR])


def is_on(kept: Kept, now: datetime) -> bool:
    return kept.is_live and now < kept.interview.end_at


def is_next(kept: Kept, now: datetime) -> bool:
    return is_on(kept, now) and kept.interview.start_at < now + 30 * HOUR


def is_ahead(kept: Kept, now: datetime) -> bool:
    return kept.is_live and now < kept.interview.start_at


def waits_for_a_yes(kept: Kept, now: datetime) -> bool:
    return is_ahead(kept, now) and any(map(kept.waits_for, Side))


def is_proposed(kept: Kept, now: datetime) -> bool:
    return is_ahead(kept, now) and kept.interview.status is Status.AMENDED


def is_interviewed(kept: Kept, now: datetime) -> bool:
    return is_ahead(kept, now) and not kept.needs_cover


def move(company: Company, _kept: Kept, draw: Draw) -> Scene:
    start = company.soon(draw(ahead)) + draw(minutes_past) * MINUTE
    times = {"start_at": start, "end_at": start + LENGTH}
    yield draw(recruiters), plans.InterviewChange(**times, force=draw(some.booleans()))


def swap(company: Company, _kept: Kept, draw: Draw) -> Scene:
    yield RECRUITER, plans.InterviewChange(interviewer_id=company.person(draw(staff)).id)


def interview_somebody_else(company: Company, _kept: Kept, draw: Draw) -> Scene:
    application = company.house.application(company.called[draw(applicants)])
    yield "sam", plans.InterviewChange(interviewee_id=application.id)


def change(_company: Company, _kept: Kept, draw: Draw) -> Scene:
    yield draw(recruiters), plans.InterviewChange(**draw(changes))


def propose(company: Company, _kept: Kept, draw: Draw) -> Scene:
    yield draw(anybody_of_it), _another_time(company, draw(ahead))


def counter(company: Company, _kept: Kept, draw: Draw) -> Scene:
    """Answer a proposal by another one, and that one too."""
    first = draw(either)
    second = INTERVIEWEE if first is INTERVIEWER else INTERVIEWER
    for who, later in ((first, 2 * DAY), (second, 3 * DAY), (first, 4 * DAY)):
        yield who, _another_time(company, later)


def accept(_company: Company, kept: Kept, draw: Draw) -> Scene:
    yield _who_is_waited_for(kept, draw), plans.Acceptance()


def decline(company: Company, kept: Kept, draw: Draw) -> Scene:
    """Turn a proposal down, or take one's own back."""
    if kept.interview.status is not Status.AMENDED:
        yield INTERVIEWER, _another_time(company, 2 * DAY)
    yield draw(either), plans.Declining()


def record_an_answer(_company: Company, kept: Kept, draw: Draw) -> Scene:
    yield RECRUITER, plans.Acceptance(side=Side(_who_is_waited_for(kept, draw)))


def cannot(_company: Company, _kept: Kept, draw: Draw) -> Scene:
    yield INTERVIEWER, plans.Cannot(reason=draw(reasons))


def stand_in(_company: Company, kept: Kept, draw: Draw) -> Scene:
    """Say yes or no to the question whether to stand in; who says no is followed by another."""
    if not kept.needs_cover:
        yield INTERVIEWER, plans.Cannot(reason="ill")
    for takes in draw(some.sampled_from([(False, True), (True,), (False,), (False,) * 4])):
        yield ASKED, plans.Taking() if takes else plans.Leaving()


def ask(company: Company, kept: Kept, draw: Draw) -> Scene:
    if not kept.needs_cover:
        yield INTERVIEWER, plans.Cannot(reason="ill")
    yield RECRUITER, plans.Ask(person_id=company.person(draw(staff)).id)


def run_late(_company: Company, kept: Kept, draw: Draw) -> Scene:
    early = some.sampled_from([-90 * MINUTE, MINUTE, 20 * MINUTE])
    yield kept.interview.start_at + draw(early)
    yield draw(anybody_of_it), plans.RunningLate(minutes=10)


def come_or_not(_company: Company, kept: Kept, draw: Draw) -> Scene:
    yield kept.interview.start_at + draw(after_the_start)
    who = draw(some.sampled_from([INTERVIEWER, RECRUITER]))
    yield who, plans.Attending(came=draw(some.booleans()))


def say_how_it_was(_company: Company, kept: Kept, draw: Draw) -> Scene:
    yield kept.interview.start_at + draw(after_the_start)
    notes = draw(some.sampled_from([None, "Good"]))
    yield INTERVIEWER, plans.GivenFeedback(recommendation="yes", notes=notes, private_notes=notes)


def remind(_company: Company, _kept: Kept, draw: Draw) -> Scene:
    yield RECRUITER, plans.Reminding(lead_times=draw(lead_times))


def remind_now(_company: Company, _kept: Kept, draw: Draw) -> Scene:
    for _ in range(draw(some.sampled_from([1, 2]))):
        yield draw(recruiters), plans.RemindingNow()


def hand_over(company: Company, _kept: Kept, draw: Draw) -> Scene:
    yield RECRUITER, plans.Handover(owner_id=company.person(draw(recruiters)).id)


def call_off(_company: Company, _kept: Kept, draw: Draw) -> Scene:
    yield draw(anybody_of_it), plans.Cancellation(reason=draw(reasons))


def withdraw(_company: Company, _kept: Kept, draw: Draw) -> Scene:
    yield INTERVIEWEE, plans.Rejection(reason=draw(reasons))


DEEDS: dict[str, tuple[Suits, Callable[[Company, Kept, Draw], Scene]]] = {
    "move": (is_ahead, move),
    "swap": (is_ahead, swap),
    "interview somebody else": (is_ahead, interview_somebody_else),
    "change": (is_ahead, change),
    "propose": (is_ahead, propose),
    "counter": (is_ahead, counter),
    "accept": (waits_for_a_yes, accept),
    "decline": (is_proposed, decline),
    "record an answer": (waits_for_a_yes, record_an_answer),
    "cannot": (is_interviewed, cannot),
    "stand in": (is_ahead, stand_in),
    "ask": (is_ahead, ask),
    "run late": (is_next, run_late),
    "come or not": (is_next, come_or_not),
    "say how it was": (is_next, say_how_it_was),
    "remind": (is_ahead, remind),
    "remind now": (is_ahead, remind_now),
    "hand over": (is_on, hand_over),
    "call off": (is_on, call_off),
    "withdraw": (is_on, withdraw),
}


def _another_time(company: Company, later: timedelta) -> plans.Proposal:
    start = company.soon(later)
    return plans.Proposal(amend_start_at=start, amend_end_at=start + LENGTH)


def _who_is_waited_for(kept: Kept, draw: Draw) -> Capacity:
    sides = [side for side in Side if kept.waits_for(side)]
    return Capacity(draw(some.sampled_from(sides or [*Side])))
