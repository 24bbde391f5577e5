"""The database itself keeps two interviews from being booked for somebody at the same time.

On PostgreSQL, where many write beside each other; on SQLite one writes at a time, and the rules
have looked. Whoever insisted (`forced`) may overlap, and so may what overlapped before.
"""

from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

LIVE = "status IN ('amended', 'pending', 'scheduled') AND NOT forced"
ROLES = ("driver_id", "interviewer_id")


def upgrade() -> None:
    for role in ROLES:
        op.execute(_let_stand(role))
    if op.get_bind().dialect.name == "postgresql":
        for role in ROLES:
            op.execute(
                f"ALTER TABLE interviews ADD CONSTRAINT ex_interviews_{role} EXCLUDE USING gist "
                f"(int8range({role}, {role}, '[]') WITH &&, tstzrange(start_at, end_at) WITH &&) "
                f"WHERE ({LIVE})"
            )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for role in ROLES:
            op.drop_constraint(f"ex_interviews_{role}", "interviews")


def _let_stand(role: str) -> str:
    return f"""
        UPDATE interviews SET forced = true WHERE {LIVE} AND EXISTS (
            SELECT 1 FROM interviews AS other
            WHERE other.{role} = interviews.{role} AND other.id < interviews.id
            AND other.start_at < interviews.end_at AND other.end_at > interviews.start_at
            AND other.status IN ('amended', 'pending', 'scheduled') AND NOT other.forced
        )
    """  # noqa: S608 - our own words
