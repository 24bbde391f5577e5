"""From what is said of the clock to times of day (rule 2)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.when.answers import Question, Reason, refused
from bot.when.facts import Clock, Half, RangeSaid

_NOON = 12
_MIDDAY_HALF = (time(7), time(19))  # rule 2: a bare hour lies in here
_LONGEST_NIGHT = timedelta(hours=6)  # of a range whose end may be either half of the day
_SHORT_NIGHT = timedelta(hours=4)  # of a range whose start may be either
_EVENING, _NIGHT_END = timedelta(hours=18), timedelta(hours=6)
_FITS = {
    "morning": (time(0), time(11, 59)),
    "lunch": (time(11), time(14)),
    "afternoon": (time(12), time(20, 59)),
    "evening": (time(16), time(23, 59)),
    "night": (time(17), time(23, 59)),
}
_TYPICAL = {
    "": (9, 11, 14, 16),
    "any": (9, 11, 14, 16),
    "morning": (8, 9, 10, 11),
    "lunch": (12, 13),
    "afternoon": (13, 14, 15, 16),
    "evening": (17, 18, 19, 20),
    "night": (18, 19, 20, 21),
}


@dataclass(frozen=True)
class Times:
    """The times that may be meant, as wall-clock time since the day's midnight."""

    starts: tuple[timedelta, ...]
    ends: tuple[timedelta | None, ...]
    question: Question | None = None


def typical(part: str) -> tuple[timedelta, ...]:
    """Give times to offer when only a part of the day, or nothing, was said."""
    return tuple(timedelta(hours=hour) for hour in _TYPICAL[part])


def wall(day: date, since_midnight: timedelta) -> datetime:
    """Give the naive wall-clock time of a day; 24 hours are the next day's midnight."""
    return datetime.combine(day, time()) + since_midnight


def times_of(clock: Clock, part: str, *, day_said: bool) -> Times:
    """Give the times that a clock may mean, with the part of the day that was said."""
    twelve_at_night = clock.hour == _NOON and not clock.minute and part in {"evening", "night"}
    if clock.half is Half.MIDNIGHT or (twelve_at_night and clock.half is not Half.PM):
        return _midnight(day_said=day_said)
    found = tuple(_options(clock, part))
    if not found:
        halves = tuple(map(_since_midnight, _halves(clock)))
        if part in {"evening", "night"}:  # "tonight at 2" runs past midnight
            halves += tuple(each + timedelta(hours=24) for each in halves if each <= _NIGHT_END)
        return Times(halves, (None,) * len(halves), Question.CONTRADICTION)
    question = Question.AM_PM if len(found) > 1 else None
    return Times(found, (None,) * len(found), question)


def _midnight(*, day_said: bool) -> Times:
    end = timedelta(hours=24)
    if not day_said:
        return Times((end,), (None,))
    return Times((timedelta(), end), (None, None), Question.MIDNIGHT)


def _options(clock: Clock, part: str) -> Iterator[timedelta]:
    first, last = _FITS.get(part, (time(0), time(23, 59)))
    if part not in _FITS and clock.half is Half.BARE:
        first, last = _MIDDAY_HALF
    fitting = [each for each in _halves(clock) if first <= _time(each) <= last]
    if not fitting and part in _FITS and clock.half is Half.LITERAL and clock.hour < _NOON:
        # "8 Uhr abends": the part of the day says more than the way of counting.
        later = replace(clock, hour=clock.hour + _NOON)
        fitting = [later] if first <= _time(later) <= last else []
    yield from map(_since_midnight, fitting)


def _time(clock: Clock) -> time:
    return time(clock.hour % 24, clock.minute)


def _halves(clock: Clock) -> tuple[Clock, ...]:
    """Give the clock through 24 hours, in both halves of the day when none was said."""
    morning = replace(clock, hour=clock.hour % _NOON)
    afternoon = replace(clock, hour=clock.hour % _NOON + _NOON)
    match clock.half:
        case Half.AM:
            return (morning,)
        case Half.PM:
            return (afternoon,)
        case Half.BARE | Half.EITHER:
            return (morning, afternoon)
        case _:
            return (clock,)


def _since_midnight(clock: Clock) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


def spans_of(said: RangeSaid, part: str) -> Times:
    """Give the start and end that a range may mean; the end is the first one after the start."""
    if said.start.half is Half.MIDNIGHT:
        raise refused(Reason.NOT_UNDERSTOOD)
    pairs = tuple(_pairs(said, part)) or tuple(_pairs(_loosened(said), part))
    if not pairs:
        raise refused(Reason.BACKWARDS)
    question = Question.AM_PM if len(pairs) > 1 else None
    return Times(tuple(start for start, _ in pairs), tuple(end for _, end in pairs), question)


def _loosened(said: RangeSaid) -> RangeSaid:
    """Let "von 5 bis 7 Uhr" be either half of the day, since its end counts through 24 hours."""
    if (
        said.start.half is not Half.BARE
        or said.end.half is not Half.LITERAL
        or said.end.hour > _NOON
    ):
        return said
    either = Half.EITHER
    return replace(said, start=replace(said.start, half=either), end=replace(said.end, half=either))


def _pairs(said: RangeSaid, part: str) -> Iterator[tuple[timedelta, timedelta]]:
    for start in _range_starts(said, part):
        if said.overnight:
            yield start, min(_ends(said.end)) + timedelta(hours=24)
            continue
        ends = sorted(end for end in _ends(said.end) if end > start)
        literal = said.start.half is Half.LITERAL
        if literal and said.start.hour > _NOON and said.end.half is Half.BARE:
            ends = []
        if literal and said.end.half is Half.EITHER:
            ends = [end for end in ends if end < timedelta(hours=_NOON)]
        if ends:
            yield start, ends[0]
        elif _through_the_night(said, start):
            yield start, min(_ends(said.end)) + timedelta(hours=24)


def _through_the_night(said: RangeSaid, start: timedelta) -> bool:
    """Tell whether a range runs past midnight, both its ends being clear: "11pm-1am"."""
    length = min(_ends(said.end)) + timedelta(hours=24) - start
    doubtful = said.end.half in {Half.BARE, Half.EITHER}
    if doubtful and (length > _LONGEST_NIGHT or said.end.minute):
        return False
    clear = said.start.half is not Half.BARE or said.end.half is Half.AM
    return clear and start >= _EVENING and min(_ends(said.end)) <= _NIGHT_END


def _ends(clock: Clock) -> Iterator[timedelta]:
    if clock.half is Half.MIDNIGHT:
        yield timedelta(hours=24)
    else:
        yield from map(_since_midnight, _halves(clock))


def _range_starts(said: RangeSaid, part: str) -> tuple[timedelta, ...]:
    """Give the starts; one without am or pm takes that of the end if it can, else rule 2."""
    if said.start.half is Half.BARE and said.end.half is Half.EITHER:
        return tuple(_options(replace(said.start, half=Half.EITHER), part))
    settled = said.end.half in {Half.AM, Half.PM, Half.MIDNIGHT}
    if said.start.half is not Half.BARE or part in _FITS or not settled:
        return tuple(_options(said.start, part))
    last = max(_ends(said.end))
    noon = timedelta(hours=_NOON)
    before = [start for start in map(_since_midnight, _halves(said.start)) if start < last]
    alike = [start for start in before if (start < noon) is (last < noon)]
    found = alike or [start for start in _options(said.start, part) if start in before]
    dawn = last + timedelta(hours=24) - _SHORT_NIGHT  # "11-3am" runs past midnight, "8-2am" hardly
    nights = [start for start in map(_since_midnight, _halves(said.start)) if start >= dawn]
    return tuple(found or (nights if said.end.half is Half.AM else ()))
