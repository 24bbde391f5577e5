"""The hour that is none and the hour that is twice, in every form in which a time is typed.

What clocks really show is found here by going through all the instants around a change, one by
one; the reading has to agree with that.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from bot.when import Answer, Ask, Context, Outcome, Question, Reason, Refuse, read

pytestmark = pytest.mark.slow

QUARTER, HOUR, DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)


class Change(NamedTuple):
    """A day on which the clocks of a zone are turned, and about when they are."""

    zone: str
    day: date
    around: time = time(2)

    def __str__(self) -> str:
        return f"{self.zone} {self.day}"

    @property
    def walls(self) -> Iterator[datetime]:
        """Give each quarter of an hour that a clock might show, a good hour to either side."""
        middle = datetime.combine(self.day, self.around)
        return (middle + number * QUARTER for number in range(-5, 6))

    def now(self, days: int, at: time = time(14)) -> datetime:
        """Give an instant days before the change."""
        return datetime.combine(self.day - days * DAY, at, ZoneInfo(self.zone))


CHANGES = (
    Change("America/New_York", date(2026, 3, 8)),
    Change("America/New_York", date(2026, 11, 1)),
    Change("Europe/London", date(2026, 3, 29)),
    Change("Europe/London", date(2026, 10, 25)),
    Change("Europe/Berlin", date(2026, 3, 29)),
    Change("Europe/Berlin", date(2026, 10, 25)),
    Change("Australia/Sydney", date(2026, 10, 4)),
    Change("Australia/Sydney", date(2026, 4, 5)),
    Change("America/Sao_Paulo", date(2018, 11, 4), time()),
    Change("America/Sao_Paulo", date(2018, 2, 18), time()),
    Change("Australia/Lord_Howe", date(2026, 10, 4)),
    Change("Australia/Lord_Howe", date(2026, 4, 5)),
)
each_change = pytest.mark.parametrize("change", CHANGES, ids=str)


@cache
def shown(change: Change) -> dict[datetime, tuple[datetime, ...]]:
    """Give the instants at which clocks show each time around a change, a quarter at a time."""
    found: dict[datetime, tuple[datetime, ...]] = {}
    begin = datetime.combine(change.day - DAY, time(), UTC) - 12 * HOUR
    for number in range(4 * 24 * 4):
        moment = begin + number * QUARTER
        wall = moment.astimezone(ZoneInfo(change.zone)).replace(tzinfo=None, fold=0)
        found[wall] = (*found.get(wall, ()), moment)
    return found


def came(outcome: Outcome) -> object:
    """Tell an outcome in instants: what was answered, what is offered at a fold, or the gap."""
    match outcome:
        case Answer():
            return instants(outcome)
        case Ask(question, candidates):
            return question, *map(instants, candidates)
        case Refuse(reason, values):
            return reason, dict(values)


def instants(answer: Answer) -> tuple[datetime, datetime | None]:
    return answer.start.astimezone(UTC), answer.end and answer.end.astimezone(UTC)


def due(skipped: datetime, spans: Sequence[tuple[datetime, datetime | None]]) -> object:
    """Say what is to come, for the spans that may be meant; where there is none, of the gap."""
    if not spans:
        return Reason.NONEXISTENT, {"time": f"{skipped:%H:%M}"}
    return spans[0] if len(spans) == 1 else (Question.FOLD, *spans)


def starting(change: Change, wall: datetime) -> object:
    """Say what is to come of a time without an end."""
    return due(wall, [(start, None) for start in shown(change).get(wall, ())])


# Forms of one time, typed three days before, in which the date stands in full.
DATED = (
    ("en-GB", "{:%Y-%m-%d %H:%M}"),
    ("en-GB", "{:%Y-%m-%dT%H:%M}"),
    ("en-GB", "{:%a %d %b %Y, %H:%M}"),
    ("en-US", "{:%B %d at %I:%M %p}"),
    ("en-GB", "{:%H%M on %d %b}"),
    ("en-GB", "{:%d/%m %H:%M}"),
    ("en-US", "{:%b %d %I:%M%p}"),
    ("de-DE", "am {:%d.%m. um %H:%M} Uhr"),
    ("de-DE", "{:%d.%m.%Y %H.%M} Uhr"),
    ("es-ES", "el {:%d/%m a las %H:%M}"),
    ("fr-FR", "le {:%d/%m à %Hh%M}"),
    ("it-IT", "{:%d/%m alle ore %H:%M}"),
    ("nl-NL", "{:%d/%m om %H:%M} uur"),
    ("pt-BR", "dia {:%d/%m às %Hh%M}"),
)


@each_change
def test_a_date_and_a_clock(change: Change) -> None:
    for wall, (locale, form) in product(change.walls, DATED):
        text = form.format(wall)
        outcome = read(text, change.now(3), ZoneInfo(change.zone), locale)
        assert came(outcome) == starting(change, wall), text


# Forms that count from the day on which they are typed: which day that is, and the form.
COUNTED = (
    (1, "en-GB", "tomorrow {:%H:%M}"),
    (1, "en-US", "tomorrow at {:%I:%M %p}"),
    (1, "de-DE", "morgen um {:%H:%M} Uhr"),
    (1, "es-ES", "mañana a las {:%H:%M}"),
    (1, "fr-FR", "demain à {:%Hh%M}"),
    (1, "it-IT", "domani alle {:%H:%M}"),
    (1, "nl-NL", "morgen om {:%H:%M}"),
    (1, "pt-BR", "amanhã às {:%H:%M}"),
    (2, "en-GB", "the day after tomorrow at {:%H:%M}"),
    (3, "en-US", "in 3 days at {:%I:%M%p}"),
    (3, "en-GB", "{:%A %H:%M}"),
    (3, "en-US", "this {:%A at %I:%M %p}"),
    (7, "en-GB", "a week today at {:%H:%M}"),
    (14, "en-GB", "in 2 weeks at {:%H:%M}"),
    (14, "de-DE", "in 2 Wochen um {:%H:%M} Uhr"),
)


@each_change
def test_a_day_counted_from_today_and_a_clock(change: Change) -> None:
    zone = ZoneInfo(change.zone)
    for wall, (days, locale, form) in product(change.walls, COUNTED):
        text = form.format(wall)
        typed = datetime.combine(wall.date() - days * DAY, time(14), zone)
        outcome = read(text, typed, zone, locale)
        assert came(outcome) == starting(change, wall), text


@each_change
def test_hours_elapse(change: Change) -> None:
    now = change.now(1)
    for quarters in range(24, 24 * 4):
        moment = now.astimezone(UTC) + quarters * QUARTER
        text = f"in {quarters // 4} hours and {quarters % 4 * 15 or 60} minutes"
        moment += HOUR if not quarters % 4 else timedelta()
        assert came(read(text, now, ZoneInfo(change.zone), "en-GB")) == (moment, None), text


@each_change
def test_a_length_elapses(change: Change) -> None:
    for wall, minutes in product(change.walls, (15, 45, 90, 240)):
        starts = shown(change).get(wall, ())
        spans = [(start, start + timedelta(minutes=minutes)) for start in starts]
        for form in ("{0:%d %b %H:%M} for {1} min", "{1}m {0:%d %b %H:%M}"):
            text = form.format(wall, minutes)
            outcome = read(text, change.now(3), ZoneInfo(change.zone), "en-GB")
            assert came(outcome) == due(wall, spans), text


RANGES = (
    ("en-GB", "{0:%d %b %H:%M}-{1:%H:%M}"),
    ("en-US", "{0:%b %d from %I:%M%p} to {1:%I:%M%p}"),
    ("de-DE", "{0:%d.%m. von %H:%M} bis {1:%H:%M} Uhr"),
    ("fr-FR", "{0:%d/%m de %Hh%M} à {1:%Hh%M}"),
)


@each_change
def test_a_range_begins_and_ends_at_times_that_clocks_show(change: Change) -> None:
    known = shown(change)
    for wall, length, (locale, form) in product(change.walls, (QUARTER, 6 * QUARTER), RANGES):
        end = wall + length
        pairs = product(known.get(wall, ()), known.get(end, ()))
        spans = [(start, till) for start, till in pairs if start < till]
        text = form.format(wall, end)
        outcome = read(text, change.now(3), ZoneInfo(change.zone), locale)
        assert came(outcome) == due(end if wall in known else wall, spans), text


# What is said of an interview a day before the change.
MOVES = ("tomorrow", "+1 day", "a day later", "same time tomorrow", "{:%A}", "{:%d %b}", "in 1 day")


@each_change
def test_an_interview_that_moves_by_a_day_keeps_its_clock(change: Change) -> None:
    zone = ZoneInfo(change.zone)
    for wall, form in product(change.walls, MOVES):
        before = (wall - DAY).replace(tzinfo=zone)
        now = datetime.combine(before.date(), time(), zone)
        context = Context(before, before + HOUR)
        text = form.format(wall)
        outcome = read(text, now, zone, "en-GB", context)
        assert came(outcome) == starting(change, wall), text


@each_change
def test_an_interview_that_moves_by_hours_moves_by_what_elapses(change: Change) -> None:
    zone = ZoneInfo(change.zone)
    shifts = (("+24h", 24), ("24 hours later", 24), ("+90m", 1.5))
    for wall, (text, hours) in product(change.walls, shifts):
        before = (wall - timedelta(hours=hours)).replace(tzinfo=zone)
        context = Context(before, before + HOUR)
        moment = before.astimezone(UTC) + timedelta(hours=hours)
        assert came(read(text, change.now(2), zone, "en-GB", context)) == (moment, None)


@each_change
def test_an_offset_says_which_of_two_is_meant_and_what_is_none(change: Change) -> None:
    zone = ZoneInfo(change.zone)
    for wall, days in product(change.walls, (-1, 1)):
        offset = (change.now(0) + days * DAY).isoformat()[-len("+00:00") :]
        aware = datetime.fromisoformat(f"{wall:%Y-%m-%dT%H:%M}{offset}").astimezone(UTC)
        for text in (f"{wall:%Y-%m-%d %H:%M} UTC{offset}", f"{wall:%Y-%m-%dT%H:%M}{offset}"):
            assert came(read(text, change.now(3), zone, "en-GB")) == (aware, None), text


@each_change
def test_somebody_elsewhere_reads_the_same(change: Change) -> None:
    for wall in change.walls:
        text = f"{wall:%Y-%m-%d %H:%M} {change.zone}"
        outcome = read(text, change.now(3), ZoneInfo("Asia/Tokyo"), "en-GB")
        assert came(outcome) == starting(change, wall), text
