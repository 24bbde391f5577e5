"""Forms and messages that Slack refuses, each broken in one place, and what it says."""

from typing import Any

import pytest

from bot.playground.blockkit import judge_message_blocks, judge_view
from bot.playground.judging import Report
from bot.playground.second_opinions import JUDGES

TEXT = {"type": "mrkdwn", "text": "Hello"}
PLAIN = {"type": "plain_text", "text": "Hello"}
OPTION = {"text": PLAIN, "value": "a"}
OTHER = {"text": {"type": "plain_text", "text": "Other"}, "value": "b"}
SECTION = {"type": "section", "text": TEXT}
BUTTON = {"type": "button", "text": PLAIN, "action_id": "go"}
SUBMIT = {"submit": PLAIN}


def words(length: int) -> dict[str, str]:
    return {"type": "plain_text", "text": "x" * length}


def actions(*elements: Any, **more: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **more}


def asks(element: Any, **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": PLAIN, "element": element, **more}


def select(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "s", "options": [OPTION], **more}


def typed(**more: Any) -> dict[str, Any]:
    return {"type": "plain_text_input", "action_id": "t", **more}


def modal(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": PLAIN, "blocks": list(blocks), **more}


MESSAGES: dict[str, tuple[Any, str]] = {
    "51 blocks": ([SECTION] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "an unknown block": ([{"type": "banner"}], "unsupported type: banner"),
    "a block without a type": ([{"text": TEXT}], "missing required field: type"),
    "a block that is a word": (["hello"], "must be an object [json-pointer:/blocks/0]"),
    "an alert": ([{"type": "alert", "text": PLAIN}], "unsupported type: alert"),
    "a file": (
        [{"type": "file", "external_id": "f", "source": "remote"}],
        "unsupported type: file",
    ),
    "a section with nothing": ([{"type": "section"}], "missing required field: text or fields"),
    "an empty text": (
        [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}],
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    "a section of 3001 characters": (
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "11 fields": ([{"type": "section", "fields": [TEXT] * 11}], "no more than 10 items"),
    "a field of 2001 characters": (
        [{"type": "section", "fields": [words(2001)]}],
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    "a field of its own": ([{**SECTION, "colour": "red"}], "invalid additional property: colour"),
    "emoji on mrkdwn": (
        [{"type": "section", "text": {**TEXT, "emoji": True}}],
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    "a header in mrkdwn": ([{"type": "header", "text": TEXT}], "unsupported type: mrkdwn"),
    "a header of 151": ([{"type": "header", "text": words(151)}], "must be less than 151"),
    "no elements": ([actions()], "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    "26 buttons": (
        [actions(*({**BUTTON, "action_id": str(n)} for n in range(26)))],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "two buttons of one name": ([actions(BUTTON, BUTTON)], "`action_id` go already exists"),
    "two blocks of one name": (
        [{**SECTION, "block_id": "b"}] * 2,
        "`block_id` b already exists [json-pointer:/blocks]",
    ),
    "a block_id of 256": ([{**SECTION, "block_id": "x" * 256}], "must be less than 256"),
    "an action_id of 256": ([actions({**BUTTON, "action_id": "x" * 256})], "must be less than 256"),
    "a button of 76 characters": (
        [actions({**BUTTON, "text": words(76)})],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    "a button's value of 2001": ([actions({**BUTTON, "value": "x" * 2001})], "less than 2001"),
    "a button's value that is a number": ([actions({**BUTTON, "value": 27})], "must be a string"),
    "a yellow button": ([actions({**BUTTON, "style": "warning"})], "one of: primary, danger"),
    "an address of 3001": ([actions({**BUTTON, "url": "https://" + "x" * 3001})], "less than 3001"),
    "a button that asks with too much": (
        [
            actions(
                {
                    **BUTTON,
                    "confirm": {
                        "title": words(101),
                        "text": PLAIN,
                        "confirm": PLAIN,
                        "deny": PLAIN,
                    },
                }
            )
        ],
        "must be less than 101 characters",
    ),
    "a text field among buttons": ([actions(typed())], "unsupported type: plain_text_input"),
    "a moment beside a section": (
        [{**SECTION, "accessory": {"type": "datetimepicker", "action_id": "d"}}],
        "unsupported type: datetimepicker [json-pointer:/blocks/0/accessory/type]",
    ),
    "six lines of overflow": (
        [actions({"type": "overflow", "action_id": "o", "options": [OPTION] * 6})],
        "no more than 5 items",
    ),
    "11 radio buttons": (
        [actions({"type": "radio_buttons", "action_id": "r", "options": [OPTION] * 11})],
        "no more than 10 items",
    ),
    "101 options": ([actions(select(options=[OPTION] * 101))], "no more than 100 items"),
    "a first option that is not offered": (
        [actions(select(initial_option=OTHER))],
        "initial_option must be one of the options provided",
    ),
    "options and groups at once": (
        [actions(select(option_groups=[{"label": PLAIN, "options": [OPTION]}]))],
        "exactly one of these is needed: options, option_groups",
    ),
    "an option of 76": ([actions(select(options=[{**OPTION, "text": words(76)}]))], "less than 76"),
    "a value of 151": ([actions(select(options=[{**OPTION, "value": "x" * 151}]))], "than 151"),
    "11 things in a context": ([{"type": "context", "elements": [TEXT] * 11}], "no more than 10"),
    "a button in a context": ([{"type": "context", "elements": [BUTTON]}], "unsupported type"),
    "two tables": ([{"type": "table", "rows": [[{"type": "raw_text"}]]}] * 2, "1 table blocks"),
    "too much markdown": ([{"type": "markdown", "text": "x" * 6001}] * 2, "less than 12001"),
    "an image without words": (
        [{"type": "image", "image_url": "https://x.org/a.png"}],
        "missing required field: alt_text",
    ),
    "an address field in a message": (
        [asks({"type": "email_text_input", "action_id": "e"})],
        "unsupported type: email_text_input",
    ),
}

VIEWS: dict[str, tuple[Any, str]] = {
    "no title": ({"type": "modal", "blocks": []}, "missing required field: title"),
    "a title of 25": (modal(title=words(25)), "must be less than 25 characters"),
    "a title in mrkdwn": (modal(title=TEXT), "unsupported type: mrkdwn"),
    "a submit of 25": (modal(submit=words(25)), "[json-pointer:/view/submit/text]"),
    "an input without a submit": (modal(asks(typed())), "missing required field: submit"),
    "101 blocks": (modal(*[SECTION] * 101), "no more than 100 items"),
    "a table": (modal({"type": "table", "rows": [[{}]]}), "unsupported type: table"),
    "markdown": (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    "a carousel": (modal({"type": "carousel", "elements": []}), "unsupported type: carousel"),
    "private_metadata of 3001": (modal(private_metadata="x" * 3001), "less than 3001"),
    "private_metadata that is an object": (modal(private_metadata={"id": 1}), "be a string"),
    "a callback_id of 256": (modal(callback_id="x" * 256), "less than 256"),
    "an external_id of 256": (modal(external_id="x" * 256), "less than 256"),
    "an unknown field": (modal(colour="red"), "invalid additional property: colour"),
    "a home for a modal": ({"type": "home", "blocks": []}, "unsupported type: home"),
    "a label of 2001": (modal(asks(typed(), label=words(2001)), **SUBMIT), "less than 2001"),
    "a button to be filled in": (modal(asks(BUTTON), **SUBMIT), "unsupported type: button"),
    "a placeholder of 151": (
        modal(asks(typed(placeholder=words(151))), **SUBMIT),
        "must be less than 151 characters",
    ),
    "3001 characters to be typed": (
        modal(asks(typed(max_length=3001)), **SUBMIT),
        "must be between 1 and 3000",
    ),
    "a least length above the most": (
        modal(asks(typed(min_length=5, max_length=4)), **SUBMIT),
        "min_length must not be greater than max_length",
    ),
    "a day that is not": (
        modal(
            asks({"type": "datepicker", "action_id": "d", "initial_date": "2026-02-30"}), **SUBMIT
        ),
        "must be a date in the format YYYY-MM-DD",
    ),
    "an hour that is not": (
        modal(asks({"type": "timepicker", "action_id": "t", "initial_time": "24:00"}), **SUBMIT),
        "must be a time in the format HH:mm",
    ),
    "a short hour": (
        modal(asks({"type": "timepicker", "action_id": "t", "initial_time": "9:00"}), **SUBMIT),
        "must be a time in the format HH:mm",
    ),
    "a zone that is not": (
        modal(asks({"type": "timepicker", "action_id": "t", "timezone": "Madrid"}), **SUBMIT),
        "must be a valid IANA time zone",
    ),
    "a moment in milliseconds": (
        modal(
            asks(
                {
                    "type": "datetimepicker",
                    "action_id": "d",
                    "initial_date_time": 1_795_347_342_000,
                }
            ),
            **SUBMIT,
        ),
        "must be between 1000000000 and 9999999999",
    ),
    "a moment with a placeholder": (
        modal(asks({"type": "datetimepicker", "action_id": "d", "placeholder": PLAIN}), **SUBMIT),
        "invalid additional property: placeholder",
    ),
    "a menu of nothing": (modal(asks(select(options=[])), **SUBMIT), "no fewer than 1 items"),
    "two fields in focus": (
        modal(asks(typed(focus_on_load=True)), asks(typed(focus_on_load=True)), **SUBMIT),
        "only one element may have focus_on_load",
    ),
    "a yes that is a word": (
        modal(asks(typed(), optional="true"), **SUBMIT),
        "must be a boolean [json-pointer:/view/blocks/0/optional]",
    ),
    "a mark in an option of a menu": (
        modal(asks(select(options=[{"text": TEXT, "value": "a"}])), **SUBMIT),
        "unsupported type: mrkdwn",
    ),
    "a link in an option of a menu": (
        modal(asks(select(options=[{**OPTION, "url": "https://x.org"}])), **SUBMIT),
        "invalid additional property: url",
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_refused_with(name: str) -> None:
    blocks, sentence = MESSAGES[name]
    assert sentence in "\n".join(judge_message_blocks(blocks))


@pytest.mark.parametrize("name", VIEWS)
def test_a_modal_is_refused_with(name: str) -> None:
    view, sentence = VIEWS[name]
    assert sentence in "\n".join(judge_view(view, "modal"))


# How many of all these each of the other judges finds by itself; our own tables find them all.
FOUND = {"slackblocks": 54, "slack_sdk": 30}


@pytest.mark.parametrize("judge", JUDGES)
def test_another_judge_alone_refuses_a_good_part_of_this(judge: str) -> None:
    messages = [{"blocks": blocks} for blocks, _ in MESSAGES.values()]
    refused = 0
    for whole in [*messages, *(view for view, _ in VIEWS.values())]:
        report = Report()
        JUDGES[judge](whole, "", report)
        assert all(problem.startswith(f"[ERROR] {judge}: ") for problem in report.problems)
        refused += bool(report.problems)
    assert refused >= FOUND[judge]
