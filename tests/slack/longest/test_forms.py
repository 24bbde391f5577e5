"""Every form at its longest: Slack opens it, and nothing in it is cut in half."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.interviews.changes import FieldChange
from bot.interviews.model import Application, Person, Side
from bot.interviews.people.people import Profile
from bot.interviews.refusals import Refusal, Refused
from bot.playground.blockkit import completed, judge_suggestions
from bot.slack.blocks import escape
from bot.slack.forms import (
    answer,
    answers,
    ending,
    feedback,
    interview,
    person,
    preferences,
    proposal,
    several,
)
from bot.slack.forms.answer import AnswerForm
from bot.slack.forms.choice import Choice
from bot.slack.forms.ending import Ending, EndingForm, Wish
from bot.slack.forms.errors import error_fields
from bot.slack.forms.feedback import FeedbackForm
from bot.slack.forms.interview import InterviewForm
from bot.slack.forms.options import choices
from bot.slack.forms.person import PersonForm
from bot.slack.forms.preferences import PreferencesForm
from bot.slack.forms.proposal import ProposalForm
from bot.slack.forms.several import ReadLine, Row
from bot.slack.forms.stale import WHAT, change_in_words
from bot.slack.submissions import SUBMITS

ZONE = "America/Argentina/ComodRivadavia"


def interview_form(world: Any) -> InterviewForm:
    words = world.words(world.sam)
    return InterviewForm(
        zone=ZONE, interview_id=2_000_000_000, version=2_000_000_000, kind="video_call",
        date=date(2026, 11, 28), time=time(3), minutes=1440, location=world.sort.place,
        interviewee=Choice.of_application(2_000_000_000, world.sort.name),
        interviewer=Choice.of_person(2_000_000_000, world.sort.name), force=True,
        left_over=world.sort.long(5000), conflict=world.sort.name * 3, draft_id="d" * 40,
        changes=tuple(
            change_in_words(change, words)
            for change in [
                FieldChange(
                    field=field, was=world.sort.place, now=world.sort.place, by=world.sort.name
                )
                for field in WHAT
            ]
        ),
        revisions=dict.fromkeys(interview.FIELDS.values(), 999),
    )  # fmt: skip


def interview_views(world: Any, words: Any) -> list[Any]:
    form = interview_form(world)
    read_back = [world.sort.place] * 18
    new = form.but(interview_id=None)
    known = InterviewForm.of(world.kept(), words.zone)
    return [interview.build(each, words, read_back=read_back) for each in (form, new, known)]


def person_views(world: Any, words: Any) -> list[Any]:
    asked = Choice.of_new_person(world.sort.long(5000), world.sort.name)
    form = PersonForm.asked("interviewee_id", asked, interview_form(world), "V" * 255)
    full = form.but(name=world.sort.long(200))
    return [person.build(each, words) for each in (form, full)]


def proposal_views(world: Any, words: Any) -> list[Any]:
    form = ProposalForm(
        interview_id=2_000_000_000, zone=ZONE, version=2_000_000_000, side=Side.INTERVIEWEE,
        date=date(2026, 11, 28), time=time(3), minutes=1439,
    )  # fmt: skip
    long = world.sort.long(5000)
    return [proposal.build(form, words, present=long, remarks=(long, long))]


def ending_views(which: Ending, world: Any, words: Any) -> list[Any]:
    form = EndingForm(
        ending=which, interview_id=2_000_000_000, version=2_000_000_000, wish=Wish.WITHDRAW,
        reason=world.sort.place,
    )  # fmt: skip
    return [ending.build(form, words, about=world.sort.long(5000))]


def feedback_views(world: Any, words: Any) -> list[Any]:
    form = FeedbackForm.of(world.kept())
    return [feedback.build(form, words, about=world.sort.long(5000))]


def preferences_views(world: Any, words: Any) -> list[Any]:
    day = timedelta(days=14)
    form = PreferencesForm(
        zone=ZONE, chooses=True, interviews=True, time_zone=ZONE, works_from=time(9),
        works_until=time(18), quiet_from=time(21), quiet_until=time(8), room=world.sort.place,
        lead_times=tuple(day - timedelta(minutes=each) for each in range(6)),
    )  # fmt: skip
    return [preferences.build(form, words)]


def answer_views(world: Any, words: Any) -> list[Any]:
    form = AnswerForm(interview_id=2_000_000_000, person_id=2_000_000_000, text=world.sort.place)
    return [answer.build(form, words, about=world.sort.long(5000))]


def said_views(world: Any, words: Any) -> list[Any]:
    return [answers.said(world.sort.name, [world.sort.long(5000)] * 2, words)]


def several_views(world: Any, words: Any) -> list[Any]:
    return [several.build(world.sort.long(3000), words)]


def table_views(world: Any, words: Any) -> list[Any]:
    row = Row(50, "d" * 16, doubtful=True, force=True)
    times = {str(number): world.sort.name for number in range(3)}
    said = escape(world.sort.long(5000))
    lines = [ReadLine(number, said, times) for number in range(50)]
    return [several.table([row] * 49 + [Row(50, "d" * 16)], said, lines, words)]


FORMS = {
    several.CALLBACK_ID: several_views,
    several.TABLE: table_views,
    interview.CALLBACK_ID: interview_views,
    person.CALLBACK_ID: person_views,
    proposal.CALLBACK_ID: proposal_views,
    preferences.CALLBACK_ID: preferences_views,
    answers.CALLBACK_ID: said_views,
    feedback.CALLBACK_ID: feedback_views,
    answer.CALLBACK_ID: answer_views,
    **{each: lambda world, words, which=each: ending_views(which, world, words) for each in Ending},
}


@pytest.mark.parametrize("callback_id", [*SUBMITS, answers.CALLBACK_ID])
def test_every_form(longest: Any, fits: Any, callback_id: Any) -> None:
    words = longest.words(longest.sam).escaping(str)
    for view in FORMS[callback_id](longest, words):
        assert view["callback_id"] == callback_id
        fits.view(view)


def test_a_sentence_under_a_field_names_people_on_one_line(longest: Any) -> None:
    words = longest.words(longest.sam)
    view = completed(interview.build(interview_form(longest), words.escaping(str)))
    for refusal in Refusal:
        refused = Refused(refusal, "location", person=longest.sort.name, who=longest.sort.name)
        sentence = error_fields(view, refused, words.escaping(str))["location:999"]
        assert "\n" not in sentence
        assert sentence.endswith((".", "?"))


def test_a_place_that_was_not_touched_comes_back_as_it_is(longest: Any) -> None:
    words = longest.words(longest.sam).escaping(str)
    shown = InterviewForm.of(longest.kept(), words.zone)
    back = interview.read(completed(interview.build(shown, words)))
    assert back.location == shown.location


@pytest.mark.parametrize("query", ["", "a", "name"])
def test_what_a_menu_of_people_offers(longest: Any, fits: Any, query: str) -> None:
    words = longest.words(longest.sam).escaping(str)
    people = [
        Person(id=each, workspace_id=1, title=longest.sort.name, email=f"a{each}@{'x' * 240}.com")
        for each in range(1, 61)
    ]
    theirs = {
        each: [
            Application(
                id=1000 * each + number, workspace_id=1, driver_id=each, kind="verified",
                updated_at=longest.now, label=f"Depot {number} {longest.sort.name}",
            )
            for number in (1, 2)
        ]
        for each in range(1, 61)
    }  # fmt: skip
    typed = longest.sort.name if query == "name" else query
    members = [Profile(slack_user_id=f"U{n}", name=longest.sort.name) for n in range(100, 200)]
    found = choices(people, theirs, typed, words, members=members)
    assert judge_suggestions(found) == []
    assert len(found["options"]) == 100
    for option in found["options"]:
        fits.text(option["text"]["text"], marked=False)
    first, second = found["options"][:2]
    assert "Depot 1" in first["text"]["text"]
    assert "Depot 2" in second["text"]["text"]
