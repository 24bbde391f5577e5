"""The faster messages leave, the more are in hand; where they leave slowly few are."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.interviews.sending.pace import Pace

BEGAN = datetime(2026, 11, 20, 14, tzinfo=UTC)
MOMENT = timedelta(milliseconds=200)


@pytest.fixture
def shown() -> list[datetime]:
    """What the clock has shown; its last is now."""
    return [BEGAN]


@pytest.fixture
def pace(shown: list[datetime]) -> Pace:
    return Pace(lambda: shown[-1], 10, 100)


def test_as_many_are_wanted_as_leave_in_a_moment(pace: Pace, shown: list[datetime]) -> None:
    for took, expected in ((MOMENT, 10), (MOMENT / 4, 40), (MOMENT, 40), (MOMENT / 50, 100)):
        shown.append(shown[-1] + took)
        assert pace.next() == expected
        pace.have(expected, 0)
        assert pace.is_full


@pytest.mark.parametrize(
    ("claimed", "in_hand", "took"),
    [(40, 0, 4 * MOMENT), (39, 0, MOMENT), (10, 30, MOMENT), (40, 0, -MOMENT), (40, 0, 0 * MOMENT)],
)
def test_the_least_is_wanted_when_they_leave_slowly_or_fewer_were_due_or_a_clock_was_set(
    pace: Pace, shown: list[datetime], claimed: int, in_hand: int, took: timedelta
) -> None:
    pace.next()
    pace.have(10, 0)
    shown.append(shown[-1] + MOMENT / 4)
    assert pace.next() == 40
    pace.have(claimed, in_hand)
    assert pace.is_full == (claimed + in_hand == 40)
    shown.append(shown[-1] + took)
    assert pace.next() == 10


def test_what_is_in_hand_is_counted_anew_each_time(pace: Pace, shown: list[datetime]) -> None:
    pace.next()
    pace.have(10, 0)
    shown.append(shown[-1] + MOMENT / 4)
    assert [pace.next(), pace.next()] == [40, 10]
    assert not pace.is_full
