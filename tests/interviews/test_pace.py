"""The faster messages leave, the more are in hand; where they leave slowly few are."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.interviews.pace import Pace

BEGAN = datetime(2026, 11, 20, 14, tzinfo=UTC)
SOON, LATE = timedelta(milliseconds=199), timedelta(milliseconds=200)


@pytest.fixture
def shown() -> list[datetime]:
    """What the clock has shown; its last is now."""
    return [BEGAN]


@pytest.fixture
def pace(shown: list[datetime]) -> Pace:
    return Pace(lambda: shown[-1], 10)


def test_many_more_are_wanted_when_more_are_wanted_soon(pace: Pace, shown: list[datetime]) -> None:
    for expected in (10, 40, 40):
        assert pace.next() == expected
        pace.have(expected)
        assert pace.is_full
        shown.append(shown[-1] + SOON)


@pytest.mark.parametrize(("have", "after"), [(40, LATE), (39, SOON), (40, -LATE)])
def test_the_least_is_wanted_when_they_leave_slowly_or_fewer_were_due(
    pace: Pace, shown: list[datetime], have: int, after: timedelta
) -> None:
    pace.next()
    pace.have(10)
    assert pace.next() == 40
    pace.have(have)
    assert pace.is_full == (have == 40)
    shown.append(shown[-1] + after)
    assert pace.next() == 10


def test_what_is_in_hand_is_counted_anew_each_time(pace: Pace) -> None:
    pace.next()
    pace.have(10)
    assert [pace.next(), pace.next()] == [40, 10]
    assert not pace.is_full
