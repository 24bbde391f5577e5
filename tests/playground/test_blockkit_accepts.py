"""Forms and messages at the very edge of what Slack takes."""

import copy
import functools
import operator
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from slack_sdk.models import blocks as sdk

from bot.playground.blockkit import judge_message_blocks, judge_suggestions, judge_view, with_names

PLAIN = {"type": "plain_text", "text": "Hello", "emoji": True}
OPTION = {"text": PLAIN, "value": "a"}
RICH = {"text": {"type": "mrkdwn", "text": "*Hello*"}, "value": "a"}
ON_ENTER = {"trigger_actions_on": ["on_enter_pressed"]}
INPUTS = [
    {"type": "plain_text_input", "max_length": 3000, "min_length": 0, "multiline": True},
    {"type": "plain_text_input", "dispatch_action_config": ON_ENTER},
    {"type": "url_text_input", "initial_value": "https://x.org"},
    {"type": "email_text_input"},
    {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"},
    {"type": "static_select", "options": [OPTION], "initial_option": OPTION},
    {"type": "static_select", "option_groups": [{"label": PLAIN, "options": [OPTION]}]},
    {"type": "multi_static_select", "options": [OPTION], "max_selected_items": 3},
    {"type": "external_select", "min_query_length": 0, "initial_option": OPTION},
    {"type": "multi_external_select"},
    {"type": "users_select", "initial_user": "U1"},
    {"type": "multi_users_select", "initial_users": ["U1"]},
    {"type": "conversations_select", "default_to_current_conversation": True},
    {"type": "channels_select"},
    {"type": "datepicker", "initial_date": "2028-02-29"},
    {"type": "timepicker", "initial_time": "23:59", "timezone": "Europe/Madrid"},
    {"type": "datetimepicker", "initial_date_time": 1_795_347_342},
    {"type": "radio_buttons", "options": [RICH], "initial_option": RICH},
    {"type": "checkboxes", "options": [RICH] * 10, "initial_options": [RICH]},
]  # fmt: skip
NAMES = [f"{number} {each['type']}" for number, each in enumerate(INPUTS)]
MESSAGES: dict[str, list[dict[str, Any]]] = {
    "nothing": [],
    "50 dividers": [{"type": "divider"}] * 50,
    "a section of 3000": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}],
    "ten fields": [{"type": "section", "fields": [PLAIN] * 10}],
    "a header of 150": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 150}}],
    "25 buttons": [
        {
            "type": "actions",
            "elements": [
                {"type": "button", "text": PLAIN, "action_id": str(number), "style": "primary"}
                for number in range(25)
            ],
        }
    ],
    "a button that links and asks": [
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": PLAIN,
                    "url": "https://x.org",
                    "value": "27",
                    "confirm": {"title": PLAIN, "text": PLAIN, "confirm": PLAIN, "deny": PLAIN},
                }
            ],
        }
    ],
    "a section with an overflow": [
        {
            "type": "section",
            "text": PLAIN,
            "accessory": {"type": "overflow", "options": [{**OPTION, "url": "https://x.org"}]},
        }
    ],
    "a context of words and pictures": [
        {
            "type": "context",
            "elements": [PLAIN, {"type": "image", "image_url": "https://x.org", "alt_text": "x"}],
        }
    ],
    "one table": [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}],
    "markdown of 12000": [{"type": "markdown", "text": "x" * 12_000}],
    "a field in a message": [
        {"type": "input", "label": PLAIN, "element": {"type": "plain_text_input"}}
    ],
    "rich text": [{"type": "rich_text", "elements": [{"type": "rich_text_section"}]}],
    "the same action_id in two blocks": [
        {"type": "actions", "elements": [{"type": "button", "text": PLAIN, "action_id": "go"}]}
    ]
    * 2,
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_accepted_with(name: str) -> None:
    assert judge_message_blocks(MESSAGES[name]) == []


@pytest.mark.parametrize("element", INPUTS, ids=NAMES)
def test_a_modal_may_ask_by(element: dict[str, Any]) -> None:
    asks = {"type": "input", "label": PLAIN, "hint": PLAIN, "optional": True, "element": element}
    view = {"type": "modal", "title": PLAIN, "submit": PLAIN, "blocks": [asks]}
    assert judge_view(view, "modal") == []


def test_a_modal_of_all_fields_is_accepted() -> None:
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "x" * 24},
        "close": PLAIN,
        "private_metadata": "x" * 3000,
        "callback_id": "x" * 255,
        "external_id": "x" * 255,
        "clear_on_close": True,
        "notify_on_close": True,
        "blocks": [{"type": "divider"}] * 99 + [{"type": "alert", "text": PLAIN}],
    }
    assert judge_view(view, "modal") == []


def test_a_home_is_accepted() -> None:
    blocks = [{"type": "header", "text": PLAIN}, {"type": "divider"}]
    assert judge_view({"type": "home", "blocks": blocks, "callback_id": "home"}, "home") == []


def test_what_the_sdk_builds_is_accepted() -> None:
    built = [
        sdk.HeaderBlock(text="Hello"),
        sdk.SectionBlock(
            text="Hello",
            accessory=sdk.StaticSelectElement(
                action_id="s", options=[sdk.Option(text="A", value="a")]
            ),
        ),
        sdk.ActionsBlock(elements=[sdk.ButtonElement(text="Go", action_id="go", value="1")]),
        sdk.InputBlock(label="Name", element=sdk.PlainTextInputElement(action_id="t")),
        sdk.ContextBlock(elements=[sdk.MarkdownTextObject(text="Hi")]),
    ]
    assert judge_message_blocks([block.to_dict() for block in built]) == []


def test_no_suggestions_are_suggestions_too() -> None:
    assert judge_suggestions({"options": []}) == []
    assert judge_suggestions({"option_groups": [{"label": PLAIN, "options": [OPTION]}]}) == []


def test_slack_names_what_has_no_name_and_keeps_what_has() -> None:
    names = iter(["first", "second"])
    given = [
        {"type": "section", "block_id": "own", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "actions", "elements": [{"type": "button", "text": PLAIN, "value": None}]},
    ]
    section, actions = with_names(given, lambda: next(names))
    assert section["block_id"] == "own"
    assert section["text"]["verbatim"] is False
    assert actions["block_id"] == "first"
    assert actions["elements"] == [{"type": "button", "text": PLAIN, "action_id": "second"}]


JUNK: list[Any] = [None, 5, "", "x" * 4000, [], {}, [None], [[]], {"type": 5}, {"type": []}, True]


def places(thing: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(thing, dict):
        inner = thing.items()
    elif isinstance(thing, list):
        inner = enumerate(thing)
    for key, value in inner:
        yield from places(value, (*path, key))


@pytest.mark.parametrize("element", INPUTS, ids=NAMES)
def test_junk_in_any_place_is_judged_and_never_a_crash(element: dict[str, Any]) -> None:
    asks = [{"type": "input", "label": PLAIN, "element": element}]
    for path in places(asks):
        for junk in JUNK:
            broken = copy.deepcopy(asks)
            holder = functools.reduce(operator.getitem, path[:-1], broken)
            holder[path[-1]] = junk
            for problem in judge_message_blocks(broken):
                assert problem.startswith("[ERROR] ")
