"""Block Kit's elements: the fields and limits of each, and the blocks that may hold it.

From docs.slack.dev/reference/block-kit/block-elements; where two sources disagree, the stricter
one holds here.
"""

import functools
from collections.abc import Mapping
from typing import Any

from bot.playground.judging import (
    Check,
    Report,
    Shape,
    any_list,
    any_object,
    at_least_one_of,
    by_type,
    calendar_date,
    clock_time,
    exactly_one_of,
    list_of,
    number_between,
    one_of,
    text_between,
    time_zone,
    web_address,
    yes_or_no,
)

TEN_DIGITS = number_between(1_000_000_000, 9_999_999_999)
NAME = text_between(1, 255)


def plain(most: int) -> Check:
    """A plain_text object of 1 to `most` characters."""
    return by_type({"plain_text": Shape({"text": text_between(1, most)}, {"emoji": yes_or_no})})


def either_text(most: int) -> Check:
    """A plain_text or mrkdwn object of 1 to `most` characters."""
    return by_type(
        {
            "plain_text": Shape({"text": text_between(1, most)}, {"emoji": yes_or_no}),
            "mrkdwn": Shape({"text": text_between(1, most)}, {"verbatim": yes_or_no}),
        }
    )


CONFIRM = Shape(
    {"title": plain(100), "text": either_text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = Shape(
    {"text": plain(75), "value": text_between(1, 150)},
    {"description": plain(75)},
)
OVERFLOW_OPTION = Shape(OPTION.required, {**OPTION.optional, "url": web_address(3000)})
RICH_OPTION = Shape(
    {"text": either_text(75), "value": text_between(1, 150)},
    {"description": either_text(75)},
)
OPTION_GROUP = Shape({"label": plain(75), "options": list_of(OPTION, 1, 100)})
DISPATCH = Shape(
    {"trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 1, 2)}
)
FILTER = Shape({}, {"include": any_list, "exclude_external_shared_channels": yes_or_no,
                    "exclude_bot_users": yes_or_no})  # fmt: skip

Fields = Mapping[str, Check]
ACTING: Fields = {"action_id": NAME}
FOCUSED: Fields = {**ACTING, "focus_on_load": yes_or_no}
CHOOSING: Fields = {**FOCUSED, "placeholder": plain(150), "confirm": CONFIRM}
CHOOSING_SEVERAL: Fields = {**CHOOSING, "max_selected_items": number_between(1, 10_000)}
TYPING: Fields = {**FOCUSED, "placeholder": plain(150), "dispatch_action_config": DISPATCH}


def _bare(thing: Any) -> Any:
    """Return a thing without what Slack adds to it by itself."""
    if not isinstance(thing, dict):
        return thing
    added = [("emoji", True), ("verbatim", False)]
    return {
        key: _bare(value)
        for key, value in thing.items()
        if value is not None and (key, value) not in added
    }


def offered_options(element: dict[str, Any]) -> list[Any]:
    """Return the options of an element, those in groups too."""
    groups = element.get("option_groups") or []
    inner = [option for group in groups for option in (group.get("options") or [])]
    return [*(element.get("options") or []), *inner]


def same_option(one: Any, other: Any) -> bool:
    """Say whether two options are equal, whatever defaults Slack has written into one."""
    return bool(_bare(one) == _bare(other))


def _initial_is_offered(value: Any, pointer: str, report: Report) -> None:
    chosen = [("initial_option", value.get("initial_option"))]
    chosen += [("initial_options", each) for each in value.get("initial_options") or []]
    for name, option in chosen:
        if option is not None and not any(
            same_option(option, each) for each in offered_options(value)
        ):
            report.add(f"{name} must be one of the options provided", f"{pointer}/{name}")


def _lengths_agree(value: Any, pointer: str, report: Report) -> None:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        report.add("min_length must not be greater than max_length", pointer)
    initial = value.get("initial_value")
    if isinstance(initial, str) and isinstance(most, int) and len(initial) > most:
        report.add(f"must be less than {most + 1} characters", f"{pointer}/initial_value")


def _numbers(value: Any, pointer: str, report: Report) -> None:
    for name in ("initial_value", "min_value", "max_value"):
        try:
            float(value.get(name, "0"))
        except (TypeError, ValueError):
            report.add("must be a number in a string", f"{pointer}/{name}")


OPTIONS: Fields = {
    "options": list_of(OPTION, 1, 100),
    "option_groups": list_of(OPTION_GROUP, 1, 100),
}
ONE_LIST = exactly_one_of("options", "option_groups")
IMAGE = Shape(
    {"alt_text": text_between(1, 2000)},
    {"image_url": web_address(3000), "slack_file": any_object},
    (exactly_one_of("image_url", "slack_file"),),
)
LENGTHS: Fields = {"min_length": number_between(0, 3000), "max_length": number_between(1, 3000)}

SHAPES: dict[str, Shape] = {
    "button": Shape(
        {"text": plain(75)},
        {
            **ACTING,
            "url": web_address(3000),
            "value": text_between(0, 2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": text_between(1, 75),
        },
    ),
    "image": IMAGE,
    "overflow": Shape({"options": list_of(OVERFLOW_OPTION, 1, 5)}, {**ACTING, "confirm": CONFIRM}),
    "static_select": Shape(
        {}, {**CHOOSING, **OPTIONS, "initial_option": OPTION}, (ONE_LIST, _initial_is_offered)
    ),
    "multi_static_select": Shape(
        {},
        {**CHOOSING_SEVERAL, **OPTIONS, "initial_options": list_of(OPTION, 1, 100)},
        (ONE_LIST, _initial_is_offered),
    ),
    "external_select": Shape(
        {}, {**CHOOSING, "initial_option": OPTION, "min_query_length": number_between(0, 3000)}
    ),
    "multi_external_select": Shape(
        {},
        {
            **CHOOSING_SEVERAL,
            "initial_options": list_of(OPTION, 1, 100),
            "min_query_length": number_between(0, 3000),
        },
    ),
    "users_select": Shape({}, {**CHOOSING, "initial_user": NAME}),
    "multi_users_select": Shape({}, {**CHOOSING_SEVERAL, "initial_users": list_of(NAME, 1, 100)}),
    "conversations_select": Shape(
        {},
        {
            **CHOOSING,
            "initial_conversation": NAME,
            "default_to_current_conversation": yes_or_no,
            "response_url_enabled": yes_or_no,
            "filter": FILTER,
        },
    ),
    "channels_select": Shape(
        {}, {**CHOOSING, "initial_channel": NAME, "response_url_enabled": yes_or_no}
    ),
    "datepicker": Shape({}, {**CHOOSING, "initial_date": calendar_date}),
    "timepicker": Shape({}, {**CHOOSING, "initial_time": clock_time, "timezone": time_zone}),
    "datetimepicker": Shape({}, {**FOCUSED, "confirm": CONFIRM, "initial_date_time": TEN_DIGITS}),
    "radio_buttons": Shape(
        {"options": list_of(RICH_OPTION, 1, 10)},
        {**FOCUSED, "confirm": CONFIRM, "initial_option": RICH_OPTION},
        (_initial_is_offered,),
    ),
    "checkboxes": Shape(
        {"options": list_of(RICH_OPTION, 1, 10)},
        {**FOCUSED, "confirm": CONFIRM, "initial_options": list_of(RICH_OPTION, 1, 10)},
        (_initial_is_offered,),
    ),
    "plain_text_input": Shape(
        {},
        {**TYPING, **LENGTHS, "initial_value": text_between(0, 3000), "multiline": yes_or_no},
        (_lengths_agree,),
    ),
    "email_text_input": Shape({}, {**TYPING, "initial_value": text_between(0, 3000)}),
    "url_text_input": Shape({}, {**TYPING, "initial_value": text_between(0, 3000)}),
    "number_input": Shape(
        {"is_decimal_allowed": yes_or_no},
        {
            **TYPING,
            "initial_value": text_between(1, 100),
            "min_value": text_between(1, 100),
            "max_value": text_between(1, 100),
        },
        (_numbers,),
    ),
    "rich_text_input": Shape({}, {**TYPING, "initial_value": any_object}),
    "file_input": Shape({}, {**ACTING, "filetypes": any_list, "max_files": number_between(1, 10)}),
}

NO_FIELD = {"button", "image", "overflow"}
ONLY_TYPED = {name for name in SHAPES if name.endswith("_input")}
SEVERAL = {name for name in SHAPES if name.startswith("multi_")}
HOLDERS: dict[str, set[str]] = {
    "section": set(SHAPES) - ONLY_TYPED - {"datetimepicker"},
    "actions": set(SHAPES) - ONLY_TYPED - SEVERAL - {"image"},
    "input": set(SHAPES) - NO_FIELD,
}
ONLY_IN_MODALS = frozenset({"email_text_input", "url_text_input", "number_input", "file_input"})


@functools.cache
def element_in(holder: str, surface: str) -> Check:
    """Return the check for an element held by a section, actions or input block on a surface."""
    refused = ONLY_IN_MODALS if surface != "modal" else frozenset()
    return by_type({name: SHAPES[name] for name in HOLDERS[holder] - refused})


CONTEXT_ELEMENT = by_type(
    {
        "image": IMAGE,
        "plain_text": Shape({"text": text_between(1, 3000)}, {"emoji": yes_or_no}),
        "mrkdwn": Shape({"text": text_between(1, 3000)}, {"verbatim": yes_or_no}),
    }
)
SUGGESTIONS = Shape(
    {},
    {"options": list_of(OPTION, 0, 100), "option_groups": list_of(OPTION_GROUP, 0, 100)},
    (exactly_one_of("options", "option_groups"),),
)
SECTION_HAS_WORDS = at_least_one_of("text", "fields")
