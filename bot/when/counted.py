"""Rules for times of day that are counted from an hour: "quarter past", "halb drei"."""

from collections.abc import Callable
from dataclasses import replace

from bot.when.chart import Rule, rule
from bot.when.clocks import early, past
from bot.when.facts import Clock, Half

_NOON, _HOUR_MINUTES = 12, 60
PLAUSIBLE_RANGE = 4  # hours: "five to seven" may be a range, "ten to three" hardly
MINUTES_TO = (5, 10, 15, 20, 25)


def _and_minutes(hour: Clock, minutes: int) -> Clock | None:
    """Read "3 y 10" as 3:10 is read; the second number of "entre 5 y 6" is none of minutes."""
    return early(past(hour, minutes)) if minutes > _NOON or minutes % 5 == 0 else None


def _to(hour: Clock, minutes: int) -> Clock | None:
    if hour.minute or not 0 < minutes < _HOUR_MINUTES:
        return None
    half = hour.half
    if hour.hour == _NOON and half in {Half.AM, Half.PM}:
        half = Half.AM if half is Half.PM else Half.PM
    if half is Half.LITERAL and hour.hour <= _NOON:
        half = Half.BARE  # nobody counts down to an hour of the 24
    before = hour.hour - 1 if half is Half.LITERAL else (hour.hour - 1) % _NOON or _NOON
    return replace(hour, hour=before % 24, minute=_HOUR_MINUTES - minutes, half=half)


def _from_half(minutes: int, hour: Clock) -> Clock | None:
    """Count from the half hour before an hour: "fünf nach halb drei"."""
    half_hour = _to(hour, 30)
    in_reach = abs(minutes) <= 15  # noqa: PLR2004 - nobody counts further from the half hour
    return replace(half_hour, minute=30 + minutes) if half_hour and in_reach else None


def _fixed(
    build: Callable[[Clock, int], Clock | None], minutes: int
) -> Callable[[Clock], Clock | None]:
    return lambda hour: build(hour, minutes)


def range_hours(start: int, end: int) -> int:
    """Give the hours from one hour to the next time it is another."""
    return (end - start) % _NOON


def _spelled_to(minutes: int, hour: Clock) -> Clock | None:
    """Read "ten to three" as a time; "two to three" can only be a range."""
    return _to(hour, minutes) if minutes in MINUTES_TO else None


def _figures_to(minutes: int, hour: Clock) -> Clock | None:
    """Read "20 to 3" as a time, and "10 to 3" as well, but not "5 to 7"."""
    clear = minutes > _NOON or range_hours(minutes, hour.hour) > PLAUSIBLE_RANGE
    return _to(hour, minutes) if minutes in MINUTES_TO and clear else None


COUNTED: tuple[Rule, ...] = (
    rule("ON_THE_HOUR", "BASE", lambda hour: hour),
    rule("BASE", "HOUR", lambda hour: hour),
    rule("ON_THE_HOUR", "WITH_HALF", lambda hour: hour),
    rule("COUNTED", "WITH_HALF and_half", _fixed(past, 30)),
    rule("COUNTED", "WITH_HALF and_quarter", _fixed(past, 15)),
    rule("COUNTED", "WITH_HALF and_three_quarters", _fixed(past, 45)),
    rule("COUNTED", "WITH_HALF less_quarter", _fixed(_to, 15)),
    rule("BASE", "noon", lambda: Clock(12, half=Half.PM)),
    rule("BASE", "midnight", lambda: Clock(0, half=Half.LITERAL)),
    rule("BASE", "H_CLOCK", lambda hour: hour),
    rule("BASE", "HOUR oclock", lambda hour: hour),
    rule("BASE", "UHR", lambda hour: hour),
    rule("CLOCK", "three_quarters past ON_THE_HOUR", _fixed(past, 45)),
    rule("COUNTED", "BASE and_three_quarters", _fixed(past, 45)),
    rule("CLOCK", "half_past ON_THE_HOUR", _fixed(past, 30)),
    rule("CLOCK", "quarter past ON_THE_HOUR", _fixed(past, 15)),
    rule("CLOCK", "quarter minute_to ON_THE_HOUR", _fixed(_to, 15)),
    rule("CLOCK", "WHOLE minutes? past ON_THE_HOUR", lambda minutes, hour: past(hour, minutes)),
    rule("CLOCK", "WHOLE minutes minute_to ON_THE_HOUR", lambda minutes, hour: _to(hour, minutes)),
    rule("CLOCK", "SPELLED minute_to ON_THE_HOUR", _spelled_to),
    rule("CLOCK", "FIGURE minute_to ON_THE_HOUR", _figures_to),
    rule("CLOCK", "half_to ON_THE_HOUR", _fixed(_to, 30)),
    rule("CLOCK", "quarter_of ON_THE_HOUR", _fixed(_to, 45)),
    rule("CLOCK", "three_quarters_of ON_THE_HOUR", _fixed(_to, 15)),
    rule("CLOCK", "WHOLE minutes? past half_to ON_THE_HOUR", _from_half),
    rule(
        "CLOCK",
        "WHOLE minutes? minute_to half_to ON_THE_HOUR",
        lambda minutes, hour: _from_half(-minutes, hour),
    ),
    rule("COUNTED", "BASE and_half", _fixed(past, 30)),
    rule("COUNTED", "BASE and_quarter", _fixed(past, 15)),
    rule("COUNTED", "BASE and_minutes WHOLE minutes?", _and_minutes),
    rule("COUNTED", "BASE less_quarter", _fixed(_to, 15)),
    rule("COUNTED", "BASE less WHOLE minutes?", _to),
    rule(
        "FIVE_TO", "WHOLE minutes minutes_at ON_THE_HOUR", lambda minutes, hour: _to(hour, minutes)
    ),
)
