"""Every question about a time, and every refusal of one, has its sentence."""

from zoneinfo import ZoneInfo

import pytest

from bot.when.answers import Question, Reason
from bot.words import Words

WORDS = Words("en-US", ZoneInfo("Europe/Madrid"))
VALUES = {"zone": "IST", "words": "blue moon", "limit": "200", "time": "02:30"}


@pytest.mark.parametrize("key", Question)
@pytest.mark.parametrize("values", [VALUES, {}, dict.fromkeys(VALUES, "")])
def test_every_question_asks(key: Question, values: dict[str, str]) -> None:
    said = WORDS.say(f"when.{key.value}", **values)
    assert "?" in said
    assert "…" not in said


@pytest.mark.parametrize("key", Reason)
@pytest.mark.parametrize("values", [VALUES, {}, dict.fromkeys(VALUES, "")])
def test_every_refusal_says_what_to_type_instead(key: Reason, values: dict[str, str]) -> None:
    said = WORDS.say(f"when.{key.value}", **values)
    assert said.endswith(".")
    assert "…" not in said


def test_what_was_not_understood_is_shown_in_quotes() -> None:
    assert "“blue moon”" in WORDS.say("when.not_understood", **VALUES)
