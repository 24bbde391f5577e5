"""Quiet hours, over clock changes and in any zone; and the reminders that wait for their end."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.interviews.model import Person, Preferences
from bot.interviews.people.attention import quiet_until, working_hours

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ZONES = (
    "Europe/Madrid", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Asia/Kathmandu",
    "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "UTC",
)  # fmt: skip


def somebody(zone: str | None, **preferences: Any) -> Person:
    return Person(
        id=1, workspace_id=1, title="Ana", time_zone=zone, preferences=Preferences(**preferences)
    )


def at(text: str, zone: str = "Europe/Madrid", fold: int = 0) -> datetime:
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return local.astimezone(UTC)


clocks = some.times(timezones=some.none()).map(lambda clock: clock.replace(second=0, microsecond=0))
moments = some.integers(0, 4 * 365 * 24 * 60).map(
    lambda each: datetime(2024, 1, 1, tzinfo=UTC) + each * MINUTE
)


@pytest.mark.parametrize(
    ("moment", "until"),
    [
        ("2026-11-23 20:59", None),
        ("2026-11-23 21:00", "2026-11-24 08:00"),
        ("2026-11-24 03:00", "2026-11-24 08:00"),
        ("2026-11-24 07:59", "2026-11-24 08:00"),
        ("2026-11-24 08:00", None),
        ("2026-10-24 23:00", "2026-10-25 08:00"),  # the clock goes back in between
        ("2026-03-28 23:00", "2026-03-29 08:00"),  # and forward
    ],
)
def test_quiet_hours_are_from_nine_to_eight_by_ones_own_clock(
    moment: str, until: str | None
) -> None:
    expected = at(until) if until else None
    assert quiet_until(somebody("Europe/Madrid"), at(moment)) == expected


def test_whose_zone_is_not_known_has_no_quiet_hours() -> None:
    night = at("2026-11-24 03:00")
    assert quiet_until(somebody(None), night) is None
    assert quiet_until(somebody("Europe/Atlantis"), night) is None


def test_quiet_hours_that_end_when_they_begin_are_none() -> None:
    person = somebody("Europe/Madrid", quiet_from=time(8), quiet_until=time(8))
    assert quiet_until(person, at("2026-11-24 08:00")) is None


@pytest.mark.parametrize(("fold", "until_fold"), [(0, 0), (1, 1)])
def test_in_the_hour_that_comes_twice_they_end_the_same_time_round(
    fold: int, until_fold: int
) -> None:
    person = somebody("Europe/Madrid", quiet_from=time(1), quiet_until=time(2, 30))
    until = quiet_until(person, at("2026-10-25 02:15", fold=fold))
    assert until == at("2026-10-25 02:30", fold=until_fold)


@given(moments, some.sampled_from(ZONES), clocks, clocks)
def test_the_end_of_quiet_hours_is_near_and_no_longer_quiet(
    moment: datetime, zone: str, starts: time, ends: time
) -> None:
    person = somebody(zone, quiet_from=starts, quiet_until=ends)
    until = quiet_until(person, moment)
    if until is None:
        return
    assert moment < until <= moment + DAY + HOUR
    shown = until.astimezone(ZoneInfo(zone))
    skipped = timedelta(hours=shown.hour - ends.hour, minutes=shown.minute - ends.minute)
    assert timedelta(0) <= skipped % DAY <= HOUR  # the end itself, or what follows a skipped hour


@given(moments, some.sampled_from(ZONES))
def test_outside_quiet_hours_the_clock_says_so(moment: datetime, zone: str) -> None:
    local = moment.astimezone(ZoneInfo(zone)).time()
    quiet = quiet_until(somebody(zone), moment) is not None
    assert quiet is (local >= time(21) or local < time(8))


def test_working_hours_are_what_somebody_said_they_are() -> None:
    assert working_hours(somebody("UTC")) == (time(9), time(18))
    assert working_hours(somebody("UTC", works_from=time(7))) == (time(7), time(18))
