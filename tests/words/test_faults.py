"""Whatever is wrong with a file is said with its line, and with what to do about it."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.interviews.moving.faults import Fault, Why
from bot.interviews.refusals import Refusal
from bot.words import Words

WORDS = Words(None, ZoneInfo("Europe/Madrid"))
ALL = {
    "id": 27, "most": 99, "known": "'pending' or 'scheduled'", "side": "interviewee", "said": 5,
    "shown": 6, "value": "Ana", "other": "Anna", "other_line": 3, "person": "Ana Ruiz",
    "other_id": 4, "known_id": 8, "said_id": 9, "interviewee": "Ana Ruiz", "interviewer": "Pat",
}  # fmt: skip


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("values", [ALL, {}])
def test_every_fault_has_a_sentence_whatever_is_known(why: Why, values: Any) -> None:
    said = WORDS.fault(Fault.of(12, "interviewee.driver.id", why, **values))
    assert said.startswith("Line 12, interviewee.driver.id: ")
    assert said.endswith(".")
    if values:
        assert "…" not in said
        assert "{" not in said


def test_a_fault_of_the_whole_line_names_no_field() -> None:
    assert WORDS.fault(Fault.of(12, None, Why.NOT_JSON)).startswith("Line 12: This is not JSON.")


def test_what_a_rule_refuses_is_said_in_its_own_words() -> None:
    fault = Fault(line=12, field="end_at", why=Refusal.END_BEFORE_START)
    assert WORDS.fault(fault) == (
        "Line 12, end_at: It would end before it starts. Please choose a later end."
    )
