"""When each person is reminded, and what becomes of a reminder when things change."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.model import Kind, Side
from bot.interviews.notices import OF_THE_DAY, Notice, Reason, State, What
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.plans import Reminding

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ALL = [("ana", DAY), ("ana", HOUR), ("ana", 10 * MINUTES), ("pat", DAY), ("pat", 10 * MINUTES)]


def reminders(house: Any, kept: Any, *states: State) -> list[Notice]:
    return [n for n in house.notices(kept, What.REMINDER) if not states or n.state in states]


def planned(house: Any, kept: Any) -> list[tuple[str, timedelta]]:
    return [(house.name(n.person_id), n.lead_time) for n in reminders(house, kept, State.PLANNED)]


def test_the_interviewee_is_reminded_thrice_and_the_interviewer_twice(house: Any) -> None:
    kept = house.book_one()
    assert planned(house, kept) == ALL
    for notice in reminders(house, kept):
        assert notice.due_at == START - notice.lead_time
        assert (notice.start_at, notice.loud) == (START, True)


def test_nobody_on_the_way_to_a_meeting_is_reminded_ten_minutes_before(house: Any) -> None:
    kept = house.book_one(kind=Kind.IN_PERSON)
    assert planned(house, kept) == [
        ("ana", DAY), ("ana", 2 * HOUR), ("pat", DAY), ("pat", 10 * MINUTES),
    ]  # fmt: skip


def test_another_kind_brings_its_own_reminders(house: Any) -> None:
    kept = house.change(house.book_one(kind=Kind.PHONE_CALL), kind=Kind.IN_PERSON)
    assert ("ana", 2 * HOUR) in planned(house, kept)
    assert ("ana", HOUR) not in planned(house, kept)


def test_what_is_too_late_when_booking_is_skipped_and_never_sent_at_once(house: Any) -> None:
    kept = house.book_one(start_at=house.NOW + 50 * MINUTES)
    assert planned(house, kept) == [("ana", 10 * MINUTES), ("pat", 10 * MINUTES)]
    skipped = reminders(house, kept, State.SKIPPED)
    assert [(n.lead_time, n.reason) for n in skipped] == [
        (DAY, Reason.TOO_LATE), (HOUR, Reason.TOO_LATE), (DAY, Reason.TOO_LATE),
    ]  # fmt: skip
    assert {notice.settled_at for notice in skipped} == {house.history(kept)[0].at}
    house.courier.sweep()
    assert What.REMINDER not in {what for _, what in house.post.messages()}


def test_an_interview_that_has_begun_has_no_reminders(house: Any) -> None:
    assert reminders(house, house.book_one(start_at=house.NOW - MINUTES)) == []


@pytest.mark.parametrize("end", ["cancel", "reject"])
def test_an_ended_interview_has_no_reminder_left(house: Any, end: str) -> None:
    kept = getattr(house, end)(house.book_one())
    assert planned(house, kept) == []
    assert {n.reason for n in reminders(house, kept)} == {Reason.NOT_LIVE}
    house.clock.move_to(START + DAY)
    house.courier.sweep()
    assert What.REMINDER not in {what for _, what in house.post.messages()}


def test_a_move_moves_the_reminders(house: Any) -> None:
    kept = house.move(house.book_one(), START + HOUR)
    assert planned(house, kept) == ALL
    assert {n.start_at for n in reminders(house, kept, State.PLANNED)} == {START + HOUR}
    replaced = reminders(house, kept, State.REPLACED)
    assert {(n.start_at, n.reason) for n in replaced} == {(START, Reason.MOVED)}


def test_moved_there_and_back_everybody_is_reminded_once(house: Any) -> None:
    kept = house.book_one()
    house.move(house.move(kept, START + HOUR), START)
    assert planned(house, kept) == ALL
    assert {n.start_at for n in reminders(house, kept, State.PLANNED)} == {START}


def test_a_reminder_that_was_sent_is_not_sent_again_after_there_and_back(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START - DAY + MINUTES)
    house.courier.sweep()
    assert house.post.messages().count(("ana", What.REMINDER)) == 1
    house.move(house.move(kept, START + HOUR), START)
    house.clock.move_to(START - 2 * HOUR)
    house.courier.sweep()
    assert house.post.messages().count(("ana", What.REMINDER)) == 1
    assert planned(house, kept) == [
        ("ana", HOUR), ("ana", 10 * MINUTES), ("pat", 10 * MINUTES),
    ]  # fmt: skip


def test_swapped_there_and_back_the_first_interviewer_is_reminded_once(house: Any) -> None:
    kept = house.change(house.book_one(), interviewer="lee")
    assert [name for name, _ in planned(house, kept)].count("pat") == 0
    assert [name for name, _ in planned(house, kept)].count("lee") == 2
    kept = house.change(kept, interviewer="pat")
    assert planned(house, kept) == ALL


def test_who_stays_when_the_other_is_swapped_was_not_moved(house: Any) -> None:
    kept = house.change(house.book_one(), interviewer="lee")
    withdrawn = {
        (house.name(n.person_id), n.reason) for n in reminders(house, kept, State.REPLACED)
    }
    assert withdrawn == {("ana", Reason.REPLANNED), ("pat", Reason.REPLANNED)}


def test_a_place_an_answer_or_a_proposal_leaves_the_reminders_alone(house: Any) -> None:
    kept = house.book_one()
    before = reminders(house, kept)
    house.change(kept, location="Room 2")
    house.propose(kept, "ana")
    house.accept(house.decline(kept), "ana")
    assert reminders(house, kept) == before


def test_an_accepted_proposal_moves_the_reminders(house: Any) -> None:
    kept = house.accept(house.propose(house.book_one(), "ana", START + HOUR), "pat")
    assert {n.start_at for n in reminders(house, kept, State.PLANNED)} == {START + HOUR}


@pytest.mark.parametrize(
    ("answers", "reminded"),
    [((), True), (("ana",), True), (("pat",), False), (("ana", "pat"), False)],
)
def test_the_interviewer_is_asked_the_day_before_only_while_unanswered(
    house: Any, answers: tuple[str, ...], *, reminded: bool
) -> None:
    kept = house.book_one()
    for name in answers:
        house.accept(kept, name)
    house.courier.sweep()
    house.clock.move_to(START - DAY + MINUTES)
    house.courier.sweep()
    assert (("pat", What.REMINDER) in house.post.messages()) is reminded
    assert ("ana", What.REMINDER) in house.post.messages()
    reasons = [n.reason for n in reminders(house, kept, State.SKIPPED)]
    assert reasons == ([] if reminded else [Reason.ANSWERED])


def test_an_interviewer_who_wants_a_day_is_reminded_whatever_was_answered(house: Any) -> None:
    house.accept(house.book_one(), "pat")
    house.courier.sweep()
    house.clock.move_to(START - DAY + MINUTES)
    house.another_courier(LeadTimes(interviewer=(DAY,))).sweep()
    assert ("pat", What.REMINDER) in house.post.messages()


def test_an_interviews_own_lead_times_come_before_the_houses(house: Any) -> None:
    kept = house.book_one().but(lead_times=(HOUR, HOUR, 2 * DAY))
    for side in Side:
        assert LeadTimes().of(side, kept) == (2 * DAY, HOUR)
    assert LeadTimes().of(Side.INTERVIEWEE, kept.but(lead_times=())) == ()


def test_the_question_that_waits_is_not_the_last_reminder(house: Any) -> None:
    house.prefer("pat", lead_times=(2 * DAY,))
    kept = house.book_one()
    assert LeadTimes().is_last(Side.INTERVIEWER, kept, 2 * DAY)


def test_who_is_never_reminded_hears_nothing_on_the_day_of_what_is_off(house: Any) -> None:
    kept = house.do(Reminding(lead_times=()), house.book_one()).after
    planned = [n for n in house.notices(kept, *OF_THE_DAY) if n.state is State.PLANNED]
    assert len(planned) == len(OF_THE_DAY) + 1  # the start for each of the two
    house.cancel(kept)
    assert State.PLANNED not in {n.state for n in house.notices(kept, *OF_THE_DAY)}
