"""What the rules need of the ledger: the notices and the living cards, in one transaction.

`storage` implements it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from bot.interviews.model import Instant, Value
from bot.interviews.notices import Card, Notice, Reason, State
from bot.interviews.ports.post import Receipt


class Lease(Value):
    """What a claim lasts for: until `until`, for whoever has the token.

    Both instants are the machine's own time, never the house clock's: that one can be moved, and
    would take another process's lease away.
    """

    token: str
    taken_at: Instant
    until: Instant

    @property
    def latest(self) -> datetime:
        """Until when another one may last; if longer, the machine's clock was set back."""
        return self.taken_at + 2 * (self.until - self.taken_at)


class Coming(NamedTuple):
    """When something has its time next, in any workspace; None = nothing has."""

    due: datetime | None = None  # what is planned, by the house clock
    runs_out: datetime | None = None  # the first lease of all, by the machine's time
    all_run_out: datetime | None = None  # the last one

    def has_come(self, now: datetime, lease: Lease) -> bool:
        """Whether a claim at `now` (the house clock) with that lease finds anything."""
        if self.due is not None and self.due <= now:
            return True
        if self.runs_out is None or self.all_run_out is None:
            return False
        return self.runs_out <= lease.taken_at or self.all_run_out > lease.latest


@dataclass(frozen=True)
class Sent:
    """A claimed notice that was delivered: where, when, and which notices it told as well.

    `again`: the notices that follow from it.
    """

    notice: Notice
    receipt: Receipt
    at: datetime
    told_with: tuple[Notice, ...] = ()
    again: tuple[Notice, ...] = ()


class Ledger(Protocol):
    """The notices and the living cards."""

    def plan(self, notices: Sequence[Notice]) -> None:
        """Write notices (their id is given anew).

        A reminder or a watch is left out when one for the same interview, person, lead time and
        start is planned, claimed, unknown or sent; anything else when the same person was already
        to be told the same thing about the same version.
        """
        ...

    def withdraw_reminders(self, interview_id: int, reason: Reason, at: datetime) -> None:
        """Turn what is planned for an interview ahead of its start, or after it, to `replaced`.

        Reminders, watches and what is of the day: whatever follows from no deed.
        """
        ...

    def withdraw_watches(self, interview_id: int, reason: Reason, at: datetime) -> None:
        """Turn the planned watches of an interview alone to `replaced`."""
        ...

    def withdraw_news(self, interview_id: int, version: int, reason: Reason, at: datetime) -> None:
        """Turn what is still planned to be told of that version to `replaced`.

        Reminders and what could not be told (UNTOLD) are left as they are.
        """
        ...

    def notices(self, workspace_id: int, interview_id: int) -> tuple[Notice, ...]:
        """Give all notices of an interview, in the order in which they were written."""
        ...

    def next_to_tell(self) -> datetime | None:
        """When the next planned notice is due that tells something new: any but SETTLED."""
        ...

    def claim(self, now: datetime, lease: Lease, most: int) -> tuple[Notice, ...]:
        """Claim up to `most` notices due at `now` (the house clock), the earliest first.

        Planned ones that are due, and claimed ones whose lease has run out, or would last more
        than twice as long as this one: then the machine's clock was set back. `attempt` is raised
        by one, `first_attempt_at` (the machine's time) set once, state `claimed`. Of one person
        and interview only the oldest of those due (by version, then due_at, then id) is given out,
        and none while another of theirs is claimed.
        """
        ...

    def settle(
        self,
        notice: Notice,
        state: State,
        at: datetime,
        *,
        reason: Reason | None = None,
        detail: str | None = None,
    ) -> bool:
        """Write how a claimed notice ended, fenced by its lease token; False = lease was lost."""
        ...

    def end(
        self,
        notice: Notice,
        state: State,
        at: datetime,
        *,
        version: int,
        reason: Reason,
        detail: str | None = None,
    ) -> bool:
        """Write why a claimed notice is not sent, if the interview still has that version.

        Fenced as well. False = the lease was lost, or it has to be looked at again.
        """
        ...

    def put_back(
        self,
        notice: Notice,
        due_at: datetime,
        *,
        posted_for_certain_not: bool,
        was_tried: bool = True,
    ) -> bool:
        """Turn a claimed notice to planned again, due then; fenced; False = lease was lost.

        When it certainly was not posted `first_attempt_at` is cleared: a claimed notice whose
        `first_attempt_at` is not that of its claim may have been posted already. A claim under
        which nothing was tried does not count as an attempt.
        """
        ...

    def speak_up(self, notice: Notice) -> bool:
        """Turn a claimed edit, which was not tried, to a planned new message; fenced as well."""
        ...

    def hasten(self, now: datetime, latest: datetime) -> None:
        """Have what was claimed before, and put off until later than the `latest`, be due now."""
        ...

    def hold(
        self,
        notice: Notice,
        until: datetime,
        looked_at: datetime | None,
        reason: Reason | None = None,
    ) -> bool:
        """Keep a claimed notice from everybody until then, and claim it anew; fenced as well.

        `looked_at`: when it was looked for in vain; None = not since it may have been posted.
        `reason`: why it is sent once more although it may be there; it is kept until it ends.
        """
        ...

    def sent(self, messages: Sequence[Sent]) -> set[int]:
        """Write of claimed notices where their messages stand, as of the last; each fenced as well.

        A loud one's message becomes the living card, but for what people write; an earlier one is
        replaced, in Slack by no letter. What it told as well turns to `replaced`, where it is still
        planned. Gives the ids of those that were still theirs.
        """
        ...

    def card(self, workspace_id: int, interview_id: int, person_id: int) -> Card | None:
        """Give a person's living message about an interview."""
        ...
