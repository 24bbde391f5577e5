"""What nobody can read as one time: a question or a refusal, with a sentence that helps."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.phrases import Phrase, sentence
from bot.when import Answer, Ask, Refuse, read

NOW = datetime.fromisoformat("2026-11-23T09:12:00-05:00")
ZONE = ZoneInfo("America/New_York")
REFUSED = [
    "",
    "   ",
    "\N{NO-BREAK SPACE}",
    "?!… ,,, --",
    "🎉🎉🎉",
    "🕒",
    "3pm 🎉 blue",
    "fri 3pm " * 1_250,
    "x" * 10_000,
    "пятница 15:00",
    "金曜日の午後三時",
    "fri 3pm пожалуйста",
    "3pm your time fri",
    "fri 3pm Atlantis",
    "fri 25:00",
    "fri 15:60",
    "30 feb 3pm",
    "31/04/2027 3pm",
    "fri 5pm-3pm",
    "yesterday 3pm",
    "3 days ago",
    "every monday 9am",
    "\x00\x01\x02",
    "\u202e3pm fri\u202c blue",
    "fri; drop table interviews",
    "{fri} %s {0}",
]
ASKED = [
    "fri 3pm wed 4pm",
    "fri 3pm or 4pm",
    "3pm 4pm 5pm tomorrow",
    "fri 1/12 3pm",
    "tomorrow",
    "sometime next week",
]
READ_ALL_THE_SAME = {
    "ｆｒｉ ３ｐｍ": "2026-11-27T15:00:00-05:00",
    "fri １５：００": "2026-11-27T15:00:00-05:00",
    "fri\N{NO-BREAK SPACE}3\N{NO-BREAK SPACE}pm": "2026-11-27T15:00:00-05:00",
    "fri\N{NARROW NO-BREAK SPACE}3pm": "2026-11-27T15:00:00-05:00",
    "fri 3 – 4 pm": "2026-11-27T15:00:00-05:00",
    "  FRI,   3PM!! ": "2026-11-27T15:00:00-05:00",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_time_is_refused_with_a_sentence_that_says_how_to_write_it(text: str) -> None:
    outcome = read(text, NOW, ZONE, "en-US")
    assert isinstance(outcome, Refuse)
    said = sentence(outcome, Phrase(text, NOW, ZONE))
    assert said.endswith(".")
    assert "Try" in said or "Please" in said


@pytest.mark.parametrize("text", ASKED)
def test_what_is_more_than_one_time_is_asked_about(text: str) -> None:
    outcome = read(text, NOW, ZONE, "en-US")
    assert isinstance(outcome, Ask)
    assert sentence(outcome, Phrase(text, NOW, ZONE)).endswith("?")


@pytest.mark.parametrize("text", READ_ALL_THE_SAME)
def test_the_width_of_letters_and_the_sort_of_blanks_mean_nothing(text: str) -> None:
    outcome = read(text, NOW, ZONE, "en-US")
    assert isinstance(outcome, Answer)
    assert outcome.start.isoformat() == READ_ALL_THE_SAME[text]
