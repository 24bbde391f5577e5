"""One row that cannot be read keeps nobody else from being told."""

from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.interviews.notices import State, What
from bot.interviews.sending.terms import Terms


def writes(house: Any, statement: str, **given: Any) -> None:
    """Write what no version of the bot has written yet."""
    with house.book.write() as pages:
        pages._connection.execute(sa.text(statement), given)


def calls_it(house: Any, kept: Any, kind: str) -> None:
    writes(house, "UPDATE interviews SET kind = :kind WHERE id = :id", kind=kind, id=kept.id)


def test_a_notice_that_a_newer_version_has_written_keeps_nobody_else_waiting(house: Any) -> None:
    kept = house.book_one()
    ana, *others = house.notices(kept, What.BOOKED)
    writes(house, "UPDATE notices SET what = 'to_come' WHERE id = :id", id=ana.id)
    house.courier.sweep()
    writes(house, "UPDATE notices SET what = 'booked' WHERE id = :id", id=ana.id)
    states = {notice.id: notice.state for notice in house.notices(kept, What.BOOKED)}
    assert states == {ana.id: State.CLAIMED, **{each.id: State.SENT for each in others}}
    house.clock.move_to(house.clock.now() + Terms().lease)
    house.courier.sweep()
    house.clock.move_to(house.clock.now() + Terms().grace)  # it may have been posted
    house.courier.sweep()
    assert {notice.state for notice in house.notices(kept, What.BOOKED)} == {State.SENT}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest) -> str:
    """Rows are read by the database's own driver in each."""
    return str(request.param)


def test_what_cannot_be_read_keeps_nobody_else_waiting(house: Any) -> None:
    poisoned, other = house.book_one(), house.book_one(start_at=house.START + house.LENGTH)
    calls_it(house, poisoned, "bogus")
    house.courier.sweep()
    assert {notice.state for notice in house.notices(other, What.BOOKED)} == {State.SENT}
    assert house.post.messages() == [(name, What.BOOKED) for name in ("ana", "pat", "sam")]
    calls_it(house, poisoned, poisoned.interview.kind)
    house.clock.move_to(house.clock.now() + Terms().first_pause)
    house.courier.sweep()
    assert {notice.state for notice in house.notices(poisoned, What.BOOKED)} == {State.SENT}


@pytest.mark.parametrize("database", ["sqlite"])
def test_what_cannot_be_recorded_keeps_nobody_else_waiting(house: Any) -> None:
    """It is tried again as long as the claim lasts, and not together with what is claimed."""
    unlucky = house.book_one()
    ana, *_ = house.notices(unlucky, What.BOOKED)
    when = f"WHEN new.state = 'sent' AND new.id = {ana.id}"
    refuse = "BEGIN SELECT RAISE(ABORT, 'not this one'); END"
    writes(house, f"CREATE TRIGGER refuses BEFORE UPDATE ON notices {when} {refuse}")
    with suppress(IntegrityError):
        house.courier.sweep()
    other = house.book_one(start_at=house.START + house.LENGTH)
    for _ in range(3):
        with suppress(IntegrityError):
            house.courier.sweep()
    assert {notice.state for notice in house.notices(other, What.BOOKED)} == {State.SENT}
    writes(house, "DROP TRIGGER refuses")
    house.courier.sweep()
    assert {notice.state for notice in house.notices(unlucky, What.BOOKED)} == {State.SENT}
    assert len(house.post.messages()) == len({*house.post.messages()}) * 2 == 6
