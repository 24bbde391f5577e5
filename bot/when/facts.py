"""The pieces of a line, once understood: what is said of clock, length, day and zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Half(StrEnum):
    """Which half of the day an hour belongs to."""

    AM = "am"
    PM = "pm"
    BARE = "bare"  # not said: rule 2
    LITERAL = "literal"  # counted through 24 hours
    EITHER = "either"  # "3 Uhr": through 24 hours, and yet often meant otherwise
    MIDNIGHT = "midnight"


@dataclass(frozen=True)
class Clock:
    """A time of day as it was said."""

    hour: int
    minute: int = 0
    second: int = 0
    half: Half = Half.BARE


@dataclass(frozen=True)
class ClockSaid:
    """One clock time.

    `weak`: a number that is a clock only beside a day. `opens`: said with "from", so that an
    end or a length is expected. `dotted`: "9.30", which may be a date, or a clock even alone.
    """

    clock: Clock
    weak: bool = False
    opens: bool = False
    dotted: bool = False


@dataclass(frozen=True)
class RangeSaid:
    """From one clock time to another. `weak`: two bare numbers, a range only beside a day.

    `overnight`: it was said that it ends on the next day.
    """

    start: Clock
    end: Clock
    weak: bool = False
    overnight: bool = False


@dataclass(frozen=True)
class LengthSaid:
    """A length. `clear`: said with "for", so that it cannot be a shift."""

    length: timedelta
    clear: bool = False


@dataclass(frozen=True)
class Stretch:
    """A distance in time: months and days by the calendar, the rest elapsed."""

    months: int = 0
    days: int = 0
    elapsed: timedelta = timedelta()

    def __neg__(self) -> "Stretch":
        return Stretch(-self.months, -self.days, -self.elapsed)

    def __add__(self, other: "Stretch") -> "Stretch":
        return Stretch(
            self.months + other.months, self.days + other.days, self.elapsed + other.elapsed
        )


class Anchor(StrEnum):
    """From where a shift counts."""

    NOW = "now"
    INTERVIEW = "interview"
    EITHER = "either"  # the interview's start if one is being moved, else now


@dataclass(frozen=True)
class ShiftSaid:
    """A distance from now or from the interview's present start."""

    stretch: Stretch
    anchor: Anchor


@dataclass(frozen=True)
class PartSaid:
    """A part of the day: morning, lunch, afternoon, evening, night, or "any" for a vague word."""

    part: str


@dataclass(frozen=True)
class ZoneSaid:
    """A zone: an IANA name, an abbreviation, both where one zone alone bears it, or an offset."""

    name: str = ""
    abbreviation: str = ""
    offset: timedelta | None = None
    city: bool = False  # a city or region, which counts only beside a clock


@dataclass(frozen=True)
class MomentSaid:
    """A whole date and time in ISO 8601, naive when it names no offset."""

    moment: datetime


@dataclass(frozen=True)
class EchoSaid:
    """The same time once more in another zone, in parentheses, as a read-back has it."""

    clock: Clock
    zone: ZoneSaid


class Flag(StrEnum):
    """What a word does to the whole line."""

    FILLER = "filler"
    RECURRENCE = "recurrence"
    PAST = "past"
    OPEN = "open"
    AROUND = "around"
    MOVE = "move"  # after it, "from 3pm to 4pm" is no range
    OR = "or"
    SAME_TIME = "same_time"
    SAME_DAY = "same_day"


@dataclass(frozen=True)
class Offset:
    """Days from today."""

    days: int


@dataclass(frozen=True)
class Weekday:
    """A day of the week, Monday 0. `later` in weeks.

    `which`: "", "this", "coming", "next" or "after_next".
    """

    weekday: int
    which: str = ""
    later: int = 0


@dataclass(frozen=True)
class Week:
    """A whole ISO week, counted from this one. `counted`: said as "in two weeks"."""

    ahead: int
    counted: bool = False


@dataclass(frozen=True)
class Written:
    """A day of a named month. `guess`: the four digits behind it may be a year or a clock."""

    day: int
    month: int
    year: int | None = None


@dataclass(frozen=True)
class DayOfMonth:
    """A day of a month that was not named. `ahead`: None for the next such day, else months."""

    day: int
    ahead: int | None = None
    loose: bool = False  # a bare number, believed only if it fits the weekday


@dataclass(frozen=True)
class Numeric:
    """Two or three numbers with the mark between them, as typed."""

    numbers: tuple[int, ...]
    mark: str
    first: str = ""  # the digits of the first number, whose count tells a year


@dataclass(frozen=True)
class Nth:
    """The nth weekday (or day: None) of a month; -1 is the last."""

    nth: int
    weekday: int | None
    month: int | None = None
    year: int | None = None
    ahead: int = 0


@dataclass(frozen=True)
class NextDay:
    """The day after the interview's, if one is being moved, else after today."""


@dataclass(frozen=True)
class Easter:
    """A feast so many days from Easter Sunday."""

    days: int
    year: int | None = None


@dataclass(frozen=True)
class WeekdayAfter:
    """The nth such weekday after another day."""

    nth: int
    weekday: int
    base: "Day"


@dataclass(frozen=True)
class After:
    """A distance from another day: "two weeks after Friday"."""

    stretch: Stretch
    base: "Day"


Day = (
    Offset
    | Weekday
    | Week
    | Written
    | DayOfMonth
    | Numeric
    | Nth
    | NextDay
    | Easter
    | WeekdayAfter
    | After
)
DAYS = (
    Offset,
    Weekday,
    Week,
    Written,
    DayOfMonth,
    Numeric,
    Nth,
    NextDay,
    Easter,
    WeekdayAfter,
    After,
)

Fact = (
    ClockSaid
    | RangeSaid
    | LengthSaid
    | ShiftSaid
    | PartSaid
    | ZoneSaid
    | MomentSaid
    | EchoSaid
    | Flag
    | Day
)
