"""What is kept of somebody, and what of it is still to be taken out where others keep it.

In the book somebody is forgotten in one transaction, or in several where they had many interviews.
What Slack still shows of them cannot be part of it: that is a `Remnant`, written in the same
transaction, and gone once it was seen to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.interviews.model import HistoryEntry, Instant, Kept, Person, Value
from bot.interviews.notices import Card, Notice

DEED = "forget"  # in the history


class Holdings(Value):
    """What there is about somebody."""

    interviews: int  # in which they are one of the two
    messages: int  # that were sent to them
    others: int  # that were sent to somebody else about those interviews
    feedback: int  # how it was, said of them
    since: Instant | None  # of the first of those interviews


class Remnant(Value):
    """Messages that still name somebody who was forgotten.

    With an interview: those about it in the conversation of that person. Without one: all of the
    forgotten person's own conversation, and their Home; `channel` and `slack_user_id` say where.
    Once these are seen to, or where there are none, what is left is the database's own file.
    Nothing of that is seen to as long as the book itself has not been gone through: `gone_through`
    is the interview up to which it has been, None when it has been to the end.
    """

    id: int = 0
    workspace_id: int
    person_id: int
    interview_id: int | None = None
    channel: str | None = None
    slack_user_id: str | None = None
    due_at: Instant
    attempt: int = 0
    gone_through: int | None = None


class Erasure(Protocol):
    """Finds and overwrites what the book has of somebody, within one transaction."""

    def holdings(self, person: Person) -> Holdings:
        """Say what there is about somebody."""
        ...

    def concerning(self, person: Person) -> tuple[int, ...]:
        """Give the ids of the interviews whose row, history or notices may name somebody."""
        ...

    def overwrite_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Put other facts into lines of the history; everything else of them stays."""
        ...

    def overwrite_notices(self, notices: Sequence[Notice]) -> None:
        """Put other values, another end and another place into notices; the rest stays."""
        ...

    def blank_person_history(self, person: Person) -> None:
        """Take what stood in the lines of the history that are about somebody themselves."""
        ...

    def drop_cards(self, person: Person) -> None:
        """Take out which messages of theirs are living cards."""
        ...

    def drop_drafts(self, person: Person, interview_ids: Sequence[int]) -> None:
        """Take out what somebody began, and what was begun about them or these interviews.

        What was carried out concerns one of these interviews.
        """
        ...

    def deed_of_forgetting(self, person: Person) -> HistoryEntry | None:
        """Give the line of the history that says that somebody is forgotten."""
        ...

    def is_half_forgotten(self) -> bool:
        """Whether there is somebody whose interviews have not all been gone through."""
        ...

    def half_forgotten(self) -> Remnant | None:
        """Give the remnant of such a person, and leave it to nobody else until this is written."""
        ...

    def keep_remnants(self, remnants: Sequence[Remnant]) -> None:
        """Write what is still to be seen to (their ids are given anew)."""
        ...

    def next_remnant_due(self, *, in_slack: bool) -> datetime | None:
        """When the next remnant is to be seen to; None = there is none.

        Without those that are `in_slack` where nobody can see to them.
        """
        ...

    def claim_remnant(self, now: datetime, until: datetime, *, in_slack: bool) -> Remnant | None:
        """Give the remnant that has been due the longest, and leave it to nobody else until then.

        `attempt` is raised by one. None: none is due. `in_slack` as above.
        """
        ...

    def put_off_remnant(self, remnant: Remnant, until: datetime) -> None:
        """Write what is left of a remnant, to be seen to again then."""
        ...

    def drop_remnants(self, ids: Sequence[int]) -> None:
        """Take out what was seen to."""
        ...

    def remnants_in_the_file(self) -> tuple[int, ...]:
        """Give the ids of those of which only the database's own file is left to be seen to."""
        ...

    def long_gone(self, workspace_id: int, before: datetime, most: int) -> tuple[Person, ...]:
        """Give up to `most` who only ever applied, and whose interviews all ended before then."""
        ...


class Eraser(Protocol):
    """Takes out of Slack what it still shows of somebody; Undelivered when it cannot now.

    Both do a part at a time, so that nothing else waits for them, and may be asked again.
    """

    def clear(self, remnant: Remnant) -> bool:
        """Delete what the bot wrote to somebody, and empty their Home; whether all of it is."""
        ...

    def redraw(
        self, kept: Kept, reader: Person, messages: Sequence[Notice], card: Card | None
    ) -> None:
        """Show these messages to their reader as the interview stands now."""
        ...
