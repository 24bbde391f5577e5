"""The tables. Every row belongs to a workspace; ids are never given out twice.

The columns of a table are the fields of its value in `bot.interviews`, except for people,
who stand in their own table. `tests/storage` holds the two together, and the migrations
and this file.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import Enum, StrEnum
from typing import Annotated, Any, Final, cast

import sqlalchemy as sa
from pydantic import Field
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from bot.interviews.digest import Days
from bot.interviews.model import (
    LIVE,
    Answer,
    Cover,
    Door,
    Feedback,
    Kind,
    Late,
    Preferences,
    Proposed,
    Role,
    Side,
    Status,
)
from bot.interviews.notices import Reason, State, What
from bot.interviews.plans import Plan, plan_data
from storage.types import Duration, JsonOf, Microseconds, UtcDateTime

REMINDERS_THAT_COUNT: Final = sa.text(  # and watches
    "lead_time IS NOT NULL AND state IN ('planned', 'claimed', 'unknown', 'sent')"
)
NOT_REMINDERS: Final = sa.text("lead_time IS NULL")
UNTOLD: Final = sa.text("what = 'untold'")
CHANGED_BY_FILE: Final = sa.text("door = 'file' AND before IS NOT NULL")
WAITING: Final = sa.text("done_interview_id IS NULL")
LIVE_AND_NOT_FORCED: Final = "status IN ('{}') AND NOT forced".format("', '".join(sorted(LIVE)))


def _words(kinds: type[Enum]) -> list[str]:
    return [str(kind.value) for kind in kinds]


# SQLite's integers are as long as they need be, and only an INTEGER counts up by itself.
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_WORD = sa.Enum(Enum, native_enum=False, values_callable=_words, length=40)


class Base(DeclarativeBase):
    """What all tables share: the names of their constraints and their kinds of columns."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - declared so by SQLAlchemy
        StrEnum: _WORD,
        int: _NUMBER,
        datetime: UtcDateTime,
        timedelta: Duration,
        dict[str, Any]: JsonOf(dict[str, Any]),
        Answer: JsonOf(Answer),
        Cover: JsonOf(Cover),
        Late: JsonOf(Late),
        Feedback: JsonOf(Feedback),
        Preferences: JsonOf(Preferences),
        tuple[timedelta, ...]: JsonOf(tuple[timedelta, ...]),
        tuple[Proposed, ...]: JsonOf(tuple[Proposed, ...]),
    }


def _extras(*items: SchemaItem) -> tuple[SchemaItem | dict[str, Any], ...]:
    return (*items, {"sqlite_autoincrement": True})  # an id is never reused


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


AnyPlan = Annotated[Plan, Field(discriminator="deed")]
Id = Annotated[int, mapped_column(primary_key=True)]
Workspace = Annotated[int, mapped_column(sa.ForeignKey("workspaces.id"))]
PersonId = Annotated[int, mapped_column(sa.ForeignKey("people.id"))]
InterviewId = Annotated[int, mapped_column(sa.ForeignKey("interviews.id"))]


class WorkspaceRow(Base):
    """A workspace; without Slack there is one, which the first team to connect adopts."""

    __tablename__ = "workspaces"
    __table_args__ = _extras()

    id: Mapped[Id]
    slack_team_id: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    calendar_name: Mapped[str | None]


class PersonRow(Base):
    """A `Person`, and their name and address folded, as they are looked for."""

    __tablename__ = "people"
    __table_args__ = _extras(
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
    __table_args__ = _extras(sa.Index(None, "driver_id"))

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    driver_id: Mapped[PersonId]
    kind: Mapped[str]
    updated_at: Mapped[datetime]
    currency: Mapped[str | None]
    label: Mapped[str | None]


class InterviewRow(Base):
    """An `Interview` as it is `Kept`. `driver_id` is the person behind the application."""

    __tablename__ = "interviews"
    __table_args__ = _extras(
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
    __table_args__ = _extras(
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


class NoticeRow(Base):
    """A `Notice`. Rows are never deleted: the ledger is what `why` reads."""

    __tablename__ = "notices"
    __table_args__ = _extras(
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
    plan: Mapped[Plan] = mapped_column(JsonOf(AnyPlan, write=plan_data))
    made_at: Mapped[datetime]
    line: Mapped[str]
    interview_id: Mapped[InterviewId | None]
    version: Mapped[int | None]
    done_interview_id: Mapped[InterviewId | None]


class RevocationRow(Base):
    """A `Revocation`."""

    __tablename__ = "revocations"
    __table_args__ = _extras(sa.Index(None, "jti"), sa.Index(None, "person_id", "at"))

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    jti: Mapped[str | None]
    person_id: Mapped[PersonId | None]
    at: Mapped[datetime]


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
    __table_args__ = _extras(sa.Index(None, "due_at"))

    id: Mapped[Id]
    workspace_id: Mapped[Workspace]
    person_id: Mapped[PersonId]
    interview_id: Mapped[InterviewId | None]
    channel: Mapped[str | None]
    slack_user_id: Mapped[str | None]
    due_at: Mapped[datetime] = mapped_column(Microseconds)
    attempt: Mapped[int]
    gone_through: Mapped[int | None]


def _table(row: type[Base]) -> sa.Table:
    return cast("sa.Table", row.__table__)


workspaces = _table(WorkspaceRow)
people = _table(PersonRow)
applications = _table(ApplicationRow)
interviews = _table(InterviewRow)
history = _table(HistoryRow)
notices = _table(NoticeRow)
cards = _table(CardRow)
drafts = _table(DraftRow)
revocations = _table(RevocationRow)
digests = _table(DigestRow)
digest_days = _table(DigestDayRow)
remnants = _table(RemnantRow)
