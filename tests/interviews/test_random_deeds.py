"""Whatever people do, in whatever order: an interview never comes into an impossible state."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.interviews.model import LIVE, Kept, Side, Status
from bot.interviews.notices import State, What
from bot.interviews.plans import Handover, Reminding, RemindingNow
from bot.interviews.refusals import Refused

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
LENGTH = timedelta(minutes=45)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KINDS = {"cancelled": "verified", "rejected": "rejected"}

names = some.sampled_from(["sam", "pat", "lee", "ana", "bob"])
times = some.sampled_from([START + timedelta(hours=hours) for hours in (0, 2, 24, 48)])
sides = some.sampled_from([None, *Side])


def a_deed(verb: str, **given: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
    return some.tuples(some.just(verb), names, some.fixed_dictionaries(given))


deeds = some.one_of(
    a_deed("move", start_at=times),
    a_deed("change", interviewer=some.sampled_from(["pat", "lee", "sam"])),
    a_deed("change", interviewee=some.sampled_from(["ana", "bob"])),
    a_deed("change", location=some.sampled_from([None, "Room 2"])),
    a_deed("change", kind=some.sampled_from(["in_person", "phone_call"])),
    a_deed("propose", start_at=times, side=sides),
    a_deed("accept", side=sides),
    a_deed("decline", side=sides),
    a_deed("cannot"),
    a_deed("take"),
    a_deed("leave"),
    a_deed("hand_over", owner=names),
    a_deed("remind", times=some.sampled_from([None, (), (HOUR,), (DAY, HOUR)])),
    a_deed("remind_now"),
    a_deed("sweep"),
    a_deed("wait", hours=some.sampled_from([1, 20, 60])),
    # The two that end it stand last: hypothesis shrinks towards the first.
    a_deed("cancel"),
    a_deed("reject"),
)


def do(house: Any, kept: Kept, verb: str, by: str, given: dict[str, Any]) -> None:
    if verb == "sweep":
        house.courier.sweep()
    elif verb == "wait":
        house.clock.move_to(house.clock.now() + timedelta(hours=given["hours"]))
    elif verb == "hand_over":
        house.do(Handover(owner_id=house.person(given["owner"]).id), kept, by)
    elif verb == "remind":
        house.do(Reminding(lead_times=given["times"]), kept, by)
    elif verb == "remind_now":
        house.do(RemindingNow(), kept, by)
    elif verb == "move":
        house.move(kept, given["start_at"], by)
    else:
        getattr(house, verb)(kept, by, **given)


def check_proposal(kept: Kept) -> None:
    interview = kept.interview
    amended = interview.status is Status.AMENDED
    of_it = (
        interview.amend_start_at, interview.amend_end_at, interview.amended_by, kept.status_before,
    )  # fmt: skip
    assert all((value is not None) is amended for value in of_it)
    assert kept.status_before in {None, Status.PENDING, Status.SCHEDULED}


def check_answers(kept: Kept) -> None:
    answers = [answer for side in Side if (answer := kept.answer(side))]
    assert all(answer.start_at == kept.interview.start_at for answer in answers)
    if Status.SCHEDULED in {kept.interview.status, kept.status_before}:
        assert answers
    assert kept.reason is None or not kept.is_live


def check_people(kept: Kept) -> None:
    assert kept.interviewee_person.id != kept.interviewer_person.id
    assert kept.owner is not None
    assert kept.cover is None or kept.needs_cover
    assert kept.asked_id not in {kept.interviewee_person.id, kept.interviewer_person.id}
    assert kept.application.driver_id == kept.interviewee_person.id
    if kept.interview.status not in LIVE:
        assert kept.application.kind == KINDS[kept.interview.status]


def check_history(house: Any, kept: Kept) -> None:
    versions = [entry.version for entry in house.history(kept)]
    assert versions == list(range(1, kept.version + 1))


def check_notices(house: Any, kept: Kept) -> None:
    """What waits for a start that has passed is left to the courier, who will not send it."""
    reminders, now = house.notices(kept, What.REMINDER), house.clock.now()
    waiting = [n for n in reminders if n.state is State.PLANNED and n.start_at > now]
    assert kept.is_live or not waiting
    assert {notice.start_at for notice in waiting} <= {kept.interview.start_at}
    assert {notice.person_id for notice in waiting} <= {kept.person(side).id for side in Side}
    sent = [(n.person_id, n.lead_time, n.start_at) for n in reminders if n.state is State.SENT]
    assert len(sent) == len(set(sent))


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(some.lists(deeds, min_size=1, max_size=8))
def test_no_order_of_deeds_leads_into_an_impossible_state(
    a_house: Callable[[], Any], doings: list[Any]
) -> None:
    with a_house() as house:
        kept = house.book_one()
        for verb, by, given in doings:
            before = house.stored(kept)
            try:
                do(house, kept, verb, by, given)
            except Refused:
                assert house.stored(kept) == before
            stored = house.stored(kept)
            check_proposal(stored)
            check_answers(stored)
            check_people(stored)
            check_history(house, stored)
            check_notices(house, stored)
