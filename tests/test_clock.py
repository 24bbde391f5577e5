import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import Clock, machine_time, monotonic

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOMENT = timedelta(seconds=5)


def test_the_clock_shows_the_machines_time_in_utc_unless_told_otherwise() -> None:
    shown = Clock().now()
    assert shown.tzinfo is UTC
    assert abs(shown.timestamp() - machine_time()) < MOMENT.total_seconds()


def test_a_clock_started_at_an_instant_runs_on_from_there() -> None:
    clock = Clock(MONDAY)
    first = clock.now()
    assert MONDAY <= first < MONDAY + MOMENT
    assert clock.now() >= first


def test_a_clock_can_start_in_any_zone_and_still_shows_utc() -> None:
    in_madrid = MONDAY.astimezone(timezone(timedelta(hours=1)))
    shown = Clock(in_madrid).now()
    assert shown.tzinfo is UTC
    assert shown - MONDAY < MOMENT


def test_a_moved_clock_shows_the_new_time_at_once() -> None:
    clock = Clock(MONDAY)
    clock.move_to(MONDAY + timedelta(days=2))
    assert timedelta(0) <= clock.now() - (MONDAY + timedelta(days=2)) < MOMENT


def test_the_clock_refuses_to_move_back() -> None:
    clock = Clock(MONDAY)
    with pytest.raises(ValueError, match="only moves forward"):
        clock.move_to(MONDAY - timedelta(seconds=1))
    assert clock.now() >= MONDAY


def test_an_instant_without_a_zone_is_refused_everywhere() -> None:
    naive = MONDAY.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        Clock(naive)
    with pytest.raises(ValueError, match="no time zone"):
        Clock(MONDAY).move_to(naive)
    with pytest.raises(ValueError, match="no time zone"):
        Clock(MONDAY).wait_until(naive)


def test_whoever_waits_for_an_instant_is_told_the_machines_seconds_until_then() -> None:
    clock = Clock(MONDAY)
    wait = clock.wait_until(MONDAY + timedelta(hours=1))
    assert timedelta(hours=1) - MOMENT < wait <= timedelta(hours=1)


def test_a_move_shortens_the_wait() -> None:
    clock = Clock(MONDAY)
    clock.move_to(MONDAY + timedelta(minutes=50))
    assert clock.wait_until(MONDAY + timedelta(hours=1)) <= timedelta(minutes=10)


def test_nobody_waits_for_an_instant_that_has_passed() -> None:
    assert Clock(MONDAY).wait_until(MONDAY - timedelta(days=1)) == timedelta(0)


def test_moving_the_house_clock_leaves_the_machines_time_alone() -> None:
    before = machine_time()
    Clock(MONDAY).move_to(MONDAY + timedelta(days=365))
    assert machine_time() - before < MOMENT.total_seconds()


def test_time_measured_within_the_process_never_goes_back() -> None:
    measured = [monotonic() for _ in range(100)]
    assert measured == sorted(measured)


def test_readers_never_see_the_clock_go_back_while_another_thread_moves_it() -> None:
    clock = Clock(MONDAY)
    seen: list[datetime] = []
    moved = threading.Event()

    def read() -> None:
        while not moved.is_set():
            seen.append(clock.now())

    reader = threading.Thread(target=read)
    reader.start()
    for minute in range(1, 500):
        clock.move_to(MONDAY + timedelta(minutes=minute))
    moved.set()
    reader.join()
    assert seen == sorted(seen)
