"""What is seen of a notice, and for how long it counts."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.notices import What
from bot.interviews.sending.looking import A_MOMENT, Looking


@pytest.mark.parametrize("gone", ["interview_id", "person_id"])
def test_of_what_is_no_longer_there_nothing_is_seen(house: Any, gone: str) -> None:
    [notice, *_] = house.notices(house.book_one(), What.BOOKED)
    looking = Looking(house.book, house.clock.now)
    [there, not_there] = looking.at([notice, notice.but(id=0, **{gone: 999})])
    assert (there.case is None, not_there.case is None) == (False, True)


def test_what_was_seen_counts_for_a_moment_and_until_the_next_deed(house: Any) -> None:
    kept = house.book_one()
    wall = [house.NOW]
    looking = Looking(house.book, lambda: wall[0])
    [look] = looking.at(house.notices(kept, What.BOOKED)[:1])
    assert looking.again(look) is look
    wall[0] += A_MOMENT
    assert looking.again(look) is not look
    wall[0] -= A_MOMENT
    house.move(kept, house.START + timedelta(hours=1))
    assert looking.again(look) is not look
