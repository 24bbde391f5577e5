"""Whether Slack would accept these blocks, this message, this view.

It knows Slack's limits and nothing of any bot, so that it cannot agree with a bot's mistakes.
Sources: docs.slack.dev/reference/block-kit/blocks and /reference/views; where sources disagree
about a surface, the stricter holds. What passes these tables is shown to `second_opinions` too.
"""

import functools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Literal

from bot.playground.elements import (
    CONTEXT_ELEMENT,
    NAME,
    SECTION_HAS_WORDS,
    SUGGESTIONS,
    either_text,
    element_in,
    plain,
)
from bot.playground.judging import (
    Check,
    Report,
    Shape,
    any_list,
    any_object,
    by_type,
    exactly_one_of,
    list_of,
    one_of,
    text_between,
    web_address,
    yes_or_no,
)
from bot.playground.second_opinions import second_opinions

Surface = Literal["message", "modal", "home"]
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
MARKDOWN_CHARACTERS = 12_000
ALL: tuple[Surface, ...] = ("message", "modal", "home")
SURFACES: dict[str, tuple[Surface, ...]] = {
    "actions": ALL,
    "alert": ("modal",),
    "card": ("message", "home"),
    "carousel": ("message", "home"),
    "container": ("message",),
    "context": ALL,
    "context_actions": ("message",),
    "data_table": ("message", "home"),
    "data_visualization": ("message",),
    "divider": ALL,
    "header": ALL,
    "image": ALL,
    "input": ALL,
    "markdown": ("message",),
    "plan": ("message",),
    "rich_text": ALL,
    "section": ALL,
    "table": ("message",),
    "task_card": ("message",),
    "video": ALL,
}
ONCE_OR_TWICE = {"table": 1, "data_visualization": 2}
RICH_TEXT = Shape(
    {
        "elements": list_of(
            by_type(
                dict.fromkeys(
                    (
                        "rich_text_section",
                        "rich_text_list",
                        "rich_text_quote",
                        "rich_text_preformatted",
                    ),
                    any_object,
                )
            ),
            0,
            1000,
        )
    },
    {"block_id": NAME},
)
TABLE = Shape(
    {"rows": list_of(list_of(any_object, 1, 20), 1, 100)},
    {"block_id": NAME, "column_settings": any_list},
)
ALERT = Shape(
    {"text": either_text(200)},
    {"block_id": NAME, "level": one_of("default", "info", "warning", "error", "success")},
)


def _shapes(surface: Surface) -> dict[str, Check]:
    named = {"block_id": NAME}
    return {
        "section": Shape(
            {},
            {
                **named,
                "text": either_text(3000),
                "fields": list_of(either_text(2000), 1, 10),
                "accessory": element_in("section", surface),
                "expand": yes_or_no,
            },
            (SECTION_HAS_WORDS,),
        ),
        "actions": Shape({"elements": list_of(element_in("actions", surface), 1, 25)}, named),
        "context": Shape({"elements": list_of(CONTEXT_ELEMENT, 1, 10)}, named),
        "divider": Shape({}, named),
        "header": Shape({"text": plain(150)}, named),
        "image": Shape(
            {"alt_text": text_between(1, 2000)},
            {
                **named,
                "title": plain(2000),
                "image_url": web_address(3000),
                "slack_file": any_object,
            },
            (exactly_one_of("image_url", "slack_file"),),
        ),
        "input": Shape(
            {"label": plain(2000), "element": element_in("input", surface)},
            {**named, "dispatch_action": yes_or_no, "hint": plain(2000), "optional": yes_or_no},
        ),
        "markdown": Shape({"text": text_between(1, MARKDOWN_CHARACTERS)}, named),
        "rich_text": RICH_TEXT,
        "table": TABLE,
        "alert": ALERT,
    }


@functools.cache
def _block_on(surface: Surface) -> Check:
    known = _shapes(surface)
    allowed = [name for name, surfaces in SURFACES.items() if surface in surfaces]
    return by_type({name: known.get(name, any_object) for name in allowed})


def elements_of(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield every element that can be acted upon, with the block that holds it."""
    for block in blocks:
        held = [block.get("element"), block.get("accessory")]
        inner = block.get("elements")
        if block.get("type") == "actions" and isinstance(inner, list):
            held += inner
        for element in held:
            if isinstance(element, dict) and element.get("type") != "image":
                yield block, element


def _unique_names(blocks: list[dict[str, Any]], pointer: str, report: Report) -> None:
    named = [block["block_id"] for block in blocks if block.get("block_id")]
    for name, times in Counter(map(str, named)).items():
        if times > 1:
            report.add(f"`block_id` {name} already exists", pointer)
    for position, block in enumerate(blocks):
        ids = [str(each.get("action_id")) for _, each in elements_of([block])]
        for name, times in Counter(ids).items():
            if times > 1 and name != "None":
                place = f"{pointer}/{position}/elements"
                report.add(f"`action_id` {name} already exists", place)


def _one_focus(blocks: list[dict[str, Any]], pointer: str, report: Report) -> None:
    focused = [each for _, each in elements_of(blocks) if each.get("focus_on_load") is True]
    if len(focused) > 1:
        report.add("only one element may have focus_on_load", pointer)


def _totals(blocks: list[dict[str, Any]], pointer: str, report: Report) -> None:
    for name, most in ONCE_OR_TWICE.items():
        if sum(block.get("type") == name for block in blocks) > most:
            report.add(f"no more than {most} {name} blocks allowed", pointer)
    markdown = [block.get("text") for block in blocks if block.get("type") == "markdown"]
    if sum(len(text) for text in markdown if isinstance(text, str)) > MARKDOWN_CHARACTERS:
        report.add(f"markdown must be less than {MARKDOWN_CHARACTERS + 1} characters", pointer)


def _judge_blocks(blocks: Any, surface: Surface, pointer: str, report: Report) -> None:
    most = MESSAGE_BLOCKS if surface == "message" else VIEW_BLOCKS
    list_of(_block_on(surface), 0, most)(blocks, pointer, report)
    if isinstance(blocks, list):
        objects = [block for block in blocks if isinstance(block, dict)]
        for rule in (_unique_names, _one_focus, _totals):
            rule(objects, pointer, report)


def judge_message_blocks(blocks: Any) -> list[str]:
    """Return what Slack would find wrong with a message's blocks; nothing wrong is an empty list.

    Each sentence ends with the JSON pointer to the place, as in `response_metadata.messages`.
    """
    report = Report()
    _judge_blocks(blocks, "message", "/blocks", report)
    second_opinions({"blocks": blocks}, "", report)
    return report.problems


def _submit_where_needed(view: Any, pointer: str, report: Report) -> None:
    blocks = view.get("blocks")
    inputs = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if inputs and not view.get("submit"):
        report.add("missing required field: submit", pointer)


def _blocks_of(surface: Surface) -> Check:
    def check(value: Any, pointer: str, report: Report) -> None:
        _judge_blocks(value, surface, pointer, report)

    return check


KEPT = {
    "private_metadata": text_between(0, 3000),
    "callback_id": text_between(0, 255),
    "external_id": text_between(0, 255),
}
MODAL = Shape(
    {"title": plain(24), "blocks": _blocks_of("modal")},
    {
        **KEPT,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": yes_or_no,
        "notify_on_close": yes_or_no,
    },
    (_submit_where_needed,),
)
HOME = Shape({"blocks": _blocks_of("home")}, KEPT)


def judge_view(view: Any, surface: Literal["modal", "home"]) -> list[str]:
    """Return what Slack would find wrong with a view of that kind; see `judge_message_blocks`."""
    report = Report()
    by_type({surface: MODAL if surface == "modal" else HOME})(view, "/view", report)
    second_opinions(view, "/view", report)
    return report.problems


def judge_suggestions(answer: Any) -> list[str]:
    """Return what Slack would find wrong with the answer to a block_suggestion."""
    report = Report()
    SUGGESTIONS(answer, "", report)
    return report.problems


def too_large(view: Any) -> bool:
    """Say whether a view is over the 250 kB that Slack stores."""
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES


def completed(thing: Any) -> Any:
    """Return a copy as Slack hands it back.

    plain_text gets `emoji: true`, mrkdwn `verbatim: false`; fields that are null are dropped.
    """
    if isinstance(thing, list):
        return [completed(each) for each in thing]
    if not isinstance(thing, dict):
        return thing
    whole = {key: completed(value) for key, value in thing.items() if value is not None}
    if whole.get("type") == "plain_text":
        whole.setdefault("emoji", True)
    if whole.get("type") == "mrkdwn":
        whole.setdefault("verbatim", False)
    return whole


def with_names(blocks: list[dict[str, Any]], name: Callable[[], str]) -> list[dict[str, Any]]:
    """Return the blocks completed; `name` gives an id to each block and element without one."""
    whole: list[dict[str, Any]] = completed(blocks)
    for block in whole:
        block["block_id"] = block.get("block_id") or name()
    for _, element in elements_of(whole):
        element["action_id"] = element.get("action_id") or name()
    return whole
