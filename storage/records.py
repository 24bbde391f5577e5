"""The history and the drafts in the book."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot.interviews.model import HistoryEntry, Person
from bot.interviews.plans import Draft
from bot.interviews.ports.book import Conflict
from storage.prepared import Prepared
from storage.tables import drafts, history
from storage.values import columns, value_of, values_of

ADD_HISTORY = Prepared(sa.insert(history))
ADD_DRAFT = Prepared(sa.insert(drafts))
DRAFT = sa.select(*columns(Draft, drafts)).where(
    drafts.c.workspace_id == sa.bindparam("workspace"), drafts.c.id == sa.bindparam("draft")
)


class Records:
    """Appends to the history and keeps drafts within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_history(self, entry: HistoryEntry) -> None:
        """Append one line to the history (its id is given anew)."""
        ADD_HISTORY.soon(self._connection, values_of(entry, "id"))

    def history(self, workspace_id: int, interview_id: int) -> tuple[HistoryEntry, ...]:
        """Give the history of an interview, the oldest first."""
        statement = (
            sa.select(*columns(HistoryEntry, history))
            .where(history.c.workspace_id == workspace_id, history.c.interview_id == interview_id)
            .order_by(history.c.id)
        )
        return tuple(value_of(HistoryEntry, row) for row in self._connection.execute(statement))

    def done_by(self, person: Person, most: int) -> tuple[HistoryEntry, ...]:
        """Give up to `most` lines of what somebody did to interviews, the newest first."""
        statement = (
            sa.select(*columns(HistoryEntry, history))
            .where(
                history.c.by_id == person.id,
                history.c.workspace_id == person.workspace_id,
                history.c.interview_id.is_not(None),
            )
            .order_by(history.c.id.desc())
            .limit(most)
        )
        return tuple(value_of(HistoryEntry, row) for row in self._connection.execute(statement))

    def add_draft(self, draft: Draft) -> None:
        """Keep a draft.

        Conflict: there is one of that id already.
        """
        try:
            ADD_DRAFT.count(self._connection, values_of(draft))
        except IntegrityError as error:
            raise Conflict(f"draft {draft.id} is there already") from error

    def draft(self, workspace_id: int, draft_id: str) -> Draft | None:
        """Give a draft."""
        given = {"workspace": workspace_id, "draft": draft_id}
        row = self._connection.execute(DRAFT, given).first()
        return value_of(Draft, row) if row else None

    def drop_waiting_drafts(self, before: datetime, most: int) -> int:
        """Take out up to `most` drafts that were made before then and never carried out.

        Says how many.
        """
        old = (
            sa.select(drafts.c.id)
            .where(drafts.c.done_interview_id.is_(None), drafts.c.made_at < before)
            .order_by(drafts.c.made_at)
            .limit(most)
        )
        dropped = self._connection.execute(sa.delete(drafts).where(drafts.c.id.in_(old)))
        return int(dropped.rowcount)

    def finish_draft(self, workspace_id: int, draft_id: str, interview_id: int) -> None:
        """Note that a draft was carried out, and on which interview.

        Conflict: somebody else carried it out first.
        """
        statement = (
            sa.update(drafts)
            .where(
                drafts.c.workspace_id == workspace_id,
                drafts.c.id == draft_id,
                drafts.c.done_interview_id.is_(None),
            )
            .values(done_interview_id=interview_id)
        )
        if self._connection.execute(statement).rowcount != 1:
            raise Conflict(f"draft {draft_id} is not waiting")
