"""One interview that cannot be read keeps nobody else from being told."""

from typing import Any

import sqlalchemy as sa

from bot.interviews.notices import State, What
from bot.interviews.sending.terms import Terms


def calls_it(house: Any, kept: Any, kind: str) -> None:
    """Write what no version of the bot has written."""
    with house.book.write() as pages:
        pages._connection.execute(
            sa.text("UPDATE interviews SET kind = :kind WHERE id = :id"),
            {"kind": kind, "id": kept.id},
        )


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
