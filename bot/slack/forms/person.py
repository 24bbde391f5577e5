"""The form "New person": somebody who is in no menu yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator

from bot.interviews.model import Value
from bot.interviews.refusals import Refusal, Refused
from bot.slack.blocks import Block
from bot.slack.forms import inputs
from bot.slack.forms.choice import Choice
from bot.slack.forms.entries import Entries
from bot.slack.forms.inputs import Field, View, packed
from bot.slack.forms.interview import FIELDS, InterviewForm
from bot.words import Words
from bot.words.text import size

CALLBACK_ID = "person_form"
NAME_FIELD, EMAIL_FIELD, PHONE_FIELD = "name", "email", "phone"
MOST_OF_A_NAME, MOST_OF_A_NUMBER = 200, 50  # characters
CARRIES = 3000  # characters of private_metadata, by Slack's rule
CARRIED = {"field", "view_id"}
# What the form behind can be shown without, for Slack keeps what was typed in it: dropped one
# after the other when all of it does not fit.
SPARED = ({"location"}, {"location", "changes", "left_over"})

Text = Annotated[str | None, AfterValidator(lambda text: text or None)]


class PersonForm(Value):
    """What stands in the form, and for which field of which form the person is entered."""

    field: str  # interviewee_id or interviewer_id
    view_id: str | None = None  # Slack's id of the form behind, into which the person goes
    behind: InterviewForm | None = None  # what stood there
    name: Text = None
    email: Text = None
    phone: Text = None

    @classmethod
    def asked(cls, field: str, choice: Choice, behind: InterviewForm, view_id: str) -> Self:
        """Give the form for a choice of "New person …": what was typed is in its place."""
        typed = choice.key.strip() or None
        into = EMAIL_FIELD if typed and "@" in typed else NAME_FIELD
        return cls(field=field, view_id=view_id, behind=behind, **{into: typed})

    def entered(self, choice: Choice) -> InterviewForm | None:
        """Give the form behind with the person chosen there; None when nothing is behind."""
        if self.behind is None:
            return None
        name = next(name for name, block in FIELDS.items() if block == self.field)
        return self.behind.replacing(**{name: choice})


def build(form: PersonForm, words: Words) -> View:
    """Give the view."""
    return inputs.modal(
        CALLBACK_ID,
        title=words.say("form.person_title"),
        submit=words.say("form.add"),
        close=words.say("form.back"),
        blocks=[
            Field(NAME_FIELD, words.say("form.name")).text(form.name, MOST_OF_A_NAME),
            Field(
                EMAIL_FIELD,
                words.say("form.email"),
                hint=words.say("form.email_why"),
                optional=True,
            ).email(form.email),
            Field(PHONE_FIELD, words.say("form.phone"), optional=True).text(
                form.phone, MOST_OF_A_NUMBER
            ),
        ],
        carries=_carries(form),
    )


def read(view: Mapping[str, Any]) -> PersonForm:
    """Read the view as Slack sends it.

    Refused (UNREADABLE_TEXT, with the field); Refused (REQUIRED, name) for a name of nothing but
    blanks, which Slack lets pass. A form behind that did not fit comes back without its place.
    """
    entries = Entries(view)
    name = entries.text(NAME_FIELD)
    if name is not None and not name.strip():
        raise Refused(Refusal.REQUIRED, NAME_FIELD)
    return PersonForm(
        **entries.carried(),
        name=name,
        email=entries.text(EMAIL_FIELD),
        phone=entries.text(PHONE_FIELD),
    )


def _email(form: PersonForm, words: Words) -> Block:
    label, why = words.say("form.email"), words.say("form.email_why")
    return Field(EMAIL_FIELD, label, hint=why, optional=True).email(form.email)


def _carries(form: PersonForm) -> dict[str, Any]:
    own = form.model_dump(mode="json", include=CARRIED, exclude_defaults=True)
    if form.behind is None:
        return own
    for spared in (set[str](), *SPARED):
        behind = form.behind.model_dump(mode="json", exclude=spared, exclude_defaults=True)
        if size(packed(carries := own | {"behind": behind})) <= CARRIES:
            return carries
    return own
