"""Dates as babel writes them, in every language."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_datetime

from bot.when import Answer, read

NOW = datetime.fromisoformat("2026-01-02T09:00:00+00:00")


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
