"""The parts of a form: input blocks, sentences, and the modal around them. No text of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from bot.slack.blocks import CONTEXT_ELEMENTS, Block, plain
from bot.slack.forms.choice import LABEL, Choice
from bot.words.text import cut, one_line, size

View = dict[str, Any]
TITLE = 24  # characters of a modal's title and buttons, by Slack's rule
SENTENCE = 3000  # characters of a section, by Slack's rule
HINT = 2000  # characters of a label or a hint
PLACEHOLDER = 150
LONGEST_INPUT = 3000  # characters that any input of text can hold
WIDEST = 6  # characters of JSON that one character can take (a control character)
ACTION = "form_"  # before a field's name: the action_id of its input


def action_id(field: str) -> str:
    """Give the action_id of a field's input, to which a listener may be bound."""
    return f"{ACTION}{field}"


def given(**values: Any) -> dict[str, Any]:
    """Give only what is there: Slack takes no null for what is optional."""
    return {name: value for name, value in values.items() if value is not None}


def sentence(text: str) -> Block:
    """Give a section that says one thing."""
    return {"type": "section", "text": plain(text, SENTENCE)}


def asides(sentences: Sequence[str]) -> list[Block]:
    """Give small lines, ten sentences in each, by Slack's rule."""
    elements = [plain(each, SENTENCE) for each in sentences]
    return [
        {"type": "context", "elements": elements[first : first + CONTEXT_ELEMENTS]}
        for first in range(0, len(elements), CONTEXT_ELEMENTS)
    ]


class Field:
    """An input block in the making: the field it is for, its label and what else it has."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        revision: int = 0,
        hint: str | None = None,
        optional: bool = False,
        dispatches: bool = False,
    ) -> None:
        self._name = name
        self._block = {
            "type": "input",
            "block_id": f"{name}:{revision}" if revision else name,
            "label": plain(label, HINT),
            "optional": optional,
            "dispatch_action": dispatches,
        } | given(hint=plain(hint, HINT) if hint else None)

    def text(self, value: str | None, most: int, *, lines: bool = False) -> Block:
        """A text of at most that many characters; one that is longer already is not cut to them."""
        if value and size(value) > most:
            value, most = cut(value, LONGEST_INPUT), LONGEST_INPUT
        return self._with("plain_text_input", initial_value=value, max_length=most, multiline=lines)

    def typed(self, value: str | None, most: int, example: str) -> Block:
        """A text on one line, which is sent as soon as Enter is pressed."""
        return self._with(
            "plain_text_input",
            initial_value=value,
            max_length=max(most, size(value or "")),
            placeholder=plain(example, PLACEHOLDER),
            dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]},
        )

    def email(self, value: str | None) -> Block:
        """An e-mail address; Slack checks that it is one."""
        return self._with("email_text_input", initial_value=value)

    def day(self, value: date | None) -> Block:
        """A day of the calendar."""
        return self._with("datepicker", initial_date=value.isoformat() if value else None)

    def clock(self, value: time | None, zone: str) -> Block:
        """A clock time to the minute; Slack shows the zone beside it, and converts nothing."""
        return self._with(
            "timepicker", initial_time=f"{value:%H:%M}" if value else None, timezone=zone
        )

    def menu(self, options: Mapping[str, str], value: str | None) -> Block:
        """One of several options, given as value and text."""
        return self._choosing("static_select", options, value)

    def radio(self, options: Mapping[str, str], value: str | None) -> Block:
        """One of a few options, all in sight."""
        return self._choosing("radio_buttons", options, value)

    def box(self, text: str, *, ticked: bool) -> Block:
        """A single box to tick."""
        options = [option(self._name, text)]
        return self._with(
            "checkboxes", options=options, initial_options=options if ticked else None
        )

    def person(self, value: Choice | None, placeholder: str) -> Block:
        """Somebody, from options that are asked for while typing."""
        return self._with(
            "external_select",
            min_query_length=0,
            placeholder=plain(placeholder, PLACEHOLDER),
            initial_option=option(value.token, value.label) if value else None,
        )

    def _choosing(self, kind: str, options: Mapping[str, str], value: str | None) -> Block:
        offered = {key: option(key, text) for key, text in options.items()}
        return self._with(
            kind,
            options=list(offered.values()),
            initial_option=offered[value] if value is not None else None,
        )

    def _with(self, kind: str, **fields: Any) -> Block:
        return self._block | {
            "element": {"type": kind, "action_id": action_id(self._name), **given(**fields)}
        }


def option(value: str, text: str) -> dict[str, Any]:
    """Give an option of a menu."""
    return {"text": plain(text, LABEL), "value": value}


def modal(
    callback_id: str,
    *,
    title: str,
    submit: str | None,
    close: str,
    blocks: list[Block],
    carries: Mapping[str, Any],
) -> View:
    """Give a modal. `carries` comes back with it as JSON, and is in sight of whoever looks."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "close": plain(close, TITLE),
        "private_metadata": packed(carries),
        "blocks": blocks,
    } | given(submit=plain(submit, TITLE) if submit else None)


def packed(carries: Any) -> str:
    """Give the JSON that rides in a view's private_metadata."""
    return json.dumps(carries, ensure_ascii=False, separators=(",", ":"))


def fitting(text: str, most: int) -> str:
    """Give a text on one line, cut until its JSON, quotes included, has `most` characters."""
    kept = cut(one_line(text), most)
    while (over := size(packed(kept)) - most) > 0:
        kept = cut(kept, len(kept) - max(1, over // WIDEST))
    return kept
