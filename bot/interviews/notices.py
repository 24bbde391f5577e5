"""Notices: who is to be told what, and when.

A notice is one row: one person is to be told one thing about one interview at one instant.
Invitations, moves, proposals, cancellations and reminders are all notices. They are written
in the transaction of the deed from which they follow, and sent by the courier.

Everything here is a pure function of (interview, people, now).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.interviews.model import (
    Instant,
    Kept,
    Kind,
    Person,
    Says,
    Side,
    Status,
    Value,
)
from bot.interviews.plans import Deed

CLOSE = timedelta(hours=24)  # a change of place this near the start is a new message
UNANSWERED = timedelta(hours=24)  # before the start, an interviewer who has not answered is asked
SHORTEST_IN_PERSON = timedelta(hours=2)  # nobody on their way is helped by a later reminder


class What(StrEnum):
    """What somebody is told."""

    BOOKED = "booked"
    MOVED = "moved"
    CHANGED = "changed"
    REPLACED_YOU = "replaced_you"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANNOT = "cannot"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    HANDED_OVER = "handed_over"
    REMINDER = "reminder"
    UNTOLD = "untold"


class State(StrEnum):
    """What has become of a notice. Only the first two may still change by themselves."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    REPLACED = "replaced"
    EXPIRED = "expired"
    FAILED = "failed"


STILL_COUNTS = frozenset({State.PLANNED, State.CLAIMED, State.UNKNOWN, State.SENT})


class Reason(StrEnum):
    """Why a notice ended as it did; the ledger keeps it."""

    TOO_LATE = "too_late"  # booked after its lead time
    STARTED = "started"  # the interview had begun
    NOT_LIVE = "not_live"  # cancelled or rejected meanwhile
    MOVED = "moved"
    NO_LONGER_CONCERNED = "no_longer_concerned"
    ANSWERED = "answered"
    NEARER_REMINDER = "nearer_reminder"  # several were late, the last one speaks for all
    OVERTAKEN = "overtaken"  # something newer tells it better
    NEVER_TOLD = "never_told"  # nothing to call off: the person never heard of it
    NO_CHANNEL = "no_channel"  # not in Slack
    NO_CARD = "no_card"  # nothing to edit
    REFUSED = "refused"  # the channel refuses it for good
    TRIED_OFTEN = "tried_often"
    IN_DOUBT = "in_doubt"  # may have arrived; not worth a second message


class Notice(Value):
    """One row of the ledger. `loud`: a new message; otherwise the living card is edited."""

    id: int = 0
    workspace_id: int
    interview_id: int
    person_id: int
    what: What
    version: int  # of the interview that caused it
    loud: bool
    due_at: Instant
    lead_time: timedelta | None = None  # reminders only
    start_at: Instant | None = None  # reminders only: the start they speak of
    values: dict[str, Any] = Field(default_factory=dict)  # JSON: who did it, what it was before
    state: State = State.PLANNED
    reason: Reason | None = None
    detail: str | None = None  # what the channel said, when it refused
    key: str  # opaque, travels with the message, so that it can be found again
    created_at: Instant
    settled_at: Instant | None = None
    lease_token: str | None = None
    lease_until: Instant | None = None
    attempt: int = 0
    first_attempt_at: Instant | None = None
    channel: str | None = None
    ts: str | None = None


class Card(Value):
    """The one living message that a person has about an interview."""

    workspace_id: int
    interview_id: int
    person_id: int
    channel: str
    ts: str
    notice_id: int  # the notice that posted it


class LeadTimes(Value):
    """The house's lead times for each side; a person's or an interview's own come before them."""

    interviewee: tuple[timedelta, ...] = (
        timedelta(hours=24),
        timedelta(hours=1),
        timedelta(minutes=10),
    )
    interviewer: tuple[timedelta, ...] = (timedelta(minutes=10),)

    def of(self, side: Side, kept: Kept) -> tuple[timedelta, ...]:
        """Give the lead times for that side of that interview, longest first, each once."""
        own = self.interviewee if side is Side.INTERVIEWEE else (UNANSWERED, *self.interviewer)
        times = kept.lead_times if kept.lead_times is not None else own
        if side is Side.INTERVIEWEE and kept.interview.kind is Kind.IN_PERSON:
            times = tuple(max(time, SHORTEST_IN_PERSON) for time in times)
        return tuple(sorted(set(times), reverse=True))


class Concerned(StrEnum):
    """In which capacity somebody has to do with an interview."""

    INTERVIEWEE = "interviewee"
    INTERVIEWER = "interviewer"
    OWNER = "owner"


def concerned(kept: Kept) -> dict[Concerned, Person]:
    """Give everybody who has to do with an interview, each once, by their nearest capacity."""
    people = {
        Concerned.INTERVIEWEE: kept.interviewee_person,
        Concerned.INTERVIEWER: kept.interviewer_person,
    }
    owner = kept.owner
    if owner and owner.active and kept.side_of(owner.id) is None:
        people[Concerned.OWNER] = owner
    return people


class Telling(Value):
    """One person is told one thing."""

    person_id: int
    what: What
    loud: bool


def tellings(
    deed: Deed, before: Kept | None, after: Kept, by: Person, now: datetime
) -> list[Telling]:
    """Say who is told what after a deed, and whether by a new message or by an edit.

    A new message: an invitation, a move, a cancellation, a proposal, what was turned down, a
    place or a person changed within 24 hours of the start. Everything else edits. Who did it
    hears nothing new; their card is edited. The recruiter gets a message only for a booking of
    theirs (it becomes their card), a hand-over, a refusal and what cannot be.
    """
    told = [
        Telling(
            person_id=person.id,
            what=what,
            loud=loud and (person.id != by.id or what is What.BOOKED),
        )
        for capacity, person in concerned(after).items()
        for what, loud in [_TELL[deed](capacity, before, after, now)]
    ]
    return told + _no_longer_concerned(before, after)


def _no_longer_concerned(before: Kept | None, after: Kept) -> list[Telling]:
    if before is None:
        return []
    still = {person.id for person in concerned(after).values()}
    return [
        Telling(person_id=person.id, what=What.REPLACED_YOU, loud=capacity is not Concerned.OWNER)
        for capacity, person in concerned(before).items()
        if person.id not in still
    ]


def _booked(
    _who: Concerned, _before: Kept | None, _after: Kept, _now: datetime
) -> tuple[What, bool]:
    return What.BOOKED, True


def _changed(who: Concerned, before: Kept | None, after: Kept, now: datetime) -> tuple[What, bool]:
    assert before is not None  # noqa: S101 - a change has a before; tells mypy
    if who is Concerned.OWNER:
        return What.CHANGED, False
    side = Side(who.value)
    if after.person(side).id != before.person(side).id:
        return What.BOOKED, True
    if (after.interview.start_at, after.interview.end_at) != (
        before.interview.start_at,
        before.interview.end_at,
    ):
        return What.MOVED, True
    return What.CHANGED, after.interview.start_at - now <= CLOSE


def _proposed(
    who: Concerned, _before: Kept | None, after: Kept, _now: datetime
) -> tuple[What, bool]:
    proposer = after.interview.amended_by
    return What.PROPOSED, proposer is not None and who.value == proposer.other.value


def _accepted(
    who: Concerned, before: Kept | None, _after: Kept, _now: datetime
) -> tuple[What, bool]:
    proposer = before.interview.amended_by if before else None
    if proposer is None:
        return What.ANSWERED, False
    return What.ACCEPTED, who is not Concerned.OWNER


def _declined(
    who: Concerned, before: Kept | None, after: Kept, _now: datetime
) -> tuple[What, bool]:
    return What.DECLINED, True


def _cannot(
    who: Concerned, _before: Kept | None, _after: Kept, _now: datetime
) -> tuple[What, bool]:
    return What.CANNOT, who is Concerned.OWNER


def _cancelled(
    _who: Concerned, _before: Kept | None, _after: Kept, _now: datetime
) -> tuple[What, bool]:
    return What.CANCELLED, True


def _rejected(
    _who: Concerned, _before: Kept | None, _after: Kept, _now: datetime
) -> tuple[What, bool]:
    return What.REJECTED, True


def _handed_over(
    who: Concerned, _before: Kept | None, _after: Kept, _now: datetime
) -> tuple[What, bool]:
    return What.HANDED_OVER, who is Concerned.OWNER


_TELL = {
    Deed.BOOK: _booked,
    Deed.CHANGE: _changed,
    Deed.AMEND: _proposed,
    Deed.ACCEPT: _accepted,
    Deed.DECLINE: _declined,
    Deed.CANNOT: _cannot,
    Deed.CANCEL: _cancelled,
    Deed.REJECT: _rejected,
    Deed.HAND_OVER: _handed_over,
}
