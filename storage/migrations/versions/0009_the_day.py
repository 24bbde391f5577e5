"""Who stands in for an interviewer who can't make it, who is late, and how it was."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COLUMNS = ("cover", "late", "feedback")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("interviews", sa.Column(column, sa.JSON()))


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_column("interviews", column)
