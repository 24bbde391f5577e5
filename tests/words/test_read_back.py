"""A time read back, and typed in again, is the same time: in every language and every zone."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.when import Answer, read
from bot.words import Words

pytestmark = pytest.mark.slow

NOW = datetime.fromisoformat("2026-01-02T09:00:00+00:00")
ELSEWHERE = ZoneInfo("Europe/Madrid")
LOCALES = ("en-US", "en-GB", "de-DE", "es-ES", "fr-FR", "it-IT", "nl-NL", "pt-BR")
ZONES = sorted(available_timezones())
QUARTER = timedelta(minutes=15)
LENGTHS = (None, QUARTER, timedelta(minutes=45), timedelta(minutes=90))


@cache
def change_days(name: str) -> tuple[datetime, ...]:
    """Give the days of 2026 on which the clocks of a zone change (the midnight before, UTC)."""
    days = [datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=number) for number in range(355)]
    return tuple(day for day in days if offset(name, day) != offset(name, day + timedelta(1)))


def offset(name: str, moment: datetime) -> timedelta | None:
    return moment.astimezone(ZoneInfo(name)).utcoffset()


def instant(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def check(locale: str, name: str, moment: datetime, length: timedelta | None) -> None:
    zone = ZoneInfo(name)
    start = moment.astimezone(zone)
    end = (moment + length).astimezone(zone) if length else None
    said = str(Words(locale, zone).time_read(start, end))
    again = read(said, NOW, ELSEWHERE, locale)
    assert isinstance(again, Answer), f"{name}, {locale}: {said} is {again}"
    assert (instant(again.start), instant(again.end)) == (moment, instant(end)), said


INSTANTS = st.datetimes(datetime(2026, 1, 3), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(st.sampled_from(LOCALES), st.sampled_from(ZONES), INSTANTS, st.sampled_from(LENGTHS))
@settings(max_examples=300, deadline=None)
def test_any_time_read_back_is_the_same_time(
    locale: str, name: str, moment: datetime, length: timedelta | None
) -> None:
    check(locale, name, moment.replace(second=0, microsecond=0), length)


@given(st.sampled_from(LOCALES), st.sampled_from(ZONES), st.data())
@settings(max_examples=300, deadline=None)
def test_so_it_is_on_the_days_when_the_clocks_change(
    locale: str, name: str, data: st.DataObject
) -> None:
    day = data.draw(st.sampled_from(change_days(name) or (NOW + timedelta(days=40),)))
    into_it = data.draw(st.integers(0, 24 * 4 - 1)) * QUARTER
    length = data.draw(st.sampled_from(LENGTHS))
    check(locale, name, day.replace(minute=0) + into_it, length)


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_so_it_is_in_every_zone_on_every_such_day(locale: str) -> None:
    for number, name in enumerate(ZONES):
        ordinary = NOW + timedelta(days=3 + number % 350, hours=number % 24)
        for day in change_days(name):
            for quarters in range(number % 4, 24 * 4, 29):
                check(locale, name, day + quarters * QUARTER, LENGTHS[quarters % 4])
        check(locale, name, ordinary, LENGTHS[number % 4])


def test_a_time_that_comes_twice_is_read_back_with_its_offset() -> None:
    words = Words("en-US", ZoneInfo("America/New_York"))
    first = datetime.fromisoformat("2026-11-01T05:30:00+00:00")
    assert words.time_read(first, None) == "Sun 1 Nov 2026, 01:30 UTC-04:00"
    later = first + timedelta(hours=1)
    assert words.time_read(later, None) == "Sun 1 Nov 2026, 01:30 UTC-05:00"
    assert words.span(first, later) == "Sun 1 Nov 2026, 01:30–02:30 UTC-04:00"


def test_a_zone_whose_city_means_another_is_read_back_by_its_name() -> None:
    words = Words("en-US", ZoneInfo("Etc/GMT+2"))
    moment = datetime.fromisoformat("2026-11-27T15:00:00+00:00")
    assert words.time_read(moment, None) == "Fri 27 Nov 2026, 13:00 Etc/GMT+2"


def test_what_is_read_back_with_the_other_persons_time_is_the_same_time() -> None:
    now = datetime.fromisoformat("2026-11-23T09:12:00+01:00")
    start = datetime.fromisoformat("2026-11-27T22:30:00+01:00")
    end = start + timedelta(minutes=45)
    for said in (
        "Fri 27 Nov 2026, 22:30–23:15 Madrid (16:30 New York)",
        "Fri 27 Nov 2026, 22:30–23:15 Madrid (Sat 28 Nov, 08:30 Sydney)",
    ):
        answer = read(said, now, ELSEWHERE, "en-GB")
        assert isinstance(answer, Answer), said
        assert (answer.start, answer.end) == (start, end), said
