"""The machine's clock is set two hours forward or back: nobody is forgotten or told twice."""

from __future__ import annotations

import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from traceback import clear_frames
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.clock import Clock
from bot.interviews.notices import State, What
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.ports.ledger import Lease
from bot.interviews.ports.post import Undelivered
from bot.interviews.sending.courier import Courier
from bot.interviews.sending.terms import Terms
from bot.scheduler import Heartbeat

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
EVERY = 10 * SECOND
TERMS = Terms()
WAYS = pytest.mark.parametrize("by", [2 * HOUR, -2 * HOUR], ids=["forward", "back"])


class Wall:
    """A machine's clock, which somebody sets; the house goes by it too."""

    def __init__(self, now: datetime) -> None:
        self.shows = now

    def now(self) -> datetime:
        return self.shows


@pytest.fixture
def wall(house: Any) -> Wall:
    """The clock of all couriers, some hours before anybody is to be reminded."""
    wall = Wall(START - 36 * HOUR)
    house.courier = courier_of(house, wall)
    return wall


def courier_of(house: Any, wall: Wall) -> Courier:
    return Courier(house.book, house.post, wall, wall.now, LeadTimes(), TERMS, at_once=1)


def sweeps(house: Any, wall: Wall, lasting: timedelta) -> None:
    for _ in range(lasting // EVERY):
        house.courier.sweep()
        wall.shows += EVERY


def says(house: Any, statement: str) -> None:
    with house.book.write() as pages:
        pages._connection.exec_driver_sql(statement)


def heard(house: Any) -> Counter[tuple[str, What]]:
    return Counter(house.post.messages())


@WAYS
def test_what_was_planned_is_told_once(house: Any, wall: Wall, by: timedelta) -> None:
    house.book_one()
    wall.shows += by
    sweeps(house, wall, timedelta(minutes=1))
    wall.shows -= by
    sweeps(house, wall, timedelta(minutes=1))
    assert heard(house) == {(name, What.BOOKED): 1 for name in ("ana", "pat", "sam")}


@WAYS
def test_what_is_in_the_air_meanwhile_is_not_sent_by_another(
    house: Any, wall: Wall, by: timedelta
) -> None:
    """One courier is sending while the clock is set; another one looks at once."""
    house.book_one()

    def is_set() -> None:
        wall.shows += by
        courier_of(house, wall).sweep()

    house.post.meanwhile = is_set
    sweeps(house, wall, 3 * TERMS.lease)
    assert heard(house) == {(name, What.BOOKED): 1 for name in ("ana", "pat", "sam")}


@WAYS
def test_what_may_have_arrived_is_found_after_it_was_set(
    house: Any, wall: Wall, by: timedelta
) -> None:
    house.book_one()
    lost = Undelivered("reply_lost", certain=False)
    house.post.blind = Undelivered("internal_error")
    house.post.troubles[house.person("ana").id] = [lost]
    house.courier.sweep()
    wall.shows += by
    house.post.blind = None
    sweeps(house, wall, 3 * TERMS.lease)
    assert heard(house)["ana", What.BOOKED] == 1


@WAYS
def test_a_clock_that_is_set_while_a_message_is_in_the_air_holds_nobody_up(
    house: Any, wall: Wall, by: timedelta
) -> None:
    def set_clock() -> None:
        wall.shows += by

    house.book_one()
    house.post.troubles[house.person("ana").id] = [Undelivered("timeout", certain=False)]
    house.post.meanwhile = set_clock
    house.courier.sweep()
    sweeps(house, wall, 3 * TERMS.lease)
    assert heard(house)["ana", What.BOOKED] == 1


def put_off_while_the_clock_is_ahead(house: Any, wall: Wall) -> None:
    house.book_one()
    house.post.troubles[house.person("ana").id] = [Undelivered("busy")]
    wall.shows += 2 * HOUR
    house.courier.sweep()
    wall.shows -= 2 * HOUR


def test_what_was_put_off_while_the_clock_was_ahead_does_not_wait_until_it_is_that_late(
    house: Any, wall: Wall
) -> None:
    put_off_while_the_clock_is_ahead(house, wall)
    sweeps(house, wall, EVERY)
    assert heard(house)["ana", What.BOOKED] == 1
    assert heard(house)["ana", What.REMINDER] == 0


@pytest.mark.parametrize("failed", [0, 1], ids=["untried", "tried"])
def test_what_waits_until_the_morning_still_comes_then_after_the_clock_was_set_back(
    house: Any, wall: Wall, failed: int
) -> None:
    """Ana is to be reminded at 20:00 in Madrid, when nobody is there; her night ends at 8:00."""
    noon = START - 3 * HOUR
    house.prefer("ana", lead_times=(16 * HOUR, HOUR))
    house.book_one(start_at=noon)
    house.courier.sweep()
    house.post.troubles[house.person("ana").id] = failed * [Undelivered("busy")]
    if failed:
        wall.shows = noon - 16 * HOUR
        house.courier.sweep()
    wall.shows = noon - 9 * HOUR
    house.courier.sweep()
    wall.shows -= 2 * HOUR
    sweeps(house, wall, EVERY)
    wall.shows = noon - 4 * HOUR - EVERY
    sweeps(house, wall, EVERY)
    assert heard(house)["ana", What.REMINDER] == 0
    sweeps(house, wall, EVERY)
    assert heard(house)["ana", What.REMINDER] == 1


def test_that_the_clock_was_set_back_is_not_forgotten_while_nothing_can_be_written(
    house: Any, wall: Wall
) -> None:
    put_off_while_the_clock_is_ahead(house, wall)
    refuse = "BEGIN SELECT RAISE(ABORT, 'not now'); END"
    says(house, f"CREATE TRIGGER refuses BEFORE UPDATE ON notices {refuse}")
    with pytest.raises(IntegrityError, match="not now") as refused:
        house.courier.sweep()
    clear_frames(refused.tb)  # a statement that is still held would keep the file open
    says(house, "DROP TRIGGER refuses")
    sweeps(house, wall, EVERY)
    assert heard(house)["ana", What.BOOKED] == 1


class SetForAMoment(Wall):
    """A clock that was ahead while something was sent, and right whenever the courier looked."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        is_sending = threading.current_thread().name == "courier-hand"
        return self.shows + (self.ahead if is_sending else timedelta(0))


def test_what_was_put_off_by_a_clock_that_was_ahead_for_a_moment_does_not_wait_either(
    house: Any,
) -> None:
    wall = SetForAMoment(START - 36 * HOUR)
    house.courier = Courier(
        house.book, house.post, wall, lambda: wall.shows, LeadTimes(), TERMS, at_once=1
    )
    house.book_one()
    house.post.troubles[house.person("ana").id] = [Undelivered("busy")]
    wall.ahead = 2 * HOUR
    house.courier.sweep()
    wall.ahead = timedelta(0)
    sweeps(house, wall, EVERY)
    assert heard(house)["ana", What.BOOKED] == 1


@WAYS
def test_what_a_killed_courier_held_is_taken_over(house: Any, wall: Wall, by: timedelta) -> None:
    kept = house.book_one()
    lease = Lease(token="killed", taken_at=wall.shows, until=wall.shows + TERMS.lease)
    with house.book.ledger() as pages:
        pages.claim(wall.shows, lease, 100)
    wall.shows += by
    sweeps(house, wall, 2 * TERMS.lease)
    assert heard(house) == {(name, What.BOOKED): 1 for name in ("ana", "pat", "sam")}
    assert {each.state for each in house.notices(kept, What.BOOKED)} == {State.SENT}


@WAYS
def test_each_reminder_comes_once_and_none_of_an_interview_that_is_over(
    house: Any, wall: Wall, by: timedelta
) -> None:
    house.book_one()
    house.courier.sweep()
    wall.shows = START - 5 * HOUR  # by day: at night it would wait
    sweeps(house, wall, 30 * SECOND)
    wall.shows += by
    sweeps(house, wall, 30 * SECOND)
    wall.shows -= by
    for before in (HOUR, timedelta(minutes=10), -HOUR):
        wall.shows = START - before
        sweeps(house, wall, 30 * SECOND)
    assert heard(house)["ana", What.REMINDER] == 3
    assert max(Counter(n.key for n, *_ in house.post.delivered if n.loud).values()) == 1


def test_the_net_is_cast_whatever_the_clock_shows(house: Any) -> None:
    """APScheduler waits for instants, which may never come; here for one in a day."""
    beat = Heartbeat(house.courier, Clock(), net=SECOND / 20)
    beat.start()
    until = time.monotonic() + 30
    while not beat._scheduler.get_jobs() and time.monotonic() < until:
        time.sleep(0.01)  # until it has looked, and found nothing
    house.book_one()  # in this house nobody is woken by it
    while len(house.post.messages()) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    beat.stop()
    assert heard(house) == {(name, What.BOOKED): 1 for name in ("ana", "pat", "sam")}
