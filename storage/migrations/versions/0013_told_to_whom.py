"""What somebody was told, and did, is found by them, and what they were told by its message."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

PARTS = (
    ("ix_notices_untold", "notices", "about", "what = 'untold'"),
    ("ix_history_changed_by_file", "history", "interview_id",
     "door = 'file' AND before IS NOT NULL"),
)  # fmt: skip


def upgrade() -> None:
    op.create_index("ix_notices_person_id_ts", "notices", ["person_id", "ts"])
    op.create_index("ix_history_by_id", "history", ["by_id"])
    op.create_index("ix_drafts_done_interview_id", "drafts", ["done_interview_id"])
    for name, table, column, which in PARTS:
        _index_a_part(name, table, [column], which)
    op.drop_index("ix_notices_passed_on", "notices")


def downgrade() -> None:
    _index_a_part(
        "ix_notices_passed_on", "notices", ["channel", "ts"], "what IN ('wrote', 'wrote_back')"
    )
    for name, table, _, _ in reversed(PARTS):
        op.drop_index(name, table)
    op.drop_index("ix_drafts_done_interview_id", "drafts")
    op.drop_index("ix_history_by_id", "history")
    op.drop_index("ix_notices_person_id_ts", "notices")


def _index_a_part(name: str, table: str, columns: list[str], which: str) -> None:
    where = sa.text(which)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
