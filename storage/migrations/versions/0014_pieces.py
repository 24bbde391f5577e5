"""Drafts that wait are found by their age, and somebody is forgotten in pieces."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
WAITING = sa.text("done_interview_id IS NULL")


def upgrade() -> None:
    op.add_column("remnants", sa.Column("gone_through", NUMBER))
    op.create_index(
        "ix_drafts_waiting", "drafts", ["made_at"], sqlite_where=WAITING, postgresql_where=WAITING
    )


def downgrade() -> None:
    op.drop_index("ix_drafts_waiting", "drafts")
    op.drop_column("remnants", "gone_through")
