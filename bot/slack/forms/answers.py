"""A view that only says something: what came of a form, when no field is to be corrected."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.blocks import Block
from bot.slack.forms import inputs
from bot.slack.forms.inputs import View
from bot.words import Words

CALLBACK_ID = "said_form"


def said(title: str, sentences: Sequence[str], words: Words, *after: Block) -> View:
    """Give a view with these sentences, one below the other, and a button that closes it.

    `after` are blocks below them.
    """
    return inputs.modal(
        CALLBACK_ID,
        title=title,
        submit=None,
        close=words.say("form.done"),
        blocks=[*(inputs.sentence(sentence) for sentence in sentences), *after],
        carries={},
    )
