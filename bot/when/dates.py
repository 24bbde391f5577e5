"""Rules for days: words, weekdays, weeks, written and numeric dates."""

import re

from bot.when.chart import Rule, rule
from bot.when.facts import (
    DAYS,
    After,
    Day,
    DayOfMonth,
    Easter,
    Flag,
    NextDay,
    Nth,
    Numeric,
    Offset,
    PartSaid,
    Stretch,
    Week,
    Weekday,
    WeekdayAfter,
    Written,
)

_LAST_DAY = 31
_YEAR = 12  # months; "a year from Christmas" is no way to arrange an interview
_LAST_HOUR = 12  # of half a day: up to here a bare number may be a clock time


def _written(day: int, month: int, year: int | None = None) -> Written | None:
    return Written(day, month, year) if 0 < day <= _LAST_DAY else None


def _turned(month: int, day: int, year: int | None = None) -> Written | None:
    return _written(day, month, year)


def _year_first(year: int, month: int, day: int) -> Written | None:
    return _written(day, month, year)


def _year_middle(day: int, year: int, month: int) -> Written | None:
    return _written(day, month, year)


def _month_year_day(month: int, year: int, day: int) -> Written | None:
    return _written(day, month, year)


def _year_day_month(year: int, day: int, month: int) -> Written | None:
    return _written(day, month, year)


def _day_of_month(day: int) -> DayOfMonth | None:
    return DayOfMonth(day) if 0 < day <= _LAST_DAY else None


def _year(digits: str) -> int | None:
    return int(digits) if re.fullmatch(r"20\d\d", digits) else None


def _numeric(text: str) -> Numeric | None:
    mark = re.sub(r"\d", "", text)[0]
    parts = text.split(mark)
    return Numeric(tuple(int(part) for part in parts), mark, parts[0])


def _dotted(text: str) -> Numeric | None:
    found = _numeric(text.rstrip("."))
    return (
        found
        if found and min(found.numbers) in range(1, 13) and max(found.numbers) <= _LAST_DAY
        else None
    )


def _spaced(day: str, month: str) -> Numeric | None:
    """Read "27. 11.", which stands for 27.11."""
    return _dotted(f"{day}.{month}") if max(len(day), len(month)) <= 2 else None  # noqa: PLR2004 - days and months


def _three(first: str, second: str, year: int) -> Numeric | None:
    """Read "20 02 2027"."""
    return _numeric(f"{first}/{second}/{year}") if max(len(first), len(second)) <= 2 else None  # noqa: PLR2004 - days and months


def _three_short(first: str, second: str, year: int) -> Numeric | None:
    """Read "20 02 27", which can only be a date."""
    clear = max(len(first), len(second)) <= 2 and int(first) > _LAST_HOUR  # noqa: PLR2004 - days and months
    return _numeric(f"{first}/{second}/{year}") if clear else None


def _day_of(day: int, month: str) -> Written | None:
    """Read "17 del 11"."""
    return _written(day, int(month)) if 0 < int(month) <= _YEAR else None


def _feast(feast: Written, year: int | None) -> Written:
    return Written(feast.day, feast.month, year)


def _weekday_after(nth: int, weekday: int, base: Day) -> WeekdayAfter | None:
    plain = not isinstance(base, Week | Weekday)
    return WeekdayAfter(nth, weekday, base) if plain and 0 < nth < _LAST_HOUR else None


def _dashed(first: str, second: str) -> Numeric | None:
    """Read "2-15" as a date, and "3-4" beside the reading as a range of hours."""
    months, days = sorted((int(first), int(second)))
    fits = 0 < months <= _LAST_HOUR and days <= _LAST_DAY
    return Numeric((int(first), int(second)), "-", first) if fits else None


def _eight(digits: str) -> Written | None:
    """Read 20260305."""
    found = re.fullmatch(r"(20\d\d)(\d\d)(\d\d)", digits)
    if not found or not 0 < int(found[2]) <= 12:  # noqa: PLR2004 - months
        return None
    return _written(int(found[3]), int(found[2]), int(found[1]))


def _weekday_number(weekday: int, digits: int) -> tuple[object, ...] | None:
    """Read "Fri 4" as a day of the month, beside the reading as an hour."""
    if not 0 < digits <= _LAST_DAY:
        return None
    return (Weekday(weekday), DayOfMonth(digits, loose=digits <= _LAST_HOUR))


def _plus(base: object, stretch: Stretch) -> After | None:
    if (
        not isinstance(base, DAYS)
        or isinstance(base, Week)
        or stretch.elapsed
        or stretch.months >= _YEAR
    ):
        return None
    return After(stretch, base)


def _after(stretch: Stretch, base: object) -> After | None:
    return _plus(base, stretch)


def _weeks_after(offset: int, stretch: Stretch) -> After | None:
    """Read "heute in einer Woche"."""
    return _plus(Offset(offset), stretch) if _weeks_ahead(stretch) else None


def _weeks_ahead(stretch: Stretch) -> Week | None:
    if stretch.months or stretch.elapsed or stretch.days % 7:
        return None
    return Week(stretch.days // 7, counted=True)


DATES: tuple[Rule, ...] = (
    rule("YEAR", "DIGITS", _year),
    rule("YEAR", "two_thousand and? SPELLED?", lambda more: 2000 + (more or 0)),
    # DAY: a single day, said in one go.
    rule("DAY", "of? OFFSET", Offset),
    rule("DAY", "on/of? the? WEEKDAY", Weekday),
    rule("DAY", "on/of? this WEEKDAY", lambda day: Weekday(day, "this")),
    rule("DAY", "on/of? the? next WEEKDAY", lambda day: Weekday(day, "next")),
    rule("DAY", "on/of? the? coming WEEKDAY", lambda day: Weekday(day, "coming")),
    rule("DAY", "on/of? the? WEEKDAY next", lambda day: Weekday(day, "next")),
    rule("DAY", "on/of? the? WEEKDAY coming", lambda day: Weekday(day, "coming")),
    rule("DAY", "on? WEEKDAY week", lambda day: Weekday(day, "week", 1)),
    rule("DAY", "a week on/from WEEKDAY", lambda day: Weekday(day, "week", 1)),
    rule(
        "DAY", "WHOLE WEEKDAYS/WEEKDAY from_now/later", lambda n, day: Weekday(day, "coming", n - 1)
    ),
    rule("DAY", "on/of? the? NTH of? MONTH of? YEAR?", _written),
    rule("DAY", "on/of? the? WHOLE of? MONTH of? YEAR?", _written),
    rule("DAY", "on/of? the? next NTH of? MONTH", _written),
    rule("DAY", "on/of? MONTH the? NTH YEAR?", _turned),
    rule("DAY", "on/of? MONTH the? WHOLE YEAR?", _turned),
    rule("DAY", "on? WHOLE dash/slash MONTH", _written),
    rule("DAY", "on/of? MONTH dash/slash WHOLE", _turned),
    rule("DAY", "on? WHOLE dash/slash MONTH dash/slash? YEAR", _written),
    rule("DAY", "on/of? MONTH dash/slash WHOLE dash/slash YEAR", _turned),
    rule("DAY", "YEAR dash/slash MONTH dash/slash WHOLE", _year_first),
    rule("DAY", "YEAR dash/slash WHOLE dash/slash MONTH", _year_day_month),
    rule("DAY", "MONTH dash/slash YEAR dash/slash WHOLE", _month_year_day),
    rule("DAY", "WHOLE dash/slash YEAR dash/slash MONTH", _year_middle),
    rule("DAY", "on/of? the? NUMERIC", _numeric),
    rule("DAY", "on/of? the? DOTTED/DAY_DOTS", _dotted),
    rule("DAY", "on/of? the? DIGITS dot DIGITS dot?", _spaced),
    rule("DAY", "on/of? the? DIGITS dot DIGITS dot YEAR", _three),
    rule("DAY", "on/of? the? DIGITS DIGITS YEAR", _three),
    rule("DAY", "on/of? the? DIGITS dash DIGITS", _dashed),
    rule("DAY", "DIGITS", _eight),
    rule("DAY", "on/of? the? NTH_FIGURE", _day_of_month),
    rule("DAY", "on/of? the NTH", _day_of_month),
    rule("DAY", "on/of? the WHOLE", _day_of_month),
    rule("DAY", "on/of? the? NTH/WHOLE of? the? next month", lambda day: DayOfMonth(day, 1)),
    rule("DAY", "on/of? the? NTH/WHOLE of? current month", lambda day: DayOfMonth(day, 0)),
    rule("DAY", "on/of? the? NTH WEEKDAY of? MONTH of? YEAR?", Nth),
    rule("DAY", "on/of? the? NTH WEEKDAY of? the? next month", lambda n, day: Nth(n, day, ahead=1)),
    rule("DAY", "on/of? the? last WEEKDAY of? MONTH of? YEAR?", lambda *day: Nth(-1, *day)),
    rule("DAY", "on/of? the? NTH day of? MONTH of? YEAR?", _written),
    rule("DAY", "the? last day of? MONTH of? YEAR?", lambda *month: Nth(-1, None, *month)),
    rule("DAY", "on/of? the? NTH/WHOLE of? the? month next", lambda day: DayOfMonth(day, 1)),
    rule("DAY", "on/of? the? NTH WEEKDAY of? the? month next", lambda n, day: Nth(n, day, ahead=1)),
    rule("DAY", "on/of? the? WEEKDAY fortnight_hence", lambda day: Weekday(day, "week", 2)),
    rule("DAY", "STRETCH after DAY", _after),
    rule(
        "DAY",
        "STRETCH DAY",
        lambda stretch, day: _after(stretch, day) if day == Offset(0) else None,
    ),
    rule("DAY", "OFFSET week", lambda days: Offset(days + 7)),
    rule("DAY", "OFFSET in STRETCH", _weeks_after),
    rule("DAY", "on/of? the? WEEKDAY after_next", lambda day: Weekday(day, "after_next")),
    rule("DAY", "on/of? FEAST of? YEAR?", _feast),
    rule("DAY", "on/of? EASTER of? YEAR?", Easter),
    rule("DAY", "on/of? the? NTH WEEKDAY after DAY", _weekday_after),
    rule("DAY", "the? NTH last day of? MONTH of? YEAR?", lambda n, *month: Nth(-n, None, *month)),
    rule("DAY", "on/of? the? NTH day of? the? next month", lambda day: DayOfMonth(day, 1)),
    rule("DAY", "on/of? the? NTH day of? the? month next", lambda day: DayOfMonth(day, 1)),
    rule("DAY", "on/of? the? next NUMERIC", _numeric),
    rule("DAY", "on/of? the? next WHOLE of? MONTH", _written),
    rule("DAY", "this day WHOLE", _day_of_month),
    rule("DAY", "DAY_DOTS YEAR", lambda text, year: _numeric(f"{text}{year}")),
    rule("DAY", "on/the DIGITS dash DIGITS", _spaced),
    rule("DAY", "the DIGITS DIGITS", _spaced),
    rule("DAY", "the? DIGITS DIGITS TWO_DIGITS", _three_short),
    rule("DAY", "WHOLE of_month DIGITS", _day_of),
    rule("DAY", "on/of? next_day", NextDay),
    rule("DAY", "next_day of? DAY", lambda day: _plus(day, Stretch(days=1))),
)


DATE_FACTS: tuple[Rule, ...] = (
    rule("FACT", "DAY", lambda day: day),
    rule("FACT", "on/in/of? the? next_week", lambda: Week(1)),
    rule("FACT", "on/in/of? the? this_week", lambda: Week(0)),
    rule("FACT", "on/in/of? the? week_after_next", lambda: Week(2)),
    rule("FACT", "in STRETCH", _weeks_ahead),
    rule("FACT", "STRETCH from_now", _weeks_ahead),
    rule("FACT", "of? TODAY_PART", lambda part: (Offset(0), PartSaid(part))),
    rule("FACT", "TOMORROW_PART", lambda part: (Offset(1), PartSaid(part))),
    rule(
        "FACT",
        "on? next WEEKDAY_MORNING",
        lambda day: (Weekday(day, "next"), PartSaid("morning")),
    ),
    rule("FACT", "on? WEEKDAY_MORNING", lambda day: (Weekday(day), PartSaid("morning"))),
    rule("FACT", "on? WEEKDAY_AFTERNOON", lambda day: (Weekday(day), PartSaid("afternoon"))),
    rule("FACT", "on? WEEKDAY_EVENING", lambda day: (Weekday(day), PartSaid("evening"))),
    rule("FACT", "on? WEEKDAY PART_AFTER", lambda day, part: (Weekday(day), PartSaid(part))),
    rule("FACT", "of? this PART", lambda part: (Offset(0), PartSaid(part))),
    rule("FACT", "on/in/during? the? PART", PartSaid),
    rule("FACT", "FLAG", Flag),
    rule("FACT", "ago_before STRETCH", lambda _stretch: Flag.PAST),
    rule("FACT", "STRETCH ago", lambda _stretch: Flag.PAST),
    rule("FACT", "WEEKDAYS", lambda _day: Flag.RECURRENCE),
    rule("FACT", "WEEKDAY the? NUMBER_LIKE", _weekday_number),
    rule("NUMBER_LIKE", "SPELLED", int),
    rule("NUMBER_LIKE", "DIGITS", lambda digits: int(digits) if len(digits) <= 2 else None),  # noqa: PLR2004 - days
)
