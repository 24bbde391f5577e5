"""Public holidays of the countries of time zones."""

from datetime import date

import pytest

from bot.almanac import public_holiday


@pytest.mark.parametrize(
    ("day", "zone", "name"),
    [
        (date(2026, 12, 25), "Europe/London", "Christmas Day"),
        (date(2026, 11, 26), "America/New_York", "Thanksgiving Day"),
        (date(2026, 10, 3), "Europe/Berlin", "German Unity Day"),
        (date(2027, 1, 26), "Australia/Sydney", "Australia Day"),
        (date(2026, 9, 7), "America/Sao_Paulo", "Independence Day"),
        (date(2026, 11, 26), "Europe/London", None),
        (date(2026, 12, 25), "UTC", None),
        (date(2026, 12, 25), "Etc/GMT+2", None),
        (date(2026, 12, 25), "Antarctica/Troll", None),
    ],
)
def test_a_holiday_is_known_by_the_country_of_the_zone(
    day: date, zone: str, name: str | None
) -> None:
    assert public_holiday(day, zone) == name
