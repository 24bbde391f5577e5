"""The same line with another time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.grammar import read_line, with_time

TIME = "2026-11-26T15:00-05:00 for 45m"


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("<@U1|ana> with @pat next thu 3pm video", f"<@U1|ana> with @pat {TIME} video"),
        ("27 move 30m", f"27 move {TIME}"),
        ("27 propose next thu 3pm", f"27 propose {TIME}"),
        ("@ana at next thu video at 3pm", f"@ana {TIME} video"),
        ("@ana at Room 2 fri 7 video", f"@ana at Room 2 {TIME} video"),
        ("27 kind phone", "27 kind phone"),
        ("", ""),
    ],
)
def test_the_words_of_time_are_replaced_and_all_others_stay(line: str, same: str) -> None:
    assert with_time(line, "en-US", TIME) == same


@given(st.text(max_size=80), st.sampled_from(["", TIME]))
def test_any_line_has_one(line: str, time: str) -> None:
    assert isinstance(with_time(line, "en-US", time), str)


def test_without_the_time_the_line_says_the_same_of_everything_else() -> None:
    line = "@ana with @pat next thu 3pm video at https://x.com"
    timed, bare = (read_line(text, "en-US") for text in (line, with_time(line, "en-US", "")))
    assert bare == timed.but(when=None)
