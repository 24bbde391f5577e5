"""After a pause: what is late is told at once, by one message, as what it is by then."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.notices import Notice, Reason, State, What

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TOLD_WITH = (State.REPLACED, Reason.TOLD_WITH)


def heard(house: Any, name: str) -> list[str]:
    return [what.value for who, what in house.post.messages() if who == name]


def said(house: Any, name: str) -> Notice:
    """The newest message to somebody, as it was told."""
    return next(n for n, _, person, _ in reversed(house.post.delivered) if person.title == name)


def endings(house: Any, kept: Any, name: str, *whats: What) -> list[tuple[State, Reason | None]]:
    wanted = house.person(name).id
    return [(n.state, n.reason) for n in house.notices(kept, *whats) if n.person_id == wanted]


def after_a_pause(house: Any, time: timedelta = HOUR) -> None:
    house.clock.move_to(house.clock.now() + time)
    house.courier.sweep()


def test_what_is_not_late_is_told_one_by_one(house: Any) -> None:
    house.move(house.book_one(), START + HOUR)
    after_a_pause(house, 50 * timedelta(seconds=1))
    assert heard(house, "ana") == ["booked", "moved"]


def test_an_invitation_and_what_came_after_it_is_one_invitation(house: Any) -> None:
    kept = house.book_one()
    house.change(house.move(kept, START + HOUR), location="Room 2")
    after_a_pause(house, DAY)
    assert heard(house, "ana") == heard(house, "pat") == ["booked"]
    assert endings(house, kept, "ana", What.BOOKED, What.MOVED) == [(State.SENT, None), TOLD_WITH]


def test_several_moves_are_one_that_names_what_was_known_before(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    kept = house.move(kept, START + HOUR)
    kept = house.move(kept, START + DAY)
    after_a_pause(house)
    assert heard(house, "ana") == ["booked", "moved"]
    assert said(house, "ana").values["was"]["start_at"] == "2026-11-20T14:00:00Z"
    assert endings(house, kept, "ana", What.MOVED) == [(State.SENT, None), TOLD_WITH]


def test_what_is_again_as_it_was_is_not_said_to_be_different(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.move(house.move(kept, START + HOUR), START)
    after_a_pause(house)
    assert heard(house, "ana") == ["booked", "moved"]
    assert said(house, "ana").values["was"] == {}


def test_shortly_before_the_start_the_reminder_speaks_for_all(house: Any) -> None:
    kept = house.book_one()
    house.clock.move_to(START - 6 * MINUTES)
    house.courier.sweep()
    assert heard(house, "ana") == heard(house, "pat") == ["reminder"]
    assert said(house, "ana").lead_time == 10 * MINUTES
    assert endings(house, kept, "ana", What.BOOKED) == [(State.SENT, None)]
    assert endings(house, kept, "ana", What.REMINDER) == [TOLD_WITH] * 3


def test_days_before_the_start_the_invitation_speaks_for_the_reminder(house: Any) -> None:
    kept = house.book_one()
    house.clock.move_to(START - 20 * HOUR)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked"]
    house.clock.move_to(START - HOUR)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked", "reminder"]
    assert endings(house, kept, "ana", What.REMINDER)[:2] == [TOLD_WITH, (State.SENT, None)]


def test_what_calls_it_off_is_told_by_itself_and_nothing_before_it(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    kept = house.cancel(house.move(kept, START + HOUR))
    after_a_pause(house)
    assert heard(house, "ana") == ["booked", "cancelled"]
    assert endings(house, kept, "ana", What.MOVED) == [(State.REPLACED, Reason.NOT_LIVE)]


def test_that_somebody_cannot_come_is_told_beside_all_else(house: Any) -> None:
    house.nobody_stands_in()
    kept = house.book_one()
    house.cannot(kept)
    after_a_pause(house)
    assert heard(house, "sam") == ["booked", "cannot"]


@pytest.mark.parametrize("name", ["ana", "pat"])
def test_after_the_start_nobody_is_invited_any_more(house: Any, name: str) -> None:
    kept = house.book_one()
    house.clock.move_to(START)
    house.courier.sweep()
    assert heard(house, name) == []
    assert endings(house, kept, name, What.BOOKED) == [(State.EXPIRED, Reason.STARTED)]


def test_after_the_start_the_recruiter_still_hears_of_it(house: Any) -> None:
    house.book_one()
    house.clock.move_to(START)
    house.courier.sweep()
    assert heard(house, "sam") == ["booked"]


def test_what_is_done_after_the_start_is_told(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.clock.move_to(START + 5 * MINUTES)
    house.change(kept, location="Room 2")
    house.courier.sweep()
    assert heard(house, "ana") == ["booked", "changed"]


def test_a_cancellation_is_told_after_the_start_too(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.cancel(kept)
    house.clock.move_to(START + 5 * MINUTES)
    house.courier.sweep()
    assert heard(house, "ana") == ["booked", "cancelled"]


def test_when_one_message_that_tells_all_is_lost_all_of_it_is_told_later(house: Any) -> None:
    kept = house.book_one()
    house.move(kept, START + HOUR)
    house.post.troubles[house.person("ana").id] = [RuntimeError("it broke")]
    after_a_pause(house)
    assert endings(house, kept, "ana", What.MOVED) == [(State.PLANNED, None)]
    for _ in range(2):
        after_a_pause(house, 2 * MINUTES)
    assert heard(house, "ana") == ["booked"]
    assert endings(house, kept, "ana", What.MOVED) == [TOLD_WITH]


def test_a_card_still_shows_after_the_start_what_was_changed_before_it(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.change(kept, location="Room 2")
    house.clock.move_to(START + 5 * MINUTES)
    house.courier.sweep()
    assert ("ana", What.CHANGED) in house.post.edits()
