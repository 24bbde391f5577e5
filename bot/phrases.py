"""What becomes of a phrase, written down: one JSON object each. For scores, scripts and doubts."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot import when
from bot.clock import machine_now
from bot.words import Words

_MILLISECONDS = 1000
_DIGITS = 3  # of a time in milliseconds


class WrongLine(ValueError):  # noqa: N818 - it is a refusal to whoever wrote the line
    """A line of a batch that is no phrase; the message says what is wrong with it."""


@dataclass(frozen=True)
class Phrase:
    """What somebody typed: when (aware), in which zone and language, and about which interview."""

    text: str
    now: datetime
    zone: ZoneInfo
    locale: str = "en-US"
    context: when.Context | None = None

    def read(self) -> when.Answer | when.Ask | when.Refuse:
        """Read it."""
        return when.read(self.text, self.now, self.zone, self.locale, self.context)


def told(phrase: Phrase, identity: object = None) -> dict[str, Any]:
    """Read a phrase, and tell all that came of it in plain values."""
    began = time.perf_counter()
    outcome = phrase.read()
    taken = (time.perf_counter() - began) * _MILLISECONDS
    said = {"sentence": sentence(outcome, phrase), "ms": round(taken, _DIGITS)}
    return {"id": identity, **_outcome(outcome), **said}


def _outcome(outcome: when.Answer | when.Ask | when.Refuse) -> dict[str, Any]:
    nothing = _nothing()
    match outcome:
        case when.Answer(start, end):
            times = {"start": start.isoformat(), "end": end.isoformat() if end else None}
            return {"outcome": "answer", **nothing, **times}
        case when.Ask(candidates=candidates, date=date):
            starts = [each.start.isoformat() for each in candidates]
            day = date.isoformat() if date else None
            return {"outcome": "ask", **nothing, "candidates": starts, "date": day}
        case when.Refuse():
            return {"outcome": "refuse", **nothing}


def _nothing() -> dict[str, Any]:
    return {"start": None, "end": None, "candidates": [], "date": None}


def sentence(outcome: when.Answer | when.Ask | when.Refuse, phrase: Phrase) -> str:
    """Give what the speaker is told: the time read back, the question, or the refusal."""
    words = Words(phrase.locale, phrase.zone)
    match outcome:
        case when.Answer(start, end):
            said = start.tzinfo if isinstance(start.tzinfo, ZoneInfo) else phrase.zone
            there = Words(phrase.locale, said).time_read(start, end)
            here = words.elsewhere_in(start, phrase.zone, said)
            return f"{there} {words.say('time.other', time=here)}" if here else there
        case when.Ask(question):
            return words.say(f"when.{question.value}", **dict[str, Any](outcome.values))
        case when.Refuse(reason):
            return words.say(f"when.{reason.value}", **dict[str, Any](outcome.values))


def phrase(text: str, now: str | None, zone_name: str, locale: str) -> Phrase:
    """Make a phrase of what stands on a command line; WrongLine for what is no instant or zone."""
    present = instant(now, "--now") if now else machine_now()
    return Phrase(text, present, zone(zone_name), locale)


def as_line(said: dict[str, Any]) -> str:
    """Give it as one line of JSON, in ASCII: whatever was typed, any screen can show it."""
    return json.dumps(said)


def as_text(said: dict[str, Any]) -> str:
    """Give it for people: the sentence, and below it what may be meant."""
    text = "\n".join([said["sentence"], *(f"  {each}" for each in said["candidates"])])
    return text.encode("utf-8", "replace").decode("utf-8")


def batch(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Tell what becomes of each line of JSON, in order. A line that is no phrase is refused."""
    when.warm()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _told_of(line, number)


def _told_of(line: str, number: int) -> dict[str, Any]:
    identity = None
    try:
        fields = _fields(line)
        identity = fields.get("id")
        return told(_phrase(fields), identity)
    except WrongLine as wrong:
        said = {"sentence": f"Line {number} is no phrase: {wrong}", "ms": 0.0}
        return {"id": identity, "outcome": "refuse", **_nothing(), **said}


def _fields(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise WrongLine("it is not JSON.") from None
    if not isinstance(found, dict):
        raise WrongLine("it is not a JSON object.")
    return found


def _phrase(fields: dict[str, Any]) -> Phrase:
    return Phrase(
        _text(fields, "text"),
        instant(_text(fields, "reference"), "reference"),
        zone(_text(fields, "tz")),
        fields["locale"] if isinstance(fields.get("locale"), str) else "en-US",
        _context(fields.get("context")),
    )


def _context(said: object) -> when.Context | None:
    if said is None:
        return None
    if not isinstance(said, dict):
        raise WrongLine("“context” is not an object with “start” and “end”.")
    start, end = (instant(_text(said, name), f"context.{name}") for name in ("start", "end"))
    if end <= start:
        raise WrongLine("“context” ends before it starts.")
    return when.Context(start, end)


def _text(fields: dict[str, Any], name: str) -> str:
    found = fields.get(name)
    if not isinstance(found, str):
        raise WrongLine(f"“{name}” is missing, or no text.")
    return found


def instant(said: str, name: str) -> datetime:
    """Read an instant with its offset, such as 2026-11-23T09:12:00-05:00; WrongLine if it is not.

    `name` is what to call it.
    """
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        raise WrongLine(f"“{name}” is no instant such as 2026-11-23T09:12:00-05:00.") from None
    if found.utcoffset() is None:
        raise WrongLine(f"“{name}” has no offset, such as -05:00.")
    return found


def zone(name: str) -> ZoneInfo:
    """Give the zone of an IANA name; WrongLine if there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # what ZoneInfo raises for a name it cannot read
        raise WrongLine(f"“{name}” is no zone such as America/New_York.") from None
