"""What the rules need of the book about people: who there is, where, and by which token."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.interviews.model import Application, Person, Revocation, Token


class Roster(Protocol):
    """The people of the workspaces, opened: everything within one transaction."""

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

    def workspace_known(self) -> int | None:
        """Give the id of the workspace that was made first; None = there is none yet."""
        ...

    def workspace(self, slack_team_id: str | None, name: str) -> int:
        """Give the workspace's id; the first team to connect adopts the one made without Slack."""
        ...

    def calendar_name(self, workspace_id: int) -> str:
        """Give what keeps a workspace's interviews apart from others' in calendars, for ever."""
        ...
