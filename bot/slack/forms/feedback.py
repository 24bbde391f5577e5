"""The form "How was it?": a recommendation, notes, and notes for the recruiter alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator

from bot.interviews.model import MAX_REASON, Kept, Recommendation, Value
from bot.interviews.refusals import Refusal, Refused
from bot.slack.forms import inputs
from bot.slack.forms.entries import Entries
from bot.slack.forms.inputs import Field, View
from bot.words import Words

CALLBACK_ID = "feedback_form"
RECOMMENDATION_FIELD, NOTES_FIELD, PRIVATE_FIELD = "recommendation", "notes", "private_notes"
Notes = Annotated[str | None, AfterValidator(lambda text: text or None)]


class FeedbackForm(Value):
    """What stands in the form."""

    interview_id: int
    recommendation: Recommendation | None = None
    notes: Notes = None
    private_notes: Notes = None

    @classmethod
    def of(cls, kept: Kept) -> FeedbackForm:
        """Give the form with what was said before."""
        given = kept.feedback
        if given is None:
            return cls(interview_id=kept.id)
        return cls(
            interview_id=kept.id,
            recommendation=given.recommendation,
            notes=given.notes,
            private_notes=given.private_notes,
        )


def build(form: FeedbackForm, words: Words, *, about: str = "") -> View:
    """Give the view; `about` is a sentence that tells which interview it is."""
    options = {each.value: words.say(f"feedback.{each.value}") for each in Recommendation}
    notes = Field(NOTES_FIELD, words.say("form.notes"), optional=True)
    private = Field(PRIVATE_FIELD, words.say("form.private_notes"), optional=True)
    return inputs.modal(
        CALLBACK_ID,
        title=words.say("form.feedback_title"),
        submit=words.say("form.send"),
        close=words.say("form.close"),
        blocks=[
            *([inputs.sentence(about)] if about else []),
            Field(RECOMMENDATION_FIELD, words.say("form.recommendation")).radio(
                options, form.recommendation
            ),
            notes.text(form.notes, MAX_REASON, lines=True),
            private.text(form.private_notes, MAX_REASON, lines=True),
        ],
        carries={"interview_id": form.interview_id},
    )


def read(view: Mapping[str, Any]) -> FeedbackForm:
    """Read the view as Slack sends it; Refused (UNREADABLE_TEXT), and REQUIRED (recommendation)."""
    entries = Entries(view)
    recommendation = entries.option(RECOMMENDATION_FIELD)
    if recommendation is None:
        raise Refused(Refusal.REQUIRED, RECOMMENDATION_FIELD)
    return FeedbackForm(
        **entries.carried(),
        recommendation=Recommendation(recommendation),
        notes=entries.text(NOTES_FIELD),
        private_notes=entries.text(PRIVATE_FIELD),
    )
