"""What the book has of somebody, found and overwritten; and what is still to be seen to elsewhere.

Of a person's row, an interview's and an application's the rules say what they are to be
(`bot.interviews.forgetting.scrubbing`). Of the rest:

- `history`: facts are overwritten; the lines about the person themselves lose theirs. Who did
  what, when and through which door stays.
- `notices`: their values, what the channel said, and where a message to them stood. That somebody
  was told something, and when, stays.
- `cards` of theirs, `drafts` of theirs and about them are taken out.
- `revocations`, `digests`, `digest_days` and `workspaces` hold no more than an id of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.interviews.model import HistoryEntry, Person, Role
from bot.interviews.notices import Notice, State
from bot.interviews.ports.erasure import DEED, Holdings, Remnant
from storage.tables import (
    CHANGED_BY_FILE,
    UNTOLD,
    applications,
    cards,
    drafts,
    history,
    interviews,
    notices,
    people,
    remnants,
)
from storage.values import columns, value_of, values_of

NAMED_BY_PLANS = ("interviewer_id", "owner_id", "person_id")
OVERWRITE_HISTORY = (
    sa.update(history)
    .where(history.c.id == sa.bindparam("entry"))
    .values(before=sa.bindparam("was"), after=sa.bindparam("became"))
)
SCRUBBED = ("values", "state", "reason", "detail", "settled_at", "channel", "ts")
OVERWRITE_NOTICES = (
    sa.update(notices)
    .where(notices.c.id == sa.bindparam("notice"))
    .values({name: sa.bindparam(f"new_{name}") for name in SCRUBBED})
)
IS_OF_THE_FILE = remnants.c.interview_id.is_(None) & remnants.c.slack_user_id.is_(None)
GONE_THROUGH = remnants.c.gone_through.is_(None)
IN_ORDER = sa.select(*columns(Remnant, remnants)).order_by(remnants.c.due_at, remnants.c.id)
HALF_FORGOTTEN = IN_ORDER.where(~GONE_THROUGH).limit(1)


class Erasure:
    """Finds and overwrites what there is of somebody, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def holdings(self, person: Person) -> Holdings:
        """Say what there is about somebody."""
        theirs = _met_by(person)
        sent = sa.func.count().filter(notices.c.state == State.SENT)
        rated = sa.select(sa.func.count()).where(
            interviews.c.driver_id == person.id, interviews.c.feedback.is_not(None)
        )
        told = sa.select(sent).select_from(notices)
        about = notices.c.interview_id.in_(sa.select(interviews.c.id).where(theirs))
        count, since = self._connection.execute(
            sa.select(sa.func.count(), sa.func.min(interviews.c.start_at)).where(theirs)
        ).one()
        return Holdings(
            interviews=count,
            messages=self._number(told.where(notices.c.person_id == person.id)),
            others=self._number(told.where(about, notices.c.person_id != person.id)),
            feedback=self._number(rated),
            since=since,
        )

    def concerning(self, person: Person) -> tuple[int, ...]:
        """Give the ids of the interviews whose row, history or notices may name somebody."""
        told, done = sa.select(notices.c.interview_id), sa.select(history.c.interview_id)
        statement = sa.union(
            sa.select(interviews.c.id).where(
                _met_by(person) | (interviews.c.owner_id == person.id)
            ),
            told.where(notices.c.person_id == person.id),
            told.where(UNTOLD, notices.c.about == person.id),
            done.where(history.c.interview_id.is_not(None), history.c.by_id == person.id),
            done.where(CHANGED_BY_FILE, _was_in(person)),
        )
        return tuple(sorted(self._connection.scalars(statement)))

    def overwrite_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Put other facts into lines of the history; everything else of them stays."""
        rows = [{"entry": each.id, "was": each.before, "became": each.after} for each in entries]
        if rows:
            self._connection.execute(OVERWRITE_HISTORY, rows)

    def overwrite_notices(self, changed: Sequence[Notice]) -> None:
        """Put other values, another end and another place into notices; the rest stays."""
        rows = [
            {"notice": each.id, **{f"new_{name}": getattr(each, name) for name in SCRUBBED}}
            for each in changed
        ]
        if rows:
            self._connection.execute(OVERWRITE_NOTICES, rows)

    def blank_person_history(self, person: Person) -> None:
        """Take what stood in the lines of the history that are about somebody themselves."""
        about = sa.update(history).where(history.c.person_id == person.id)
        self._connection.execute(about.values(before=None, after={}))

    def drop_cards(self, person: Person) -> None:
        """Take out which messages of theirs are living cards."""
        self._connection.execute(sa.delete(cards).where(cards.c.person_id == person.id))

    def drop_drafts(self, person: Person, interview_ids: Sequence[int]) -> None:
        """Take out what somebody began, and what was begun about them or these interviews.

        What was carried out concerns one of these interviews.
        """
        theirs = sa.select(applications.c.id).where(applications.c.driver_id == person.id)
        plan = drafts.c.plan
        names_them = sa.or_(
            drafts.c.by_id == person.id,
            drafts.c.interview_id.in_(interview_ids),
            plan["interviewee_id"].as_integer().in_(theirs),
            *(plan[name].as_integer() == person.id for name in NAMED_BY_PLANS),
        )
        done = drafts.c.done_interview_id
        for which in (done.in_(interview_ids), done.is_(None) & names_them):
            self._connection.execute(sa.delete(drafts).where(which))

    def deed_of_forgetting(self, person: Person) -> HistoryEntry | None:
        """Give the line of the history that says that somebody is forgotten."""
        which = (history.c.person_id == person.id, history.c.deed == DEED)
        line = sa.select(*columns(HistoryEntry, history)).where(*which)
        row = self._connection.execute(line).first()
        return value_of(HistoryEntry, row) if row else None

    def is_half_forgotten(self) -> bool:
        """Whether there is somebody whose interviews have not all been gone through."""
        return self._connection.execute(HALF_FORGOTTEN).first() is not None

    def half_forgotten(self) -> Remnant | None:
        """Give the remnant of such a person, and leave it to nobody else until this is written."""
        alone = HALF_FORGOTTEN.with_for_update(skip_locked=True)
        row = self._connection.execute(alone).first()
        return value_of(Remnant, row) if row else None

    def keep_remnants(self, kept: Sequence[Remnant]) -> None:
        """Write what is still to be seen to (their ids are given anew)."""
        rows = [values_of(each, "id") for each in kept]
        if rows:
            self._connection.execute(sa.insert(remnants), rows)

    def next_remnant_due(self, *, in_slack: bool) -> datetime | None:
        """When the next remnant is to be seen to; None = there is none.

        Without those that are `in_slack` where nobody can see to them.
        """
        first = self._connection.execute(_to_be_seen_to(in_slack=in_slack).limit(1)).first()
        return value_of(Remnant, first).due_at if first else None

    def claim_remnant(self, now: datetime, until: datetime, *, in_slack: bool) -> Remnant | None:
        """Give the remnant that has been due the longest, and leave it to nobody else until then.

        `attempt` is raised by one. None: none is due. `in_slack` as above.
        """
        due = _to_be_seen_to(in_slack=in_slack).where(remnants.c.due_at <= now).limit(1)
        row = self._connection.execute(due.with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        found = value_of(Remnant, row)
        claimed = found.but(due_at=until, attempt=found.attempt + 1)
        self.put_off_remnant(claimed, until)
        return claimed

    def put_off_remnant(self, remnant: Remnant, until: datetime) -> None:
        """Write what is left of a remnant, to be seen to again then."""
        left = values_of(remnant, "id") | {"due_at": until}
        self._connection.execute(sa.update(remnants).where(remnants.c.id == remnant.id), left)

    def drop_remnants(self, ids: Sequence[int]) -> None:
        """Take out what was seen to."""
        self._connection.execute(sa.delete(remnants).where(remnants.c.id.in_(ids)))

    def remnants_in_the_file(self) -> tuple[int, ...]:
        """Give the ids of those of which only the database's own file is left to be seen to."""
        left = sa.select(remnants.c.id).where(IS_OF_THE_FILE, GONE_THROUGH)
        return tuple(self._connection.scalars(left))

    def long_gone(self, workspace_id: int, before: datetime, most: int) -> tuple[Person, ...]:
        """Give up to `most` who only ever applied, and whose interviews all ended before then."""
        applied = sa.select(interviews.c.driver_id).where(
            interviews.c.workspace_id == workspace_id, interviews.c.end_at < before
        )
        later = sa.exists().where(
            sa.or_(
                *(interviews.c[part] == people.c.id for part in ("driver_id", "interviewer_id")),
                interviews.c.owner_id == people.c.id,
            ),
            interviews.c.end_at >= before,
        )
        forgotten = sa.exists().where(history.c.person_id == people.c.id, history.c.deed == DEED)
        statement = (
            sa.select(*columns(Person, people))
            .where(
                people.c.workspace_id == workspace_id,
                people.c.role == Role.DRIVER,
                people.c.id.in_(applied),
                ~later,
                ~forgotten,
            )
            .order_by(people.c.id)
            .limit(most)
        )
        return tuple(value_of(Person, row) for row in self._connection.execute(statement))

    def _number(self, statement: sa.Select[int]) -> int:
        return self._connection.execute(statement).scalar_one()


def _to_be_seen_to(*, in_slack: bool) -> sa.Select[Any]:
    return IN_ORDER.where(GONE_THROUGH, sa.true() if in_slack else IS_OF_THE_FILE)


def _met_by(person: Person) -> sa.ColumnElement[bool]:
    return (interviews.c.driver_id == person.id) | (interviews.c.interviewer_id == person.id)


def _was_in(person: Person) -> sa.ColumnElement[bool]:
    """Whether a line has them on a side until then: of what a file changes nobody is told."""
    theirs = sa.select(applications.c.id).where(applications.c.driver_id == person.id)
    was = history.c.before
    return sa.or_(
        was["interviewer_id"].as_integer() == person.id,
        was["interviewee_id"].as_integer().in_(theirs),
    )
