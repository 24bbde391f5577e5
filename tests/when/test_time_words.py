"""Which words of a line are about time."""

from datetime import timedelta

import pytest

from bot.when import length, time_words

# The words about time stand in brackets.
LINES = [
    "[fri] [3pm] [45m] video at Room 2",
    "at Room 2 [fri] [3pm]",
    "at Room 2",
    "Room 4",
    "Room 10-15",
    "Room 10-15 [fri] [3pm]",
    "[at] [4]",
    "[at] [3pm]",
    "[in] [2] [weeks]",
    "[tomorrow]",
    "[45m]",
    "[1h]",
    "[for] [1h]",
    "for 1 [fri]",
    "for Bob [fri] [at] [4]",
    "[fri] [3-4pm] phone",
    "phone [fri] [3] [-] [4pm]",
    "[tomorrow] [3pm] [berlin]",
    "[3pm] [CET] [tomorrow] [45] [min]",
    "[15:00] [New] [York] [on] [thursday] video",
    "Room Berlin [fri]",
    "berlin office",
    "video Room 4 [fri] [3pm]",
    "[fri] [4] video",
    "[4] [friday] video",
    "27 [fri] [4pm] [1h] phone at Room 2",
    "7 [fri] [4pm]",
    "late 10",
    "at https://x.y/1 [fri] [9:30-10]",
    "in Room Bilbao [monday] [at] [noon] [for] [an] [hour]",
    "second round video [the] [25th] [3pm]",
    "May Parker [fri]",
    "Mark March",
    "[March] [3] [2pm]",
    "[Nov] [27] [2026] [at] [14:30] video",
    "[tomorrow] [morning]",
    "morning",
    "[next] [thursday] [at] [2pm] [or] [friday] [3pm]",
    "[half] [past] [four] [friday]",
    "[9.30]",
    "[9.30] video",
    "[5.12] [3pm]",
    "[3pm] [5.12]",
    "[tomorrow] [9.30]",
    "Room 2.15",
    "Room 2.15 [3pm]",
    "version 2.10",
    "[12/2] [1pm] kind phone",
    "[every] [friday] [3pm]",
    "[around] [3pm] [fri]",
    "kind:video [fri] [3pm]",
    "+34600123456",
    "[same] [time] [tomorrow]",
    "",
]


def _split(line: str) -> list[tuple[str, bool]]:
    return [(word.strip("[]"), word.startswith("[")) for word in line.split()]


@pytest.mark.parametrize("line", LINES)
def test_the_words_about_time_are_found(line: str) -> None:
    words = [word for word, _ in _split(line)]
    assert time_words(words, "en-US") == tuple(mark for _, mark in _split(line))


def test_a_very_long_line_has_no_words_about_time() -> None:
    assert time_words(["3pm"] * 10_000, "en-US") == (False,) * 10_000


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45m", 45),
        ("45 min", 45),
        ("90 minutes", 90),
        ("90m", 90),
        ("1h", 60),
        ("2h", 120),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1 hour 15 minutes", 75),
        ("1.5 hours", 90),
        ("1,5 h", 90),
        ("an hour", 60),
        ("half an hour", 30),
        ("an hour and a half", 90),
        ("two and a half hours", 150),
        ("three quarters of an hour", 45),
        ("for 45 minutes", 45),
    ],
)
def test_a_bare_length_is_read(text: str, minutes: int) -> None:
    assert length(text, "en-US") == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", "45", "3pm", "1:30", "1 day", "0m", "fri 45m", "soon", "x" * 9999]
)
def test_what_is_no_length_is_none(text: str) -> None:
    assert length(text, "en-US") is None
