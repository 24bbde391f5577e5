"""Only a few work at once, first come, first served; who waits elsewhere holds up nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from threading import Barrier, Event, get_ident
from typing import Any

import pytest

from bot.clock import monotonic
from bot.deadline import Patience, somebody_waits
from bot.workers import Workers, back_at_work, elsewhere, others_wait

LONG = 10.0  # seconds: nobody waits that long unless something is wrong
whose: ContextVar[str] = ContextVar("whose")


def begin(workers: Workers, *jobs: Callable[[], object]) -> list[Future[Any]]:
    """Hand in some jobs, in this order."""
    return [workers._take(job).outcome for job in jobs]


def alone(work: Coroutine[Any, Any, Any]) -> Any:
    """Wait for it in a thread of its own: a browser that is open elsewhere has a loop in this."""
    with ThreadPoolExecutor() as apart:
        return apart.submit(copy_context().run, asyncio.run, work).result(LONG)


def outcomes(handed_in: list[Future[Any]]) -> list[object]:
    return [each.result(LONG) for each in handed_in]


def test_as_many_work_at_once_as_there_are_turns() -> None:
    both = Barrier(2, timeout=LONG)
    outcomes(begin(Workers(2), both.wait, both.wait))


def test_whoever_comes_first_is_served_first_and_keeps_no_thread_until_then() -> None:
    workers, all_there, order = Workers(1), Event(), list[int]()
    threads = set[int]()

    def job(number: int) -> Callable[[], None]:
        def work() -> None:
            all_there.wait(LONG)
            order.append(number)
            threads.add(get_ident())

        return work

    handed_in = begin(workers, *(job(number) for number in range(50)))
    all_there.set()
    outcomes(handed_in)
    assert order == list(range(50))
    assert len(threads) == 1


def test_what_is_done_is_given_back_in_the_context_of_whoever_asked() -> None:
    async def ask(workers: Workers, name: str) -> str:
        whose.set(name)
        return await workers.do(whose.get)

    async def both() -> list[str]:
        workers = Workers(1)
        return await asyncio.gather(ask(workers, "Ana's"), ask(workers, "Pat's"))

    assert alone(both()) == ["Ana's", "Pat's"]
    assert Workers(1).do_now(lambda: "at once") == "at once"


def test_what_fails_is_raised_where_it_was_asked_for() -> None:
    def fails() -> None:
        raise LookupError("nobody")

    workers = Workers(1)
    with pytest.raises(LookupError, match="nobody"):
        workers.do_now(fails)
    with pytest.raises(LookupError, match="nobody"):
        alone(workers.do(fails))
    assert workers.do_now(lambda: "the next one") == "the next one"


def test_what_nobody_waits_for_any_longer_is_not_begun() -> None:
    workers, begun, go_on, done = Workers(1), Event(), Event(), list[str]()

    def first() -> None:
        begun.set()
        go_on.wait(LONG)

    async def give_up() -> None:
        asked = asyncio.ensure_future(workers.do(lambda: done.append("for nobody")))
        await asyncio.sleep(0)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked

    handed_in = begin(workers, first)
    assert begun.wait(LONG)
    alone(give_up())
    go_on.set()
    outcomes([*handed_in, *begin(workers, lambda: done.append("for somebody"))])
    assert done == ["for somebody"]


def test_who_waits_for_somebody_else_lets_others_work_meanwhile() -> None:
    workers, worked = Workers(1), Event()

    def asks_slack() -> bool:
        with elsewhere():
            return worked.wait(LONG)

    assert outcomes(begin(workers, asks_slack, worked.set))[0] is True


def test_what_is_ready_leaves_before_somebody_else_is_waited_for() -> None:
    workers, all_there = Workers(1), Event()

    def asks_slack(first: Future[Any]) -> object:
        with elsewhere():
            return first.result(LONG)

    gate, first = begin(workers, lambda: all_there.wait(LONG), lambda: "ready")
    waiting = begin(workers, lambda: asks_slack(first))
    all_there.set()
    assert outcomes([gate, *waiting]) == [True, "ready"]


@pytest.mark.parametrize("takes", [0.0, 0.2], ids=["done in time", "done too late"])
def test_what_is_ready_leaves_while_there_is_time_whatever_comes_after_it(takes: float) -> None:
    workers, all_there, told = Workers(1), Event(), Event()
    gate = begin(workers, lambda: all_there.wait(LONG))

    async def ask() -> bool:
        with somebody_waits(Patience(work=0.1), monotonic()):
            asked = asyncio.ensure_future(workers.do(lambda: Event().wait(takes)))
            await asyncio.sleep(0)
        slow = begin(workers, lambda: told.wait(LONG))
        all_there.set()
        await asked
        told.set()
        return outcomes(slow) == [True]

    assert alone(ask())
    assert outcomes(gate) == [True]


def test_who_has_begun_goes_on_before_those_who_have_not() -> None:
    workers, order = Workers(1), list[str]()
    answered, at_work = Event(), Event()

    def asks_slack() -> None:
        with elsewhere():
            at_work.set()
            answered.wait(LONG)
        order.append("who had begun")

    def works() -> None:
        at_work.wait(LONG)
        answered.set()
        end = monotonic() + LONG
        while not workers._turns.wanted():
            assert monotonic() < end

    def comes() -> None:
        order.append("who came")

    outcomes(begin(workers, asks_slack, works, comes))
    assert order == ["who had begun", "who came"]


def test_whoever_works_knows_whether_somebody_begins_when_they_leave() -> None:
    workers, all_there = Workers(1), Event()

    def work() -> bool:
        all_there.wait(LONG)
        return others_wait()

    handed_in = begin(workers, work, work)
    all_there.set()
    assert outcomes(handed_in) == [True, False]
    assert not others_wait()


def test_who_had_no_time_to_wait_for_a_turn_has_none_to_give_away() -> None:
    workers, begun, may_end = Workers(1), Event(), Event()

    def hurries() -> None:
        with somebody_waits(Patience(0, 0), monotonic()), back_at_work() as leave:
            with elsewhere():
                begun.wait(LONG)
            leave()

    def takes_long() -> None:
        begun.set()
        may_end.wait(LONG)

    handed_in = begin(workers, hurries, takes_long, takes_long)
    outcomes(handed_in[:1])
    assert workers.wanted()  # the third has not begun
    may_end.set()
    outcomes(handed_in)


def test_whoever_left_comes_back_at_the_end_and_whoever_stayed_still_has_the_turn() -> None:
    workers, worked = Workers(1), Event()

    def stays_then_leaves() -> list[bool]:
        with back_at_work():
            seen = [worked.is_set()]
        with back_at_work() as leave:
            leave()
            seen.append(worked.wait(LONG))
        return seen

    assert outcomes(begin(workers, stays_then_leaves, worked.set))[0] == [False, True]
    assert outcomes(begin(workers, lambda: "the next one")) == ["the next one"]


@pytest.mark.parametrize("late", [0.05, 5.0], ids=["no more time soon", "no more time at all"])
@pytest.mark.parametrize("in_a_loop", [True, False], ids=["in a loop", "in a thread"])
def test_what_has_no_time_left_to_wait_is_done_to_say_so(late: float, *, in_a_loop: bool) -> None:
    workers, said = Workers(1), Event()
    handed_in = begin(workers, lambda: said.wait(LONG))
    with somebody_waits(Patience(work=0.1), monotonic() - late):
        if in_a_loop:
            alone(workers.do(said.set))
        else:
            workers.do_now(said.set)
    assert outcomes(handed_in) == [True]
    assert workers.do_now(lambda: "the turn is not lost") == "the turn is not lost"


def test_where_nobody_has_a_turn_waiting_elsewhere_is_nothing_special() -> None:
    with elsewhere(), back_at_work() as leave:
        leave()
