"""An interview, as the API shows it."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from bot.interviews.model.value import Instant, Value

MAX_LOCATION = 2_000  # characters; the API's own limit
MAX_REASON = 2_000
MAX_LENGTH = timedelta(hours=24)
DEFAULT_LENGTH = timedelta(minutes=30)


class Kind(StrEnum):
    """How the two meet."""

    VIDEO_CALL = "video_call"
    PHONE_CALL = "phone_call"
    IN_PERSON = "in_person"


class Status(StrEnum):
    """Where the arrangement stands. What happened on the day is kept beside it, never in it."""

    PENDING = "pending"
    SCHEDULED = "scheduled"
    AMENDED = "amended"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


LIVE = frozenset({Status.PENDING, Status.SCHEDULED, Status.AMENDED})


class Side(StrEnum):
    """The two sides of an interview."""

    INTERVIEWEE = "interviewee"
    INTERVIEWER = "interviewer"

    @property
    def other(self) -> Side:
        """The side across the table."""
        return Side.INTERVIEWER if self is Side.INTERVIEWEE else Side.INTERVIEWEE


class Driver(Value):
    """The person behind an application, as the API shows them."""

    id: int
    image: str | None
    phone_number: str | None
    title: str


class Interviewee(Value):
    """An application as the API shows it."""

    id: int
    currency: str | None
    driver: Driver
    kind: str
    updated_at: Instant


class Interviewer(Value):
    """The person who interviews, as the API shows them."""

    id: int
    contact_phone_number: str | None
    image: str | None
    title: str


class Interview(Value):
    """An interview: exactly the API's body, in its key order."""

    id: int
    amend_end_at: Instant | None
    amend_start_at: Instant | None
    amended_by: Side | None
    end_at: Instant
    interviewee: Interviewee
    interviewee_id: int
    interviewer: Interviewer
    interviewer_id: int
    kind: Kind
    location: str | None
    start_at: Instant
    status: Status
