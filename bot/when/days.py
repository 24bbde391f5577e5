"""From what is said of the day to dates (rules 3, 4, 5 and 8)."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.when.answers import Question, Reason, refused
from bot.when.calendar import (
    Customs,
    Days,
    agreeing_month,
    easter_day,
    far,
    later,
    nth_day,
    numeric,
    of_month,
    rolled,
)
from bot.when.facts import (
    After,
    Day,
    DayOfMonth,
    Easter,
    NextDay,
    Nth,
    Numeric,
    Offset,
    Week,
    Weekday,
    WeekdayAfter,
    Written,
)

_WEEK = timedelta(days=7)


def days_of(facts: Sequence[Day], today: date, customs: Customs) -> Days:
    """Give the dates that all facts together may mean, none before today.

    An impossible or a past date is refused.
    """
    found = _together(facts, today, customs)
    if found.dates and max(found.dates) < today:
        raise refused(Reason.PAST)
    return found


def is_like_hours(fact: Day) -> bool:
    """Tell whether a date such as "3-4" looks like a range of hours as well."""
    if not isinstance(fact, Numeric) or fact.mark != "-":
        return False
    return len(fact.numbers) == 2 and max(fact.numbers) <= 12  # noqa: PLR2004 - no year, and hours


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
    likely = agreeing_month(fact, said, today) if isinstance(fact, DayOfMonth) else None
    return Days((*found.dates, *coming.dates), Question.CONTRADICTION, likely=likely)


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
            return Days((rolled(day, month, year, today),))
        case DayOfMonth():
            return Days((of_month(fact, today),))
        case Numeric():
            return numeric(fact, today, customs)
        case Nth():
            return Days((nth_day(fact, today),))
        case NextDay():
            return Days((today + timedelta(1),))
        case Easter():
            return Days((easter_day(fact, today),))
        case _:
            raise refused(Reason.NOT_UNDERSTOOD)


def _after(fact: WeekdayAfter | After, today: date, customs: Customs) -> Days:
    found = _together([fact.base], today, customs)
    if isinstance(fact, After):
        return Days(tuple(later(day, fact.stretch) for day in found.dates), found.question)
    waits = [(fact.weekday - day.weekday() - 1) % 7 + 1 for day in found.dates]
    ahead = (fact.nth - 1) * _WEEK
    dates = tuple(far(day, wait) + ahead for day, wait in zip(found.dates, waits, strict=True))
    return Days(dates, found.question)


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())
