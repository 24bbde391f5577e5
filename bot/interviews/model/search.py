"""What a list of interviews asks for."""

from __future__ import annotations

from pydantic import Field

from bot.interviews.model.interview import Kind, Side, Status
from bot.interviews.model.value import Instant, Value


class Search(Value):
    """What a list asks for; all given conditions hold together. Ordered by start, then id."""

    person_id: int | None = None  # only interviews this person has a part in, or owns
    side: Side | None = None  # with person_id: only those in which they sit on that side
    interviewer_id: int | None = None
    interviewee_id: int | None = None  # an application
    text: str | None = None  # in the name of one of the two, whatever its case
    statuses: frozenset[Status] | None = None
    kind: Kind | None = None
    starts_from: Instant | None = None  # inclusive
    starts_before: Instant | None = None  # exclusive
    ends_after: Instant | None = None  # exclusive: still to come, or going on
    unanswered: bool = False  # live, and a side has not said yes
    page: int = Field(default=1, ge=1)
    per_page: int = Field(default=20, ge=1, le=100)
