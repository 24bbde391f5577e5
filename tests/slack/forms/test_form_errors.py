from collections.abc import Callable
from itertools import product
from typing import Any, get_args

import pytest

from bot.interviews.plans import Plan
from bot.interviews.refusals import Refusal, Refused
from bot.slack.forms import ending, interview, person, proposal
from bot.slack.forms.answers import said
from bot.slack.forms.choice import Choice
from bot.slack.forms.ending import Ending, EndingForm
from bot.slack.forms.errors import error_fields
from bot.slack.forms.interview import InterviewForm
from bot.slack.forms.person import PersonForm
from bot.slack.forms.proposal import ProposalForm
from bot.words import Words

View = dict[str, Any]
CameBack = Callable[..., View]
NEW = InterviewForm(zone="UTC")
REPLACED = NEW.replacing(location="Room 2", minutes=30, date=None)
# Every field that a plan of the deeds has.
PLANS = get_args(get_args(Plan)[0])
PLAN_FIELDS = sorted({field for plan in PLANS for field in plan.model_fields} - {"deed"})


def _views(words: Words) -> list[View]:
    return [
        interview.build(NEW, words),
        interview.build(REPLACED.but(interview_id=27, conflict="Pat is busy."), words),
        proposal.build(ProposalForm(interview_id=27, zone="UTC"), words, present="now"),
        *(ending.build(EndingForm(ending=each, interview_id=27), words) for each in Ending),
        person.build(PersonForm(field="interviewee_id"), words),
    ]


@pytest.mark.parametrize("field", [None, *PLAN_FIELDS])
def test_every_refusal_stands_under_an_input_of_the_view(
    field: str | None, words: Words, came_back: CameBack
) -> None:
    for view, key in product(map(came_back, _views(words)), Refusal):
        inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
        [(block_id, sentence)] = error_fields(view, Refused(key, field), words).items()
        assert block_id in inputs
        assert sentence


@pytest.mark.parametrize(
    ("field", "block_id"),
    [
        ("interviewer_id", "interviewer_id"),
        ("location", "location:1"),
        ("start_at", "start_at:1"),
        ("end_at", "length:1"),
        ("owner_id", "when"),
        (None, "when"),
    ],
)
def test_a_refusal_stands_under_its_field_even_when_its_value_was_replaced(
    field: str | None, block_id: str, words: Words
) -> None:
    view = interview.build(REPLACED.but(interview_id=27), words)
    assert list(error_fields(view, Refused(Refusal.TOO_LONG, field), words)) == [block_id]


@pytest.mark.parametrize(
    ("field", "block_id"),
    [("amend_start_at", "start_at"), ("amend_end_at", "length"), ("side", "when")],
)
def test_a_refused_proposal_is_shown_beside_its_time(
    field: str, block_id: str, words: Words
) -> None:
    view = proposal.build(ProposalForm(interview_id=27, zone="UTC"), words, present="now")
    assert list(error_fields(view, Refused(Refusal.TAKEN, field), words)) == [block_id]


def test_the_sentence_is_the_one_of_the_refusal(words: Words) -> None:
    view = interview.build(NEW, words)
    refused = Refused(Refusal.SAME_PERSON, "interviewer_id", person="Ana & <co>")
    assert error_fields(view, refused, words) == {
        "interviewer_id": "Ana & <co> can't interview themselves. Please pick two different people."
    }


def test_a_new_person_who_was_not_entered_is_asked_for_under_the_menu(
    words: Words, came_back: CameBack
) -> None:
    view = came_back(
        interview.build(NEW.but(interviewee=Choice.of_new_person("Bo", "New person")), words)
    )
    with pytest.raises(Refused) as refused:
        interview.complete(interview.read(view))
    assert list(error_fields(view, refused.value, words)) == ["interviewee_id"]


def test_a_view_without_inputs_shows_no_error(words: Words) -> None:
    view = said("Interview #27", ["Nothing to fill in."], words)
    assert error_fields(view, Refused(Refusal.STALE), words) == {}
