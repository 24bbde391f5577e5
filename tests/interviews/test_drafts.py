"""A plan that was read back waits for its button, and is carried out once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter

from bot.interviews.plans import Acceptance, InterviewChange, Plan, plan_data
from bot.interviews.refusals import Refusal
from bot.interviews.tidying import Clearing

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)


def draft(house: Any, plan: Any, kept: Any = None, by: str = "sam") -> str:
    interview_id = kept.id if kept else None
    made, _ = house.interviews.draft(plan, by=house.by(by), interview_id=interview_id, line="…")
    return made.id


def carry_out(house: Any, draft_id: str, by: str = "sam") -> Any:
    return house.interviews.carry_out(draft_id, by=house.by(by))


def test_a_draft_says_what_it_would_do_and_does_nothing_yet(house: Any) -> None:
    made, done = house.interviews.draft(house.booking(), by=house.by("sam"), line="@ana fri 3pm")
    assert done.after.interview.start_at == START
    assert [notice.person_id for notice in done.notices if notice.what == "booked"]
    assert (made.line, made.interview_id, made.version) == ("@ana fri 3pm", None, None)
    assert house.interviews.open_draft(made.id, by=house.by("sam")) == made
    assert house.application("ana").kind == "verified"


@pytest.mark.parametrize("days", [29, 31])
def test_a_draft_that_nobody_carried_out_is_cleared_away_after_a_month(
    house: Any, days: int
) -> None:
    clearing = Clearing(house.book, house.clock)
    waiting, done = draft(house, house.booking()), draft(house, house.booking(interviewee="bob"))
    carry_out(house, done)
    house.clock.move_to(house.clock.now() + timedelta(days=days))
    assert clearing.tell() == (days > 30)
    if days > 30:
        house.refuses(lambda: carry_out(house, waiting), Refusal.NO_SUCH_DRAFT)
    assert carry_out(house, done).again


def test_drafts_are_cleared_away_as_many_as_there_are_and_looked_for_now_and_then(
    house: Any,
) -> None:
    clearing = Clearing(house.book, house.clock)
    for _ in range(2):
        draft(house, house.booking())
    house.clock.move_to(house.clock.now() + timedelta(days=31))
    assert clearing.next_due() is None
    assert [clearing.tell(), clearing.tell()] == [2, 0]
    draft(house, house.booking(start_at=house.clock.now() + HOUR))
    house.clock.move_to(house.clock.now() + timedelta(days=31))
    assert clearing.tell() == 1


def test_a_draft_is_carried_out_once_and_then_shows_what_it_made(house: Any) -> None:
    waiting = draft(house, house.booking())
    first = carry_out(house, waiting)
    before = house.everything()
    second = carry_out(house, waiting)
    assert (first.again, second.again) == (False, True)
    assert second.after == first.after
    assert second.notices == ()
    assert house.everything() == before


def test_pressed_twice_at_once_it_books_one_interview(house: Any) -> None:
    waiting = draft(house, house.booking())
    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(lambda _: carry_out(house, waiting), range(2)))
    assert sorted(each.again for each in done) == [False, True]
    assert done[0].after == done[1].after


def test_what_was_not_given_in_a_plan_is_not_given_in_its_draft(house: Any) -> None:
    kept = house.book_one()
    waiting = draft(house, InterviewChange(location=None), kept)
    assert house.interviews.open_draft(waiting, by=house.by("sam")).plan.given() == {
        "location": None
    }
    after = carry_out(house, waiting).after.interview
    assert after == kept.interview.but(location=None)


def test_every_plan_comes_back_from_its_data_as_it_was(house: Any) -> None:
    for plan in (house.booking(), InterviewChange(location=None), Acceptance()):
        back = TypeAdapter(Plan).validate_python(plan_data(plan))
        assert back == plan
        assert back.model_fields_set - {"deed"} == plan.model_fields_set


def test_a_refused_plan_makes_no_draft(house: Any) -> None:
    house.book_one()
    house.refuses(lambda: draft(house, house.booking(interviewee="bob")), Refusal.BUSY, "start_at")


def test_another_persons_draft_is_none(house: Any) -> None:
    waiting = draft(house, house.booking())
    house.refuses(lambda: carry_out(house, waiting, "rita"), Refusal.NO_SUCH_DRAFT)
    house.refuses(
        lambda: house.interviews.open_draft(waiting, by=house.by("rita")), Refusal.NO_SUCH_DRAFT
    )


def test_a_draft_is_stale_when_somebody_changed_what_it_showed(house: Any) -> None:
    kept = house.book_one()
    waiting = draft(house, InterviewChange(location="Room 3"), kept)
    house.change(kept, "rita", location="Room 2")
    refused = house.refuses(lambda: carry_out(house, waiting), Refusal.STALE)
    [change] = refused.changes
    assert (change.field, change.was, change.now) == (
        "location",
        "https://meet.example/27",
        "Room 2",
    )
    assert change.by == refused.values["person"] == "rita"


def test_an_answer_meanwhile_makes_no_draft_stale(house: Any) -> None:
    kept = house.book_one()
    waiting = draft(house, InterviewChange(location="Room 3"), kept)
    house.accept(kept, "ana")
    assert carry_out(house, waiting).after.interviewee_answer is not None


def test_a_draft_is_refused_when_the_interview_ended_meanwhile(house: Any) -> None:
    kept = house.book_one()
    waiting = draft(house, InterviewChange(location="Room 3"), kept)
    house.cancel(kept)
    house.refuses(lambda: carry_out(house, waiting), Refusal.ALREADY_CANCELLED)


def test_a_draft_refused_once_may_be_carried_out_later(house: Any) -> None:
    waiting = draft(house, house.booking())
    kept = house.book_one(interviewee="bob")
    house.refuses(lambda: carry_out(house, waiting), Refusal.BUSY, "start_at")
    house.cancel(kept)
    assert not carry_out(house, waiting).again


def test_a_form_that_a_draft_opened_in_counts_as_carrying_it_out(house: Any) -> None:
    waiting = draft(house, house.booking())
    corrected = house.booking(start_at=START + HOUR)
    done = house.do(corrected, None, draft_id=waiting)
    assert done.after.interview.start_at == START + HOUR
    before = house.everything()
    for again in (house.do(corrected, None, draft_id=waiting), carry_out(house, waiting)):
        assert (again.again, again.after) == (True, done.after)
    assert house.everything() == before
