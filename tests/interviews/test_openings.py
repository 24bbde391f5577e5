"""Times that would suit two people."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.interviews.diary import Diary
from bot.interviews.model import Person, Preferences
from bot.interviews.people.openings import Wanted, nearest, openings, spread
from bot.interviews.ports.book import Slot

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANA = Person(id=1, workspace_id=1, title="Ana", time_zone="Europe/London")
PAT = Person(id=2, workspace_id=1, title="Pat", time_zone="America/New_York")  # five hours later


def found(*slots: Slot, people: Any = (ANA, PAT), days: int = 1, length: timedelta = HOUR) -> Any:
    return list(openings(people, slots, Wanted(MONDAY, MONDAY + days * DAY, length)))


def starts(times: Any) -> list[str]:
    return [f"{each.start_at:%a %H:%M}" for each in times]


def at(hour: float, length: timedelta = HOUR, person: Person = PAT) -> Slot:
    start_at = MONDAY + hour * HOUR
    return Slot(9, 7, person.id, start_at, start_at + length)


def test_they_lie_in_the_working_hours_of_both() -> None:
    assert starts(found()) == [
        "Mon 14:00", "Mon 14:30", "Mon 15:00", "Mon 15:30", "Mon 16:00", "Mon 16:30", "Mon 17:00",
    ]  # fmt: skip


def test_whoever_works_at_other_hours_is_asked_for_those() -> None:
    late = PAT.but(preferences=Preferences(works_from=time(11), works_until=time(19)))
    assert starts(found(people=(ANA, late)))[0] == "Mon 16:00"


def test_of_whom_nothing_is_known_any_hour_will_do() -> None:
    assert starts(found(people=(ANA, PAT.but(time_zone=None))))[0] == "Mon 09:00"


def test_nothing_is_found_on_a_weekend() -> None:
    assert {day[:3] for day in starts(found(days=7))} == {"Mon", "Tue", "Wed", "Thu", "Fri"}


def test_no_time_overlaps_another_interview_and_one_may_follow_at_once() -> None:
    assert starts(found(at(15))) == ["Mon 14:00", "Mon 16:00", "Mon 16:30", "Mon 17:00"]
    assert starts(found(at(15, person=ANA))) == starts(found(at(15)))


@pytest.mark.parametrize("since", ["13:59:59.999", "14:00"])
def test_they_begin_on_the_full_or_half_hour(since: str) -> None:
    wanted = Wanted(datetime.fromisoformat(f"2026-11-23T{since}+00:00"), MONDAY + DAY, HOUR)
    assert next(iter(openings((ANA, PAT), (), wanted))).start_at == MONDAY + 14 * HOUR


def test_at_most_two_of_a_day_are_shown_which_do_not_overlap() -> None:
    shown = spread(found(days=5), ZoneInfo("Europe/Madrid"), 5)
    assert starts(shown) == ["Mon 14:00", "Mon 15:00", "Tue 14:00", "Tue 15:00", "Wed 14:00"]


def test_the_nearest_lie_on_both_sides_of_a_time_that_is_taken() -> None:
    chosen = nearest(found(at(15)), MONDAY + 15 * HOUR, 3)
    assert starts(chosen) == ["Mon 14:00", "Mon 16:00", "Mon 16:30"]


def test_a_recruiter_looks_into_what_is_booked_and_nobody_else(house: Any) -> None:
    diary = Diary(house.book, house.clock)
    kept = house.book_one()
    people = [house.person("ana"), house.person("pat")]
    start_at = kept.interview.start_at
    found_there = diary.nearest(people, start_at, HOUR, by=house.by("sam"))
    assert found_there
    assert all(
        each.end_at <= start_at or each.start_at >= kept.interview.end_at for each in found_there
    )
    assert diary.nearest(people, start_at, HOUR, by=house.by("pat")) == ()
    assert diary.colleagues(kept, by=house.by("pat")) == ()


@pytest.mark.parametrize(
    ("zone", "first"), [(None, "Mon 08:00"), ("Europe/London", "Mon 09:00")], ids=str
)
def test_where_nobodys_zone_is_known_the_recruiters_hours_count(
    house: Any, zone: str | None, first: str
) -> None:
    diary = Diary(house.book, house.clock)
    people = ANA.but(time_zone=zone), PAT.but(time_zone=None)
    wanted = Wanted(MONDAY, MONDAY + DAY, HOUR)
    assert starts(diary.openings(people, wanted, by=house.by("sam")))[0] == first
