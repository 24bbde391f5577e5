"""What may be done to an interview: one value for each deed.

A door turns its own language into a plan; `Interviews` carries it out. A plan can be stored
(a read-back waits as a draft), so it is plain data. The status in which a deed is allowed
stands in `transitions`, who may do it in `permissions`.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.interviews.model import Instant, Kind, Recommendation, Seen, Side, Value

BOOKED = 1  # the version of an interview that its booking makes


class Deed(StrEnum):
    """Everything that can be done to an interview."""

    BOOK = "book"
    CHANGE = "change"
    AMEND = "amend"
    ACCEPT = "accept"
    DECLINE = "decline"
    CANNOT = "cannot"
    CANCEL = "cancel"
    REJECT = "reject"
    HAND_OVER = "hand_over"
    ASK = "ask"
    TAKE = "take"
    LEAVE = "leave"
    LATE = "late"
    ATTEND = "attend"
    FEEDBACK = "feedback"
    UNDO = "undo"
    REMIND = "remind"
    REMIND_NOW = "remind_now"


class Booking(Value):
    """Book a new interview."""

    deed: Literal[Deed.BOOK] = Deed.BOOK
    kind: Kind
    start_at: Instant
    end_at: Instant
    interviewee_id: int
    interviewer_id: int
    location: str | None = None
    force: bool = False  # in spite of another interview at that time
    # Of several at once, of which whoever books them is told together: with which one; 0 = the next
    told_with: int | None = None


class InterviewChange(Value):
    """Change any of the six at once. What is not given keeps its value.

    `location` given as None takes the place away. When a new start comes without an end the
    interview keeps its length, so both are always given together by those who make plans.
    """

    deed: Literal[Deed.CHANGE] = Deed.CHANGE
    kind: Kind | None = None
    start_at: Instant | None = None
    end_at: Instant | None = None
    interviewee_id: int | None = None
    interviewer_id: int | None = None
    location: str | None = None
    force: bool = False

    def given(self) -> dict[str, Any]:
        """The fields to change, with their new values."""
        return {
            name: getattr(self, name)
            for name in type(self).model_fields
            if name in self.model_fields_set and name not in {"deed", "force"}
        }


class Proposal(Value):
    """Propose another time to the other side; the old one stands until they accept."""

    deed: Literal[Deed.AMEND] = Deed.AMEND
    amend_start_at: Instant
    amend_end_at: Instant
    side: Side | None = None  # whose proposal; None = the actor's own side
    force: bool = False


class Acceptance(Value):
    """Say yes: to the interview as it stands, or to the other side's proposal."""

    deed: Literal[Deed.ACCEPT] = Deed.ACCEPT
    side: Side | None = None  # whose yes; None = the actor's own side
    seen: Seen | None = None  # the times that were seen; None = whatever they are now
    force: bool = False


class Declining(Value):
    """Turn a proposal down, or take one's own back: the earlier time stands."""

    deed: Literal[Deed.DECLINE] = Deed.DECLINE
    side: Side | None = None
    seen: Seen | None = None


class Cannot(Value):
    """The interviewer can't make it; the interview stays, and a colleague is asked to stand in."""

    deed: Literal[Deed.CANNOT] = Deed.CANNOT
    reason: str | None = None


class Cancellation(Value):
    """Call the interview off."""

    deed: Literal[Deed.CANCEL] = Deed.CANCEL
    reason: str | None = None


class Rejection(Value):
    """The interviewee withdraws their application."""

    deed: Literal[Deed.REJECT] = Deed.REJECT
    reason: str | None = None


class Handover(Value):
    """Make somebody else the recruiter of this interview."""

    deed: Literal[Deed.HAND_OVER] = Deed.HAND_OVER
    owner_id: int


class Ask(Value):
    """Ask a colleague of the interviewer's, who can't make it, to stand in."""

    deed: Literal[Deed.ASK] = Deed.ASK
    person_id: int


class Taking(Value):
    """Whoever is asked to stand in takes the interview."""

    deed: Literal[Deed.TAKE] = Deed.TAKE


class Leaving(Value):
    """Whoever is asked to stand in says no; the next colleague is asked."""

    deed: Literal[Deed.LEAVE] = Deed.LEAVE


class RunningLate(Value):
    """One side is running late, and tells the other."""

    deed: Literal[Deed.LATE] = Deed.LATE
    minutes: int
    side: Side | None = None  # who is late; None = the actor, or for a recruiter the interviewee


class Attending(Value):
    """Say whether who is interviewed came."""

    deed: Literal[Deed.ATTEND] = Deed.ATTEND
    came: bool


class GivenFeedback(Value):
    """Say how it was; what was said before is replaced."""

    deed: Literal[Deed.FEEDBACK] = Deed.FEEDBACK
    recommendation: Recommendation
    notes: str | None = None
    private_notes: str | None = None


class Undo(Value):
    """Take one's own last deed back, as long as that can be done."""

    deed: Literal[Deed.UNDO] = Deed.UNDO
    version: int | None = None  # what that deed made of it; None = whatever was done last


class Reminding(Value):
    """Remind the two at these times before the start; () = never, None = as usual again."""

    deed: Literal[Deed.REMIND] = Deed.REMIND
    lead_times: tuple[timedelta, ...] | None = None


class RemindingNow(Value):
    """Remind the two once more, now."""

    deed: Literal[Deed.REMIND_NOW] = Deed.REMIND_NOW


Plan = Annotated[
    Booking
    | InterviewChange
    | Proposal
    | Acceptance
    | Declining
    | Cannot
    | Cancellation
    | Rejection
    | Handover
    | Ask
    | Taking
    | Leaving
    | RunningLate
    | Attending
    | GivenFeedback
    | Undo
    | Reminding
    | RemindingNow,
    Field(discriminator="deed"),
]


class Draft(Value):
    """A plan that was read back and waits for its button. It is carried out once."""

    id: str
    workspace_id: int
    by_id: int
    plan: Plan
    made_at: Instant
    line: str = ""  # what was typed, so that the form can show what was left over
    interview_id: int | None = None  # None = a booking
    version: int | None = None  # of the interview, when it was read back
    done_interview_id: int | None = None  # the interview it was carried out on


def plan_data(plan: Plan) -> dict[str, Any]:
    """Give the plan as JSON data that `Plan` reads back, what was not given left out."""
    return plan.model_dump(mode="json", exclude_unset=True) | {"deed": plan.deed.value}
