"""Which state allows which deed: one table, one gate.

Every pair of status and deed has an answer here: what becomes of the status, or why not.
Whose turn it is (one's own proposal, an answer given already) is asked beside the table,
because it depends on the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.interviews.model import Kept, Status
from bot.interviews.plans import Deed
from bot.interviews.refusals import Refusal, Refused


class Becomes(StrEnum):
    """What a deed makes of the status."""

    PENDING = "pending"
    SCHEDULED = "scheduled"
    AMENDED = "amended"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    UNCHANGED = "unchanged"
    PENDING_IF_REARRANGED = "pending_if_rearranged"  # when times or people really change
    AS_BEFORE_THE_PROPOSAL = "as_before_the_proposal"
    AS_BEFORE_THE_DEED = "as_before_the_deed"  # which the history says; a booking is cancelled


_OPEN: Mapping[Deed, Becomes | Refusal] = {
    Deed.CHANGE: Becomes.PENDING_IF_REARRANGED,
    Deed.AMEND: Becomes.AMENDED,
    Deed.ACCEPT: Becomes.SCHEDULED,
    Deed.DECLINE: Refusal.NOTHING_PROPOSED,
    Deed.CANNOT: Becomes.UNCHANGED,
    Deed.CANCEL: Becomes.CANCELLED,
    Deed.REJECT: Becomes.REJECTED,
    Deed.HAND_OVER: Becomes.UNCHANGED,
    Deed.ASK: Becomes.UNCHANGED,
    Deed.TAKE: Becomes.SCHEDULED,
    Deed.LEAVE: Becomes.UNCHANGED,
    Deed.LATE: Becomes.UNCHANGED,
    Deed.ATTEND: Becomes.UNCHANGED,
    Deed.FEEDBACK: Becomes.UNCHANGED,
    Deed.UNDO: Becomes.AS_BEFORE_THE_DEED,
    Deed.REMIND: Becomes.UNCHANGED,
    Deed.REMIND_NOW: Becomes.UNCHANGED,
}
# Whoever was asked to stand in has nothing more to do with it: they need not hear why.
_NO_LONGER_ASKED: Mapping[Deed, Refusal] = dict.fromkeys(
    (Deed.TAKE, Deed.LEAVE), Refusal.NO_LONGER_ASKED
)
_CHANGES_AN_INTERVIEW = tuple(deed for deed in Deed if deed is not Deed.BOOK)


def _over(why: Refusal) -> Mapping[Deed, Becomes | Refusal]:
    """Nothing can be done any more, but that the last deed can be undone."""
    refused: dict[Deed, Becomes | Refusal] = dict.fromkeys(_CHANGES_AN_INTERVIEW, why)
    return {**refused, **_NO_LONGER_ASKED, Deed.UNDO: Becomes.AS_BEFORE_THE_DEED}


TABLE: Mapping[Status, Mapping[Deed, Becomes | Refusal]] = {
    Status.PENDING: _OPEN,
    Status.SCHEDULED: _OPEN,
    Status.AMENDED: {**_OPEN, Deed.DECLINE: Becomes.AS_BEFORE_THE_PROPOSAL},
    Status.CANCELLED: _over(Refusal.ALREADY_CANCELLED),
    Status.REJECTED: _over(Refusal.ALREADY_REJECTED),
}


def gate(kept: Kept, deed: Deed) -> Becomes:
    """Give what the deed makes of this interview's status, or refuse it (Refused)."""
    answer = TABLE[kept.interview.status][deed]
    if isinstance(answer, Refusal):
        raise Refused(answer, id=kept.id)
    return answer


def next_status(kept: Kept, becomes: Becomes, *, rearranged: bool = False) -> Status:
    """Resolve what the gate gave to a status; `rearranged`: times or people really changed."""
    if becomes is Becomes.UNCHANGED:
        return kept.interview.status
    if becomes is Becomes.PENDING_IF_REARRANGED:
        return Status.PENDING if rearranged else kept.interview.status
    if becomes is Becomes.AS_BEFORE_THE_PROPOSAL:
        return kept.status_before or Status.PENDING
    return Status(becomes.value)
