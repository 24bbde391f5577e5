"""What the rules need from outside: a book that keeps everything, and a post that delivers.

`storage` implements the book, `bot.slack` the post. Frozen values go in and come out; every
question is bound to a workspace.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from bot.interviews.cases import Standing
from bot.interviews.digest import Digest
from bot.interviews.erasure import Erasure
from bot.interviews.model import (
    Application,
    HistoryEntry,
    Instant,
    Kept,
    Person,
    Revocation,
    Search,
    Token,
    Value,
)
from bot.interviews.notices import Card, Notice, Reason, State
from bot.interviews.overview import Overview, Queue
from bot.interviews.plans import Draft


class Conflict(Exception):  # noqa: N818 - a lost race, not an error
    """Somebody else saved first (a lost swap, a deadlock): run the deed again from the read."""


class NotKept(Exception):  # noqa: N818 - it reads as what it says
    """Nothing can be written just now: the disk is full, fails, or may only be read."""


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


class Lease(Value):
    """What a claim lasts for: until `until`, for whoever has the token.

    Both instants are the machine's own time, never the house clock's: that one can be moved, and
    would take another process's lease away.
    """

    token: str
    taken_at: Instant
    until: Instant


class Receipt(Value):
    """Where a message stands, once it was delivered."""

    channel: str
    ts: str


@dataclass(frozen=True)
class Sent:
    """A claimed notice that was delivered: where, when, and which notices it told as well.

    `again`: the notice that follows from it.
    """

    notice: Notice
    receipt: Receipt
    at: datetime
    told_with: tuple[Notice, ...] = ()
    again: Notice | None = None


class Ledger(Protocol):
    """The notices and the living cards."""

    def plan(self, notices: Sequence[Notice]) -> None:
        """Write notices (their id is given anew).

        A reminder or a watch is left out when one for the same interview, person, lead time and
        start is planned, claimed, unknown or sent; anything else when the same person was already
        to be told the same thing about the same version.
        """
        ...

    def withdraw_reminders(self, interview_id: int, reason: Reason, at: datetime) -> int:
        """Turn what is planned for an interview ahead of its start, or after it, to `replaced`.

        Reminders, watches and what is of the day: whatever follows from no deed. Say how much.
        """
        ...

    def withdraw_watches(self, interview_id: int, reason: Reason, at: datetime) -> int:
        """Turn the planned watches of an interview alone to `replaced`; say how many."""
        ...

    def withdraw_news(self, interview_id: int, version: int, reason: Reason, at: datetime) -> int:
        """Turn what is still planned to be told of that version to `replaced`; say how many.

        Reminders and what could not be told (UNTOLD) are left as they are.
        """
        ...

    def notices(self, workspace_id: int, interview_id: int) -> tuple[Notice, ...]:
        """Give all notices of an interview, in the order in which they were written."""
        ...

    def next_due(self) -> datetime | None:
        """When the next planned notice is due, by the house clock, in any workspace.

        One that waits for another one in the air is not due before that one is settled.
        """
        ...

    def next_to_tell(self) -> datetime | None:
        """When the next planned notice is due that tells something new: any but SETTLED."""
        ...

    def next_to_run_out(self) -> datetime | None:
        """When the next lease runs out, by the machine's time."""
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
        replaced. What it told as well turns to `replaced`, where it is still planned. Gives the
        ids of those that were still theirs.
        """
        ...

    def card(self, workspace_id: int, interview_id: int, person_id: int) -> Card | None:
        """Give a person's living message about an interview."""
        ...


class Removal(Protocol):
    """Many values at once, by their ids: for moving in and out."""

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


class Pages(Ledger, Removal, Erasure, Protocol):
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

    def application(self, workspace_id: int, interviewee_id: int) -> Application | None:
        """Give one application."""
        ...

    def applications_of(self, workspace_id: int, person_id: int) -> tuple[Application, ...]:
        """Give a person's applications, the oldest first."""
        ...

    def add_application(self, application: Application) -> Application:
        """Write a new application; the one that comes back has its id."""
        ...

    def save_application(self, application: Application) -> None:
        """Write a changed application."""
        ...

    def person(self, workspace_id: int, person_id: int) -> Person | None:
        """Give one person."""
        ...

    def person_in_slack(self, workspace_id: int, slack_user_id: str) -> Person | None:
        """Give the person with that Slack id."""
        ...

    def person_with_email(self, workspace_id: int, email: str) -> Person | None:
        """Give the person with that e-mail address, whatever its case."""
        ...

    def people(self, workspace_id: int, text: str = "", most: int = 20) -> tuple[Person, ...]:
        """Give active people whose name or e-mail contains the text, by name."""
        ...

    def recruiters(self, workspace_id: int) -> tuple[Person, ...]:
        """Give the active operators and admins, by name."""
        ...

    def staff(self, workspace_id: int) -> tuple[Person, ...]:
        """Give whoever is active and at least an interviewer, by name."""
        ...

    def add_person(self, person: Person) -> Person:
        """Write a new person; the one that comes back has its id."""
        ...

    def save_person(self, person: Person) -> None:
        """Write a changed person."""
        ...

    def token_holder(self, token: Token) -> Person | None:
        """Give the active person whom a token names, unless it was revoked; of any workspace."""
        ...

    def revoke(self, revocation: Revocation) -> None:
        """Note that tokens are no longer good."""
        ...

    def revoked_at(self, workspace_id: int, person_id: int) -> datetime | None:
        """When all of a person's tokens were revoked last; None = never."""
        ...

    def add_history(self, entry: HistoryEntry) -> None:
        """Append one line to the history."""
        ...

    def history(self, workspace_id: int, interview_id: int) -> tuple[HistoryEntry, ...]:
        """Give the history of an interview, the oldest first."""
        ...

    def add_draft(self, draft: Draft) -> None:
        """Keep a draft; Conflict when there is one of that id already."""
        ...

    def draft(self, workspace_id: int, draft_id: str) -> Draft | None:
        """Give a draft."""
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

    def claim_digest(self, digest: Digest, day: date) -> bool:
        """Note that a channel is told of that day; False when it had been noted already."""
        ...

    def overview(self, since: datetime, machine_now: datetime) -> Overview:
        """Say how the ledger of all workspaces stands; `since` is of the house clock."""
        ...

    def queue(self, now: datetime) -> Queue:
        """Say what is to be told by that instant, in all workspaces."""
        ...

    def workspace_known(self) -> int | None:
        """Give the id of the workspace that was made first; None = there is none yet."""
        ...

    def workspace(self, slack_team_id: str | None, name: str) -> int:
        """Give the workspace's id; the first team to connect adopts the one made without Slack."""
        ...

    def calendar_name(self, workspace_id: int) -> str:
        """Give what keeps a workspace's interviews apart from others' in calendars, for ever."""
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

    def edition(self) -> int:
        """Give a number that is another one once a deed was done here, by this process."""
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


class Undelivered(Exception):  # noqa: N818 - an outcome that the courier decides upon
    """A message was not delivered, or nobody can tell.

    `for_good`: trying again is of no use. `certain`: it certainly was not posted; otherwise it
    may have been. `retry_after`: when the channel asks to be left alone. `shut_out`: the channel
    takes nothing of ours at all, until somebody has seen to it.
    """

    def __init__(
        self,
        detail: str,
        *,
        reason: Reason | None = None,
        for_good: bool = False,
        certain: bool = True,
        retry_after: timedelta | None = None,
        shut_out: bool = False,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.reason = reason
        self.for_good = for_good
        self.certain = certain
        self.retry_after = retry_after
        self.shut_out = shut_out


class Post(Protocol):
    """Delivers what a notice says, through the channel that its person has."""

    def reaches(self, person: Person) -> bool:
        """Whether there is a way to that person at all."""
        ...

    def deliver(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt:
        """Post a new message (a loud notice) or edit the living card; Undelivered otherwise.

        Nothing new is posted when the notice's lease would run out before there is an answer.
        A loud one makes the earlier card, if there is one, shrink to a line pointing to it.
        """
        ...

    def pause(self) -> timedelta:
        """Say for how long nothing can leave at all: the channel is away, or wants to be alone."""
        ...

    def turn(self, notice: Notice, person: Person, longest: timedelta) -> timedelta:
        """Say how long this must wait for its turn; a wait up to the longest is kept for it."""
        ...

    def find(self, notice: Notice, kept: Kept, person: Person, card: Card | None) -> Receipt | None:
        """Look for the message of a loud notice that may have been posted; None = it was not.

        One that is there makes the earlier card shrink as well. Undelivered: it cannot be looked
        for, now or (`for_good`) at all.
        """
        ...
