"""When each side is still to be reminded, as the card says: what is planned, and will be sent."""

from datetime import timedelta
from typing import Any

import pytest

from bot.interviews.model import Preferences, Side
from bot.interviews.notices import What
from bot.interviews.planning.reminders import LeadTimes, reminders_to_come

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


@pytest.mark.parametrize("only_musts", [True, False])
@pytest.mark.parametrize("says", ["yes", "no"])
def test_other_reminders_come_to_who_wants_them_or_can_no_longer_come(
    house: Any, says: str, *, only_musts: bool
) -> None:
    times = (2 * HOUR, HOUR)
    house.set_person("pat", preferences=Preferences(only_musts=only_musts, lead_times=times))
    deed = house.accept if says == "yes" else house.cannot
    kept = deed(house.book_one(), "pat")
    last_alone = only_musts and says == "yes"
    expected = house.START - times[last_alone]
    assert reminders_to_come(kept, Side.INTERVIEWER, LeadTimes(), house.NOW)[0] == expected


def test_one_that_is_held_back_at_night_is_not_the_next(house: Any) -> None:
    morning = house.START.replace(hour=8)  # nine o'clock in Madrid
    house.set_person("ana", preferences=Preferences(lead_times=(3 * HOUR, HOUR)))
    kept = house.book_one(start_at=morning)
    assert to_come(house, kept, Side.INTERVIEWEE) == [morning - HOUR]
    assert reminders_to_come(kept, Side.INTERVIEWEE, LeadTimes(), house.NOW) == (morning - HOUR,)
