"""Many values at once, by their ids: for moving in and out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.interviews.model import Application, HistoryEntry, Kept, Person, Search
from storage.ids import go_on_after
from storage.interviews import IN_WORKSPACE, IS_LIVE, conditions
from storage.tables import applications, history, interviews, people
from storage.types import fold
from storage.values import KEPT, columns, kept_of, kept_row, person_row, value_of, values_of

IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
WORKSPACE: sa.BindParameter[Any] = sa.bindparam("workspace")
PEOPLE = sa.select(*columns(Person, people)).where(people.c.workspace_id == WORKSPACE)
PEOPLE_NUMBERED = PEOPLE.where(people.c.id.in_(IDS))
PEOPLE_REACHED_BY = PEOPLE.where(
    people.c.slack_user_id.in_(sa.bindparam("accounts", expanding=True))
    | people.c.email_folded.in_(sa.bindparam("addresses", expanding=True))
).order_by(people.c.id)
APPLICATIONS_NUMBERED = sa.select(*columns(Application, applications)).where(
    applications.c.workspace_id == WORKSPACE, applications.c.id.in_(IDS)
)
INTERVIEWS_NUMBERED = KEPT.where(IN_WORKSPACE, interviews.c.id.in_(IDS))
BUSY = sa.select(
    *(interviews.c[name] for name in ("id", "start_at", "end_at", "driver_id", "interviewer_id"))
).where(IN_WORKSPACE, IS_LIVE)
TABLES = {Person: people, Application: applications, Kept: interviews}
MAKES_ROWS = {
    Person: person_row,
    Application: lambda application: values_of(application, "id"),
    Kept: kept_row,
}


class Removal:
    """Finds and adds many values within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def people_numbered(self, workspace_id: int, ids: Sequence[int]) -> tuple[Person, ...]:
        """Give the people with these ids who are there."""
        rows = self._numbered(PEOPLE_NUMBERED, workspace_id, ids)
        return tuple(value_of(Person, row) for row in rows)

    def people_reached_by(
        self, workspace_id: int, slack_user_ids: Sequence[str], emails: Sequence[str]
    ) -> tuple[Person, ...]:
        """Give the people with one of these Slack ids or e-mail addresses, whatever their case."""
        given = {
            "workspace": workspace_id,
            "accounts": list(slack_user_ids),
            "addresses": [fold(email) for email in emails],
        }
        rows = self._connection.execute(PEOPLE_REACHED_BY, given)
        return tuple(value_of(Person, row) for row in rows)

    def applications_numbered(
        self, workspace_id: int, ids: Sequence[int]
    ) -> tuple[Application, ...]:
        """Give the applications with these ids that are there."""
        rows = self._numbered(APPLICATIONS_NUMBERED, workspace_id, ids)
        return tuple(value_of(Application, row) for row in rows)

    def interviews_numbered(self, workspace_id: int, ids: Sequence[int]) -> tuple[Kept, ...]:
        """Give the interviews with these ids that are there."""
        rows = self._numbered(INTERVIEWS_NUMBERED, workspace_id, ids)
        return tuple(kept_of(row) for row in rows)

    def done_to(self, workspace_id: int, deed: str, which: str, ids: Sequence[int]) -> set[int]:
        """Give those of these ids to which the history says that this was done.

        `which` names the kind of id: "person_id" or "interview_id".
        """
        statement = sa.select(history.c[which]).where(
            history.c.workspace_id == workspace_id,
            history.c.deed == deed,
            history.c[which].in_(ids),
        )
        return set(self._connection.scalars(statement))

    def has_a_part(self, person: Person) -> bool:
        """Whether anything in the book names this person."""
        return any(
            self._connection.execute(sa.select(sa.exists().where(column == person.id))).scalar_one()
            for column in _naming(people)
        )

    def remove_person(self, person: Person) -> None:
        """Take out somebody whom nothing in the book names; IntegrityError otherwise."""
        self._connection.execute(
            sa.delete(people).where(
                people.c.id == person.id, people.c.workspace_id == person.workspace_id
            )
        )

    def add_numbered(self, values: Sequence[Person | Application | Kept]) -> None:
        """Write new values of one kind with the ids that they have; later ids go on after them.

        IntegrityError: an id is taken, in another workspace perhaps.
        """
        if not values:
            return
        kind = type(values[0])
        rows = [MAKES_ROWS[kind](value) | {"id": value.id} for value in values]
        self._connection.execute(sa.insert(TABLES[kind]), rows)
        if self._connection.dialect.name == "postgresql":
            go_on_after(self._connection, TABLES[kind], max(value.id for value in values))

    def add_histories(self, entries: Sequence[HistoryEntry]) -> None:
        """Append lines to the history (their ids are given anew)."""
        if entries:
            rows = [values_of(entry, "id") for entry in entries]
            self._connection.execute(sa.insert(history), rows)

    def busy_slots(self, workspace_id: int) -> Iterator[tuple[int, datetime, datetime, int, int]]:
        """Give id, start, end, interviewee's person and interviewer of each live interview."""
        for row in self._connection.execute(BUSY, {"workspace": workspace_id}):
            yield tuple(row)

    def people_from(
        self, workspace_id: int, after_id: int, most: int, search: Search | None
    ) -> tuple[Person, ...]:
        """Give up to `most` people after that id, in their order.

        With a search only those who meet in one of its interviews.
        """
        statement = PEOPLE.where(people.c.id > after_id).order_by(people.c.id).limit(most)
        if search is not None:
            found = [interviews.c.workspace_id == workspace_id, *conditions(search)]
            statement = statement.where(
                sa.or_(
                    *(
                        people.c.id.in_(sa.select(interviews.c[part]).where(*found))
                        for part in ("driver_id", "interviewer_id")
                    )
                )
            )
        rows = self._connection.execute(statement, {"workspace": workspace_id})
        return tuple(value_of(Person, row) for row in rows)

    def interviews_from(
        self, workspace_id: int, after_id: int, most: int, search: Search
    ) -> tuple[Kept, ...]:
        """Give up to `most` interviews of a search after that id, in the order of their ids."""
        statement = (
            KEPT.where(IN_WORKSPACE, interviews.c.id > after_id, *conditions(search))
            .order_by(interviews.c.id)
            .limit(most)
        )
        rows = self._connection.execute(statement, {"workspace": workspace_id})
        return tuple(kept_of(row) for row in rows)

    def _numbered(
        self, statement: sa.Select[Any], workspace_id: int, ids: Sequence[int]
    ) -> sa.CursorResult[Any]:
        return self._connection.execute(statement, {"workspace": workspace_id, "ids": list(ids)})


def _naming(table: sa.Table) -> list[sa.Column[Any]]:
    """Give every column of the book that names a row of this table."""
    return [
        key.parent
        for other in table.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table
    ]
