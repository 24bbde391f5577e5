"""What the demo begins with, also before a weekend."""

from typing import Any

import pytest

from bot.demo import HINTS, fill

FIRST = next(hint["line"] for hint in HINTS if "line" in hint)


@pytest.mark.slow
def test_the_first_line_to_try_can_be_booked_as_it_stands(acme: Any) -> None:
    acme.turn_clock(to="2026-11-26T09:00:00Z")  # a Thursday: the next day is the line's
    fill(acme.house)
    acme.settle()
    acme.sam.types(FIRST)
    assert "*Book this interview?*" in acme.sam.last()
    assert "already has" not in acme.sam.last()
    acme.sam.types("/interview list")
    assert "Ana Ruiz with Pat Chen" in acme.sam.last()
    assert "weekend" not in acme.sam.sees()


@pytest.mark.slow
def test_it_says_what_its_reader_needs_and_a_token_to_who_asks_for_one(acme: Any) -> None:
    plain, with_token = (
        "\n".join(acme.demo.greeting("http://127.0.0.1/", tokens=asked)) for asked in (False, True)
    )
    for said in (plain, with_token):
        assert "Your workspace: http://127.0.0.1/" in said
        assert f"{acme.demo.url}/api/docs" in said
    assert "start the demo with --api" in plain
    assert max(map(len, plain.splitlines())) < 80
    assert "Sam's token for it: ey" in with_token
