"""Rules for times of day (rule 2)."""

from dataclasses import replace

from bot.when.chart import Rule, rule
from bot.when.facts import Clock, Half

_TWO_DIGITS, _FOUR_DIGITS = 2, 4  # an hour, and HHMM
_LAST_HOUR, _DAY_END, _NOON, _HOUR_MINUTES = 23, 24, 12, 60
_TEN = 10  # minutes below are said with a zero
_NIGHTFALL = 6  # "3 at night" belongs to the next day
_EARLIEST_H = 7  # "9h" is a clock time, "2h" a length unless "at" stands before it


def _clock(hour: int, minute: int = 0, second: int = 0, *, literal: bool = False) -> Clock | None:
    if hour == _DAY_END and not minute and not second:
        return Clock(0, half=Half.MIDNIGHT)
    if hour > _LAST_HOUR or minute >= _HOUR_MINUTES or second >= _HOUR_MINUTES:
        return None
    half = Half.LITERAL if literal or hour == 0 or hour > _NOON else Half.BARE
    return Clock(hour, minute, second, half)


def _from_time(text: str) -> Clock | None:
    numbers = [int(part) for part in text.split(":")]
    return _clock(*numbers, literal=text.startswith("0"))


def early(clock: Clock | None) -> Clock | None:
    """Let an early hour with its minutes be either half, where one counts through 24 hours."""
    early = clock and clock.half is Half.BARE and clock.hour < _EARLIEST_H
    return replace(clock, half=Half.EITHER) if clock and early else clock


def _from_time_24(text: str) -> Clock | None:
    """Read "6:30" where clocks are counted through 24 hours, so that it may be either."""
    return early(_from_time(text))


def _from_dotted(text: str) -> Clock | None:
    hour, minute = text.split(".")
    if len(minute) == 1:
        return None
    return _clock(int(hour), int(minute), literal=text.startswith("0"))


def _from_four(digits: str) -> Clock | None:
    if len(digits) != _FOUR_DIGITS:
        return None
    return _clock(int(digits[:2]), int(digits[2:]), literal=True)


def _from_three(digits: str) -> Clock | None:
    if len(digits) != _FOUR_DIGITS - 1 or digits.startswith("0"):
        return None
    return _clock(int(digits[0]), int(digits[1:]))


def _from_hour(digits: str) -> Clock | None:
    if len(digits) > _TWO_DIGITS:
        return None
    return _clock(int(digits), literal=digits.startswith("0"))


def _no_date(text: str) -> Clock | None:
    """Read "18.30", which cannot be a date."""
    numbers = [int(number) for number in text.split(".")]
    return None if min(numbers) in range(1, 13) and max(numbers) <= 31 else _from_dotted(text)  # noqa: PLR2004 - months and days


def _exactly(text: str) -> Clock | None:
    """Read "6:30 Uhr" or "14.00 h", which count through 24 hours."""
    clock = _from_dotted(text) if "." in text else _from_time(text)
    return replace(clock, half=Half.LITERAL) if clock else None


def _figures_h(hour: str, minute: int = 0, second: int = 0) -> Clock | None:
    """Read "15h", "9h30" or "9 Uhr" through 24 hours; "3h" may be the afternoon as well."""
    if len(hour) > _TWO_DIGITS or int(hour) > _LAST_HOUR:
        return None
    clock = _clock(int(hour), minute, second, literal=True)
    if clock is None or hour.startswith("0") or clock.hour >= _EARLIEST_H:
        return clock
    return replace(clock, half=Half.EITHER)


def late_h(hour: str, minute: int = 0, unit: str = "minute") -> Clock | None:
    """Read "15h 45m", whose hour is too late for a length of so many hours."""
    late = len(hour) <= _TWO_DIGITS and int(hour) >= _EARLIEST_H and unit == "minute"
    return _figures_h(hour, minute) if late else None


def _spelled_h(hour: int, minute: int = 0) -> Clock | None:
    return _words_h(str(hour), minute)


def _words_h(hour: str, minute: int) -> Clock | None:
    """Read "15h trente"; the "une" of "15h une demi-heure" is no minute."""
    return _figures_h(hour, minute) if minute != 1 else None


def _spelled_minutes(hour: int, minute: int) -> Clock | None:
    """Read "two thirty", and "fifteen thirty" as well."""
    if _NOON < hour <= _LAST_HOUR:
        return _clock(hour, minute) if minute >= _TEN else None
    return _clock(hour, minute) if 0 < hour <= _NOON and minute > 0 else None


def _spaced(hour: str, minute: int) -> Clock | None:
    """Read "12 15" where "at" stands before it."""
    if len(hour) > _TWO_DIGITS:
        return None
    return early(_clock(int(hour), minute, literal=hour.startswith("0")))


def _single(minute: int) -> int | None:
    return minute if 0 < minute < _TEN else None


def _zero_minute(zero: str, digit: str) -> int | None:
    return int(digit) if zero == "0" and len(digit) == 1 else None


def _twelve(text: str) -> bool:
    return text in {"12", "12:00"}


def _either(clock: Clock) -> Clock | None:
    """Read "7 am/pm", which leaves open which."""
    return replace(clock, half=Half.EITHER) if 0 < clock.hour <= _NOON else None


def _hyphened(hour: int, minute: int) -> Clock | None:
    """Read "five-thirty", but not "ten-twelve", which may be a range."""
    return _spelled_minutes(hour, minute) if minute > _NOON else None


def _with_half(clock: Clock, half: Half) -> Clock | None:
    """Say the half of the day; "15:00 pm" is said twice over, "15:00 am" is nothing."""
    if clock.hour > _NOON:
        return clock if half is Half.PM else None
    if clock.hour == 0:
        return clock if half is Half.AM else None
    return replace(clock, half=half)


def past(hour: Clock, minutes: int) -> Clock | None:
    """Give the clock so many minutes past a whole hour."""
    if hour.minute or not 0 < minutes < _HOUR_MINUTES:
        return None
    return replace(hour, minute=minutes)


def _in_part(clock: Clock, part: str) -> Clock | None:
    """Take the half of the day from the part of it that was said: "5 Uhr nachmittags"."""
    half = Half.AM if part == "morning" else Half.PM
    if clock.hour >= _NOON or part not in {"morning", "afternoon", "evening", "night"}:
        return clock if clock.hour >= _NOON and half is Half.PM and part != "night" else None
    return None if part == "night" and clock.hour < _NIGHTFALL else replace(clock, half=half)


def _one_digit(hour: str, minute: str) -> Clock | None:
    """Read "11h5"; "1h5" is rather a length."""
    late = len(minute) == 1 and int(hour) >= _EARLIEST_H
    return _figures_h(hour, int(minute)) if late else None


def _weak_hour(digits: str) -> Clock | None:
    clock = _from_hour(digits)
    return clock if clock and 0 < clock.hour <= _NOON else None


CLOCKS: tuple[Rule, ...] = (
    # HOUR: a bare number, which is a clock only beside something of the sort.
    rule("HOUR", "DIGITS", _from_hour),
    rule("HOUR", "SPELLED", _clock),
    rule("FIGURE", "DIGITS", lambda digits: int(digits) if len(digits) <= _TWO_DIGITS else None),
    # SAID: what may carry am or pm, and what "past" and "to" count from.
    rule("SAID", "HOUR", lambda hour: hour),
    rule("SAID", "TIME/TIME_24", _from_time),
    rule("SAID", "DIGITS", _from_four),
    rule("SAID", "DIGITS", _from_three),
    rule("SAID", "DOTTED", _from_dotted),
    rule("SAID", "SPELLED SPELLED minutes?", _spelled_minutes),
    rule("OH_MINUTE", "oh SPELLED", _single),
    rule("OH_FIGURE", "DIGITS DIGITS", _zero_minute),
    rule("SAID", "SPELLED OH_MINUTE", _clock),
    rule("SAID", "HOUR OH_FIGURE", past),
    rule("SPACED", "DIGITS TWO_DIGITS", _spaced),
    rule("SAID", "DIGITS h TWO_DIGITS", _figures_h),
    rule("WITH_HALF", "SAID HALF", _with_half),
    rule("WITH_HALF", "SAID oclock HALF", _with_half),
    rule("NAMED", "noon", lambda: Clock(12, half=Half.PM)),
    rule(
        "NAMED",
        "DIGITS/TIME/TIME_24 oclock/uhr/h? noon",
        lambda text: Clock(12, half=Half.PM) if _twelve(text) else None,
    ),
    rule("NAMED", "midnight", lambda: Clock(0, half=Half.MIDNIGHT)),
    rule(
        "NAMED",
        "DIGITS/TIME/TIME_24 oclock/uhr/h? midnight",
        lambda text: Clock(0, half=Half.MIDNIGHT) if _twelve(text) else None,
    ),
    # CLOCK: a clock on its own.
    rule("CLOCK", "WITH_HALF", lambda clock: clock),
    rule("CLOCK", "NAMED", lambda clock: clock),
    rule("CLOCK", "TIME oclock?", _from_time),
    rule("CLOCK", "TIME_24 oclock?", _from_time_24),
    rule("CLOCK", "TIME/TIME_24/DOTTED uhr/h", _exactly),
    rule("CLOCK", "HOUR oclock", lambda clock: clock),
    rule("CLOCK", "HOUR oclock TWO_DIGITS/SPELLED", past),
    rule("CLOCK", "DOTTED oclock", _from_dotted),
    rule("CLOCK", "UHR", lambda clock: clock),
    rule("CLOCK", "H_CLOCK", lambda clock: clock if clock.half is not Half.EITHER else None),
    rule("CLOCK", "DIGITS hrs/oclock/uhr", _from_four),
    rule("CLOCK", "SAID ampm", _either),
    rule("CLOCK", "SPACED uhr/oclock", lambda clock: replace(clock, half=Half.LITERAL)),
    rule("CLOCK", "DIGITS h TWO_DIGITS minutes? TWO_DIGITS seconds?", _figures_h),
    rule("CLOCK", "DIGITS h DIGITS", _one_digit),
    rule("CLOCK", "COUNTED", lambda clock: clock),
    rule("CLOCK", "COUNTED HALF", _with_half),
    rule("CLOCK", "H_CLOCK HALF", _with_half),
    rule("CLOCK", "DOTTED", _no_date),
    # UHR: a mark that only a clock bears. H_CLOCK: one that a length bears as well.
    rule("UHR", "DIGITS uhr", _figures_h),
    rule("UHR", "DIGITS uhr", lambda digits: _clock(24) if digits == "24" else None),
    rule("UHR", "DIGITS uhr and? TWO_DIGITS", _figures_h),
    rule("UHR", "DIGITS h TWO_DIGITS uhr", _figures_h),
    rule("UHR", "SPELLED uhr", _spelled_h),
    rule("UHR", "SPELLED uhr and? TWO_DIGITS/SPELLED", _spelled_h),
    rule("H_CLOCK", "DIGITS h", _figures_h),
    rule("H_CLOCK", "DIGITS h TWO_DIGITS minutes?", _figures_h),
    rule("H_CLOCK", "DIGITS h TWO_DIGITS UNIT", late_h),
    rule("H_CLOCK", "DIGITS h SPELLED minutes?", _words_h),
    rule("H_CLOCK", "SPELLED h", _spelled_h),
    rule("H_CLOCK", "SPELLED h TWO_DIGITS/SPELLED minutes?", _spelled_h),
    # PARTED: a clock with the part of the day behind it.
    rule("PARTED", "CLOCK/LOOSE/SPELLED_LOOSE/H_CLOCK PART", _in_part),
    # LOOSE: a clock only with "at", "from" or a day beside it.
    rule("LOOSE", "DIGITS", _from_hour),
    rule("LOOSE", "DIGITS", _from_four),
    rule("LOOSE", "DOTTED", _from_dotted),
    rule("DOTTED_CLOCK", "DOTTED", _from_dotted),
    rule("THREE", "DIGITS", _from_three),
    rule("SPELLED_HOUR", "SPELLED", _clock),
    rule("WEAK_HOUR", "DIGITS", _weak_hour),
    rule("WEAK", "WEAK_HOUR", lambda clock: clock),
    rule("WEAK", "DIGITS", _from_four),
    rule("WEAK", "SPELLED", lambda hour: _clock(hour) if 0 < hour <= _NOON else None),
    rule("SPELLED_LOOSE", "SPELLED", _clock),
    rule("SPELLED_CLOCK", "SPELLED SPELLED", _spelled_minutes),
    rule("SPELLED_CLOCK", "SPELLED OH_MINUTE", _clock),
    rule("SPELLED_CLOCK", "SPELLED dash SPELLED", _hyphened),
    rule("SPELLED_LOOSE", "SPELLED_CLOCK", lambda clock: clock),
)
