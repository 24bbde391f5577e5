"""Turns go round in the order in which they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from bot.clock import monotonic
from bot.deadline import Patience, somebody_waits
from bot.turns import Turns

LONG = 30.0  # seconds: nobody waits that long unless something is wrong


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[Thread]:
    """Let somebody else work beside the test."""
    thread = Thread(target=work, daemon=True)
    thread.start()
    yield thread
    thread.join(LONG)
    assert not thread.is_alive()


def until(condition: Callable[[], object]) -> None:
    end = monotonic() + LONG
    while not condition():
        assert monotonic() < end


def test_there_are_as_many_turns_as_at_a_time() -> None:
    turns = Turns(2)
    assert [turns.take_at_once() for _ in range(3)] == [True, True, False]
    turns.give()
    assert turns.take_at_once()


def test_whoever_comes_first_has_the_first_turn() -> None:
    turns, order = Turns(1), list[str]()

    def take(name: str) -> None:
        assert turns.take()
        order.append(name)
        turns.give()

    assert turns.take()
    with beside(lambda: take("first")):
        until(turns.wanted)
        with beside(lambda: take("second")):
            until(lambda: len(turns._waiting) == 2)
            turns.give()
    assert order == ["first", "second"]


@pytest.mark.parametrize("late", [0.05, 5.0], ids=["no more time soon", "no more time at all"])
def test_who_has_no_time_left_to_wait_goes_without_a_turn(late: float) -> None:
    turns = Turns(1)
    assert turns.take()
    with somebody_waits(Patience(work=0.1), monotonic() - late):
        assert not turns.take()
    turns.give()
    assert turns.take_at_once()  # and the turn is not lost
