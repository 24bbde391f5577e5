"""The forms with which somebody says that it will not be.

"I can't come" of the person interviewed offers another time first; to withdraw asks once more.
"Can't make it" of the person who interviews says why. "Cancel interview" calls it off.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator

from bot.interviews.model import MAX_REASON, Value
from bot.interviews.refusals import Refusal, Refused
from bot.slack.blocks import Block
from bot.slack.forms import inputs
from bot.slack.forms.entries import Entries
from bot.slack.forms.inputs import Field, View
from bot.words import Words

WISH_FIELD, REASON_FIELD = "wish", "reason"


class Ending(StrEnum):
    """Which form it is; also its callback_id."""

    CANNOT_COME = "cannot_come_form"
    WITHDRAW = "withdraw_form"  # "I can't come" asking once more
    CANNOT_MAKE_IT = "cannot_make_it_form"
    CANCEL = "cancel_form"


class Wish(StrEnum):
    """What somebody who can't come would like."""

    ANOTHER_TIME = "another_time"
    WITHDRAW = "withdraw"


TITLES = {
    Ending.CANNOT_COME: "form.cannot_come_title",
    Ending.WITHDRAW: "form.withdraw_title",
    Ending.CANNOT_MAKE_IT: "form.cannot_make_it_title",
    Ending.CANCEL: "form.cancel_title",
}
SUBMITS = {
    Ending.CANNOT_COME: "form.continue",
    Ending.WITHDRAW: "form.withdraw",
    Ending.CANNOT_MAKE_IT: "form.send",
    Ending.CANCEL: "form.cancel",
}
WARNINGS = {
    Ending.CANNOT_COME: "form.cannot_come_means",
    Ending.WITHDRAW: "form.withdraw_means",
    Ending.CANNOT_MAKE_IT: "form.cannot_make_it_means",
    Ending.CANCEL: "form.cancel_means",
}


class EndingForm(Value):
    """What stands in one of these forms. `wish` is asked by "I can't come" alone."""

    ending: Ending
    interview_id: int
    version: int | None = None  # of the interview, when the form was made
    wish: Wish | None = None
    reason: Annotated[str | None, AfterValidator(lambda text: text or None)] = None


def build(form: EndingForm, words: Words, *, about: str = "") -> View:
    """Give the view; `about` is a sentence that tells which interview it is."""
    carries = form.model_dump(mode="json", exclude={"ending", "reason"}, exclude_defaults=True)
    return inputs.modal(
        form.ending,
        title=words.say(TITLES[form.ending]),
        submit=words.say(SUBMITS[form.ending]),
        close=words.say("form.back" if form.ending is Ending.WITHDRAW else "form.close"),
        blocks=[
            *([inputs.sentence(about)] if about else []),
            inputs.sentence(words.say(WARNINGS[form.ending])),
            *_wish(form, words),
            _reason(form, words),
        ],
        carries=carries,
    )


def read(view: Mapping[str, Any]) -> EndingForm:
    """Read the view as Slack sends it.

    Refused (UNREADABLE_TEXT, reason); Refused (REQUIRED, reason) when "Can't make it" has nothing
    but blanks for a reason, which Slack lets pass.
    """
    entries = Entries(view)
    form = EndingForm(
        **entries.carried() | _wished(entries),
        ending=Ending(view["callback_id"]),
        reason=entries.text(REASON_FIELD),
    )
    if form.ending is Ending.CANNOT_MAKE_IT and form.reason and not form.reason.strip():
        raise Refused(Refusal.REQUIRED, REASON_FIELD)
    return form


def _wished(entries: Entries) -> dict[str, str]:
    wish = entries.option(WISH_FIELD)
    return {WISH_FIELD: wish} if wish else {}


def _wish(form: EndingForm, words: Words) -> list[Block]:
    if form.ending is not Ending.CANNOT_COME:
        return []
    wishes = {
        Wish.ANOTHER_TIME.value: words.say("form.wish_another_time"),
        Wish.WITHDRAW.value: words.say("form.wish_withdraw"),
    }
    return [Field(WISH_FIELD, words.say("form.wish")).radio(wishes, form.wish)]


def _reason(form: EndingForm, words: Words) -> Block:
    needed = form.ending is Ending.CANNOT_MAKE_IT
    label = words.say("form.reason")
    return Field(REASON_FIELD, label, optional=not needed).text(form.reason, MAX_REASON, lines=True)
