"""Who there is in a workspace, and which of their tokens are no longer good."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.interviews.model import Preferences, Role
from storage.rows.base import Base, Id, PersonId, Workspace, extras


class WorkspaceRow(Base):
    """A workspace; without Slack there is one, which the first team to connect adopts."""

    __tablename__ = "workspaces"
    __table_args__ = extras()

    id: Mapped[Id]
    slack_team_id: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    calendar_name: Mapped[str | None]


class PersonRow(Base):
    """A `Person`, and their name and address folded, as they are looked for."""

    __tablename__ = "people"
    __table_args__ = extras(
        sa.UniqueConstraint("workspace_id", "slack_user_id"),
        sa.Index(None, "workspace_id", "email_folded"),
        sa.Index(None, "workspace_id", "title_folded"),
    )

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    title: Mapped[str]
    role: Mapped[Role]
    email: Mapped[str | None]
    phone_number: Mapped[str | None]
    contact_phone_number: Mapped[str | None]
    image: Mapped[str | None]
    slack_user_id: Mapped[str | None]
    slack_channel_id: Mapped[str | None]
    time_zone: Mapped[str | None]
    locale: Mapped[str | None]
    active: Mapped[bool]
    title_folded: Mapped[str]
    email_folded: Mapped[str | None]
    preferences: Mapped[Preferences | None]


class ApplicationRow(Base):
    """An `Application`."""

    __tablename__ = "applications"
    __table_args__ = extras(sa.Index(None, "driver_id"))

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    driver_id: Mapped[PersonId]
    kind: Mapped[str]
    updated_at: Mapped[datetime]
    currency: Mapped[str | None]
    label: Mapped[str | None]


class RevocationRow(Base):
    """A `Revocation`."""

    __tablename__ = "revocations"
    __table_args__ = extras(sa.Index(None, "jti"), sa.Index(None, "person_id", "at"))

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    jti: Mapped[str | None]
    person_id: Mapped[PersonId | None]
    at: Mapped[datetime]
