"""How people want to be told, and when the two of an interview were reminded by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("preferences", sa.JSON()))
    op.add_column("interviews", sa.Column("reminded_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("interviews", "reminded_at")
    op.drop_column("people", "preferences")
