"""What the recruiter is told before the start counts once, as a reminder does."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None

COUNTS = "state IN ('planned', 'claimed', 'unknown', 'sent')"
OTHERS = ("interview_id", "person_id", "what", "version", "about")


def upgrade() -> None:
    reminders = ("interview_id", "person_id", "what", "lead_time", "start_at")
    _replace("uq_notices_reminders", reminders, f"lead_time IS NOT NULL AND {COUNTS}")
    _replace("uq_notices_others", OTHERS, "lead_time IS NULL")


def downgrade() -> None:
    op.execute("UPDATE notices SET about = id WHERE lead_time IS NOT NULL AND what <> 'reminder'")
    reminders = ("interview_id", "person_id", "lead_time", "start_at")
    _replace("uq_notices_reminders", reminders, f"what = 'reminder' AND {COUNTS}")
    _replace("uq_notices_others", OTHERS, "what <> 'reminder'")


def _replace(name: str, columns: tuple[str, ...], among: str) -> None:
    op.drop_index(name, "notices")
    op.create_index(
        name,
        "notices",
        columns,
        unique=True,
        sqlite_where=sa.text(among),
        postgresql_where=sa.text(among),
    )
