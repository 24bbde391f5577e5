"""Under which field of a form a refusal is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.interviews.refusals import Refused
from bot.slack.forms.entries import base, inputs
from bot.words import Words

STANDS_UNDER = {  # fields of the plans which have no block of their own name
    "end_at": "length",
    "amend_start_at": "start_at",
    "amend_end_at": "length",
}


def error_fields(view: Mapping[str, Any], refused: Refused, words: Words) -> dict[str, str]:
    """Give `errors` for Slack's answer: the block_id of an input of this view, and the sentence.

    A refusal that concerns no field of this form stands under the first one. A view without
    inputs can show no error: then the answer is empty.
    """
    blocks = [block["block_id"] for block in inputs(view)]
    if not blocks:
        return {}
    field = STANDS_UNDER.get(refused.field or "", refused.field)
    block_id = next((each for each in blocks if base(each) == field), blocks[0])
    return {block_id: str(words.refused(refused))}
