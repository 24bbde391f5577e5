"""Tokens of the API that are no longer good."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revocations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Integer(), sa.ForeignKey("workspaces.id"), nullable=False),
        sa.Column("jti", sa.String()),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_revocations_jti", "revocations", ["jti"])
    op.create_index("ix_revocations_person_id_at", "revocations", ["person_id", "at"])


def downgrade() -> None:
    op.drop_table("revocations")
