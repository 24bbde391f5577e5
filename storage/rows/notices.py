"""What people and channels are told, and what of it is to be taken out again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from bot.interviews.digest import Days
from bot.interviews.notices import Reason, State, What
from storage.rows.base import Base, Id, InterviewId, PersonId, Workspace, extras
from storage.types import Microseconds

REMINDERS_THAT_COUNT: Final = sa.text(  # and watches
    "lead_time IS NOT NULL AND state IN ('planned', 'claimed', 'unknown', 'sent')"
)
NOT_REMINDERS: Final = sa.text("lead_time IS NULL")
UNTOLD: Final = sa.text("what = 'untold'")


class NoticeRow(Base):
    """A `Notice`. Rows are never deleted: the ledger is what `why` reads."""

    __tablename__ = "notices"
    __table_args__ = extras(
        sa.Index(None, "state", "due_at"),
        sa.Index(None, "interview_id", "person_id", "state"),
        sa.Index(
            "uq_notices_reminders",
            "interview_id",
            "person_id",
            "what",
            "lead_time",
            "start_at",
            unique=True,
            sqlite_where=REMINDERS_THAT_COUNT,
            postgresql_where=REMINDERS_THAT_COUNT,
        ),
        sa.Index(
            "uq_notices_others",
            "interview_id",
            "person_id",
            "what",
            "version",
            "about",
            unique=True,
            sqlite_where=NOT_REMINDERS,
            postgresql_where=NOT_REMINDERS,
        ),
        sa.Index(None, "person_id", "ts"),
        sa.Index("ix_notices_untold", "about", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
    )

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    interview_id: Mapped[InterviewId]
    person_id: Mapped[PersonId]
    what: Mapped[What]
    version: Mapped[int]
    about: Mapped[int]
    loud: Mapped[bool]
    due_at: Mapped[datetime] = mapped_column(Microseconds)
    lead_time: Mapped[timedelta | None]
    start_at: Mapped[datetime | None]
    values: Mapped[dict[str, Any]]
    state: Mapped[State]
    reason: Mapped[Reason | None]
    detail: Mapped[str | None]
    key: Mapped[str]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    lease_token: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(Microseconds)
    attempt: Mapped[int]
    first_attempt_at: Mapped[datetime | None]
    channel: Mapped[str | None]
    ts: Mapped[str | None]
    looked_at: Mapped[datetime | None]


class CardRow(Base):
    """A `Card`: one living message for each person and interview."""

    __tablename__ = "cards"

    workspace_id: Mapped[Workspace]
    interview_id: Mapped[InterviewId] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(primary_key=True)
    channel: Mapped[str]
    ts: Mapped[str]
    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notices.id"))


class DigestRow(Base):
    """A `Digest`: one for each channel."""

    __tablename__ = "digests"

    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    by_id: Mapped[PersonId]
    days: Mapped[Days]
    at: Mapped[time]
    time_zone: Mapped[str]


class DigestDayRow(Base):
    """That a channel was told of a day: once, whatever the clock does, and by whichever process."""

    __tablename__ = "digest_days"

    workspace_id: Mapped[int] = mapped_column(sa.ForeignKey("workspaces.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class RemnantRow(Base):
    """A `Remnant`."""

    __tablename__ = "remnants"
    __table_args__ = extras(sa.Index(None, "due_at"))

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    person_id: Mapped[PersonId]
    interview_id: Mapped[InterviewId | None]
    channel: Mapped[str | None]
    slack_user_id: Mapped[str | None]
    due_at: Mapped[datetime] = mapped_column(Microseconds)
    attempt: Mapped[int]
    gone_through: Mapped[int | None]
