"""What people are where staff have one way in and who applies has another."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.changes import Stale
from bot.interviews.model import Actor, Role, Search, Side
from bot.interviews.plans import (
    Acceptance,
    Cancellation,
    Declining,
    InterviewChange,
    Proposal,
    RunningLate,
)
from bot.interviews.refusals import Refusal

STAFF, APPLICANT = Side.INTERVIEWER, Side.INTERVIEWEE


def as_staff(house: Any, name: str) -> Actor:
    actor: Actor = house.by(name).but(acts_as=STAFF)
    return actor


def as_applicant(house: Any, name: str) -> Actor:
    actor: Actor = house.by(name).but(acts_as=APPLICANT)
    return actor


def proposal(house: Any, **given: Any) -> Proposal:
    start_at = house.START + timedelta(days=3)
    return Proposal(amend_start_at=start_at, amend_end_at=start_at + timedelta(hours=1), **given)


def answers(kept: Any) -> tuple[bool, bool]:
    """Whether the interviewee, and the interviewer, has answered."""
    return kept.interviewee_answer is not None, kept.interviewer_answer is not None


def test_a_recruiter_without_a_part_answers_for_the_interviewer_first(house: Any) -> None:
    kept = house.book_one()
    kept = house.do(Acceptance(), kept, as_staff(house, "sam")).after
    assert answers(kept) == (False, True)
    kept = house.do(Acceptance(), kept, as_staff(house, "sam")).after
    assert answers(kept) == (True, True)
    assert kept.interviewee_answer.by_id == house.person("sam").id
    house.refuses(
        lambda: house.do(Acceptance(), kept, as_staff(house, "sam")), Refusal.ALREADY_ANSWERED
    )


@pytest.mark.parametrize("proposer", ["ana", "pat"])
def test_a_recruiter_answers_a_proposal_for_the_side_that_did_not_make_it(
    house: Any, proposer: str
) -> None:
    kept = house.propose(house.book_one(), proposer)
    accepted = house.do(Acceptance(), kept, as_staff(house, "sam")).after
    assert accepted.interview.status == "scheduled"
    assert answers(accepted) == (True, True)


def test_an_interviewer_answers_for_themselves_alone(house: Any) -> None:
    kept = house.do(Acceptance(), house.book_one(), as_staff(house, "pat")).after
    assert answers(kept) == (False, True)
    house.refuses(
        lambda: house.do(Acceptance(), kept, as_staff(house, "pat")), Refusal.ALREADY_ANSWERED
    )
    house.refuses(
        lambda: house.do(Acceptance(side=APPLICANT), kept, as_staff(house, "pat")),
        Refusal.ONLY_FOR_ONESELF,
    )


def test_who_recruits_and_is_interviewed_is_staff_in_one_place_and_not_in_the_other(
    house: Any,
) -> None:
    house.set_person("ana", role=Role.OPERATOR)
    kept = house.book_one()
    by_staff = house.do(proposal(house, side=STAFF), kept, as_staff(house, "ana")).after
    assert by_staff.interview.amended_by is STAFF
    mine = house.do(proposal(house, side=APPLICANT), kept, as_applicant(house, "ana")).after
    assert mine.interview.amended_by is APPLICANT
    house.refuses(
        lambda: house.do(Cancellation(), kept, as_applicant(house, "ana")),
        Refusal.ONLY_STAFF_CANCEL,
    )


@pytest.mark.parametrize("name", ["sam", "pat", "lee", "zoe"])
def test_where_one_applies_there_is_nothing_but_ones_own(house: Any, name: str) -> None:
    kept, by = house.book_one(), as_applicant(house, name)
    house.refuses(lambda: house.interviews.get(kept.id, by=by), Refusal.NO_SUCH_INTERVIEW)
    house.refuses(lambda: house.do(Declining(), kept, by), Refusal.NO_SUCH_INTERVIEW)
    assert house.interviews.search(Search(), by=by).total == 0


def test_what_one_applied_for_is_shown_and_listed(house: Any) -> None:
    kept, by = house.book_one(), as_applicant(house, "ana")
    house.book_one(interviewer="lee", interviewee="bob")
    assert house.interviews.get(kept.id, by=by) == kept
    assert house.interviews.search(Search(), by=by).interviews == (kept,)
    assert house.do(Acceptance(), kept, by).after.interviewee_answer is not None


def test_staff_who_interview_see_what_they_interview_and_nothing_else(house: Any) -> None:
    by = as_staff(house, "pat")
    theirs, others = house.book_one(), house.book_one(interviewer="lee", interviewee="bob")
    assert house.interviews.search(Search(), by=by).interviews == (theirs,)
    assert house.interviews.get(theirs.id, by=by) == theirs
    house.refuses(lambda: house.do(Cancellation(), others, by), Refusal.NO_SUCH_INTERVIEW)
    house.refuses(
        lambda: house.do(InterviewChange(location="x"), theirs, by), Refusal.ONLY_RECRUITERS
    )
    assert house.do(Cancellation(), theirs, by).after.interview.status == "cancelled"


def test_who_was_dismissed_no_longer_sees_what_they_booked_where_staff_are(house: Any) -> None:
    kept = house.book_one("rita")
    house.people.dismiss(house.person("rita").id, by=house.by("sam"))
    by = as_staff(house, "rita")
    house.refuses(lambda: house.interviews.get(kept.id, by=by), Refusal.NO_SUCH_INTERVIEW)
    assert house.interviews.search(Search(), by=by).total == 0


def test_who_is_dismissed_meanwhile_is_not_let_in_with_the_role_they_had(house: Any) -> None:
    by = as_staff(house, "sam")
    house.set_person("sam", role=Role.DRIVER)
    house.refuses(lambda: house.do(house.booking(), None, by), Refusal.ONLY_STAFF)


def test_what_was_seen_is_asked_of_the_interview_as_it_stands(house: Any) -> None:
    kept = house.book_one()
    seen: list[Any] = []
    change = InterviewChange(location="Room 2")
    done = house.do(change, kept, as_seen=lambda now: not seen.append(now))
    assert seen == [kept.interview]
    stale = house.refuses(
        lambda: house.do(change, kept, as_seen=lambda now: now == kept.interview), Refusal.STALE
    )
    assert isinstance(stale, Stale)
    assert stale.kept == done.after


def test_who_may_not_do_it_hears_that_first(house: Any) -> None:
    kept = house.book_one()
    house.refuses(
        lambda: house.do(InterviewChange(), kept, "pat", as_seen=lambda _: False),
        Refusal.ONLY_RECRUITERS,
    )


def test_who_is_late_is_the_interviewee_unless_the_recruiter_says_so(house: Any) -> None:
    kept = house.accept(house.accept(house.book_one(), "ana"), "pat")
    house.clock.move_to(house.START)
    assert house.do(RunningLate(minutes=5), kept).after.late.side is Side.INTERVIEWEE
