"""From the words of a time, or from the fields of a form, to a start and an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import when
from bot.interviews.model import DEFAULT_LENGTH, Actor, Kept
from bot.slack.desk import Desk
from bot.when.zones import instants

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Span:
    """A start and an end that were wholly understood."""

    start_at: datetime
    end_at: datetime


class Unclear(Exception):  # noqa: N818 - it is a question back to whoever typed
    """A time was not wholly understood: nothing is guessed.

    `key` and `values` make the sentence; `day` is the day that was understood, if any;
    `candidates` are what may be meant, `days` where only the day counts; `field` is the one of a
    form under which it stands.
    """

    def __init__(
        self,
        key: str,
        values: Mapping[str, Any] | None = None,
        day: date | None = None,
        field: str = "start_at",
        candidates: tuple[when.Answer, ...] = (),
        days: tuple[date, ...] = (),
    ) -> None:
        super().__init__(key)
        self.key = f"when.{key}"
        self.values: dict[str, Any] = dict(values or {})
        self.day = day
        self.field = field
        self.candidates = candidates
        self.days = days


def read_span(
    desk: Desk,
    actor: Actor,
    said: str | None,
    length: timedelta | None,
    kept: Kept | None,
    usual: timedelta | None = None,
) -> Span | None:
    """Read the time words of a line, in the actor's zone and language; None = no time was said.

    With an interview, what is not said stays as it is. `usual` is the length when none is said:
    else that of the interview, or the default one. Unclear when it is to be asked.
    """
    if said is None:
        return _longer(kept, length) if kept and length else None
    context = when.Context(kept.interview.start_at, kept.interview.end_at) if kept else None
    locale = actor.person.locale or "en"
    outcome = when.read(said, desk.now(), desk.zone(actor), locale, context)
    if isinstance(outcome, when.Ask):
        raise Unclear(outcome.question, outcome.values, outcome.date, candidates=outcome.candidates)
    if isinstance(outcome, when.Refuse):
        raise Unclear(outcome.reason, outcome.values)
    if outcome.end and length and outcome.end - outcome.start != length:
        raise Unclear("many")
    usual = usual or (kept.length if kept else DEFAULT_LENGTH)
    return Span(outcome.start, outcome.end or outcome.start + (length or usual))


def day_said(desk: Desk, actor: Actor, said: str) -> date:
    """Read words that name a day, in the actor's zone and language; Unclear when they do not."""
    zone = desk.zone(actor)
    outcome = when.read(said, desk.now(), zone, actor.person.locale or "en")
    if isinstance(outcome, when.Answer):
        return outcome.start.astimezone(zone).date()
    if isinstance(outcome, when.Refuse):
        raise Unclear(outcome.reason, outcome.values)
    days = {each.start.astimezone(zone).date() for each in outcome.candidates}
    days |= {outcome.date} if outcome.date else set()
    if len(days) != 1:
        raise Unclear("missing_day", field="day", days=tuple(sorted(days)))
    return days.pop()


def _longer(kept: Kept, length: timedelta) -> Span:
    return Span(kept.interview.start_at, kept.interview.start_at + length)


def span_of_fields(day: date, clock: time, minutes: int, zone: ZoneInfo) -> Span:
    """Read the fields of a form; Unclear for an hour that the clocks skip or show twice."""
    wall = datetime.combine(day, clock)
    found = instants(wall, zone)
    if not found:
        raise Unclear("nonexistent", {"time": f"{clock:%H:%M}"}, field="time")
    if len(found) > 1:
        raise Unclear("fold", field="time")
    return Span(found[0], found[0] + minutes * MINUTE)
