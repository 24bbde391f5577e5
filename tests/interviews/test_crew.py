"""What is given to a crew is begun while it is fresh, and its threads end with it."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from bot.clock import machine_now
from bot.interviews.sending.crew import Crew

MANY, LONG = 4, 30.0  # at once; seconds


def crew_that(
    work: Callable[[int], Any], fresh: timedelta = timedelta(minutes=1)
) -> Crew[int, Any]:
    return Crew(work, MANY, fresh, machine_now)


def takes_all(crew: Crew[int, Any], given: int) -> list[Any]:
    made: list[Any] = []
    while len(made) < given:
        made += crew.take(LONG)
    return made


@pytest.fixture
def held() -> Iterator[Event]:
    """Nobody is done before it is set."""
    event = Event()
    yield event
    event.set()


def waiting_for(event: Event) -> Callable[[int], int]:
    def work(number: int) -> int:
        event.wait(LONG)
        return number

    return work


def test_all_that_is_given_is_done_and_handed_back() -> None:
    crew = crew_that(lambda number: 2 * number)
    crew.give(range(100))
    assert sorted(takes_all(crew, 100)) == [*range(0, 200, 2)]
    assert crew.in_hand == 0


def test_where_nobody_is_done_no_more_is_wanted_than_they_work_on(held: Event) -> None:
    crew = crew_that(waiting_for(held))
    assert crew.room == MANY
    crew.give(range(3))
    assert crew.room == 1
    crew.give([3])
    assert crew.room == 0
    assert crew.take(0) == []
    assert crew.in_hand == MANY


def test_the_faster_they_are_the_more_is_wanted_ahead() -> None:
    fast, slow = (crew_that(abs, timedelta(microseconds=most)) for most in (60_000_000, 1))
    for crew in (fast, slow):
        crew.give(range(MANY))
        takes_all(crew, MANY)
    assert fast.room == 8 * MANY
    assert slow.room == MANY


def test_more_is_wanted_once_somebody_has_nothing_to_do() -> None:
    turns = [Event() for _ in range(6)]
    crew = crew_that(lambda number: turns[number].wait(LONG), timedelta(microseconds=1))
    crew.give(range(6))
    for number, turn in enumerate(turns[:3]):
        assert not crew.wants_more, number
        turn.set()
    assert len(takes_all(crew, 3)) == 3
    assert crew.wants_more
    for turn in turns:
        turn.set()


def test_more_is_wanted_where_there_is_room_for_twice_as_many_as_they_are(held: Event) -> None:
    crew = crew_that(lambda number: held.wait(LONG) if number else True)
    crew.give([0])
    takes_all(crew, 1)  # in no time at all
    crew.give(range(1, 8 * MANY - 2 * MANY + 1))
    assert crew.wants_more
    crew.give([1])
    assert not crew.wants_more


@pytest.mark.parametrize("given", [1, MANY + 1])
def test_whoever_waits_for_what_is_done_can_be_woken(held: Event, given: int) -> None:
    crew = crew_that(waiting_for(held))
    crew.give(range(given))
    crew.wake()
    assert crew.take(LONG) == []


def test_with_nothing_more_to_give_nobody_is_woken_by_what_is_done() -> None:
    crew, woken = crew_that(abs), Event()

    def waits() -> None:
        crew.take(LONG, for_more=False)
        woken.set()

    crew.take(0, for_more=False)
    thread = threading.Thread(target=waits)
    thread.start()
    crew.give(range(3 * MANY))
    assert not woken.wait(0.2)
    crew.wake()
    assert woken.wait(LONG)
    thread.join(LONG)


def test_threads_stay_for_what_comes_next_and_end_with_the_crew() -> None:
    names = set[int]()
    crew = crew_that(lambda _: names.add(threading.get_ident()))
    for _ in range(20):
        crew.give([1])
        takes_all(crew, 1)
    theirs = [each for each in threading.enumerate() if each.ident in names]
    assert 0 < len(theirs) <= MANY
    del crew
    gc.collect()
    for thread in theirs:
        thread.join(LONG)
        assert not thread.is_alive()


@contextmanager
def without_threads() -> Iterator[None]:
    before = threading.stack_size(1 << 46)  # more than there is
    try:
        yield
    finally:
        threading.stack_size(before)


def test_what_was_given_while_the_system_had_no_thread_is_done_once_it_has() -> None:
    crew = crew_that(abs)
    with without_threads(), pytest.raises(RuntimeError, match="start new thread"):
        crew.give([1])
    crew.give([])
    assert crew.take(LONG) == [1]


def test_those_who_are_there_do_it_all_while_the_system_has_no_more_threads() -> None:
    crew = crew_that(abs)
    crew.give([1])
    with without_threads():
        crew.give([2, 3])
    assert sorted(takes_all(crew, 3)) == [1, 2, 3]
