"""The worst that can be typed, everywhere that anything can be typed.

It is kept exactly as it was typed, or refused with a sentence; and wherever it is shown afterwards
it calls nobody, leads nowhere and fills nothing in.
"""

from __future__ import annotations

import html
import itertools
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Recommendation
from bot.interviews.notices import TEXT, What
from bot.playground.blockkit import completed, elements_of
from bot.playground.state import VALUE_OF, state_values
from bot.slack import submissions
from bot.slack.actions import PRESSES
from bot.slack.forms import answer as answer_form
from bot.slack.forms import feedback, person, several
from bot.slack.forms.answer import AnswerForm
from bot.slack.forms.ending import Ending
from bot.slack.forms.feedback import FeedbackForm
from bot.slack.forms.person import PersonForm
from bot.slack.grammar import VERBS
from bot.slack.one_interview import open_edit
from bot.slack.opening import ending_view, proposal_view
from bot.slack.preferences import open_preferences
from bot.slack.presses import Press, Pressed

pytestmark = pytest.mark.slow

FORMAT = "{0}{person}{who.__class__}%s%(id)s"
WORST = {
    "5000 characters": "x" * 5000,
    "control characters": "Room \x07 \x1b[31m \x9b 5",
    "NUL": "Room \x00 5",
    "half a character": "Room \ud83d 5",
    "script": "<script>alert(1)</script>",
    "everybody": "<!channel> <!here|x> <!subteam^S1> @channel",
    "somebody else": "<@U0LEE> <@U0LEE|lee> @lee <#C1|general>",
    "a link": "<https://evil.example|Join> &lt;!channel&gt; &amp;lt;",
    "SQL": "'; DROP TABLE interviews; --",
    "format": FORMAT,
    "unseen": "Pat\u200b\u200c\u200d\u2060\ufeff\u00adChen\u3164",
    "turned around": "\u202e5 mooR\u202c \u2066x\u2069 \u200f",
}
QUICK = ("format",)
EXAMPLES = {"sam": None, "ana": 1}  # of each verb: Ana may say little of it, and hears so at once
NO_NAME = {"5000 characters", "control characters", "NUL", "half a character"}  # not in Slack
each_worst = pytest.mark.parametrize(
    "worst",
    [
        pytest.param(text, id=name, marks=[] if name in QUICK else [pytest.mark.slow])
        for name, text in WORST.items()
    ],
)


@pytest.fixture
def nothing_unforeseen(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing may go wrong that nobody foresaw."""
    with caplog.at_level(logging.ERROR, logger="bot"):
        yield
    assert not [record for record in caplog.get_records("call") if record.name.startswith("bot")]


# Lines


def as_slack_sends(example: str) -> str:
    wrapped = example.replace("27", "1")
    for name in ("ana", "pat", "lee", "sam"):
        wrapped = wrapped.replace(f"@{name}", f"<@U0{name.upper()}|{name}>")
    return wrapped


def with_it_somewhere(line: str, worst: str) -> Iterator[str]:
    """Give the line with something in each place between its words, and in that of each word."""
    words = line.split()
    for at in range(len(words) + 1):
        yield " ".join([*words[:at], worst, *words[at:]])
    for at in range(len(words)):
        yield " ".join([*words[:at], worst, *words[at + 1 :]])
        yield " ".join([*words[:at], worst + words[at], *words[at + 1 :]])


def answer_harmlessly(
    acme: Any, says: Any, harmless: Any, lines: Iterator[str], who: Any = None
) -> None:
    """Let somebody say the lines; nothing that is kept may change."""
    before = acme.stored()
    for line in lines:
        reply = says(who or acme.sam, line)
        harmless(reply)
        fills_nothing_in(reply)
    after = acme.stored()
    for table in ("interviews", "history"):
        assert after[table] == before[table]
    assert after["people"][: len(before["people"])] == before["people"]


def fills_nothing_in(shown: Any) -> None:
    for text in every_text(getattr(shown, "blocks", None) or getattr(shown, "view", shown)):
        if "%s" in text and "…" not in text:
            assert FORMAT in html.unescape(text), text


def every_text(shown: Any) -> Iterator[str]:
    if isinstance(shown, dict):
        yield from (value for value in shown.values() if isinstance(value, str))
        yield from itertools.chain.from_iterable(map(every_text, shown.values()))
    elif isinstance(shown, list):
        yield from itertools.chain.from_iterable(map(every_text, shown))


@pytest.mark.usefixtures("nothing_unforeseen")
def test_each_verb_with_the_worst_behind_it(acme: Any, says: Any, harmless: Any) -> None:
    acme.books()
    lines = (
        f"{as_slack_sends(entry.examples[0])} {worst}"
        for entry in VERBS
        for worst in WORST.values()
    )
    answer_harmlessly(acme, says, harmless, lines)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["sam", "ana"])
@pytest.mark.parametrize("worst", WORST.values(), ids=WORST)
@pytest.mark.usefixtures("nothing_unforeseen")
def test_the_worst_at_each_place_of_each_line(
    acme: Any, says: Any, harmless: Any, worst: str, who: str
) -> None:
    acme.books()
    lines = (
        line
        for entry in VERBS
        for example in entry.examples[: EXAMPLES[who]]
        for line in with_it_somewhere(as_slack_sends(example), worst)
    )
    answer_harmlessly(acme, says, harmless, lines, getattr(acme, who))


# Forms


class Forms:
    """Submits forms as Slack would, with anything in their fields."""

    def __init__(self, desk: Any) -> None:
        self._desk = desk
        self._submitted = submissions.listen(desk)
        self._number = itertools.count(1)

    def submits(self, who: Any, view: Any, **typed: str) -> dict[str, Any]:
        """Give what is answered; {} closes the form, "clear" those beneath it as well."""
        whole = completed(view)
        entered = {
            block["block_id"]: {
                block["element"]["action_id"]: {
                    VALUE_OF[block["element"]["type"]][0]: typed[block["block_id"]]
                }
            }
            for block in whole["blocks"]
            if block.get("block_id") in typed
        }
        assert set(entered) == set(typed)
        values = state_values(
            [block for block in whole["blocks"] if block["type"] == "input"], entered
        )
        sent = whole | {"id": f"V{next(self._number)}", "state": {"values": values}}
        answers: list[dict[str, Any]] = []
        self._submitted(
            lambda **answer: answers.append(answer), {"user": {"id": who.id}, "view": sent}
        )
        (only,) = answers
        return only


def place(acme: Any, desk: Any) -> tuple[Any, Any, Callable[[], Any]]:
    actor = desk.directory.actor(acme.sam.id)
    view = open_edit(desk, actor, acme.kept(1)).view
    return acme.sam, view, lambda: acme.kept(1).interview.location


def when(acme: Any, desk: Any) -> tuple[Any, Any, Callable[[], Any]]:
    actor = desk.directory.actor(acme.sam.id)
    return acme.sam, open_edit(desk, actor, acme.kept(1)).view, lambda: "nothing of it"


def another_time(acme: Any, desk: Any) -> tuple[Any, Any, Callable[[], Any]]:
    actor = desk.directory.actor(acme.ana.id)
    return acme.ana, proposal_view(desk, actor, acme.kept(1)).view, lambda: "nothing of it"


def ending(which: Ending, who: str, number: int, kept: Callable[[Any], Any]) -> Any:
    def field(acme: Any, desk: Any) -> tuple[Any, Any, Callable[[], Any]]:
        somebody = getattr(acme, who)
        actor = desk.directory.actor(somebody.id)
        view = ending_view(desk, actor, acme.kept(number), which).view
        return somebody, view, lambda: kept(acme.kept(number))

    return field


def how_it_was(notes: str) -> Any:
    def field(acme: Any, desk: Any) -> tuple[Any, Any, Callable[[], Any]]:
        chosen = FeedbackForm(interview_id=4, recommendation=Recommendation.YES)
        view = feedback.build(chosen, desk.form_words(desk.directory.actor(acme.pat.id)))
        return acme.pat, view, lambda: getattr(acme.kept(4).feedback, notes)

    return field


def an_answer(acme: Any, desk: Any) -> tuple[Any, Any, Callable[[], Any]]:
    asks, answers = desk.directory.actor(acme.ana.id), desk.directory.actor(acme.sam.id)
    desk.passing_on.pass_on("Where is it?", by=asks, once="1", interview_id=1)
    form = AnswerForm(interview_id=1, person_id=asks.person.id)
    return acme.sam, answer_form.build(form, desk.form_words(answers)), lambda: written_back(acme)


def written_back(acme: Any) -> object:
    with acme.house.book.read() as pages:
        notices = pages.notices(acme.house.workspace_id, 1)
    return next(each.values[TEXT] for each in notices if each.what is What.WROTE_BACK)


def setting(name: str) -> Any:
    def field(acme: Any, desk: Any) -> tuple[Any, Any, Callable[[], Any]]:
        view = open_preferences(desk, desk.directory.actor(acme.pat.id)).view
        return acme.pat, view, lambda: getattr(acme.person(acme.pat).prefers, name)

    return field


def newcomer(column: int) -> Any:
    def field(acme: Any, desk: Any) -> tuple[Any, Any, Callable[[], Any]]:
        words = desk.form_words(desk.directory.actor(acme.sam.id))
        view = person.build(PersonForm(field="interviewee_id", name="Kim"), words)
        return acme.sam, view, lambda: met_last(acme)[column]

    return field


def met_last(acme: Any) -> tuple[str | None, ...]:
    with acme.house.book.read() as pages:
        newest = max(pages.people(acme.house.workspace_id, most=100), key=lambda each: each.id)
    return newest.title, newest.email, newest.phone_number


FIELDS = {  # where a text can be typed, and where it is kept
    ("interview_form", "location"): place,
    ("interview_form", "when"): when,
    ("proposal_form", "when"): another_time,
    ("cannot_make_it_form", "reason"): ending(
        Ending.CANNOT_MAKE_IT, "pat", 1, lambda kept: kept.interviewer_answer.reason
    ),
    ("cancel_form", "reason"): ending(Ending.CANCEL, "sam", 2, lambda kept: kept.reason),
    ("withdraw_form", "reason"): ending(Ending.WITHDRAW, "ana", 3, lambda kept: kept.reason),
    ("answer_form", "text"): an_answer,
    ("cannot_come_form", "reason"): None,  # it asks further, and keeps nothing: see below
    ("several_form", "lines"): None,
    ("feedback_form", "notes"): how_it_was("notes"),
    ("feedback_form", "private_notes"): how_it_was("private_notes"),
    ("preferences_form", "time_zone"): setting("time_zone"),
    ("preferences_form", "lead_times"): setting("lead_times"),
    ("preferences_form", "room"): setting("room"),
    ("person_form", "name"): newcomer(0),
    ("person_form", "email"): newcomer(1),
    ("person_form", "phone"): newcomer(2),
}


def field_of(block: Any) -> str:
    return str(block["block_id"]).partition(":")[0]  # a number follows where it was replaced


def text_fields(view: Any) -> set[tuple[str, str]]:
    return {
        (view["callback_id"], field_of(block))
        for block, element in elements_of(view["blocks"])
        if element["type"].endswith("text_input")
    }


@each_worst
@pytest.mark.usefixtures("nothing_unforeseen")
def test_every_field_keeps_exactly_what_was_typed_or_says_why_not(
    acme: Any, desk: Any, says: Any, harmless: Any, worst: str
) -> None:
    for day in ("wed", "thu", "fri"):
        acme.books(f"@ana with @pat {day} 3pm 45m in person")
    acme.books("@bob with @pat today 5pm 45m phone")
    acme.turn_clock(by=timedelta(hours=10).total_seconds())
    forms, seen = Forms(desk), set()
    for (callback_id, name), where in FIELDS.items():
        if where is None:
            continue
        who, view, kept = where(acme, desk)
        harmless({"blocks": view["blocks"]})
        seen |= text_fields(view)
        [block] = [
            each["block_id"]
            for each in view["blocks"]
            if "block_id" in each
            if field_of(each) == name
        ]
        answer = forms.submits(who, view, **{block: worst})
        assert view["callback_id"] == callback_id
        if answer in ({}, {"response_action": "clear"}):
            assert kept() == worst
        else:
            assert answer["response_action"] == "errors"
            assert list(answer["errors"]) == [block]
            assert answer["errors"][block].endswith((".", "?"))
            harmless(answer)
    actor = desk.directory.actor(acme.ana.id)
    asking = ending_view(desk, actor, acme.kept(1), Ending.CANNOT_COME).view
    harmless(forms.submits(acme.ana, asking, reason=worst))
    several_lines = several.build("", desk.form_words(desk.directory.actor(acme.sam.id)))
    harmless(forms.submits(acme.sam, several_lines, lines=worst))
    assert seen | text_fields(asking) | text_fields(several_lines) == set(FIELDS)
    with_text = set(submissions.SUBMITS) - {several.TABLE}
    assert {callback_id for callback_id, _ in FIELDS} == with_text
    everything_is_harmless(acme, says, harmless, worst)


def everything_is_harmless(acme: Any, says: Any, harmless: Any, worst: str) -> None:
    """Look at all that anybody can be shown, with the worst in names as well where Slack may."""
    acme.settle()
    if worst not in {WORST[name] for name in NO_NAME}:
        for somebody in (acme.ana, acme.pat, acme.sam):
            acme.driver.changes_member(somebody.id, real_name=worst)
    lines = ("", "1", "2", "3", "4", "list", "<@U0ANA|ana>", "me", "1 history", "4 history",
             "1 why", "1 edit", "1 propose", "1 move +30m",
             "1 swap <@U0PAT> <@U0LEE>", "1 cancel ill", "help", "99")  # fmt: skip
    for somebody, line in itertools.product((acme.sam, acme.pat, acme.ana), lines):
        reply = says(somebody, line)
        harmless(reply)
        fills_nothing_in(reply)
    acme.sam.types("/interview 1 move +1h")
    acme.sam.presses("Move")
    acme.settle()
    for somebody in (acme.sam, acme.pat, acme.ana):
        for message in somebody.messages():
            shown = {"text": message["text"], "blocks": message["blocks"]}
            harmless(shown)
            fills_nothing_in(shown)


@each_worst
@pytest.mark.usefixtures("nothing_unforeseen")
def test_a_suggestion_and_a_question_carry_it_on_harmlessly(
    acme: Any, desk: Any, says: Any, harmless: Any, worst: str
) -> None:
    acme.books()
    acme.books("@ana with @lee thu 3pm 45m video")
    actor = desk.directory.actor(acme.sam.id)
    for line in (f"1 mvoe fri 4pm {worst}", f"<@U0ANA|ana> cancel {worst}", f"lsit {worst}"):
        asked = says(acme.sam, line)
        harmless(asked)
        for block, element in elements_of(asked.blocks):
            assert block["type"] == "actions"
            if element["action_id"].startswith(Press.SAY.value):
                harmless(PRESSES[Press.SAY](desk, actor, element["value"]))
    harmless(says(acme.sam, Pressed(interview_id=1).packed()))
