"""What the rules need from outside: a book that keeps everything, and a clock.

What it keeps of notices is `ledger.py` beside it, of people `roster.py`; the post that
delivers them is `post.py`. `storage` implements the book. Frozen values go in and come out; every
question is bound to a workspace.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.interviews.cases import Standing
from bot.interviews.digest import Digest
from bot.interviews.model import HistoryEntry, Kept, Person, Search, Value
from bot.interviews.notices import Notice
from bot.interviews.overview import Overview, Queue
from bot.interviews.plans import Draft
from bot.interviews.ports.erasure import Erasure
from bot.interviews.ports.ledger import Coming, Ledger
from bot.interviews.ports.removal import Removal
from bot.interviews.ports.roster import Roster


class Conflict(Exception):  # noqa: N818 - a lost race, not an error
    """Somebody else saved first (a lost swap, a deadlock): run the deed again from the read."""


class NotKept(Exception):  # noqa: N818 - it reads as what it says
    """Nothing can be written just now: the disk is full, fails, or may only be read."""


class Away(Exception):  # noqa: N818 - the same
    """The database cannot be reached just now, so nothing was read or written."""


class Unsure(Exception):  # noqa: N818 - the same
    """The database went away while it kept something: nobody can tell whether it did."""


# What keeps everybody waiting alike: TimeoutError where others keep the database locked.
NO_BOOK = (Away, Conflict, NotKept, Unsure, TimeoutError)


class HouseClock(Protocol):
    """The house's time."""

    def now(self) -> datetime:
        """Give the present instant, aware, in UTC."""
        ...


class Page(Value):
    """One page of a list, and how many there are in all."""

    interviews: tuple[Kept, ...]
    total: int


class Slot(NamedTuple):
    """The time that a live interview takes of its two people."""

    interview_id: int
    interviewee_person_id: int
    interviewer_id: int
    start_at: datetime
    end_at: datetime


class Pages(Ledger, Roster, Removal, Erasure, Protocol):
    """The book, opened: everything within one transaction."""

    def interview(self, workspace_id: int, interview_id: int) -> Kept | None:
        """Give one interview with its people."""
        ...

    def posted_as(self, workspace_id: int, person_id: int, channel: str, ts: str) -> Notice | None:
        """Give the notice that was told to that person by the message which stands there."""
        ...

    def offered_to(self, person: Person, most: int) -> tuple[int, ...]:
        """Give up to `most` interviews in which they were asked to stand in, the newest first."""
        ...

    def standing(self, notices: Sequence[Notice]) -> Standing:
        """Say how things stand about these notices, of which no two are to one person about one."""
        ...

    def slots_of(
        self, person_ids: Sequence[int], earliest: datetime, latest: datetime
    ) -> tuple[Slot, ...]:
        """Give the time that live interviews of these people take which begin then, by start."""
        ...

    def notices_to(self, to_whom: Collection[tuple[int, int, int]]) -> tuple[Notice, ...]:
        """Give all notices to these: workspace, interview and person; in order of writing."""
        ...

    def search(self, workspace_id: int, search: Search) -> Page:
        """Give a page of interviews ordered by start, then id."""
        ...

    def add_interview(self, kept: Kept) -> Kept:
        """Write a new interview; the one that comes back has its id (the given id is ignored)."""
        ...

    def save_interview(self, kept: Kept) -> Kept:
        """Swap in the changed interview if the stored version is still `kept.version`.

        Gives it with the next version; raises Conflict when the version moved on.
        """
        ...

    def overlapping(
        self,
        workspace_id: int,
        person_ids: Sequence[int],
        start_at: datetime,
        end_at: datetime,
        *,
        except_id: int | None = None,
    ) -> tuple[Kept, ...]:
        """Give the live interviews in which one of these people has a part in [start, end).

        Of up to two people, the two sides of an interview.
        """
        ...

    def slots(self, workspace_id: int, since: datetime, until: datetime) -> tuple[Slot, ...]:
        """Give the time that each live interview takes which overlaps [since, until), by start."""
        ...

    def add_history(self, entry: HistoryEntry) -> None:
        """Append one line to the history."""
        ...

    def history(self, workspace_id: int, interview_id: int) -> tuple[HistoryEntry, ...]:
        """Give the history of an interview, the oldest first."""
        ...

    def done_by(self, person: Person, most: int) -> tuple[HistoryEntry, ...]:
        """Give up to `most` lines of what somebody did to interviews, the newest first."""
        ...

    def add_draft(self, draft: Draft) -> None:
        """Keep a draft; Conflict when there is one of that id already."""
        ...

    def draft(self, workspace_id: int, draft_id: str) -> Draft | None:
        """Give a draft."""
        ...

    def drop_waiting_drafts(self, before: datetime, most: int) -> int:
        """Take out up to `most` drafts that were made before then and never carried out.

        Says how many.
        """
        ...

    def finish_draft(self, workspace_id: int, draft_id: str, interview_id: int) -> None:
        """Note that a draft was carried out, and on which interview."""
        ...

    def digests(self) -> tuple[Digest, ...]:
        """Give the digests of all workspaces."""
        ...

    def keep_digest(self, digest: Digest) -> None:
        """Keep a channel's digest, in place of an earlier one."""
        ...

    def drop_digest(self, workspace_id: int, channel: str) -> bool:
        """Take a channel's digest out; False when there was none."""
        ...

    def give_digest_back(self, digest: Digest, day: date) -> None:
        """Note that a channel was not told of that day after all."""
        ...

    def claim_digest(self, digest: Digest, day: date) -> bool:
        """Note that a channel is told of that day; False when it had been noted already."""
        ...

    def overview(self, since: datetime, machine_now: datetime) -> Overview:
        """Say how the ledger of all workspaces stands; `since` is of the house clock."""
        ...

    def queue(self, now: datetime) -> Queue:
        """Say what is to be told by that instant, in all workspaces."""
        ...


class Book(Protocol):
    """The book, closed. Each opening is one transaction."""

    def write(self) -> AbstractContextManager[Pages]:
        """Open for writing; commits at the end, rolls back on any exception."""
        ...

    def jot(self) -> AbstractContextManager[Pages]:
        """Open for writing what nobody counts on yet: a power cut right after it may take it away.

        Commits at the end, rolls back on any exception.
        """
        ...

    def ledger(self) -> AbstractContextManager[Ledger]:
        """Open the notices and cards for writing, and nothing else; commits at the end.

        Couriers side by side, in other processes too, never lose a race over it.
        """
        ...

    def coming(self) -> Coming:
        """Say when a notice or a lease has its time next; nobody who writes is kept waiting.

        A notice that waits for another one in the air is not due before that one is settled.
        """
        ...

    @property
    def works_beside_us(self) -> bool:
        """Whether it works while this process does: by a server, not by our own processor time."""
        ...

    def edition(self) -> int:
        """Give a number that is another one once a deed was done here, by this process.

        Of another process's deeds it is too, where the database tells of them (PostgreSQL).
        """
        ...

    def wipe(self) -> bool:
        """Leave nothing of what was overwritten or taken out in the database's own files.

        False: somebody else is at it just now, so something may still lie there. Where a server
        keeps the files it sees to them itself.
        """
        ...

    def is_large(self) -> bool:
        """Whether it takes long to wipe the database's own files."""
        ...

    def undone(self) -> AbstractContextManager[Pages]:
        """Open for writing, and roll back at the end whatever happens."""
        ...

    def rehearse(self) -> AbstractContextManager[Pages]:
        """Open for reading, for a deed that believes it writes: it is given what it would be."""
        ...

    def read(self) -> AbstractContextManager[Pages]:
        """Open for reading."""
        ...
