"""What is read back, typed in again, gives the same answer, in every zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from babel.dates import format_datetime

from bot.when import Answer, read

NOW = datetime.fromisoformat("2026-01-02T09:00:00+00:00")
ZONES = sorted(
    name for name in available_timezones() if "/" in name and not name.startswith("Etc/")
)


def _change_days(zone: ZoneInfo) -> list[datetime]:
    days = [datetime(2026, 1, 5, tzinfo=UTC) + timedelta(days=number) for number in range(355)]
    changes = [
        day
        for day in days
        if day.astimezone(zone).utcoffset()
        != (day + timedelta(days=1)).astimezone(zone).utcoffset()
    ]
    return [*changes, days[40], days[200]]


def _is_repeated(moment: datetime) -> bool:
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def _offset(moment: datetime) -> str:
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-US", "en-GB"])
def test_a_time_read_back_is_the_same_time(locale: str) -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        for day in _change_days(zone):
            start = (day + timedelta(hours=13, minutes=30)).astimezone(zone)
            end = (start.astimezone(UTC) + timedelta(minutes=45)).astimezone(zone)
            text = f"{start:%a %d %b %Y, %H:%M}\N{EN DASH}{end:%H:%M} {name}"
            if _is_repeated(start) or _is_repeated(end):
                continue  # that takes an offset: see below
            assert read(text, NOW, ZoneInfo("Europe/Madrid"), locale) == Answer(start, end), text


@pytest.mark.slow
def test_both_instants_of_a_repeated_hour_can_be_said() -> None:
    for name in ("America/New_York", "Europe/London", "Europe/Berlin", "Australia/Sydney"):
        zone = ZoneInfo(name)
        for day in _change_days(zone):
            for minutes in range(0, 24 * 60, 15):
                start = (day + timedelta(minutes=minutes)).astimezone(zone)
                text = f"{start:%a %d %b %Y, %H:%M} {_offset(start)}"
                outcome = read(text, NOW, zone, "en-GB")
                assert isinstance(outcome, Answer), text
                assert outcome.start.astimezone(UTC) == start.astimezone(UTC), text


@pytest.mark.slow
@pytest.mark.parametrize(
    "locale",
    [
        "en-US",
        "en-GB",
        "de-DE",
        "es-ES",
        "es-MX",
        "fr-FR",
        "fr-CA",
        "nl-NL",
        "pt-BR",
        "pt-PT",
        "it-IT",
    ],
)
@pytest.mark.parametrize("pattern", ["EEE d MMM y, HH:mm", "EEEE d MMMM y HH:mm"])
def test_a_date_written_in_any_language_is_read_in_it(locale: str, pattern: str) -> None:
    zone = ZoneInfo("America/New_York")
    for month in range(1, 13):
        for day in (4, 12, 25):
            for hour in (0, 3, 9, 12, 23):
                start = datetime(2026, month, day, hour, 30, tzinfo=zone)
                text = format_datetime(start, pattern, tzinfo=zone, locale=locale.replace("-", "_"))
                assert read(f"{text} New York", NOW, zone, locale) == Answer(start), text
