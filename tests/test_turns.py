"""Only a few work at once, first come, first served; who waits elsewhere holds up nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Barrier, Event, Thread

import pytest

from bot.clock import monotonic
from bot.deadline import Patience, somebody_waits
from bot.turns import Turns, elsewhere

LONG = 10.0  # seconds: nobody waits that long unless something is wrong


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


def waiting(turns: Turns, number: int) -> Callable[[], bool]:
    return lambda: len(turns._waiting) == number


def test_as_many_work_at_once_as_there_are_turns() -> None:
    turns, both = Turns(2), Barrier(2, timeout=LONG)

    def work() -> None:
        with turns.taken():
            both.wait()

    with beside(work):
        work()


def test_whoever_comes_first_works_first() -> None:
    turns, worked = Turns(1), list[str]()

    def work(name: str) -> None:
        with turns.taken():
            worked.append(name)

    with turns.taken(), beside(lambda: work("first")) as first:
        until(waiting(turns, 1))
        with beside(lambda: work("second")) as second:
            until(waiting(turns, 2))
            assert not worked
            with elsewhere():
                first.join(LONG)
                second.join(LONG)
    assert worked == ["first", "second"]


def test_who_waits_for_somebody_else_lets_others_work_meanwhile() -> None:
    turns, worked = Turns(1), Event()

    def work() -> None:
        with turns.taken():
            worked.set()

    with turns.taken(), elsewhere(), beside(work):
        assert worked.wait(LONG)


def test_who_has_begun_goes_on_before_those_who_have_not() -> None:
    turns, order = Turns(1), list[str]()
    answered, at_work = Event(), Event()

    def asks_slack() -> None:
        with turns.taken():
            with elsewhere():
                at_work.set()
                answered.wait(LONG)
            order.append("who had begun")

    def comes() -> None:
        with turns.taken():
            order.append("who came")

    with beside(asks_slack):
        at_work.wait(LONG)
        with turns.taken(), beside(comes) as came:
            until(waiting(turns, 1))
            answered.set()
            until(waiting(turns, 2))
            with elsewhere():
                came.join(LONG)
    assert order == ["who had begun", "who came"]


@pytest.mark.parametrize("late", [0.05, 5.0], ids=["no more time soon", "no more time at all"])
def test_who_has_no_time_left_to_wait_is_let_in_to_say_so(late: float) -> None:
    turns = Turns(1)
    with turns.taken():

        def hurries() -> None:
            with somebody_waits(Patience(work=0.1), monotonic() - late), turns.taken():
                said.append("that took too long")

        said: list[str] = []
        with beside(hurries):
            until(lambda: said)
    with turns.taken():  # and the turn is not lost
        pass
    assert turns._free == 1


def test_where_nobody_took_a_turn_waiting_elsewhere_is_nothing_special() -> None:
    with elsewhere():
        pass
