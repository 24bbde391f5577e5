"""Times and lengths in words. The patterns are Unicode's (UTS #35), and stand in the catalogue.

Interviews begin at the same few clock times on the same few days, so what these are in words is
remembered: babel takes longer for a date than the database for an interview.
"""

from __future__ import annotations

import functools
import sys
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, format_timedelta, get_timezone_location

from bot.when import zone_named

DAYS_FROM = 48  # hours; until then people count in hours
MINUTE = timedelta(minutes=1)
_Unit = Literal["day", "hour", "minute"]
REMEMBERED = 2_000  # a day has 1,440 minutes

_remembered = functools.lru_cache(REMEMBERED)


@_remembered
def clock(time_of_day: time, pattern: str, language: str) -> str:
    """Give a clock time."""
    return format_time(time_of_day, pattern, locale=language)


@_remembered
def day(date_meant: date, pattern: str, language: str) -> str:
    """Give a date."""
    return format_date(date_meant, pattern, locale=language)


def shown_in(zone: tzinfo, *moments: datetime) -> tzinfo:
    """Give the zone to show moments in: where one of their clock times comes twice, an offset."""
    there = [moment.astimezone(zone) for moment in moments]
    twice = any(each.utcoffset() != each.replace(fold=1 - each.fold).utcoffset() for each in there)
    return timezone(there[0].utcoffset() or timedelta()) if twice else zone


def clear_name(zone: tzinfo, language: str, *moments: datetime) -> str:
    """Give a name of a zone that, typed in again, is read as the same: a city, or an offset."""
    if isinstance(zone, ZoneInfo):
        for name in (city(zone, language), zone.key):
            meant = zone_named(name, language)
            if meant and all(_alike(each, zone, ZoneInfo(meant)) for each in moments):
                return name
    return offset(moments[0].astimezone(zone))


def offset(moment: datetime) -> str:
    """Give the offset of a moment: "UTC-05:00"."""
    minutes = (moment.utcoffset() or timedelta()) // MINUTE
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _alike(moment: datetime, one: tzinfo, other: tzinfo) -> bool:
    return moment.astimezone(one).utcoffset() == moment.astimezone(other).utcoffset()


@functools.cache
def city(zone: ZoneInfo, language: str) -> str:
    """Give the city after which a zone is named; a zone without one keeps its own name."""
    return get_timezone_location(zone, locale=language, return_city=True)


def length(lasting: timedelta, language: str) -> str:
    """Give a length in days, hours and minutes, to the nearest minute; never a negative one."""
    return _minutes(round(abs(lasting) / MINUTE), language)


@_remembered
def _minutes(minutes: int, language: str) -> str:
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24) if hours >= DAYS_FROM else (0, hours)
    counted: tuple[tuple[timedelta, _Unit], ...] = (
        (timedelta(days), "day"),
        (timedelta(hours=hours), "hour"),
        (timedelta(minutes=minutes), "minute"),
    )
    said = [each for each in counted if each[0]] or counted[-1:]
    # format_unit does not know the long form in every language: "2 duration-hour" in Dutch
    return " ".join(
        format_timedelta(each, unit, threshold=sys.maxsize, locale=language) for each, unit in said
    )
