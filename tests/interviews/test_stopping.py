"""A courier is told to stop: what it has begun is recorded, and the rest is as it was before."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.clock import Clock
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.ports.post import NotBegun, Receipt, Undelivered
from bot.scheduler import Heartbeat

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
LOST = Undelivered("reply_lost", certain=False)


def says(house: Any, statement: str) -> None:
    with house.book.write() as pages:
        pages._connection.exec_driver_sql(statement)


def test_what_is_in_the_air_is_recorded_also_where_that_fails_at_first(house: Any) -> None:
    in_the_air, stops = threading.Event(), threading.Event()

    def cannot_be_recorded() -> None:
        refuse = "BEGIN SELECT RAISE(ABORT, 'not now'); END"
        says(house, f"CREATE TRIGGER refuses BEFORE UPDATE ON notices {refuse}")
        in_the_air.set()
        stops.wait(30)

    kept = house.book_one()
    house.post.meanwhile = cannot_be_recorded
    beat = Heartbeat(house.courier, Clock())
    beat.start()
    assert in_the_air.wait(30)
    works_again = threading.Timer(1, says, [house, "DROP TRIGGER refuses"])
    for each in (works_again, threading.Timer(0.2, stops.set)):
        each.start()
    beat.stop()
    works_again.join()
    states = sorted(notice.state for notice in house.notices(kept, What.BOOKED))
    assert states == [State.PLANNED, State.PLANNED, State.SENT]


@pytest.fixture
def in_doubt(house: Any) -> Any:
    """An interview of which Ana was reminded, a day before, and nobody knows whether she was."""
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START - DAY)
    house.post.troubles[house.person("ana").id] = [LOST]
    house.post.blind = Undelivered("internal_error")
    house.courier.sweep()
    house.post.blind = None
    house.clock.move_to(house.clock.now() + 60 * SECOND)  # as long as the claim lasts
    return kept


def reminder(house: Any, kept: Any) -> Notice:
    ana = house.person("ana").id
    return next(n for n in house.notices(kept, What.REMINDER) if n.person_id == ana)


def reminded(house: Any) -> int:
    return [*house.post.messages()].count(("ana", What.REMINDER))


def sweeps(house: Any, times: int) -> None:
    for _ in range(times):
        house.courier.sweep()
        house.clock.move_to(house.clock.now() + SECOND)


def stops(house: Any) -> None:
    house.courier.stop()
    raise NotBegun("stopped")


def test_what_was_about_to_be_looked_for_is_looked_for_by_the_next_one(
    house: Any, in_doubt: Any
) -> None:
    house.post.find = lambda *_: stops(house)
    house.courier.sweep()
    given_back = reminder(house, in_doubt)
    assert (given_back.state, given_back.first_attempt_at is None) == (State.PLANNED, False)
    del house.post.find
    house.courier = house.another_courier()
    sweeps(house, 2)
    assert reminded(house) == 1
    assert reminder(house, in_doubt).state is State.SENT


def test_what_was_about_to_be_sent_once_more_still_is(house: Any, in_doubt: Any) -> None:
    """It cannot be looked for, so it is sent once more and no oftener."""
    house.post.blind = Undelivered("missing_scope", reason=Reason.REFUSED, for_good=True)
    deliver = house.post.deliver

    def stops_meanwhile(notice: Notice, *given: Any) -> Receipt:
        if notice.what is What.REMINDER:
            stops(house)
        return deliver(notice, *given)

    house.post.deliver = stops_meanwhile
    house.courier.sweep()
    assert reminder(house, in_doubt).state is State.PLANNED
    house.post.deliver = deliver
    house.courier = house.another_courier()
    sweeps(house, 2)
    assert reminded(house) == 2
    assert reminder(house, in_doubt).state is State.SENT
