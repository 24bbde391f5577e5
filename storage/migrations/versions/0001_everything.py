"""Everything an interview needs: people, the arrangement, its history, its notices."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _workspaces()
    _people()
    _applications()
    _interviews()
    _history()
    _notices()
    _cards()
    _drafts()


def downgrade() -> None:
    for table in (
        "drafts",
        "cards",
        "notices",
        "history",
        "interviews",
        "applications",
        "people",
        "workspaces",
    ):
        op.drop_table(table)


def _id() -> "sa.Column[int]":
    return sa.Column("id", sa.Integer(), primary_key=True)


def _reference(
    column: str, table: str, *, nullable: bool = False, primary_key: bool = False
) -> "sa.Column[int]":
    return sa.Column(
        column,
        sa.Integer(),
        sa.ForeignKey(f"{table}.id"),
        nullable=nullable,
        primary_key=primary_key,
    )


def _instant(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), nullable=nullable)


def _word(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(40), nullable=nullable)


def _json(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.JSON(), nullable=nullable)


def _index(table: str, *columns: str) -> None:
    op.create_index(None, table, columns)


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        _id(),
        _text("slack_team_id", nullable=True),
        _text("name"),
        sa.UniqueConstraint("slack_team_id"),
        sqlite_autoincrement=True,
    )


def _people() -> None:
    op.create_table(
        "people",
        _id(),
        _reference("workspace_id", "workspaces"),
        _text("title"),
        _word("role"),
        _text("email", nullable=True),
        _text("phone_number", nullable=True),
        _text("contact_phone_number", nullable=True),
        _text("image", nullable=True),
        _text("slack_user_id", nullable=True),
        _text("slack_channel_id", nullable=True),
        _text("time_zone", nullable=True),
        _text("locale", nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        _text("title_folded"),
        _text("email_folded", nullable=True),
        sa.UniqueConstraint("workspace_id", "slack_user_id"),
        sqlite_autoincrement=True,
    )
    _index("people", "workspace_id", "email_folded")
    _index("people", "workspace_id", "title_folded")


def _applications() -> None:
    op.create_table(
        "applications",
        _id(),
        _reference("workspace_id", "workspaces"),
        _reference("driver_id", "people"),
        _text("kind"),
        _instant("updated_at"),
        _text("currency", nullable=True),
        _text("label", nullable=True),
        sqlite_autoincrement=True,
    )
    _index("applications", "driver_id")


def _interviews() -> None:
    op.create_table(
        "interviews",
        _id(),
        _reference("workspace_id", "workspaces"),
        sa.Column("version", sa.Integer(), nullable=False),
        _instant("amend_end_at", nullable=True),
        _instant("amend_start_at", nullable=True),
        _word("amended_by", nullable=True),
        _instant("end_at"),
        _reference("interviewee_id", "applications"),
        _reference("driver_id", "people"),
        _reference("interviewer_id", "people"),
        _reference("owner_id", "people", nullable=True),
        _word("kind"),
        _text("location", nullable=True),
        _instant("start_at"),
        _word("status"),
        _json("interviewee_answer", nullable=True),
        _json("interviewer_answer", nullable=True),
        _word("status_before", nullable=True),
        _text("reason", nullable=True),
        _json("lead_times", nullable=True),
        sa.Column("forced", sa.Boolean(), nullable=False),
        _text("attendance", nullable=True),
        sqlite_autoincrement=True,
    )
    for column in ("workspace_id", "driver_id", "interviewer_id", "owner_id"):
        _index("interviews", column, "start_at")


def _history() -> None:
    op.create_table(
        "history",
        _id(),
        _reference("workspace_id", "workspaces"),
        _reference("interview_id", "interviews", nullable=True),
        _reference("person_id", "people", nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        _text("deed"),
        _reference("by_id", "people", nullable=True),
        _word("door"),
        _instant("at"),
        _json("before", nullable=True),
        _json("after"),
        sqlite_autoincrement=True,
    )
    _index("history", "interview_id")
    _index("history", "person_id")


def _notices() -> None:
    op.create_table(
        "notices",
        _id(),
        _reference("workspace_id", "workspaces"),
        _reference("interview_id", "interviews"),
        _reference("person_id", "people"),
        _word("what"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("loud", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("lead_time", sa.BigInteger(), nullable=True),
        _instant("start_at", nullable=True),
        _json("values"),
        _word("state"),
        _word("reason", nullable=True),
        _text("detail", nullable=True),
        _text("key"),
        _instant("created_at"),
        _instant("settled_at", nullable=True),
        _text("lease_token", nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        _instant("first_attempt_at", nullable=True),
        _text("channel", nullable=True),
        _text("ts", nullable=True),
        sqlite_autoincrement=True,
    )
    _index("notices", "state", "due_at")
    _index("notices", "interview_id", "person_id", "state")
    # A reminder that was replaced, skipped or failed never stands in the way of a new one.
    _unique_notices(
        "uq_notices_reminders",
        ("interview_id", "person_id", "lead_time", "start_at"),
        "what = 'reminder' AND state IN ('planned', 'claimed', 'unknown', 'sent')",
    )
    _unique_notices(
        "uq_notices_others",
        ("interview_id", "person_id", "what", "version", "about"),
        "what <> 'reminder'",
    )


def _unique_notices(name: str, columns: tuple[str, ...], among: str) -> None:
    op.create_index(
        name,
        "notices",
        columns,
        unique=True,
        sqlite_where=sa.text(among),
        postgresql_where=sa.text(among),
    )


def _cards() -> None:
    op.create_table(
        "cards",
        _reference("workspace_id", "workspaces"),
        _reference("interview_id", "interviews", primary_key=True),
        _reference("person_id", "people", primary_key=True),
        _text("channel"),
        _text("ts"),
        _reference("notice_id", "notices"),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(), primary_key=True),
        _reference("workspace_id", "workspaces"),
        _reference("by_id", "people"),
        _json("plan"),
        _instant("made_at"),
        _text("line"),
        _reference("interview_id", "interviews", nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        _reference("done_interview_id", "interviews", nullable=True),
    )
