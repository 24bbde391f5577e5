"""Rules for what a line says of the clock: one time, a range, a moment, an echo."""

from datetime import date, datetime, timedelta

from bot.when.chart import Rule, rule
from bot.when.clocks import late_h
from bot.when.counted import MINUTES_TO, PLAUSIBLE_RANGE, range_hours
from bot.when.facts import (
    Clock,
    ClockSaid,
    Day,
    DayOfMonth,
    EchoSaid,
    Flag,
    Half,
    LengthSaid,
    MomentSaid,
    RangeSaid,
    Weekday,
    Written,
    ZoneSaid,
)
from bot.when.numbers import LONGEST

_LAST_DAY = 31


def _moment(text: str) -> MomentSaid | None:
    try:
        return MomentSaid(datetime.fromisoformat(text.upper()))
    except ValueError:
        return None


def _lasting(clock: Clock, minutes: int) -> tuple[ClockSaid, LengthSaid] | None:
    """Read "at six forty minutes" as six for forty minutes, beside the reading as 6:40."""
    return (ClockSaid(clock), LengthSaid(timedelta(minutes=minutes))) if minutes else None


def _h_lasting(
    hour: str, minutes: int, unit: str = "minute"
) -> tuple[ClockSaid, LengthSaid] | None:
    """Read "15h 45m" as 15:00 for 45 minutes, beside the reading as 15:45."""
    clock = late_h(hour, unit=unit)
    return _lasting(clock, minutes) if clock else None


def _minutes_then_clock(minutes: int, clock: Clock) -> tuple[ClockSaid, LengthSaid] | None:
    """Read "5 minuti alle 4" as four for five minutes, beside the reading as five to four."""
    return _lasting(clock, minutes)


def _day_and_clock(weekday: int, clock: Clock) -> tuple[Weekday, ClockSaid]:
    return (Weekday(weekday), ClockSaid(clock, weak=True))


def _spelled_range(start: Clock, end: Clock) -> RangeSaid | None:
    """Read "two to three" as a range, and "five to seven" as well, but not "ten to three"."""
    hours = range_hours(start.hour, end.hour)
    doubtful = start.hour in MINUTES_TO and hours > PLAUSIBLE_RANGE
    return None if doubtful else RangeSaid(start, end, weak=True)


def _opening(clock: Clock) -> ClockSaid:
    return ClockSaid(clock, opens=True)


def _zoned(
    start: Clock, zone: ZoneSaid, end: Clock, zone_again: ZoneSaid
) -> tuple[RangeSaid, ZoneSaid] | None:
    return (RangeSaid(start, end), zone) if zone == zone_again else None


def _dated(start: Clock, day: Day, end: Clock) -> tuple[RangeSaid, Day]:
    """Read "2pm tomorrow to 4"."""
    return (RangeSaid(start, end), day)


def _dated_alone(start: Clock, day: Day, end: Clock) -> tuple[RangeSaid, Day] | None:
    """Read "15h sexta às 16h"; "uma hora e meia sexta às 10h" begins with a length."""
    return None if start.half is Half.EITHER else _dated(start, day, end)


def _length_at(length: timedelta, clock: Clock) -> tuple[LengthSaid, ClockSaid] | None:
    """Read "1h30 à 10h" as 10:00 for 90 minutes, beside the reading as a range; not "5h à 7h"."""
    hours = range_hours(length // timedelta(hours=1), clock.hour)
    if length > LONGEST or 0 < hours <= PLAUSIBLE_RANGE:
        return None
    return LengthSaid(length), ClockSaid(clock)


def _day_first(day: Day, start: Clock, end: Clock) -> tuple[RangeSaid, Day]:
    return _dated(start, day, end)


def _overnight(
    weekday: int, day: Day, start: Clock, weekday_after: int, day_after: Day, end: Clock
) -> tuple[Weekday, Day, RangeSaid] | None:
    """Read "Fri 27 Nov 2026, 23:30 - Sat 28 Nov 2026, 00:30", as a read-back has it."""
    if (weekday_after - weekday) % 7 != 1 or _days_between(day, day_after) != 1:
        return None
    return Weekday(weekday), day, RangeSaid(start, end, overnight=True)


def _days_between(one: Day, other: Day) -> int | None:
    if not (isinstance(one, Written) and isinstance(other, Written) and one.year and other.year):
        return None
    try:
        first, last = (date(day.year or 0, day.month, day.day) for day in (one, other))
    except ValueError:
        return None
    return (last - first).days


def _echo_of_a_day(_weekday: int, _day: Day, clock: Clock, zone: ZoneSaid) -> EchoSaid:
    return EchoSaid(clock, zone)


def _meant_for(clock: Clock) -> ClockSaid | None:
    """Read "für 16 Uhr"; "für 1h" is a length."""
    return ClockSaid(clock) if clock.half is not Half.EITHER else None


def _alone(clock: Clock) -> ClockSaid | None:
    """Read "3h" as a clock time, beside the reading as a length."""
    return ClockSaid(clock, weak=True) if clock.half is Half.EITHER else None


def _clock_of_day(clock: Clock, digits: str) -> tuple[ClockSaid, DayOfMonth] | None:
    """Read "8pm on 15"."""
    return (ClockSaid(clock), DayOfMonth(int(digits))) if 0 < int(digits) <= _LAST_DAY else None


def _weak_range(start: Clock, end: Clock) -> RangeSaid:
    return RangeSaid(start, end, weak=True)


_RANGES = (
    "from/at? CLOCK to/dash at/the? CLOCK/LOOSE/SPELLED_LOOSE/H_CLOCK",
    "from/at? LOOSE/SPELLED_LOOSE to/dash at/the? CLOCK/H_CLOCK",
    "from the CLOCK/LOOSE/SPELLED_LOOSE/H_CLOCK to/dash at/the? CLOCK/H_CLOCK",
    "from the? LOOSE/SPELLED_LOOSE to/dash at/the? LOOSE/SPELLED_LOOSE",
    "from/at? H_CLOCK to/dash at/the? CLOCK/H_CLOCK",
    "from the? CLOCK/H_CLOCK and at/the? CLOCK/H_CLOCK",
    "from/at? PARTED to/dash at/the? PARTED/CLOCK/LOOSE",
    "from/at? CLOCK/LOOSE/SPELLED_LOOSE to/dash at/the? PARTED",
    "from PARTED and at/the? PARTED/CLOCK/LOOSE",
    "at LOOSE dash LOOSE",
    "from the? CLOCK/LOOSE/SPELLED_LOOSE and at/the? CLOCK/LOOSE/SPELLED_LOOSE",
)

CLOCK_FACTS: tuple[Rule, ...] = (
    rule("FACT", "ISO", _moment),
    rule("FACT", "on/at/starting? the? CLOCK", ClockSaid),
    rule("FACT", "for_clock the? CLOCK", _meant_for),
    rule("FACT", "from CLOCK/LOOSE/SPELLED_LOOSE", _opening),
    rule("FACT", "at/starting the? LOOSE/SPELLED_LOOSE/H_CLOCK", ClockSaid),
    rule("FACT", "at THREE", ClockSaid),
    rule("FACT", "around", lambda: Flag.AROUND),
    rule(
        "FACT",
        "at/from? around the/at? CLOCK/LOOSE/SPELLED_LOOSE/H_CLOCK",
        lambda clock: (ClockSaid(clock), Flag.AROUND),
    ),
    rule("FACT", "at? SPELLED_CLOCK", ClockSaid),
    rule("FACT", "at? SPELLED_CLOCK minutes", ClockSaid),
    rule("FACT", "at? SPELLED_HOUR SPELLED minutes", _lasting),
    rule("FACT", "WEAK", lambda clock: ClockSaid(clock, weak=True)),
    rule("FACT", "DOTTED_CLOCK", lambda clock: ClockSaid(clock, weak=True, dotted=True)),
    rule("FACT", "on? WEEKDAY WEAK_HOUR", _day_and_clock),
    rule("FACT", "at? around RANGE", lambda span: (span, Flag.AROUND)),
    rule("FACT", "RANGE", lambda span: span),
    rule("FACT", "from/at? CLOCK ZONE to/dash/and at/the? CLOCK ZONE", _zoned),
    rule("FACT", "CLOCK DAY to/dash at/the? CLOCK/LOOSE", _dated_alone),
    rule("FACT", "from/at CLOCK DAY to/dash at/the? CLOCK/LOOSE", _dated),
    rule("FACT", "LONG at CLOCK/H_CLOCK/LOOSE", _length_at),
    rule("FACT", "from the? CLOCK/LOOSE DAY to/dash/and at/the? CLOCK/LOOSE", _dated),
    rule(
        "FACT", "from DAY at? CLOCK/LOOSE/SPELLED_LOOSE to/dash/and at/the? CLOCK/LOOSE", _day_first
    ),
    rule("FACT", "FIVE_TO", ClockSaid),
    rule("FACT", "WHOLE minutes minutes_at ON_THE_HOUR", _minutes_then_clock),
    rule("FACT", "H_CLOCK", _alone),
    rule("FACT", "at? the? DIGITS h TWO_DIGITS minutes", _h_lasting),
    rule("FACT", "at? the? DIGITS h TWO_DIGITS UNIT", _h_lasting),
    rule("FACT", "at the? SPACED", ClockSaid),
    rule("FACT", "on/at? the? CLOCK/SPELLED_LOOSE/PARTED of_day DIGITS", _clock_of_day),
    *(rule("RANGE", pattern, RangeSaid) for pattern in _RANGES),
    rule("RANGE", "LOOSE to/dash at/the? LOOSE/SPELLED_LOOSE", _weak_range),
    rule("RANGE", "SPELLED_HOUR to/dash SPELLED_HOUR", _spelled_range),
    rule("FACT", "WEEKDAY DAY CLOCK dash WEEKDAY DAY CLOCK", _overnight),
    rule("FACT", "open CLOCK ZONE close", EchoSaid),
    rule("FACT", "open WEEKDAY DAY CLOCK ZONE close", _echo_of_a_day),
)
