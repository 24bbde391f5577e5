"""`interview-bot when`: one phrase, or a file of them."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
from command_line import ran_in_words

pytestmark = pytest.mark.slow

BOT = str(Path(sysconfig.get_path("scripts")) / "interview-bot")
MONDAY = ("--now", "2026-11-23T09:12:00-05:00", "--zone", "America/New_York")
FIELDS = ["id", "outcome", "start", "end", "candidates", "date", "sentence", "ms"]
FRIDAY = "2026-11-27T15:00:00-05:00"
LINE = {"reference": "2026-11-23T09:12:00-05:00", "tz": "America/New_York", "locale": "en-US"}


def when(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return ran_in_words(["when", *words], {}, typed)


def batch(*lines: object) -> list[dict[str, Any]]:
    typed = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    ran = when("--batch", "-", typed=typed)
    assert ran.returncode == 0, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_an_answer_is_read_back() -> None:
    said = "Fri 27 Nov 2026, 15:00–16:00 New York\n"
    ran = when("fri 3-4pm", *MONDAY)
    assert (ran.stdout, ran.returncode) == (said, 0)
    alone = [BOT, "when", "fri 3-4pm", *MONDAY]
    assert subprocess.run(alone, capture_output=True, text=True, check=True).stdout == said  # noqa: S603 - our own command


def test_a_time_in_another_zone_is_read_back_in_both() -> None:
    ran = when("thu 10-11am berlin", *MONDAY)
    assert ran.stdout == "Thu 26 Nov 2026, 10:00–11:00 Berlin (04:00 New York)\n"
    again = when(ran.stdout.strip(), *MONDAY)
    assert again.stdout == ran.stdout


def test_a_question_comes_with_what_may_be_meant() -> None:
    ran = when("next thu 3pm", *MONDAY)
    question, *candidates = ran.stdout.splitlines()
    assert question.endswith("?")
    assert [each.strip()[:10] for each in candidates] == ["2026-11-26", "2026-12-03"]
    assert ran.returncode == 0


def test_a_refusal_says_how_to_write_it_and_is_exit_status_1() -> None:
    ran = when("blue moon", *MONDAY)
    assert "“blue moon”" in ran.stdout
    assert "fri 3pm" in ran.stdout
    assert ran.returncode == 1


def test_as_json_it_has_every_field_in_order() -> None:
    ran = when("friday", *MONDAY, "--json")
    told = json.loads(ran.stdout)
    assert list(told) == FIELDS
    assert (told["outcome"], told["date"], told["start"]) == ("ask", "2026-11-27", None)


def test_the_present_is_now_when_it_is_not_given() -> None:
    told = json.loads(when("in 2 hours", "--json").stdout)
    assert told["outcome"] == "answer"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--batch"),
        (("fri 3pm", "--now", "yesterday"), "--now"),
        (("fri 3pm", "--now", "2026-11-23T09:12:00"), "offset"),
        (("fri 3pm", "--zone", "Europe/Atlantis"), "Europe/Atlantis"),
        (("fri 3pm", "--zone", "../etc/passwd"), "zone"),
        (("--batch", "no such file"), "no such file"),
    ],
)
def test_wrong_usage_is_exit_status_2(words: tuple[str, ...], said: str) -> None:
    ran = when(*words)
    assert ran.returncode == 2
    assert said in ran.stderr


def test_a_batch_answers_every_line_in_order_and_survives_bad_ones() -> None:
    told = batch(
        {**LINE, "id": 1, "text": "fri 3pm"},
        "no JSON at all",
        [1, 2],
        {**LINE, "id": "two", "text": None},
        {**LINE, "id": 3, "text": "fri 3pm", "tz": "Nowhere/At_All"},
        {**LINE, "id": 4, "text": "fri 3pm", "reference": "2026-11-23T09:12:00"},
        {**LINE, "id": 5, "text": "fri 3pm", "context": "the old one"},
        {**LINE, "id": 6, "text": "\ud800 3pm"},
        {**LINE, "id": 7, "text": "fri 3pm " * 2000},
        {**LINE, "id": 8, "text": "fri 3pm", "locale": None},
    )
    assert [each["id"] for each in told] == [1, None, None, "two", 3, 4, 5, 6, 7, 8]
    assert [each["outcome"] for each in told] == ["answer", *["refuse"] * 8, "answer"]
    assert all(list(each) == FIELDS for each in told)
    assert all(each["sentence"].strip() for each in told)


def test_a_batch_knows_the_interview_that_is_moved() -> None:
    context = {"start": "2026-11-25T14:00:00-05:00", "end": "2026-11-25T14:45:00-05:00"}
    (told,) = batch({**LINE, "text": "+30m", "context": context})
    assert told["start"] == "2026-11-25T14:30:00-05:00"


def test_a_file_that_is_no_text_is_refused_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "noise.jsonl"
    file.write_bytes(b"\xff\xfe\x00\x01\n\x80\x81\n")
    ran = when("--batch", str(file))
    assert ran.returncode == 0
    assert {json.loads(line)["outcome"] for line in ran.stdout.splitlines()} == {"refuse"}


@pytest.mark.slow
def test_the_benchmark_scores_a_file_of_lines(tmp_path: Path) -> None:
    base = {**LINE, "lang": "en", "grain": "minute", "kind": "instant", "end": None}
    lines = [
        {**base, "id": "a", "text": "fri 3pm", "expect": "ok", "start": FRIDAY},
        {**base, "id": "b", "text": "fri 4pm", "expect": "ok", "start": FRIDAY},
        {**base, "id": "c", "text": "blue moon", "expect": "refuse", "start": None},
    ]  # fmt: skip
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)))
    script = Path(__file__).parent / "benchmarks" / "when.py"
    ran = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(script), str(file), "--alone", "--wrong"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "66.67    33.33     0.00     0.00" in ran.stdout
    assert "Wrong: b 'fri 4pm'" in ran.stdout
