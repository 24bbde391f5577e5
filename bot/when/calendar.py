"""Dates by the calendar: years and months that were not said, numbers, feasts (rules 4 and 5)."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dateutil.easter import easter

from bot.when.answers import Question, Reason, refused
from bot.when.facts import DayOfMonth, Easter, Nth, Numeric, Stretch

_ROLL = timedelta(days=275)  # about nine months

_MONTHS = 12

_AMERICAN = (
    "America/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "Pacific/Honolulu",
    "EST", "CST6CDT", "MST", "PST8PDT", "HST",
)  # fmt: skip

_MONTH_FIRST = frozenset({"en", "en-us"})


@dataclass(frozen=True)
class Customs:
    """How numeric dates are read: month first or day first, and whether to doubt it (rule 4).

    `dotted`: whether dates are written with dots, so that "5.12" is no clock time.
    """

    month_first: bool
    doubtful: bool
    dotted: bool = False


@dataclass(frozen=True)
class Days:
    """The dates that may be meant, and the question if there are several.

    `lapses`: a date whose time is over is not meant, and the question goes with it. `likely`: the
    one to offer times for, when no time was said and it is asked for anyway.
    """

    dates: tuple[date, ...]
    question: Question | None = None
    lapses: bool = False
    likely: date | None = None


def customs_of(locale: str, zone: ZoneInfo, *, dotted: bool) -> Customs:
    """Give the customs of a speaker."""
    month_first = locale.replace("_", "-").lower() in _MONTH_FIRST
    doubtful = month_first and not zone.key.startswith(_AMERICAN)
    return Customs(month_first, doubtful, dotted)


def agreeing_month(fact: DayOfMonth, weekdays: set[int], today: date) -> date | None:
    """Give the next "Friday the 13th" of a month that was not named."""
    months = today.year * _MONTHS + today.month - 1
    dates = (
        _date(month // _MONTHS, month % _MONTHS + 1, fact.day)
        for month in range(months, months + _MONTHS)
    )
    ahead = (day for day in dates if day and today <= day <= today + _ROLL)
    return next((day for day in ahead if {day.weekday()} == weekdays), None)


def later(day: date, stretch: Stretch) -> date:
    """Go months and days on by the calendar; a month's last day stands for one it lacks."""
    months = day.year * _MONTHS + day.month - 1 + stretch.months
    for last in range(day.day, 0, -1):
        found = _date(months // _MONTHS, months % _MONTHS + 1, last)
        if found:
            return far(found, stretch.days)
    raise refused(Reason.IMPOSSIBLE_DATE)


def far(day: date, days: int) -> date:
    """Go days on; beyond the calendar is refused."""
    try:
        return day + timedelta(days)
    except OverflowError as error:
        raise refused(Reason.IMPOSSIBLE_DATE) from error


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def rolled(day: int, month: int, year: int | None, today: date) -> date:
    """Give a date; without a year the coming one, at most about nine months into the next."""
    found = _date(year or today.year, month, day)
    if year is None and (found is None or found < today):
        coming = _date(today.year + 1, month, day)
        if found and coming and coming - today > _ROLL:
            raise refused(Reason.PAST)
        found = coming
    if found is None:
        raise refused(Reason.IMPOSSIBLE_DATE)
    return found


def of_month(fact: DayOfMonth, today: date) -> date:
    """Give a day of a month: the coming one, when none is said."""
    this = today.year * _MONTHS + today.month - 1
    months = (this, this + 1) if fact.ahead is None else (this + fact.ahead,)
    for month in months:
        found = _date(month // _MONTHS, month % _MONTHS + 1, fact.day)
        if found and (found >= today or fact.ahead is not None):
            return found
    raise refused(Reason.IMPOSSIBLE_DATE)


def numeric(fact: Numeric, today: date, customs: Customs) -> Days:
    """Give the date of numbers, or both where their order is in doubt (rule 4)."""
    day_first, month_first = _orders(fact)
    if day_first is None or month_first is None or day_first == month_first:
        only = day_first or month_first
        if only is None:
            raise refused(Reason.IMPOSSIBLE_DATE)
        return Days((rolled(*only, today),))
    doubtful = customs.doubtful or (customs.month_first and fact.mark == ".")
    if not doubtful:
        return Days((rolled(*(month_first if customs.month_first else day_first), today),))
    dates = tuple(sorted(_coming(*each, today) for each in (day_first, month_first)))
    return Days(tuple(day for day in dates if day >= today) or dates, Question.NUMERIC_DATE)


Parts = tuple[int, int, int | None]


def _coming(day: int, month: int, year: int | None, today: date) -> date:
    """Give a date that is only one of two, so that it may lie further ahead."""
    found = _date(year or today.year, month, day)
    if year is None and (found is None or found < today):
        found = _date(today.year + 1, month, day)
    if found is None:
        raise refused(Reason.IMPOSSIBLE_DATE)
    return found


def _orders(fact: Numeric) -> tuple[Parts | None, Parts | None]:
    """Give (day, month, year) with the day first and with the month first, where possible."""
    if len(fact.first) == 4:  # noqa: PLR2004 - a year stands first: ISO 8601
        year, month, day = fact.numbers
        return _parts(day, month, year), None
    first, second = fact.numbers[:2]
    year_said = _century(fact.numbers[2]) if len(fact.numbers) == 3 else None  # noqa: PLR2004 - with a year
    return _parts(first, second, year_said), _parts(second, first, year_said)


def _parts(day: int, month: int, year: int | None) -> Parts | None:
    possible = 0 < month <= _MONTHS and 0 < day <= 31  # noqa: PLR2004 - days of a month
    return (day, month, year) if possible else None


def _century(year: int) -> int:
    if year in range(100, 1900):
        raise refused(Reason.IMPOSSIBLE_DATE)  # a slip of the finger, or a clock time
    return year + 2000 if year < 100 else year  # noqa: PLR2004 - two digits


def nth_day(fact: Nth, today: date) -> date:
    """Give the nth weekday of a month; without a year, the coming one (rule 5)."""
    if fact.month is None:
        months = today.year * _MONTHS + today.month - 1 + fact.ahead
        return _nth_in(fact, months // _MONTHS, months % _MONTHS + 1)
    if fact.year is not None:
        return _nth_in(fact, fact.year, fact.month)
    found = _nth_in(fact, today.year, fact.month)
    if found >= today:
        return found
    coming = _nth_in(fact, today.year + 1, fact.month)
    if coming - today > _ROLL:
        raise refused(Reason.PAST)
    return coming


def easter_day(fact: Easter, today: date) -> date:
    """Give a feast that moves with Easter; without a year, the coming one."""
    for year in [fact.year] if fact.year else [today.year, today.year + 1]:
        found = easter(year) + timedelta(fact.days)
        if found >= today or fact.year:
            return found
    raise refused(Reason.PAST)


def _nth_in(fact: Nth, year: int, month: int) -> date:
    days = [day for number in range(1, 32) if (day := _date(year, month, number))]
    fitting = [day for day in days if fact.weekday in {None, day.weekday()}]
    if abs(fact.nth) > len(fitting):
        raise refused(Reason.IMPOSSIBLE_DATE)
    return fitting[fact.nth] if fact.nth < 0 else fitting[fact.nth - 1]
