"""Changing an interview: what a change touches, and what it leaves alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.model import Kind, Status
from bot.interviews.plans import InterviewChange
from bot.interviews.refusals import Refusal

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
HOUR, MINUTES = timedelta(hours=1), timedelta(minutes=1)

PLACE_OR_KIND = [
    ({"kind": Kind.PHONE_CALL}, {"kind"}),
    ({"location": "Room 2"}, {"location"}),
    ({"location": None}, {"location"}),
    ({"location": " \n"}, {"location"}),
]
ARRANGEMENT = [
    ({"start_at": START - HOUR}, {"start_at"}),
    ({"end_at": START + HOUR}, {"end_at"}),
    ({"interviewer": "lee"}, {"interviewer_id"}),
    ({"interviewee": "bob"}, {"interviewee_id", "driver_id"}),
]
OF_A_PROPOSAL = {"status", "status_before", "amended_by", "amend_start_at", "amend_end_at"}


def changed_columns(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before if before[name] != after[name]} - {"version"}


@pytest.mark.parametrize("status", ["pending", "scheduled", "amended"])
@pytest.mark.parametrize(("fields", "columns"), PLACE_OR_KIND)
def test_another_kind_or_place_changes_nothing_else(
    house: Any, status: str, fields: dict[str, Any], columns: set[str]
) -> None:
    kept = house.put_into(status)
    before = house.row(kept)
    changed = house.change(kept, **fields)
    assert changed_columns(before, house.row(kept)) == columns
    assert changed.version == kept.version + 1


@pytest.mark.parametrize(("fields", "columns"), ARRANGEMENT)
def test_another_time_or_person_changes_nothing_else_of_what_nobody_answered(
    house: Any, fields: dict[str, Any], columns: set[str]
) -> None:
    kept = house.book_one()
    before = house.row(kept)
    house.change(kept, **fields)
    assert changed_columns(before, house.row(kept)) == columns


@pytest.mark.parametrize(("fields", "columns"), ARRANGEMENT)
def test_another_time_or_person_forgets_the_answers(
    house: Any, fields: dict[str, Any], columns: set[str]
) -> None:
    kept = house.accept(house.accept(house.book_one(), "ana"), "pat")
    before = house.row(kept)
    changed = house.change(kept, **fields)
    answers = {"interviewee_answer", "interviewer_answer"}
    assert changed_columns(before, house.row(kept)) == columns | answers | {"status"}
    assert changed.interview.status is Status.PENDING
    assert (changed.interviewee_answer, changed.interviewer_answer) == (None, None)


@pytest.mark.parametrize(("fields", "columns"), ARRANGEMENT)
def test_another_time_or_person_drops_the_proposal(
    house: Any, fields: dict[str, Any], columns: set[str]
) -> None:
    kept = house.propose(house.book_one())
    before = house.row(kept)
    changed = house.change(kept, **fields)
    assert changed_columns(before, house.row(kept)) == columns | OF_A_PROPOSAL
    assert changed.interview.status is Status.PENDING


def test_several_things_change_at_once(house: Any) -> None:
    changed = house.change(
        house.book_one(), kind=Kind.IN_PERSON, location="Room 2", interviewer="lee",
        start_at=START + HOUR, end_at=START + 2 * HOUR,
    ).interview  # fmt: skip
    assert (changed.kind, changed.location) == (Kind.IN_PERSON, "Room 2")
    assert (changed.start_at, changed.end_at) == (START + HOUR, START + 2 * HOUR)
    assert changed.interviewer.title == "lee"


@pytest.mark.parametrize("status", ["pending", "scheduled", "amended"])
def test_a_change_that_changes_nothing_leaves_everything_as_it_is(house: Any, status: str) -> None:
    kept = house.put_into(status)
    interview = kept.interview
    the_same = InterviewChange(
        kind=interview.kind,
        start_at=interview.start_at.astimezone(),
        end_at=interview.end_at,
        interviewee_id=interview.interviewee_id,
        interviewer_id=interview.interviewer_id,
        location=interview.location,
    )
    before = house.everything()
    for plan in (the_same, InterviewChange()):
        done = house.do(plan, kept)
        assert (done.after, done.notices) == (kept, ())
    assert house.everything() == before


def test_the_same_proposal_once_more_leaves_everything_as_it_is(house: Any) -> None:
    kept = house.propose(house.book_one())
    before = house.everything()
    assert house.propose(kept) == kept
    assert house.everything() == before


def test_a_start_that_has_passed_may_stand(house: Any) -> None:
    kept = house.book_one()
    house.clock.move_to(START + 20 * MINUTES)
    assert house.change(kept, end_at=START + HOUR).interview.start_at == START
    assert house.change(kept, location="Room 2").interview.start_at == START
    house.refuses(
        lambda: house.change(kept, start_at=START + MINUTES), Refusal.IN_THE_PAST, "start_at"
    )


def test_an_interview_may_be_noted_just_after_it_began(house: Any) -> None:
    kept = house.book_one(start_at=house.NOW - 4 * MINUTES)
    assert kept.interview.start_at == house.NOW - 4 * MINUTES


def test_times_are_kept_in_utc_to_the_millisecond(house: Any) -> None:
    kept = house.change(house.book_one(), end_at="2026-11-20T16:00:00.123789+01:00")
    assert house.stored(kept).interview.end_at == START + HOUR + timedelta(milliseconds=123)


def test_a_change_leaves_kind_and_age_of_both_applications(house: Any) -> None:
    kept = house.book_one()
    ana = house.application("ana")
    changed = house.change(kept, interviewee="bob")
    assert house.application("ana") == ana
    assert (changed.application.kind, changed.application.updated_at) == (
        "verified",
        house.APPLIED_AT,
    )
    assert changed.interview.interviewee.kind == "verified"


@pytest.mark.parametrize(
    ("deed", "kind"), [("book", "interview"), ("cancel", "verified"), ("reject", "rejected")]
)
def test_booking_cancelling_and_rejecting_rewrite_the_application(
    house: Any, deed: str, kind: str
) -> None:
    kept = house.book_one()
    if deed != "book":
        house.clock.move_to(house.NOW + HOUR)
        kept = getattr(house, deed)(kept)
    application = house.application("ana")
    assert (application.kind, application.currency) == (kind, "GBP")
    assert application.updated_at == house.history(kept)[-1].at
    shown = house.stored(kept).interview.interviewee
    assert (shown.kind, shown.updated_at) == (kind, application.updated_at)


@pytest.mark.parametrize("deed", ["change", "propose", "accept", "decline", "cannot"])
def test_no_other_deed_touches_the_application(house: Any, deed: str) -> None:
    kept = house.propose(house.book_one())
    before = house.application("ana")
    house.clock.move_to(house.NOW + HOUR)
    if deed == "change":
        house.move(kept, START + HOUR)
    elif deed == "propose":
        house.propose(kept, "pat", START + HOUR)
    else:
        getattr(house, deed)(kept, "pat")
    assert house.application("ana") == before


def test_being_picked_makes_an_interviewer_and_never_lowers_a_role(house: Any) -> None:
    kept = house.book_one(interviewer="zoe")
    assert house.person("zoe").role == "interviewer"
    house.change(kept, interviewer="rita")
    assert house.person("rita").role == "admin"


def test_touching_is_no_overlap(house: Any) -> None:
    house.book_one()
    house.book_one(interviewee="bob", start_at=START + house.LENGTH)
    house.book_one(interviewee="bob", start_at=START - house.LENGTH)


def test_an_ended_interview_and_a_proposed_time_hold_no_slot(house: Any) -> None:
    house.cancel(house.book_one())
    house.propose(house.book_one(), "ana", START + HOUR)
    house.book_one(interviewee="bob", start_at=START + HOUR)


def test_the_same_person_is_busy_on_whichever_side_they_sit(house: Any) -> None:
    house.book_one(interviewer="ana", interviewee="bob")
    house.refuses(lambda: house.book_one(interviewer="lee"), Refusal.BUSY, "start_at")


def test_a_recruiter_may_insist_and_the_interview_says_so_until_it_is_moved(house: Any) -> None:
    house.book_one()
    forced = house.book_one(interviewee="bob", force=True)
    assert forced.forced
    assert house.change(forced, location="Room 2").forced
    house.refuses(lambda: house.change(forced, interviewee="mia"), Refusal.BUSY, "start_at")
    assert house.change(forced, interviewee="mia", force=True).forced
    assert not house.move(forced, START + HOUR).forced


def test_insisting_where_nothing_is_in_the_way_is_not_kept(house: Any) -> None:
    assert not house.book_one(force=True).forced
