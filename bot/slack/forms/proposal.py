"""The form "Another time": a proposal to the other side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import Field

from bot.interviews.model import Side, Value
from bot.slack.forms import inputs
from bot.slack.forms.entries import Entries
from bot.slack.forms.inputs import View
from bot.slack.forms.times import (
    DAY_FIELD,
    LENGTH_FIELD,
    TIME_FIELD,
    Clock,
    Day,
    time_blocks,
)
from bot.words import Words

CALLBACK_ID = "proposal_form"
CARRIED = {"interview_id", "version", "zone", "side"}


class ProposalForm(Value):
    """What stands in the form. `date` and `time` are the clock of `zone`, to the minute."""

    interview_id: int
    zone: str  # an IANA name
    version: int | None = None  # of the interview, when the form was made
    side: Side | None = None  # for whom it is proposed; None = for oneself
    date: Day | None = None
    time: Clock | None = None
    minutes: int | None = Field(default=None, ge=1, le=24 * 60)


def build(form: ProposalForm, words: Words, *, present: str, remarks: Sequence[str] = ()) -> View:
    """Give the view; `present` is the sentence that tells the time which stands until accepted.

    `remarks` are sentences about what brought one here, above it.
    """
    return inputs.modal(
        CALLBACK_ID,
        title=words.say("form.proposal_title"),
        submit=words.say("form.propose"),
        close=words.say("form.close"),
        blocks=[
            *(inputs.sentence(remark) for remark in remarks),
            inputs.sentence(words.say("form.present", time=present)),
            *time_blocks(
                words, zone=form.zone, day=form.date, clock=form.time, minutes=form.minutes
            ),
        ],
        carries=form.model_dump(mode="json", include=CARRIED, exclude_defaults=True),
    )


def read(view: Mapping[str, Any]) -> ProposalForm:
    """Read the view as Slack sends it. It refuses nothing: Slack demands every field."""
    entries = Entries(view)
    minutes = entries.option(LENGTH_FIELD)
    return ProposalForm(
        **entries.carried(),
        date=entries.day(DAY_FIELD),
        time=entries.clock(TIME_FIELD),
        minutes=int(minutes) if minutes else None,
    )
