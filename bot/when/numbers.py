"""Rules for numbers and lengths."""

from collections.abc import Callable
from datetime import timedelta

from bot.when.chart import Rule, rule
from bot.when.facts import Anchor, Flag, LengthSaid, ShiftSaid, Stretch

_DAY_HOURS = 24
_SHORT_HOURS = 6  # "9h" is a clock, "2h" may be a length
_BIG = 1000
_FEW = 3.0  # what "a few" is taken for, in a question
LONGEST = timedelta(hours=8)  # of an interview; "voor 11 uur" means before eleven


def _tens_and_ones(tens: int, ones: int) -> int | None:
    return tens + ones if tens >= 20 and tens % 10 == 0 and 0 < ones < 10 else None  # noqa: PLR2004 - how numbers are counted


def _small(digits: str) -> int | None:
    return int(digits) if len(digits) <= 3 else None  # noqa: PLR2004 - more digits are a year or a clock


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _fraction(text: str) -> float | None:
    return {"1/2": 0.5, "1/4": 0.25, "3/4": 0.75}.get(text)


def _half_more(whole: int) -> float:
    return whole + 0.5


def _always(value: object) -> Callable[..., object]:
    def build(*_values: object) -> object:
        return value

    return build


NUMBERS: tuple[Rule, ...] = (
    rule("TWO_DIGITS", "DIGITS", lambda digits: int(digits) if len(digits) == 2 else None),  # noqa: PLR2004 - its name says it
    rule("SPELLED", "NUMBER", int),
    rule("SPELLED", "NUMBER dash/and? NUMBER", _tens_and_ones),
    rule("WHOLE", "DIGITS", _small),
    rule("WHOLE", "SPELLED", int),
    rule("NTH", "ORDINAL", int),
    rule("NTH_FIGURE", "DIGITS th", lambda digits: int(digits) if len(digits) <= 2 else None),  # noqa: PLR2004 - days of a month
    rule("NTH", "NTH_FIGURE", int),
    rule("NTH", "NUMBER/ORDINAL dash? ORDINAL", _tens_and_ones),
    rule("AMOUNT", "WHOLE", float),
    rule("AMOUNT", "DOTTED", _decimal),
    rule("AMOUNT", "DECIMAL", _decimal),
    rule("AMOUNT", "NUMERIC", _fraction),
    rule("AMOUNT", "a", _always(1.0)),
    rule("AMOUNT", "half a?", _always(0.5)),
    rule("AMOUNT", "a half", _always(0.5)),
    rule("AMOUNT", "three_quarters of? a?", _always(0.75)),
    rule("AMOUNT", "quarter of? a?", _always(0.25)),
    rule("AMOUNT", "WHOLE and a? half", _half_more),
    rule("AMOUNT", "WHOLE a half", _half_more),
)


def _elapsed(amount: float, unit: str) -> timedelta | None:
    match unit:
        case "minute" if amount <= _BIG:
            return timedelta(minutes=amount)
        case "hour" if amount <= _DAY_HOURS * 7:
            return timedelta(hours=amount)
        case _:
            return None


def _hours_minutes(hours: str, minutes: int) -> timedelta | None:
    in_reach = len(hours) == 1 and int(hours) <= _SHORT_HOURS and minutes < 60  # noqa: PLR2004 - minutes of an hour
    return timedelta(hours=int(hours), minutes=minutes) if in_reach else None


def _hr_minutes(hours: str, unit: str, minutes: int) -> timedelta | None:
    """Read "1hr30"."""
    return _hours_minutes(hours, minutes) if unit == "hour" else None


def _both(first: timedelta, second: timedelta) -> timedelta | None:
    whole_hours = first % timedelta(hours=1) == timedelta()
    return first + second if whole_hours and second < timedelta(hours=1) else None


def _hours(amount: float) -> timedelta | None:
    return _elapsed(amount, "hour")


def _one_decimal(text: str) -> float | None:
    return _decimal(text) if len(text.replace(",", ".").partition(".")[2]) == 1 else None


def _hours_said(digits: str) -> timedelta | None:
    """Tell "2h" from "15h": after a small number an h may say a length, after a large one not."""
    return (
        timedelta(hours=int(digits)) if len(digits) == 1 and int(digits) <= _SHORT_HOURS else None
    )


def _length(length: timedelta, *, clear: bool) -> LengthSaid | None:
    return LengthSaid(length, clear) if timedelta() < length <= LONGEST else None


def _clear(length: timedelta) -> LengthSaid | None:
    return _length(length, clear=True)


def _bare(length: timedelta) -> LengthSaid | None:
    return _length(length, clear=False)


def _hours_and_half(hours: float | None, unit: str) -> timedelta | None:
    return _hours((hours or 1.0) + 0.5) if unit == "hour" else None


LENGTHS: tuple[Rule, ...] = (
    # SPELT: with a unit that is no clock. LONG: any length.
    rule("SPELT", "AMOUNT UNIT", _elapsed),
    rule(
        "SPELT",
        "a UNIT and a? half",
        lambda unit: timedelta(minutes=90) if unit == "hour" else None,
    ),
    rule("SPELT", "a? MINUTES", lambda minutes: timedelta(minutes=minutes)),
    rule("SPELT", "AMOUNT? UNIT and_half", _hours_and_half),
    rule("SPELT", "AMOUNT? h/hour_short and_half", lambda hours: _hours((hours or 1.0) + 0.5)),
    rule("SPELT", "SPELT_HOURS and? SPELT", _both),
    rule("SPELT_HOURS", "AMOUNT UNIT", _elapsed),
    rule("SPELT_HOURS", "AMOUNT h/hour_short", _hours),
    rule("SPELT", "DECIMALS h/hour_short", _hours),
    rule("DECIMALS", "DOTTED/DECIMAL", _one_decimal),
    rule("SHORT", "DIGITS h/hour_short", _hours_said),
    rule("SHORT", "DIGITS h TWO_DIGITS", _hours_minutes),
    rule("SHORT", "DIGITS UNIT TWO_DIGITS", _hr_minutes),
    rule("LONG", "SPELT", lambda length: length),
    rule("LONG", "AMOUNT h/hour_short", _hours),
    rule("LONG", "DIGITS h TWO_DIGITS", _hours_minutes),
    rule("FACT", "for LONG", _clear),
    rule("FACT", "SPELT", _bare),
    rule("FACT", "SHORT", _bare),
)


def _stretch(amount: float, unit: str) -> Stretch | None:
    elapsed = timedelta(seconds=amount) if unit == "second" else _elapsed(amount, unit)
    if elapsed is not None:
        return Stretch(elapsed=elapsed)
    if not amount.is_integer() or amount > _BIG:
        return None
    count = int(amount)
    match unit:
        case "day" | "week" | "fortnight":
            return Stretch(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
        case "month" | "year":
            return Stretch(months=count * {"month": 1, "year": 12}[unit])
        case _:
            return None


def _and_more(step: Stretch, more: Stretch) -> Stretch | None:
    """Read "1h 30m" as one stretch; "5 minutes 45m" is when, and for how long."""
    return None if timedelta() < step.elapsed < timedelta(hours=1) else step + more


def _shift(anchor: Anchor, *, back: bool = False) -> Callable[[Stretch], ShiftSaid]:
    def build(stretch: Stretch) -> ShiftSaid:
        return ShiftSaid(-stretch if back else stretch, anchor)

    return build


def _doubtful(flag: Flag) -> Callable[[Stretch], tuple[ShiftSaid, Flag]]:
    return lambda stretch: (ShiftSaid(stretch, Anchor.NOW), flag)


def _coming(count: int, unit: str) -> tuple[ShiftSaid, Flag] | None:
    """Read "two upcoming days", which leaves open which."""
    stretch = _stretch(float(count), unit)
    return (ShiftSaid(stretch, Anchor.NOW), Flag.OPEN) if stretch else None


def _few(unit: str) -> tuple[ShiftSaid, Flag] | None:
    stretch = _stretch(_FEW, unit)
    return (ShiftSaid(stretch, Anchor.NOW), Flag.AROUND) if stretch else None


def _days_only(stretch: Stretch) -> ShiftSaid | None:
    """Read "na 2 weken"; "na 2 uur" is after two o'clock."""
    return None if stretch.elapsed else ShiftSaid(stretch, Anchor.NOW)


SHIFTS: tuple[Rule, ...] = (
    rule("STEP", "AMOUNT more? UNIT", _stretch),
    rule("STEP", "UNIT", lambda unit: _stretch(2.0, "week") if unit == "fortnight" else None),
    rule("STEP", "LONG", lambda length: Stretch(elapsed=length)),
    rule("STRETCH", "STEP", lambda step: step),
    rule("STRETCH", "STEP and? STRETCH", _and_more),
    rule("FACT", "in STRETCH", _shift(Anchor.NOW)),
    rule("FACT", "today in STRETCH", _shift(Anchor.NOW)),
    rule("FACT", "in STRETCH from_now", _shift(Anchor.NOW)),
    rule("FACT", "in around STRETCH", _doubtful(Flag.AROUND)),
    rule("FACT", "around in STRETCH", _doubtful(Flag.AROUND)),
    rule("FACT", "within STRETCH", _doubtful(Flag.OPEN)),
    rule("FACT", "in few UNIT", _few),
    rule("FACT", "in few h/hour_short", lambda: _few("hour")),
    rule("FACT", "in/within? the? next/coming STRETCH", _doubtful(Flag.OPEN)),
    rule("FACT", "WHOLE coming UNIT", _coming),
    rule("FACT", "in_days STRETCH", _days_only),
    rule("FACT", "STRETCH from_now", _shift(Anchor.NOW)),
    rule("FACT", "plus STRETCH", _shift(Anchor.EITHER)),
    rule("FACT", "STRETCH later", _shift(Anchor.EITHER)),
    rule("FACT", "push_later STRETCH", _shift(Anchor.INTERVIEW)),
    rule("FACT", "STRETCH earlier", _shift(Anchor.INTERVIEW, back=True)),
    rule("FACT", "dash STRETCH", _shift(Anchor.INTERVIEW, back=True)),
    rule("FACT", "push_earlier STRETCH", _shift(Anchor.INTERVIEW, back=True)),
)
