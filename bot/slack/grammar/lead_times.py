"""Reading how long before the start people are reminded: "24h, 1h and 10m"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.slack.grammar.keywords import AND

_UNITS: Mapping[str, timedelta] = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_ONE = re.compile(
    r"(?P<number>\d{1,5})\s*(?P<unit>minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)(?!\w)",
    re.IGNORECASE,
)


_HOURS_AND_MINUTES = re.compile(
    r"(?P<hours>\d{1,2})\s*(?:hours?|hrs?|h)\s+(?P<minutes>[1-5]?\d)\s*(?:minutes?|mins?|m)",
    re.IGNORECASE,
)


def once_or_twice(text: str) -> tuple[str, str] | None:
    """Give both readings of "1h 30m", each as it can be typed; None for what has only one."""
    found = _HOURS_AND_MINUTES.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes = int(found["hours"]), int(found["minutes"])
    return f"{60 * hours + minutes}m", f"{hours}h, {minutes}m"


def read_lead_times(text: str) -> tuple[timedelta, ...] | None:
    """Give the lengths of time, longest first; None when the text says anything else."""
    rest = re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, AND))})(?!\w)|,", " ", text)
    found = [*_ONE.finditer(rest)]
    if not found or _ONE.sub("", rest).strip():
        return None
    times = {int(each["number"]) * _UNITS[each["unit"][0].lower()] for each in found}
    return tuple(sorted(times, reverse=True))
