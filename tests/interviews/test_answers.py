"""Saying yes, proposing another time, turning it down, and not being able to come."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.model import Door, Kept, Says, Seen, Side, Status
from bot.interviews.refusals import Refusal

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANA, PAT = Side.INTERVIEWEE, Side.INTERVIEWER
NAMES = {ANA: "ana", PAT: "pat"}


def says(kept: Kept) -> tuple[str | None, str | None]:
    """What Ana and Pat have answered."""
    answers = (kept.interviewee_answer, kept.interviewer_answer)
    ana, pat = (answer and answer.says.value for answer in answers)
    return ana, pat


def proposal(kept: Kept) -> tuple[datetime | None, datetime | None, Side | None]:
    interview = kept.interview
    return interview.amend_start_at, interview.amend_end_at, interview.amended_by


@pytest.mark.parametrize("side", Side)
def test_one_yes_puts_it_on_and_the_other_is_still_asked(house: Any, side: Side) -> None:
    kept = house.accept(house.book_one(), NAMES[side])
    assert kept.interview.status is Status.SCHEDULED
    assert (kept.answer(side).says, kept.answer(side.other)) == (Says.YES, None)
    kept = house.accept(kept, NAMES[side.other])
    assert (kept.interview.status, says(kept)) == (Status.SCHEDULED, ("yes", "yes"))


def test_an_answer_is_kept_with_its_time_its_giver_and_its_door(house: Any) -> None:
    kept = house.book_one()
    house.clock.move_to(house.NOW + HOUR)
    answer = house.accept(kept, house.by("ana", Door.API)).interviewee_answer
    assert answer.start_at == START
    assert (answer.by_id, answer.door, answer.reason) == (house.person("ana").id, Door.API, None)
    assert answer.at == house.history(kept)[-1].at >= house.NOW + HOUR
    assert house.stored(kept).interviewee_answer == answer


def test_the_body_shows_no_answers(house: Any) -> None:
    kept = house.book_one()
    accepted = house.accept(kept, "ana").interview
    assert accepted == kept.interview.but(status=Status.SCHEDULED)


def test_a_recruiter_records_an_answer_as_their_own_deed(house: Any) -> None:
    kept = house.accept(house.book_one(), "rita", side=ANA)
    assert says(kept) == ("yes", None)
    assert kept.interviewee_answer.by_id == house.person("rita").id


def test_a_recruiter_need_not_say_whose_yes_it_is_when_one_is_missing(house: Any) -> None:
    kept = house.accept(house.accept(house.book_one(), "ana"), "sam")
    assert says(kept) == ("yes", "yes")


def test_a_recruiter_without_a_word_answers_whom_the_proposal_was_made_to(house: Any) -> None:
    kept = house.accept(house.propose(house.book_one(), "ana"), "sam")
    assert kept.interview.start_at == START + 3 * DAY
    kept = house.decline(house.propose(kept, "pat", START + DAY), "sam")
    assert kept.interview.status is Status.SCHEDULED


def test_a_recruiter_who_interviews_answers_for_herself(house: Any) -> None:
    kept = house.book_one(interviewer="rita")
    assert says(house.accept(kept, "rita")) == (None, "yes")
    assert says(house.accept(kept, "rita", side=ANA)) == ("yes", "yes")


def test_the_interviewer_who_could_not_can_after_all(house: Any) -> None:
    kept = house.cannot(house.book_one(), reason="ill")
    assert (kept.interview.status, says(kept)) == (Status.PENDING, (None, "cannot"))
    assert kept.interviewer_answer.reason == "ill"
    assert says(house.accept(kept, "pat")) == (None, "yes")


def test_the_interviewer_who_could_can_no_longer(house: Any) -> None:
    kept = house.cannot(house.accept(house.book_one(), "pat"))
    assert (kept.interview.status, says(kept)) == (Status.SCHEDULED, (None, "cannot"))


@pytest.mark.parametrize("side", Side)
def test_the_old_time_stands_until_the_other_side_accepts(house: Any, side: Side) -> None:
    kept = house.propose(house.book_one(), NAMES[side], START + DAY)
    assert proposal(kept) == (START + DAY, START + DAY + house.LENGTH, side)
    assert (kept.interview.start_at, kept.interview.status) == (START, Status.AMENDED)
    kept = house.accept(kept, NAMES[side.other])
    assert kept.interview.start_at == START + DAY
    assert kept.interview.end_at == START + DAY + house.LENGTH
    assert (kept.interview.status, proposal(kept)) == (Status.SCHEDULED, (None, None, None))


def test_who_proposed_a_time_has_said_yes_to_it(house: Any) -> None:
    kept = house.accept(house.propose(house.book_one(), "ana", START + DAY), "pat")
    assert says(kept) == ("yes", "yes")
    assert kept.interviewee_answer.start_at == kept.interviewer_answer.start_at == START + DAY


def test_a_proposal_keeps_the_answers_to_the_time_that_stands(house: Any) -> None:
    kept = house.accept(house.book_one(), "ana")
    assert says(house.propose(kept, "pat")) == ("yes", None)
    assert says(house.decline(kept, "ana")) == ("yes", None)


def test_a_recruiter_proposes_for_the_interviewer(house: Any) -> None:
    kept = house.propose(house.book_one(), "sam")
    assert kept.interview.amended_by is PAT
    house.refuses(lambda: house.accept(kept, "pat"), Refusal.OWN_PROPOSAL)
    assert house.accept(kept, "ana").interview.status is Status.SCHEDULED


def test_a_counter_proposal_takes_the_place_of_the_proposal(house: Any) -> None:
    kept = house.accept(house.book_one(), "ana")
    kept = house.propose(kept, "ana", START + DAY)
    kept = house.propose(kept, "pat", START + 2 * DAY)
    assert proposal(kept) == (START + 2 * DAY, START + 2 * DAY + house.LENGTH, PAT)
    house.refuses(lambda: house.accept(kept, "pat"), Refusal.OWN_PROPOSAL)
    assert house.decline(kept, "ana").interview.status is Status.SCHEDULED


@pytest.mark.parametrize("by", ["ana", "pat"])
@pytest.mark.parametrize("answered", [(), ("ana",), ("ana", "pat")])
def test_turned_down_or_taken_back_everything_is_as_before(
    house: Any, answered: tuple[str, ...], by: str
) -> None:
    kept = house.book_one()
    for name in answered:
        kept = house.accept(kept, name)
    after = house.decline(house.propose(kept, "ana"), by)
    assert after == kept.but(version=kept.version + 2)


def test_a_cancelled_or_rejected_interview_has_no_proposal_left(house: Any) -> None:
    for end in (house.cancel, house.reject):
        kept = end(house.propose(house.book_one()), reason="ill")
        assert proposal(kept) == (None, None, None)
        assert (kept.status_before, kept.reason) == (None, "ill")


def test_an_empty_reason_is_none(house: Any) -> None:
    assert house.cancel(house.book_one(), reason="").reason is None
    assert house.cannot(house.book_one(), reason="").interviewer_answer.reason is None


def test_a_yes_counts_for_the_times_that_were_seen(house: Any) -> None:
    kept = house.propose(house.book_one(), "ana")
    seen = Seen.of(kept.interview)
    assert house.accept(kept, "pat", seen=seen).interview.status is Status.SCHEDULED


def test_a_yes_to_what_was_moved_meanwhile_is_refused_with_the_new_time(house: Any) -> None:
    kept = house.book_one()
    house.move(kept, START + HOUR)
    refused = house.refuses(
        lambda: house.accept(kept, "ana", seen=Seen.of(kept.interview)), Refusal.MOVED_MEANWHILE
    )
    assert refused.values["start_at"] == START + HOUR


def test_a_yes_to_a_proposal_that_was_replaced_is_refused(house: Any) -> None:
    kept = house.propose(house.book_one(), "ana", START + DAY)
    seen = Seen.of(kept.interview)
    house.propose(kept, "ana", START + 2 * DAY)
    house.refuses(lambda: house.accept(kept, "pat", seen=seen), Refusal.PROPOSED_MEANWHILE)


def test_a_second_yes_to_a_proposal_is_told_that_it_was_given(house: Any) -> None:
    kept = house.propose(house.book_one(), "ana", START + DAY)
    seen = Seen.of(kept.interview)
    house.accept(kept, "pat", seen=seen)
    house.refuses(lambda: house.accept(kept, "pat", seen=seen), Refusal.ALREADY_ANSWERED)


def test_a_yes_to_a_proposal_that_was_taken_back_is_told_that_there_is_none(house: Any) -> None:
    kept = house.propose(house.book_one(), "ana", START + DAY)
    seen = Seen.of(kept.interview)
    house.decline(kept, "ana")
    house.refuses(lambda: house.accept(kept, "pat", seen=seen), Refusal.NOTHING_PROPOSED)


def test_a_recruiter_may_insist_on_a_taken_time_in_a_proposal_and_in_its_acceptance(
    house: Any,
) -> None:
    kept = house.book_one()
    house.book_one(start_at=START + DAY, interviewee="bob")
    kept = house.propose(kept, "sam", START + DAY, force=True)
    assert not kept.forced
    house.refuses(lambda: house.accept(kept, "ana"), Refusal.TAKEN, "start_at")
    assert house.accept(kept, "sam", side=ANA, force=True).forced


def test_an_answer_may_still_come_after_the_start_but_no_proposal(house: Any) -> None:
    kept = house.book_one()
    house.clock.move_to(START)
    assert house.accept(kept, "ana").interview.status is Status.SCHEDULED
    house.refuses(lambda: house.propose(kept), Refusal.ALREADY_STARTED, "amend_start_at")
