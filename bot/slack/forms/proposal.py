"""The form "Another time": a proposal to the other side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.interviews.model import Side
from bot.slack.blocks import Block
from bot.slack.forms import inputs
from bot.slack.forms.entries import Entries
from bot.slack.forms.inputs import View
from bot.slack.forms.times import TimedForm, read_times, time_blocks
from bot.words import Words

CALLBACK_ID = "proposal_form"
CARRIED = {"interview_id", "version", "zone", "side", "revisions"}


class ProposalForm(TimedForm):
    """What stands in the form."""

    interview_id: int
    version: int | None = None  # of the interview, when the form was made
    side: Side | None = None  # for whom it is proposed; None = for oneself


def build(
    form: ProposalForm,
    words: Words,
    *,
    present: str,
    remarks: Sequence[str] = (),
    read_back: Sequence[str] = (),
    about_when: Sequence[Block] = (),
) -> View:
    """Give the view; `present` is the sentence that tells the time which stands until accepted.

    `remarks` are sentences about what brought one here, above it; `read_back` tells the time that
    is proposed to each, and `about_when` are questions about what was typed, under it.
    """
    return inputs.modal(
        CALLBACK_ID,
        title=words.say("form.proposal_title"),
        submit=words.say("form.propose"),
        close=words.say("form.close"),
        blocks=[
            *(inputs.sentence(remark) for remark in remarks),
            inputs.sentence(words.say("form.present", time=present)),
            *time_blocks(form, words, [*about_when, *inputs.asides(read_back)]),
        ],
        carries=form.model_dump(mode="json", include=CARRIED, exclude_defaults=True),
    )


def read(view: Mapping[str, Any]) -> ProposalForm:
    """Read the view as Slack sends it. It refuses nothing: Slack demands every field."""
    entries = Entries(view)
    return ProposalForm(**entries.carried(), **read_times(entries))
