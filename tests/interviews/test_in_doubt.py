"""A reminder that nobody can look for is sent once more, and no oftener."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.ports.post import Undelivered
from bot.interviews.sending.terms import Terms

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
SECOND, DAY, HOUR = timedelta(seconds=1), timedelta(days=1), timedelta(hours=1)
LOST = [Undelivered("reply_lost", certain=False)] * 50
DATABASES = pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
)


def sweep(house: Any, times: int, apart: timedelta) -> None:
    for _ in range(times):
        house.courier.sweep()
        house.clock.move_to(house.clock.now() + apart)


def heard(house: Any, name: str) -> list[What]:
    return [what for who, what in house.post.messages() if who == name]


def reminder(house: Any, kept: Any) -> Notice:
    """Ana's, a day before the start."""
    ana = house.person("ana").id
    return next(n for n in house.notices(kept, What.REMINDER) if n.person_id == ana)


@pytest.fixture
def remembered(house: Any) -> Any:
    """An interview that everybody was told of, a day before its start; Ana's replies are lost."""
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START - DAY)
    house.post.troubles[house.person("ana").id] = [*LOST]
    return kept


@DATABASES
def test_where_nobody_may_look_it_is_sent_once_more_and_the_recruiter_is_told(
    house: Any, remembered: Any
) -> None:
    house.post.blind = Undelivered("missing_scope", reason=Reason.REFUSED, for_good=True)
    sweep(house, 6, SECOND)
    assert heard(house, "ana") == [What.BOOKED, What.REMINDER, What.REMINDER]
    ended = reminder(house, remembered)
    assert (ended.state, ended.reason, ended.detail) == (
        State.FAILED, Reason.IN_DOUBT, "missing_scope",
    )  # fmt: skip
    assert heard(house, "sam") == [What.BOOKED, What.UNANSWERED, What.UNTOLD]


@pytest.mark.usefixtures("remembered")
def test_the_next_reminder_has_its_own_two_tries(house: Any) -> None:
    house.post.blind = Undelivered("missing_scope", reason=Reason.REFUSED, for_good=True)
    sweep(house, 6, SECOND)
    house.clock.move_to(START - HOUR)
    sweep(house, 6, SECOND)
    assert heard(house, "ana") == [What.BOOKED, *[What.REMINDER] * 4]


def test_that_it_was_sent_once_more_is_known_to_another_courier_and_after_a_wait(
    house: Any, remembered: Any
) -> None:
    house.post.blind = Undelivered("missing_scope", reason=Reason.REFUSED, for_good=True)
    busy = Undelivered("ratelimited", retry_after=30 * SECOND)
    house.post.troubles[house.person("ana").id] = [LOST[0], busy, *LOST]
    sweep(house, 3, SECOND)
    house.courier = house.another_courier()
    sweep(house, 8, 10 * SECOND)
    assert heard(house, "ana") == [What.BOOKED, What.REMINDER, What.REMINDER]
    assert reminder(house, remembered).reason is Reason.IN_DOUBT


@pytest.mark.usefixtures("remembered")
def test_while_nobody_can_look_for_now_it_is_not_sent_again_before_the_last_minute(
    house: Any,
) -> None:
    house.post.blind = Undelivered("internal_error")
    sweep(house, 4, Terms().lease)
    assert heard(house, "ana") == [What.BOOKED, What.REMINDER]
    house.clock.move_to(START - Terms().lease)
    sweep(house, 12, SECOND)  # the one that says "in one minute" speaks for all three
    assert heard(house, "ana") == [What.BOOKED, *[What.REMINDER] * 3]


def test_as_long_as_it_can_be_seen_that_it_is_not_there_it_is_sent_again(
    house: Any, remembered: Any
) -> None:
    house.post.troubles[house.person("ana").id] = [Undelivered("timeout", certain=False)] * 3
    sweep(house, 10, Terms().grace)
    assert heard(house, "ana") == [What.BOOKED, What.REMINDER]
    assert reminder(house, remembered).state is State.SENT


@pytest.mark.parametrize("lost", ["reply_lost", "timeout"])
def test_what_need_not_come_before_the_start_is_looked_for_after_it_too(
    house: Any, lost: str
) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START)
    house.post.troubles[house.person("sam").id] = [Undelivered(lost, certain=False)]
    house.post.blind = Undelivered("internal_error")
    house.writes("Which room?")
    sweep(house, 3, Terms().lease)
    house.post.blind = None
    sweep(house, 3, Terms().lease)
    assert [each.state for each in house.notices(kept, What.WROTE)] == [State.SENT]
    assert heard(house, "sam").count(What.WROTE) == 1
