"""The form in which a recruiter answers what somebody wrote to the bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.interviews.model import Value
from bot.interviews.notices import TEXT
from bot.interviews.people.passing_on import LONGEST
from bot.slack.forms import inputs
from bot.slack.forms.entries import Entries
from bot.slack.forms.inputs import Field, View
from bot.words import Words

CALLBACK_ID = "answer_form"


class AnswerForm(Value):
    """What stands in the form: about which interview, to whom, what."""

    interview_id: int
    person_id: int
    text: str = ""


def build(form: AnswerForm, words: Words, *, about: str = "") -> View:
    """Give the view; `about` is a sentence that tells whom it goes to."""
    return inputs.modal(
        CALLBACK_ID,
        title=words.say("form.answer_title"),
        submit=words.say("form.send"),
        close=words.say("form.close"),
        blocks=[
            *([inputs.sentence(about)] if about else []),
            Field(TEXT, words.say("form.answer")).text(form.text or None, LONGEST, lines=True),
        ],
        carries={"interview_id": form.interview_id, "person_id": form.person_id},
    )


def read(view: Mapping[str, Any]) -> AnswerForm:
    """Read the view as Slack sends it; Refused (UNREADABLE_TEXT)."""
    entries = Entries(view)
    return AnswerForm(**entries.carried(), text=entries.text(TEXT) or "")
