"""What is still to be taken out of Slack, and of the file, of people who were forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "remnants",
        sa.Column("id", NUMBER, nullable=False),
        _reference("workspace_id", "workspaces", nullable=False),
        _reference("person_id", "people", nullable=False),
        _reference("interview_id", "interviews", nullable=True),
        sa.Column("channel", sa.String()),
        sa.Column("slack_user_id", sa.String()),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("attempt", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_remnants"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_remnants_due_at", "remnants", ["due_at"])


def downgrade() -> None:
    op.drop_table("remnants")


def _reference(column: str, table: str, *, nullable: bool) -> sa.Column[int]:
    name = f"fk_remnants_{column}_{table}"
    return sa.Column(column, NUMBER, sa.ForeignKey(f"{table}.id", name=name), nullable=nullable)
