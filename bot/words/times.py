"""Times and lengths in words. The patterns are Unicode's (UTS #35), and stand in the catalogue."""

from __future__ import annotations

import functools
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.units import format_unit

DAYS_FROM = timedelta(hours=48)  # until then people count in hours
MINUTE = timedelta(minutes=1)


def clock(moment: datetime, pattern: str, locale: Locale) -> str:
    """Give the clock time of a moment in the zone that it carries."""
    return format_time(moment.timetz(), pattern, tzinfo=moment.tzinfo, locale=locale)


def day(moment: date, pattern: str, locale: Locale) -> str:
    """Give the day of a moment, in the zone that it carries, or of a date."""
    return format_date(moment, pattern, locale=locale)


@functools.cache
def city(zone: ZoneInfo, locale: Locale) -> str:
    """Give the city after which a zone is named; a zone without one keeps its own name."""
    return get_timezone_location(zone, locale=locale, return_city=True)


def length(lasting: timedelta, locale: Locale) -> str:
    """Give a length in days, hours and minutes, to the nearest minute; never a negative one."""
    minutes = round(abs(lasting) / MINUTE)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if abs(lasting) >= DAYS_FROM else (0, hours)
    counted = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    said = [(number, unit) for number, unit in counted if number] or [(0, "minute")]
    return " ".join(format_unit(number, f"duration-{unit}", locale=locale) for number, unit in said)
