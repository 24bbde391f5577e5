"""What somebody was told is found by them, and by its message."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_notices_person_id_ts", "notices", ["person_id", "ts"])
    op.drop_index("ix_notices_passed_on", "notices")


def downgrade() -> None:
    passed_on = sa.text("what IN ('wrote', 'wrote_back')")
    op.create_index(
        "ix_notices_passed_on",
        "notices",
        ("channel", "ts"),
        sqlite_where=passed_on,
        postgresql_where=passed_on,
    )
    op.drop_index("ix_notices_person_id_ts", "notices")
