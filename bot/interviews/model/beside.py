"""What is kept beside an interview's status: answers, proposals, the day itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from bot.interviews.model.actor import Door
from bot.interviews.model.interview import Interview, Side
from bot.interviews.model.person import Colleague
from bot.interviews.model.value import Instant, Value


class Says(StrEnum):
    """What a side has answered."""

    YES = "yes"
    CANNOT = "cannot"


class Answer(Value):
    """One side's answer, kept beside the status: for which start, by whom, through which door."""

    says: Says
    start_at: Instant
    by_id: int
    door: Door
    at: Instant
    reason: str | None = None


class Cover(Value):
    """Who is asked to stand in for an interviewer who can't make it, and who said no.

    `asked` is None while nobody is being asked.
    """

    asked: Colleague | None = None
    refused: tuple[Colleague, ...] = ()


class Proposed(Value):
    """A time that one side proposed, and the other answered by another proposal."""

    side: Side
    start_at: Instant
    end_at: Instant

    @classmethod
    def of(cls, interview: Interview) -> Self | None:
        """Give what is proposed now, if anything."""
        side, start_at = interview.amended_by, interview.amend_start_at
        if side is None or start_at is None or interview.amend_end_at is None:
            return None
        return cls(side=side, start_at=start_at, end_at=interview.amend_end_at)


class Attendance(StrEnum):
    """Whether who is interviewed was there."""

    CAME = "came"
    NO_SHOW = "no_show"


class Late(Value):
    """One side says that it is running late, and by how many minutes."""

    side: Side
    minutes: int


class Recommendation(StrEnum):
    """What whoever interviewed would do."""

    STRONG_YES = "strong_yes"
    YES = "yes"
    NO = "no"
    STRONG_NO = "strong_no"


class Feedback(Value):
    """What whoever interviewed says afterwards; the private notes are for recruiters alone."""

    recommendation: Recommendation
    notes: str | None = None
    private_notes: str | None = None
    by_id: int
    at: Instant
