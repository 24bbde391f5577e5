"""Rules for what a line says of the clock: one time, a range, a moment, an echo."""

from datetime import datetime, timedelta

from bot.when.chart import Rule, rule
from bot.when.clocks import MINUTES_TO, PLAUSIBLE_RANGE, range_hours
from bot.when.facts import (
    Clock,
    ClockSaid,
    EchoSaid,
    Flag,
    LengthSaid,
    MomentSaid,
    RangeSaid,
    Weekday,
)


def _moment(text: str) -> MomentSaid | None:
    try:
        return MomentSaid(datetime.fromisoformat(text.upper()))
    except ValueError:
        return None


def _lasting(clock: Clock, minutes: int) -> tuple[ClockSaid, LengthSaid] | None:
    """Read "at six forty minutes" as six for forty minutes, beside the reading as 6:40."""
    return (ClockSaid(clock), LengthSaid(timedelta(minutes=minutes))) if minutes else None


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


def _weak_range(start: Clock, end: Clock) -> RangeSaid:
    return RangeSaid(start, end, weak=True)


CLOCK_FACTS: tuple[Rule, ...] = (
    rule("FACT", "ISO", _moment),
    rule("FACT", "on/at/starting/for_clock? the? CLOCK", ClockSaid),
    rule("FACT", "from CLOCK/LOOSE/SPELLED_LOOSE", _opening),
    rule("FACT", "at/starting the? LOOSE/SPELLED_LOOSE/H_CLOCK", ClockSaid),
    rule("FACT", "at THREE", ClockSaid),
    rule("FACT", "around", lambda: Flag.AROUND),
    rule(
        "FACT",
        "at/from around the/at? CLOCK/LOOSE/SPELLED_LOOSE/H_CLOCK",
        lambda clock: (ClockSaid(clock), Flag.AROUND),
    ),
    rule(
        "FACT",
        "around the/at? CLOCK/LOOSE/SPELLED_LOOSE/H_CLOCK",
        lambda clock: (ClockSaid(clock), Flag.AROUND),
    ),
    rule("FACT", "at? SPELLED_CLOCK", ClockSaid),
    rule("FACT", "at? SPELLED_CLOCK minutes", ClockSaid),
    rule("FACT", "at? SPELLED_HOUR SPELLED minutes", _lasting),
    rule("FACT", "WEAK", lambda clock: ClockSaid(clock, weak=True)),
    rule("FACT", "on? WEEKDAY WEAK_HOUR", _day_and_clock),
    rule("FACT", "from/at? CLOCK to/dash at/the? CLOCK", RangeSaid),
    rule("FACT", "from/at? CLOCK to/dash at/the? LOOSE/SPELLED_LOOSE", RangeSaid),
    rule("FACT", "from/at? LOOSE/SPELLED_LOOSE to/dash at/the? CLOCK", RangeSaid),
    rule("FACT", "from LOOSE/SPELLED_LOOSE to/dash at/the? LOOSE/SPELLED_LOOSE", RangeSaid),
    rule("FACT", "from/at? H_CLOCK to/dash at/the? CLOCK/H_CLOCK", RangeSaid),
    rule("FACT", "from/at? CLOCK to/dash at/the? H_CLOCK", RangeSaid),
    rule("FACT", "from H_CLOCK and at/the? CLOCK/H_CLOCK", RangeSaid),
    rule("FACT", "from/at? LOOSE/SPELLED_LOOSE to/dash at/the? H_CLOCK", RangeSaid),
    rule("FACT", "FIVE_TO", ClockSaid),
    rule("FACT", "WHOLE minutes minutes_at ON_THE_HOUR", _minutes_then_clock),
    rule("FACT", "from/at? PARTED to/dash at/the? PARTED/CLOCK/LOOSE", RangeSaid),
    rule("FACT", "from PARTED and at/the? PARTED/CLOCK/LOOSE", RangeSaid),
    rule("FACT", "at LOOSE dash LOOSE", RangeSaid),
    rule(
        "FACT",
        "from CLOCK/LOOSE/SPELLED_LOOSE and at/the? CLOCK/LOOSE/SPELLED_LOOSE",
        RangeSaid,
    ),
    rule("FACT", "LOOSE to/dash at/the? LOOSE/SPELLED_LOOSE", _weak_range),
    rule("FACT", "SPELLED_HOUR to/dash SPELLED_HOUR", _spelled_range),
    rule("FACT", "open CLOCK ZONE close", EchoSaid),
)
