"""Notices: who is to be told what, and when.

A notice is one row: one person is to be told one thing about one interview at one instant.
Invitations, moves, proposals, cancellations and reminders are all notices. They are written
in the transaction of the deed from which they follow, and sent by the courier.

Which notices follow from a deed stands in `tellings`, when a reminder is due in `reminders`,
and whether one still holds when it is to be sent in `holding`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from pydantic import Field

from bot.interviews.model import Instant, Kept, Value
from bot.tracing import traced_key


class What(StrEnum):
    """What somebody is told."""

    BOOKED = "booked"
    SEVERAL = "several"  # what somebody booked at once
    MOVED = "moved"
    CHANGED = "changed"
    REPLACED_YOU = "replaced_you"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANNOT = "cannot"
    OFFERED = "offered"  # to stand in for an interviewer who can't make it
    OFFER_OVER = "offer_over"
    TAKEN = "taken"
    UNFILLED = "unfilled"  # nobody stands in yet
    LATE = "late"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    BEGUN = "begun"  # the last reminder becomes what matters during the interview
    ENDED = "ended"  # and its card shows what matters after it
    FEEDBACK = "feedback"  # whoever interviewed is asked how it was
    RATED = "rated"  # and has said so
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    HANDED_OVER = "handed_over"
    UNDONE = "undone"
    SETTLED = "settled"  # it can no longer be undone: the card says the same without offering it
    REMINDER = "reminder"
    UNTOLD = "untold"
    UNANSWERED = "unanswered"
    NO_LINK = "no_link"
    WROTE = "wrote"  # what one of the two wrote to the bot, for the recruiter
    WROTE_BACK = "wrote_back"  # what the recruiter answers
    NOT_PASSED_ON = "not_passed_on"  # what one of the two wrote, and nobody could be told


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


REDRAWS = "redraws"  # in a notice's values: what the card that is drawn anew tells
TEXT = "text"  # of the values: what somebody wrote
BY_MAIL = "mail"  # the channel of what went by e-mail; Slack's begin with a capital
OF_THE_DAY = frozenset({What.BEGUN, What.ENDED, What.FEEDBACK})  # due by the clock, as reminders
# What tells the two how it is arranged: one of these can tell what several others would.
ARRANGES = frozenset(
    {What.BOOKED, What.MOVED, What.CHANGED, What.PROPOSED, What.ACCEPTED, What.UNDONE}
)
WATCHES = frozenset({What.UNANSWERED, What.NO_LINK})  # told to the recruiter, if still so
CONVERSATION = frozenset({What.WROTE, What.WROTE_BACK, What.NOT_PASSED_ON})
STAYS = CONVERSATION | {What.SEVERAL}  # its message is no card, and stays as it is
# Follow from no deed, or from several.
NO_NEWS = WATCHES | OF_THE_DAY | STAYS | {What.REMINDER, What.UNTOLD, What.SETTLED}
STILL_TO_COME = frozenset({State.PLANNED, State.CLAIMED})
STILL_COUNTS = frozenset({State.PLANNED, State.CLAIMED, State.UNKNOWN, State.SENT})


class Reason(StrEnum):
    """Why a notice ended as it did; the ledger keeps it."""

    TOO_LATE = "too_late"  # booked after its lead time
    STARTED = "started"  # the interview had begun
    NOT_LIVE = "not_live"  # cancelled or rejected meanwhile
    MOVED = "moved"
    REPLANNED = "replanned"  # who is reminded, or how long before, has changed
    NO_LONGER_CONCERNED = "no_longer_concerned"
    ANSWERED = "answered"
    HAS_A_LINK = "has_a_link"
    NEARER_REMINDER = "nearer_reminder"  # several were late, the last one speaks for all
    OVERTAKEN = "overtaken"  # something newer tells it better
    TOLD_WITH = "told_with"  # several were late, and an earlier one told all of it
    QUIET_HOURS = "quiet_hours"  # put off until they end, or a nearer one comes before that
    ONLY_MUSTS = "only_musts"  # nothing they must do, and they asked for no more
    NEVER_TOLD = "never_told"  # nothing to call off: the person never heard of it
    UNDONE = "undone"  # what it tells was taken back
    NO_CHANNEL = "no_channel"  # neither in Slack nor an address
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
    about: int = 0  # the id of whom it tells, where that is somebody else; 0 = of nobody
    loud: bool
    due_at: Instant
    lead_time: timedelta | None = None  # of what is due so long before the start, or after it
    start_at: Instant | None = None  # with a lead time: the start it speaks of
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
    first_attempt_at: Instant | None = None  # of those which may have posted it
    channel: str | None = None
    ts: str | None = None
    looked_at: Instant | None = None  # when it was looked for since, and not found

    @classmethod
    def on(cls, kept: Kept, person_id: int, what: What, now: datetime, **more: Any) -> Self:
        """Give a new notice about an interview as it is kept; loud, and due now unless `more` says.

        ValidationError when a field is not what it can be.
        """
        usual = {"version": kept.version, "loud": True, "due_at": now}
        return cls(
            workspace_id=kept.workspace_id,
            interview_id=kept.id,
            person_id=person_id,
            what=what,
            key=traced_key(),
            created_at=now,
            **usual | more,
        )

    @property
    def becomes_the_card(self) -> bool:
        """Whether its message is the living card from then on."""
        return self.loud and self.what not in STAYS

    @property
    def is_asked_for(self) -> bool:
        """Whether it is a reminder that a recruiter had sent."""
        return self.what is What.REMINDER and "by_id" in self.values

    @property
    def says(self) -> What:
        """What it tells: one that is drawn anew tells what it did before."""
        return What(self.values.get(REDRAWS, self.what))

    @property
    def first_due_at(self) -> datetime:
        """When it was first due: it may have been put off since, by whoever tried it.

        What waited for the end of quiet hours is no later than it was put off to last.
        """
        if self.attempt <= 1 or self.reason is Reason.QUIET_HOURS:
            return max(self.created_at, self.due_at)
        return first_due(self.created_at, self.start_at, self.lead_time)

    @property
    def held_for(self) -> timedelta:
        """How long it waits so that what it tells can be undone; a reminder never does."""
        return timedelta(0) if self.lead_time is not None else self.due_at - self.created_at


def first_due(
    created_at: datetime, start_at: datetime | None, lead_time: timedelta | None
) -> datetime:
    """Say when what was put off was first due: by its start, else when it was written."""
    return created_at if start_at is None or lead_time is None else start_at - lead_time


class Card(Value):
    """The one living message that a person has about an interview."""

    workspace_id: int
    interview_id: int
    person_id: int
    channel: str
    ts: str
    notice_id: int  # the notice that posted it
