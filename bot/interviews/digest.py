"""What a digest is: what is on today, told to a channel once a day."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

from bot.interviews.model import Kept, Person, Value


class Days(StrEnum):
    """On which days there is a digest."""

    WEEKDAYS = "weekdays"
    DAILY = "daily"


class Digest(Value):
    """A channel's digest: on these days, at this clock time of that zone (an IANA name)."""

    workspace_id: int
    channel: str  # Slack's id
    by_id: int
    days: Days
    at: time
    time_zone: str


class Summary(Value):
    """What a digest says: the day's interviews, those that wait for an answer first.

    It is said in the language of whoever set it up, its `maker`. `is_too_late`: nobody is helped by
    it any more, and the maker alone is told.
    """

    digest: Digest
    day: date
    is_too_late: bool = False
    maker: Person | None = None
    interviews: tuple[Kept, ...]
    unanswered: int
    conflicts: int
