"""What people wrote is found by its message."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    passed_on = sa.text("what IN ('wrote', 'wrote_back')")
    op.create_index(
        "ix_notices_passed_on",
        "notices",
        ("channel", "ts"),
        sqlite_where=passed_on,
        postgresql_where=passed_on,
    )


def downgrade() -> None:
    op.drop_index("ix_notices_passed_on", "notices")
