"""Who else reads times: each gets the line, the present and the language, as its users do."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.when import Answer, Outcome, Reason, Refuse, read, warm

_NOTHING = Refuse(Reason.NOT_UNDERSTOOD)
Reader = Callable[[str, datetime, str, ZoneInfo, Any], Outcome]


@dataclass(frozen=True)
class Named:
    """A reader, and the languages it knows; None: all."""

    reads: Reader
    languages: frozenset[str] | None = None

    def knows(self, language: str) -> bool:
        """Whether the reader knows a language."""
        return self.languages is None or language in self.languages


def readers() -> Mapping[str, Named]:
    """Give every reader that is installed, ours first."""
    warm()
    found = {"interview-bot": Named(_ours), "dateparser": Named(_dateparser)}
    english = frozenset({"en"})
    others = {
        "parsedatetime": Named(_parsedatetime, english),
        "recurrent": Named(_recurrent, english),
        "timefhuman": Named(_timefhuman, english),
        "ctparse": Named(_ctparse, english | {"de"}),
    }
    there = {name: each for name, each in others.items() if importlib.util.find_spec(name)}
    return found | there


def _ours(text: str, now: datetime, locale: str, zone: ZoneInfo, context: Any) -> Outcome:
    return read(text, now, zone, locale, context)


def _answered(start: object, end: object, zone: ZoneInfo) -> Outcome:
    if not isinstance(start, datetime):
        return _NOTHING
    till = _in(end, zone) if isinstance(end, datetime) else None
    return Answer(_in(start, zone), till)


def _in(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _wall(now: datetime, zone: ZoneInfo) -> datetime:
    return now.astimezone(zone).replace(tzinfo=None)


def _dateparser(text: str, now: datetime, locale: str, zone: ZoneInfo, _: Any) -> Outcome:
    month_first = locale.lower() in {"en", "en-us"}
    settings = {
        "RELATIVE_BASE": _wall(now, zone),
        "PREFER_DATES_FROM": "future",
        "TIMEZONE": zone.key,
        "RETURN_AS_TIMEZONE_AWARE": True,
        "DATE_ORDER": "MDY" if month_first else "DMY",
    }
    languages = list(dict.fromkeys([locale.partition("-")[0], "en"]))
    parse = importlib.import_module("dateparser").parse
    return _answered(parse(text, languages=languages, settings=settings), None, zone)


def _parsedatetime(text: str, now: datetime, _: str, zone: ZoneInfo, __: Any) -> Outcome:
    calendar = importlib.import_module("parsedatetime").Calendar()
    found, kind = calendar.parseDT(text, sourceTime=_wall(now, zone))
    return _answered(found if kind else None, None, zone)


def _recurrent(text: str, now: datetime, _: str, zone: ZoneInfo, __: Any) -> Outcome:
    event = importlib.import_module("recurrent").RecurringEvent(now_date=_wall(now, zone))
    return _answered(event.parse(text), None, zone)


def _timefhuman(text: str, now: datetime, _: str, zone: ZoneInfo, __: Any) -> Outcome:
    module = importlib.import_module("timefhuman")
    found: Any = module.timefhuman(text, module.tfhConfig(now=_wall(now, zone)))
    first = found[0] if isinstance(found, list) and found else found
    start, end = first if isinstance(first, tuple) and len(first) == 2 else (first, None)
    start = datetime.combine(start, time()) if type(start) is date else start
    return _answered(start, end, zone)


def _ctparse(text: str, now: datetime, _: str, zone: ZoneInfo, __: Any) -> Outcome:
    parsed = importlib.import_module("ctparse").ctparse(text, ts=_wall(now, zone), timeout=2)
    found = getattr(parsed, "resolution", None)
    start, end = (getattr(found, each, found) for each in ("t_from", "t_to"))
    return _answered(_date(start), _date(end) if end is not start else None, zone)


def _date(said: object) -> datetime | None:
    found = getattr(said, "dt", None)
    return found if isinstance(found, datetime) and found.replace(tzinfo=UTC) else None


def timid(reads: Reader) -> Reader:
    """Take whatever a reader throws for a refusal."""

    def read_timidly(*given: Any) -> Outcome:
        try:
            return reads(*given)
        except Exception:  # noqa: BLE001 - other people's code, which may throw anything
            return _NOTHING

    return read_timidly
