"""Interviews, what was done to them, and what is about to be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from bot.interviews.model import (
    LIVE,
    Answer,
    Cover,
    Door,
    Feedback,
    Kind,
    Late,
    Proposed,
    Side,
    Status,
)
from bot.interviews.plans import Plan, plan_data
from storage.rows.base import Base, Id, InterviewId, PersonId, Workspace, extras
from storage.types import JsonOf

CHANGED_BY_FILE: Final = sa.text("door = 'file' AND before IS NOT NULL")
WAITING: Final = sa.text("done_interview_id IS NULL")
LIVE_AND_NOT_FORCED: Final = "status IN ('{}') AND NOT forced".format("', '".join(sorted(LIVE)))


def _never_twice_at_once(role: str) -> SchemaItem:
    """Keep two interviews of a person from overlapping; SQLite knows no such constraint.

    The same person on both sides of two interviews is seen by the rules alone.
    """
    return ExcludeConstraint(
        (sa.text(f"int8range({role}, {role}, '[]')"), "&&"),
        (sa.text("tstzrange(start_at, end_at)"), "&&"),
        name=f"ex_interviews_{role}",
        where=sa.text(LIVE_AND_NOT_FORCED),
        deferrable=True,  # within a transaction two may change places
        initially="DEFERRED",
    ).ddl_if(dialect="postgresql")


class InterviewRow(Base):
    """An `Interview` as it is `Kept`. `driver_id` is the person behind the application."""

    __tablename__ = "interviews"
    __table_args__ = extras(
        sa.Index(None, "workspace_id", "start_at"),
        sa.Index(None, "driver_id", "start_at"),
        sa.Index(None, "interviewer_id", "start_at"),
        sa.Index(None, "owner_id", "start_at"),
        _never_twice_at_once("driver_id"),
        _never_twice_at_once("interviewer_id"),
    )

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    version: Mapped[int]
    amend_end_at: Mapped[datetime | None]
    amend_start_at: Mapped[datetime | None]
    amended_by: Mapped[Side | None]
    end_at: Mapped[datetime]
    interviewee_id: Mapped[int] = mapped_column(sa.ForeignKey("applications.id"))
    driver_id: Mapped[PersonId]
    interviewer_id: Mapped[PersonId]
    owner_id: Mapped[PersonId | None]
    kind: Mapped[Kind]
    location: Mapped[str | None]
    start_at: Mapped[datetime]
    status: Mapped[Status]
    interviewee_answer: Mapped[Answer | None]
    interviewer_answer: Mapped[Answer | None]
    status_before: Mapped[Status | None]
    reason: Mapped[str | None]
    lead_times: Mapped[tuple[timedelta, ...] | None]
    forced: Mapped[bool]
    attendance: Mapped[str | None]
    reminded_at: Mapped[datetime | None]
    cover: Mapped[Cover | None]
    late: Mapped[Late | None]
    feedback: Mapped[Feedback | None]
    countered: Mapped[tuple[Proposed, ...] | None]


class HistoryRow(Base):
    """A `HistoryEntry`. Rows are only ever added; forgetting somebody takes words out of them."""

    __tablename__ = "history"
    __table_args__ = extras(
        sa.Index(None, "interview_id"),
        sa.Index(None, "person_id"),
        sa.Index(None, "by_id"),
        sa.Index(
            "ix_history_changed_by_file",
            "interview_id",
            sqlite_where=CHANGED_BY_FILE,
            postgresql_where=CHANGED_BY_FILE,
        ),
    )

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    interview_id: Mapped[InterviewId | None]
    person_id: Mapped[PersonId | None]
    version: Mapped[int | None]
    deed: Mapped[str]
    by_id: Mapped[PersonId | None]
    door: Mapped[Door]
    at: Mapped[datetime]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any]]


class DraftRow(Base):
    """A `Draft`."""

    __tablename__ = "drafts"
    __table_args__ = (
        sa.Index(None, "done_interview_id"),
        sa.Index("ix_drafts_waiting", "made_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[Workspace]
    by_id: Mapped[PersonId]
    plan: Mapped[Plan] = mapped_column(JsonOf(Plan, write=plan_data))
    made_at: Mapped[datetime]
    line: Mapped[str]
    interview_id: Mapped[InterviewId | None]
    version: Mapped[int | None]
    done_interview_id: Mapped[InterviewId | None]
