"""When each side is still to be reminded, as the card says: what is planned, and will be sent."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Preferences, Side
from bot.interviews.notices import What
from bot.interviews.reminders import LeadTimes, reminders_to_come

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def to_come(house: Any, kept: Any, side: Side) -> list[Any]:
    """The reminders of that side which will be sent if nothing changes."""
    told = house.interviews.account.preview(kept.id, by=house.by("sam"))
    return sorted(
        each.notice.due_at
        for each in told
        if each.notice.person_id == kept.person(side).id and not each.why_not
        if each.notice.what is What.REMINDER
    )


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("answered", [False, True])
def test_it_is_what_will_be_sent(house: Any, side: Side, *, answered: bool) -> None:
    kept = house.book_one()
    if answered:
        kept = house.accept(kept, "pat")
    for before in (3 * DAY, 2 * HOUR, HOUR / 2):
        now = house.START - before
        house.clock.move_to(now)
        house.courier.sweep()
        expected = to_come(house, kept, side)
        assert expected
        assert list(reminders_to_come(kept, side, LeadTimes(), now)) == expected
    assert not reminders_to_come(kept, side, LeadTimes(), house.START)


def test_of_what_is_off_there_is_none(house: Any) -> None:
    kept = house.cancel(house.book_one())
    assert not reminders_to_come(kept, Side.INTERVIEWEE, LeadTimes(), house.NOW)


def test_whoever_wants_to_hear_only_what_they_must_do_is_reminded_last_alone(house: Any) -> None:
    house.set_person("ana", preferences=Preferences(only_musts=True))
    kept = house.accept(house.book_one(), "ana")
    expected = house.START - timedelta(minutes=10)
    assert reminders_to_come(kept, Side.INTERVIEWEE, LeadTimes(), house.NOW) == (expected,)
    assert to_come(house, kept, Side.INTERVIEWEE) == [expected]
