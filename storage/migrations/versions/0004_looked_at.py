"""When a message that may have arrived was looked for in vain for the first time."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("looked_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("notices", "looked_at")
