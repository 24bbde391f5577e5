"""Who is asked to stand in for an interviewer who can't make it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("interviews", sa.Column("cover", sa.JSON()))


def downgrade() -> None:
    op.drop_column("interviews", "cover")
