"""Feedback comes in and goes out in lines of its own, beside the interview as the API shows it."""

from typing import Any

import pytest

from bot.interviews.model import Feedback, Recommendation, Search
from bot.interviews.moving.faults import Why
from bot.interviews.moving.lines import FeedbackLine, root_of

GIVEN = {
    "interview_id": 27,
    "recommendation": "no",
    "notes": "Late twice",
    "private_notes": "Ask Lee",
    "by_id": 1040,
    "at": "2026-11-20T15:00:00.000Z",
}


def feedback(**changes: Any) -> dict[str, Any]:
    return {"feedback": GIVEN | changes}


def test_it_is_kept_as_the_line_says_wherever_it_stands(moving: Any, shown: Any) -> None:
    brought = moving.brings(feedback(), shown(), feedback())
    assert (brought.interviews, brought.feedback) == (1, 1)
    assert moving.house.stored(27).feedback == Feedback(
        recommendation=Recommendation.NO, notes="Late twice", private_notes="Ask Lee",
        by_id=1040, at="2026-11-20T15:00:00Z",
    )  # fmt: skip


def test_it_goes_out_after_its_interview_and_comes_in_unchanged(moving: Any, shown: Any) -> None:
    moving.brings(shown(), feedback())
    *_, interview, given = moving.mover.take_out(Search())
    assert interview == moving.house.stored(27).interview
    assert given == FeedbackLine.model_validate(GIVEN)
    assert [root_of(each) for each in (interview, given)] == ["interview", "feedback"]
    before = moving.house.everything()
    moving.brings({"feedback": given.model_dump(mode="json")})
    assert moving.house.everything() == before


def test_an_interview_without_such_a_line_keeps_its_own_and_a_new_one_takes_its_place(
    moving: Any, shown: Any
) -> None:
    moving.brings(shown(), feedback())
    moving.brings(shown(location="Room 2"))
    assert moving.house.stored(27).feedback.recommendation == "no"
    moving.brings(feedback(recommendation="yes", notes=None))
    kept = moving.house.stored(27)
    assert (kept.feedback.recommendation, kept.feedback.notes) == ("yes", None)
    last = moving.house.history(27)[-1]
    assert (last.deed, last.after["feedback"]["recommendation"]) == ("import", "yes")


@pytest.mark.parametrize(
    ("changes", "field", "why"),
    [
        ({"interview_id": 28}, "interview_id", Why.NO_SUCH_INTERVIEW),
        ({"by_id": 9_999}, "by_id", Why.NO_SUCH_PERSON),
        ({"recommendation": "perhaps"}, "recommendation", Why.NOT_ONE_OF),
        ({"notes": "x" * 2_001}, "notes", Why.TEXT_TOO_LONG),
        ({"at": "2026-11-20"}, "at", Why.NOT_A_TIME),
        ({"stars": 5}, "stars", Why.UNKNOWN_FIELD),
    ],
)
def test_what_is_no_feedback_is_refused_with_its_line(
    moving: Any, shown: Any, changes: Any, field: str, why: Why
) -> None:
    faults = moving.refuses(shown(), feedback(**changes))
    assert [(fault.line, fault.field, fault.why) for fault in faults] == [(2, field, why)]


def test_two_that_contradict_each_other_are_both_named(moving: Any, shown: Any) -> None:
    [fault] = moving.refuses(shown(), feedback(), feedback(recommendation="yes"))
    assert (fault.line, fault.why, fault.values["other_line"]) == (3, Why.FEEDBACK_TWICE, 2)
