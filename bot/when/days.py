"""From what is said of the day to dates (rules 3, 4, 5 and 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from dateutil.easter import easter

from bot.when.answers import Question, Reason, refused
from bot.when.facts import (
    After,
    Day,
    DayOfMonth,
    Easter,
    NextDay,
    Nth,
    Numeric,
    Offset,
    Stretch,
    Week,
    Weekday,
    WeekdayAfter,
    Written,
)

_ROLL = timedelta(days=275)  # about nine months
_WEEK = timedelta(days=7)
_MONTHS = 12
_AMERICAN = (
    "America/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "Pacific/Honolulu",
    "EST", "CST6CDT", "MST", "PST8PDT", "HST",
)  # fmt: skip
_MONTH_FIRST = frozenset({"en", "en-us"})


@dataclass(frozen=True)
class Customs:
    """How numeric dates are read: month first or day first, and whether to doubt it (rule 4)."""

    month_first: bool
    doubtful: bool


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


def customs_of(locale: str, zone: ZoneInfo) -> Customs:
    """Give the customs of a speaker."""
    month_first = locale.replace("_", "-").lower() in _MONTH_FIRST
    return Customs(month_first, doubtful=month_first and not zone.key.startswith(_AMERICAN))


def days_of(facts: Sequence[Day], today: date, customs: Customs) -> Days:
    """Give the dates that all facts together may mean, none before today.

    An impossible or a past date is refused.
    """
    found = _together(facts, today, customs)
    if found.dates and max(found.dates) < today:
        raise refused(Reason.PAST)
    return found


def _together(facts: Sequence[Day], today: date, customs: Customs) -> Days:
    weekdays = [fact for fact in dict.fromkeys(facts) if isinstance(fact, Weekday)]
    weeks = [fact for fact in dict.fromkeys(facts) if isinstance(fact, Week)]
    others = [fact for fact in dict.fromkeys(facts) if not isinstance(fact, Weekday | Week)]
    if weeks:
        return _in_week(weeks, weekdays, others, today)
    if len(others) > 1:
        return _agreeing(others, weekdays, today, customs)
    if not others:
        return _any_of([_weekday(fact, today) for fact in weekdays])
    return _checked(others[0], _single(others[0], today, customs), weekdays, today)


def _in_week(
    weeks: list[Week], weekdays: list[Weekday], others: Sequence[Day], today: date
) -> Days:
    if len(weeks) > 1 or len(weekdays) > 1 or others:
        raise refused(Reason.NOT_UNDERSTOOD)
    if not weekdays and weeks[0].counted:
        raise refused(Reason.NOT_UNDERSTOOD)  # "in two weeks" is a day, unless a weekday follows
    if not weekdays:
        return Days((), Question.MISSING_TIME)
    if weekdays[0].which not in {"", "this"} or weekdays[0].later:
        raise refused(Reason.NOT_UNDERSTOOD)
    return Days((_monday(today) + weeks[0].ahead * _WEEK + timedelta(weekdays[0].weekday),))


def _agreeing(
    others: Sequence[Day], weekdays: list[Weekday], today: date, customs: Customs
) -> Days:
    found = [_single(fact, today, customs) for fact in others]
    shared = [day for day in found[0].dates if all(day in each.dates for each in found)]
    if shared:
        return _checked(others[0], Days((shared[0],)), weekdays, today)
    alike = len({type(fact) for fact in others}) == 1
    return Days(_dates(found), Question.MANY if alike else Question.CONTRADICTION)


def _any_of(found: list[Days]) -> Days:
    return found[0] if len(found) == 1 else Days(_dates(found), Question.MANY)


def _dates(found: list[Days]) -> tuple[date, ...]:
    return tuple(dict.fromkeys(day for each in found for day in each.dates))


def _checked(fact: Day, found: Days, weekdays: list[Weekday], today: date) -> Days:
    """Hold a date against the weekday that was said with it."""
    if not weekdays:
        return found
    said = {each.weekday for each in weekdays}
    fitting = tuple(day for day in found.dates if {day.weekday()} == said)
    if fitting:
        return Days(fitting, found.question if len(fitting) > 1 else None)
    if isinstance(fact, DayOfMonth) and fact.loose:
        raise refused(Reason.NOT_UNDERSTOOD)
    coming = _any_of([_weekday(each, today) for each in weekdays])
    likely = _agreeing_month(fact, said, today) if isinstance(fact, DayOfMonth) else None
    return Days((*found.dates, *coming.dates), Question.CONTRADICTION, likely=likely)


def _agreeing_month(fact: DayOfMonth, weekdays: set[int], today: date) -> date | None:
    """Give the next "Friday the 13th" of a month that was not named."""
    months = today.year * _MONTHS + today.month - 1
    dates = (
        _date(month // _MONTHS, month % _MONTHS + 1, fact.day)
        for month in range(months, months + _MONTHS)
    )
    ahead = (day for day in dates if day and today <= day <= today + _ROLL)
    return next((day for day in ahead if {day.weekday()} == weekdays), None)


def _weekday(fact: Weekday, today: date) -> Days:
    wait = timedelta((fact.weekday - today.weekday()) % 7)
    coming = today + (wait or _WEEK)
    match fact.which:
        case "":
            if not wait:
                return Days((today, coming), Question.WEEKDAY_TODAY, lapses=True)
            return Days((coming,))
        case "this":
            if not wait:
                return Days((today, coming), Question.WEEKDAY_TODAY)
            over = fact.weekday < today.weekday()
            return Days((coming,), Question.GONE if over else None)
        case "next":
            following = _monday(today) + _WEEK + timedelta(fact.weekday)
            dates = tuple(sorted({coming, following}))
            return Days(dates, Question.NEXT_WEEKDAY if len(dates) > 1 else None)
        case "after_next":
            following = _monday(today) + _WEEK + timedelta(fact.weekday)
            dates = tuple(day + _WEEK for day in sorted({coming, following}))
            return Days(dates, Question.NEXT_WEEKDAY if len(dates) > 1 else None)
        case "week" if not wait:
            dates = (today + fact.later * _WEEK, coming + fact.later * _WEEK)
            return Days(dates, Question.WEEKDAY_TODAY)
        case _:
            return Days((coming + fact.later * _WEEK,))


def _single(fact: Day, today: date, customs: Customs) -> Days:
    if isinstance(fact, WeekdayAfter | After):
        return _after(fact, today, customs)
    match fact:
        case Offset(days):
            return Days((today + timedelta(days),))
        case Written(day, month, year):
            return Days((_rolled(day, month, year, today),))
        case DayOfMonth():
            return Days((_of_month(fact, today),))
        case Numeric():
            return _numeric(fact, today, customs)
        case Nth():
            return Days((_nth(fact, today),))
        case NextDay():
            return Days((today + timedelta(1),))
        case Easter():
            return Days((_easter(fact, today),))
        case _:
            raise refused(Reason.NOT_UNDERSTOOD)


def _after(fact: WeekdayAfter | After, today: date, customs: Customs) -> Days:
    found = _together([fact.base], today, customs)
    if isinstance(fact, After):
        return Days(tuple(later(day, fact.stretch) for day in found.dates), found.question)
    waits = [(fact.weekday - day.weekday() - 1) % 7 + 1 for day in found.dates]
    ahead = (fact.nth - 1) * _WEEK
    dates = tuple(_far(day, wait) + ahead for day, wait in zip(found.dates, waits, strict=True))
    return Days(dates, found.question)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def later(day: date, stretch: Stretch) -> date:
    """Go months and days on by the calendar; a month's last day stands for one it lacks."""
    months = day.year * _MONTHS + day.month - 1 + stretch.months
    for last in range(day.day, 0, -1):
        found = _date(months // _MONTHS, months % _MONTHS + 1, last)
        if found:
            return _far(found, stretch.days)
    raise refused(Reason.IMPOSSIBLE_DATE)


def _far(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError as error:
        raise refused(Reason.IMPOSSIBLE_DATE) from error


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _rolled(day: int, month: int, year: int | None, today: date) -> date:
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


def _of_month(fact: DayOfMonth, today: date) -> date:
    this = today.year * _MONTHS + today.month - 1
    months = (this, this + 1) if fact.ahead is None else (this + fact.ahead,)
    for month in months:
        found = _date(month // _MONTHS, month % _MONTHS + 1, fact.day)
        if found and (found >= today or fact.ahead is not None):
            return found
    raise refused(Reason.IMPOSSIBLE_DATE)


def _numeric(fact: Numeric, today: date, customs: Customs) -> Days:
    day_first, month_first = _orders(fact)
    if day_first is None or month_first is None or day_first == month_first:
        only = day_first or month_first
        if only is None:
            raise refused(Reason.IMPOSSIBLE_DATE)
        return Days((_rolled(*only, today),))
    doubtful = customs.doubtful or (customs.month_first and fact.mark == ".")
    if not doubtful:
        return Days((_rolled(*(month_first if customs.month_first else day_first), today),))
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


def _nth(fact: Nth, today: date) -> date:
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


def _easter(fact: Easter, today: date) -> date:
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
