"""The people in the book, their applications and their workspace."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.interviews.model import RECRUITERS, STAFF, Application, Person
from storage.prepared import Prepared
from storage.races import alone_for_people, alone_in_workspace
from storage.tables import applications, people, workspaces
from storage.types import fold
from storage.values import columns, person_row, value_of, values_of

PERSON = sa.select(*columns(Person, people))
BY_ID, IN_SLACK, WITH_EMAIL = (
    Prepared(
        PERSON.where(
            people.c.workspace_id == sa.bindparam("workspace"), column == sa.bindparam("wanted")
        )
        .order_by(people.c.active.desc(), people.c.id)
        .limit(1)
    )
    for column in (people.c.id, people.c.slack_user_id, people.c.email_folded)
)
ADD_PERSON = sa.insert(people).returning(people.c.id)
ADD_APPLICATION = sa.insert(applications).returning(applications.c.id)
APPLICATION = sa.select(*columns(Application, applications))


class People:
    """Finds, adds and changes people within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def person(self, workspace_id: int, person_id: int) -> Person | None:
        """Give one person."""
        return self._one_person(BY_ID, workspace_id, person_id)

    def person_in_slack(self, workspace_id: int, slack_user_id: str) -> Person | None:
        """Give the person with that Slack id."""
        return self._one_person(IN_SLACK, workspace_id, slack_user_id)

    def person_with_email(self, workspace_id: int, email: str) -> Person | None:
        """Give the person with that e-mail address, whatever its case.

        Of several an active one, and of these the one known longest.
        """
        return self._one_person(WITH_EMAIL, workspace_id, fold(email))

    def people(self, workspace_id: int, text: str = "", most: int = 20) -> tuple[Person, ...]:
        """Give active people whose name or e-mail contains the text, by name."""
        wanted = fold(text.strip())
        return self._by_name(
            workspace_id,
            people.c.title_folded.contains(wanted, autoescape=True)
            | people.c.email_folded.contains(wanted, autoescape=True),
            most,
        )

    def recruiters(self, workspace_id: int) -> tuple[Person, ...]:
        """Give the active operators and admins, by name."""
        return self._by_name(workspace_id, people.c.role.in_(sorted(RECRUITERS)))

    def staff(self, workspace_id: int) -> tuple[Person, ...]:
        """Give whoever is active and at least an interviewer, by name."""
        return self._by_name(workspace_id, people.c.role.in_(sorted(STAFF)))

    def add_person(self, person: Person) -> Person:
        """Write a new person; the one that comes back has its id (the given id is ignored)."""
        if person.email:
            alone_in_workspace(self._connection, person.workspace_id)
        return person.but(id=self._connection.execute(ADD_PERSON, person_row(person)).scalar_one())

    def save_person(self, person: Person) -> None:
        """Write a changed person. LookupError: there is none with that id."""
        self._save(people, person, person_row(person))

    def application(self, workspace_id: int, interviewee_id: int) -> Application | None:
        """Give one application."""
        found = self._applications(workspace_id, applications.c.id == interviewee_id)
        return found[0] if found else None

    def applications_of(self, workspace_id: int, person_id: int) -> tuple[Application, ...]:
        """Give a person's applications, the oldest first."""
        return self._applications(workspace_id, applications.c.driver_id == person_id)

    def add_application(self, application: Application) -> Application:
        """Write a new application; the one that comes back has its id."""
        alone_for_people(self._connection, [application.driver_id])
        row = values_of(application, "id")
        return application.but(id=self._connection.execute(ADD_APPLICATION, row).scalar_one())

    def save_application(self, application: Application) -> None:
        """Write a changed application. LookupError: there is none with that id."""
        self._save(applications, application, values_of(application, "id"))

    def workspace(self, slack_team_id: str | None, name: str) -> int:
        """Give the workspace's id; the first team to connect adopts the one made without Slack.

        Without a team it is the oldest workspace. One that is not there yet is made; a known
        team's new name is written.
        """
        if slack_team_id is None:
            return self.workspace_known() or self._add_workspace(None, name)
        return (
            self._name_workspace(workspaces.c.slack_team_id == slack_team_id, slack_team_id, name)
            or self._name_workspace(workspaces.c.slack_team_id.is_(None), slack_team_id, name)
            or self._add_workspace(slack_team_id, name)
        )

    def workspace_known(self) -> int | None:
        """Give the id of the workspace that was made first; None = there is none yet."""
        statement = sa.select(sa.func.min(workspaces.c.id))
        first: int | None = self._connection.execute(statement).scalar_one()
        return first

    def calendar_name(self, workspace_id: int) -> str:
        """Give what keeps a workspace's interviews apart from others' in calendars, for ever."""
        named = sa.select(workspaces.c.calendar_name).where(workspaces.c.id == workspace_id)
        return str(self._connection.execute(named).scalar_one())

    def _one_person(
        self, statement: Prepared, workspace_id: int, wanted: int | str
    ) -> Person | None:
        given = {"workspace": workspace_id, "wanted": wanted}
        found = statement.rows(self._connection, given)
        return value_of(Person, found[0]) if found else None

    def _by_name(
        self, workspace_id: int, wanted: sa.ColumnElement[bool], most: int | None = None
    ) -> tuple[Person, ...]:
        statement = (
            PERSON.where(people.c.workspace_id == workspace_id, people.c.active, wanted)
            .order_by(people.c.title_folded, people.c.id)
            .limit(most)
        )
        return tuple(value_of(Person, row) for row in self._connection.execute(statement))

    def _applications(
        self, workspace_id: int, wanted: sa.ColumnElement[bool]
    ) -> tuple[Application, ...]:
        statement = APPLICATION.where(applications.c.workspace_id == workspace_id, wanted).order_by(
            applications.c.id
        )
        return tuple(value_of(Application, row) for row in self._connection.execute(statement))

    def _save(self, table: sa.Table, value: Person | Application, row: dict[str, object]) -> None:
        statement = (
            sa.update(table)
            .where(table.c.id == value.id, table.c.workspace_id == value.workspace_id)
            .values(row)
        )
        if self._connection.execute(statement).rowcount != 1:
            raise LookupError(f"no {type(value).__name__} {value.id} to save")

    def _name_workspace(
        self, wanted: sa.ColumnElement[bool], slack_team_id: str, name: str
    ) -> int | None:
        found: int | None = self._connection.execute(
            sa.select(sa.func.min(workspaces.c.id)).where(wanted)
        ).scalar_one()
        if found is not None:
            self._connection.execute(
                sa.update(workspaces)
                .where(workspaces.c.id == found)
                .values(slack_team_id=slack_team_id, name=name)
            )
        return found

    def _add_workspace(self, slack_team_id: str | None, name: str) -> int:
        statement = (
            sa.insert(workspaces)
            .values(slack_team_id=slack_team_id, name=name, calendar_name=secrets.token_hex(8))
            .returning(workspaces.c.id)
        )
        added: int = self._connection.execute(statement).scalar_one()
        return added
