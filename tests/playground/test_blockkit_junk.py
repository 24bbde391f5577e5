"""What Slack refuses at once: disputed blocks in a Home, views that are too large, junk."""

from typing import Any

import pytest

from bot.playground.blockkit import judge_message_blocks, judge_suggestions, judge_view, too_large
from bot.playground.judging import Report
from bot.playground.second_opinions import JUDGES

TEXT = {"type": "mrkdwn", "text": "Hello"}
PLAIN = {"type": "plain_text", "text": "Hello"}
OPTION = {"text": PLAIN, "value": "a"}
SECTION = {"type": "section", "text": TEXT}


def words(length: int) -> dict[str, str]:
    return {"type": "plain_text", "text": "x" * length}


def modal(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": PLAIN, "blocks": list(blocks), **more}


SUGGESTIONS: dict[str, tuple[Any, str]] = {
    "101 options": ({"options": [OPTION] * 101}, "no more than 100"),
    "an option of 76": ({"options": [{"text": words(76), "value": "a"}]}, "less than 76"),
    "an option with no words": ({"options": [{"text": words(0), "value": "a"}]}, "more than 0"),
    "nothing": ({}, "exactly one of"),
    "a list": ([OPTION], "must be an object"),
}


@pytest.mark.parametrize("name", SUGGESTIONS)
def test_suggestions_are_refused_with(name: str) -> None:
    answer, sentence = SUGGESTIONS[name]
    assert sentence in "\n".join(judge_suggestions(answer))


@pytest.mark.parametrize("kind", ["container", "table", "data_visualization", "markdown", "plan"])
def test_a_home_does_not_take_a_disputed_block(kind: str) -> None:
    problems = judge_view({"type": "home", "blocks": [{"type": kind}]}, "home")
    assert f"unsupported type: {kind}" in problems[0]


def test_a_home_has_no_title() -> None:
    problems = judge_view({"type": "home", "title": PLAIN, "blocks": []}, "home")
    assert "invalid additional property: title" in problems[0]


def test_a_view_over_250_kilobytes_is_too_large() -> None:
    assert too_large(modal(*[{"type": "section", "text": {**TEXT, "text": "x" * 2900}}] * 90))
    assert not too_large(modal(*[{"type": "section", "text": {**TEXT, "text": "é" * 600}}] * 100))


@pytest.mark.parametrize("junk", [None, 5, "x", {}, [None], [[]], [{"type": 5}], [{"type": []}]])
def test_junk_is_refused_and_never_a_crash(junk: Any) -> None:
    assert judge_message_blocks(junk)
    assert judge_view(junk, "modal")


@pytest.mark.parametrize("elements", [5, "x", {"a": 1}, [5], [None]])
def test_junk_inside_blocks_is_refused_and_never_a_crash(elements: Any) -> None:
    for kind in ("actions", "context"):
        assert judge_message_blocks([{"type": kind, "elements": elements}])
    assert judge_message_blocks([{"type": "section", "text": elements, "accessory": elements}])


@pytest.mark.parametrize("judge", JUDGES)
@pytest.mark.parametrize("junk", [None, 5, "x", [], {}, {"blocks": 5}, {"type": [], "blocks": [5]}])
def test_junk_is_no_crash_for_the_other_judges_either(judge: str, junk: Any) -> None:
    for whole in (junk, {"blocks": junk}, {"blocks": [junk]}, modal(junk), modal(title=junk)):
        JUDGES[judge](whole, "", Report())


def test_what_only_another_judge_finds_is_refused_in_its_name() -> None:
    everybody = {"type": "conversations_select", "action_id": "c", "filter": {}}
    problems = judge_view(modal({**SECTION, "accessory": everybody}), "modal")
    assert problems[0].startswith("[ERROR] slackblocks: One of `include`")
    assert problems[0].endswith("[json-pointer:/view/blocks/0]")
