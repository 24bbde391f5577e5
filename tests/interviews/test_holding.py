"""What still holds when it is to be sent: one thing is different at a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.interviews.cases import Case
from bot.interviews.holding import Ending, no_longer_holds
from bot.interviews.model import Kept
from bot.interviews.notices import Notice, Reason, State, What
from bot.interviews.reminders import LeadTimes

START = datetime(2026, 11, 20, 14, tzinfo=UTC)
MINUTES, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OVERTAKEN = (State.REPLACED, Reason.OVERTAKEN)
NEARER = (State.REPLACED, Reason.NEARER_REMINDER)


def looked_at(
    house: Any, notice: Notice, kept: Kept, *others: Notice, now: datetime | None = None
) -> Ending | None:
    person = next(p for p in map(house.person, ("ana", "pat", "sam")) if p.id == notice.person_id)
    now = now or house.clock.now()
    return no_longer_holds(Case(notice, kept, person, None, others), LeadTimes(), now)


def about(house: Any, kept: Kept, name: str, what: What) -> Notice:
    """The first notice of that kind for somebody."""
    wanted = house.person(name).id
    found: list[Notice] = house.notices(kept, what)
    return next(notice for notice in found if notice.person_id == wanted)


@pytest.mark.parametrize(
    ("different", "ending"),
    [
        ({}, OVERTAKEN),
        ({"state": State.PLANNED}, None),
        ({"loud": False}, None),
        ({"version": 1}, None),
        ({"what": What.REMINDER}, None),
        ({"what": What.UNTOLD}, None),
        ({"person_id": 0}, None),
    ],
)
def test_only_a_newer_message_to_the_same_person_that_was_sent_overtakes_one(
    house: Any, different: dict[str, Any], ending: Ending | None
) -> None:
    kept = house.book_one()
    booked = about(house, kept, "ana", What.BOOKED)
    moved = about(house, house.move(kept, START + HOUR), "ana", What.MOVED)
    newer = moved.but(**{"state": State.SENT} | different)
    assert looked_at(house, booked, kept, newer) == ending


def test_that_somebody_cannot_come_is_never_overtaken(house: Any) -> None:
    house.nobody_stands_in()
    kept = house.cannot(house.book_one())
    told = about(house, kept, "sam", What.CANNOT)
    newer = told.but(what=What.DECLINED, version=told.version + 1, state=State.SENT)
    assert looked_at(house, told, kept, newer) is None


def test_an_edit_without_a_card_is_not_sent(house: Any) -> None:
    kept = house.accept(house.book_one())
    answered = about(house, kept, "sam", What.ANSWERED)
    assert looked_at(house, answered, kept) == (State.SKIPPED, Reason.NO_CARD)


@pytest.mark.parametrize(
    ("different", "now", "ending"),
    [
        ({"state": State.SENT}, START - DAY, NEARER),
        ({"state": State.UNKNOWN}, START - DAY, NEARER),
        ({"state": State.PLANNED}, START - HOUR, NEARER),
        ({"state": State.PLANNED}, START - 2 * HOUR, None),
        ({"state": State.REPLACED}, START - HOUR, None),
        ({"state": State.SENT, "person_id": 0}, START - DAY, None),
        ({"state": State.SENT, "start_at": START + DAY}, START - DAY, None),
        ({"state": State.SENT, "lead_time": DAY}, START - DAY, None),
        ({"state": State.SENT, "lead_time": 2 * DAY}, START - DAY, None),
    ],
)
def test_a_reminder_gives_way_to_a_nearer_one_that_was_sent_or_is_late_as_well(
    house: Any, different: dict[str, Any], now: datetime, ending: Ending | None
) -> None:
    kept = house.book_one()
    of_ana = [n for n in house.notices(kept, What.REMINDER) if house.name(n.person_id) == "ana"]
    a_day, an_hour, _ = of_ana
    assert looked_at(house, a_day, kept, an_hour.but(**different), now=now) == ending


def test_a_message_that_speaks_of_no_start_makes_no_reminder_needless(house: Any) -> None:
    kept = house.book_one()
    reminder = about(house, kept, "ana", What.REMINDER)
    booked = about(house, kept, "ana", What.BOOKED).but(state=State.SENT)
    assert looked_at(house, reminder, kept, booked) is None


@pytest.mark.parametrize(
    ("lead_time", "ending"), [(DAY, (State.SKIPPED, Reason.ANSWERED)), (10 * MINUTES, None)]
)
def test_who_has_answered_is_reminded_of_the_interview_and_not_of_the_answer(
    house: Any, lead_time: timedelta, ending: Ending | None
) -> None:
    kept = house.accept(house.book_one(), "pat")
    reminder = about(house, kept, "pat", What.REMINDER).but(lead_time=lead_time)
    assert looked_at(house, reminder, kept) == ending
