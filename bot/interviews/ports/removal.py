"""What moving in and out needs of the book: many values at once. `storage` implements it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from bot.interviews.model import Application, HistoryEntry, Kept, Person, Search


class Removal(Protocol):
    """Many values at once, by their ids."""

    def people_numbered(self, workspace_id: int, ids: Sequence[int]) -> tuple[Person, ...]:
        """Give the people with these ids who are there."""
        ...

    def people_reached_by(
        self, workspace_id: int, slack_user_ids: Sequence[str], emails: Sequence[str]
    ) -> tuple[Person, ...]:
        """Give the people with one of these Slack ids or e-mail addresses, whatever their case."""
        ...

    def applications_numbered(
        self, workspace_id: int, ids: Sequence[int]
    ) -> tuple[Application, ...]:
        """Give the applications with these ids that are there."""
        ...

    def interviews_numbered(self, workspace_id: int, ids: Sequence[int]) -> tuple[Kept, ...]:
        """Give the interviews with these ids that are there."""
        ...

    def done_to(self, workspace_id: int, deed: str, which: str, ids: Sequence[int]) -> set[int]:
        """Give those of these ids to which the history says that this was done.

        `which` names the kind of id: "person_id" or "interview_id".
        """
        ...

    def has_a_part(self, person: Person) -> bool:
        """Whether anything in the book names this person."""
        ...

    def remove_person(self, person: Person) -> None:
        """Take out somebody whom nothing in the book names."""
        ...

    def add_numbered(
        self, values: Sequence[Person] | Sequence[Application] | Sequence[Kept]
    ) -> None:
        """Write new values of one kind with the ids that they have; later ids go on after them."""
        ...

    def add_histories(self, entries: Sequence[HistoryEntry]) -> None:
        """Append lines to the history."""
        ...

    def busy_slots(self, workspace_id: int) -> Iterator[tuple[int, datetime, datetime, int, int]]:
        """Give id, start, end, interviewee's person and interviewer of each live interview."""
        ...

    def people_from(
        self, workspace_id: int, after_id: int, most: int, search: Search | None
    ) -> tuple[Person, ...]:
        """Give up to `most` people after that id, in their order.

        With a search only those who meet in one of its interviews.
        """
        ...

    def interviews_from(
        self, workspace_id: int, after_id: int, most: int, search: Search
    ) -> tuple[Kept, ...]:
        """Give up to `most` interviews of a search after that id, in the order of their ids."""
        ...
