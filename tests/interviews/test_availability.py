"""Whose time several interviews take that are not booked yet."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.people.availability import takes_the_time_of

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("whose", ["pat", "ana"])
def test_of_several_the_first_that_meets_somebody_at_the_time_is_named(
    house: Any, whose: str
) -> None:
    kept = house.book_one()
    elsewhere = house.book_one(interviewee="bob", interviewer="lee")
    later = house.book_one(start_at=house.START + HOUR)
    with_one_of_them = {"pat": {"interviewee": "bob"}, "ana": {"interviewer": "lee"}}[whose]
    at_the_time = house.book_one(**with_one_of_them, force=True)
    others = [elsewhere, later, at_the_time, at_the_time]
    assert takes_the_time_of(kept, others) == (2, house.person(whose))
    assert takes_the_time_of(kept, others[:2]) is None
