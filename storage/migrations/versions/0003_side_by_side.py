"""Several processes side by side, on PostgreSQL.

The database itself keeps two interviews from being booked for somebody at the same time; on SQLite
one writes at a time, and the rules have looked. Whoever insisted (`forced`) may overlap, and so may
what overlapped before. And numbers are as long as they may be on SQLite, so that all of it can move
from there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LIVE = "status IN ('amended', 'pending', 'scheduled') AND NOT forced"
ROLES = ("driver_id", "interviewer_id")


def upgrade() -> None:
    for role in ROLES:
        op.execute(_let_stand(role))
    if op.get_bind().dialect.name == "postgresql":
        _lengthen_numbers()
        for role in ROLES:
            op.execute(
                f"ALTER TABLE interviews ADD CONSTRAINT ex_interviews_{role} EXCLUDE USING gist "
                f"(int8range({role}, {role}, '[]') WITH &&, tstzrange(start_at, end_at) WITH &&) "
                f"WHERE ({LIVE}) DEFERRABLE INITIALLY DEFERRED"
            )


def downgrade() -> None:
    """Numbers stay as long as they are."""
    if op.get_bind().dialect.name == "postgresql":
        for role in ROLES:
            op.drop_constraint(f"ex_interviews_{role}", "interviews")


def _lengthen_numbers() -> None:
    there = sa.inspect(op.get_bind())
    for table in there.get_table_names():
        short = [
            column["name"]
            for column in there.get_columns(table)
            if isinstance(column["type"], sa.Integer)
            and not isinstance(column["type"], sa.BigInteger)
        ]
        if short:
            longer = ", ".join(f'ALTER COLUMN "{name}" TYPE bigint' for name in short)
            op.execute(f"ALTER TABLE {table} {longer}")
        if "id" in short:
            op.execute(f"ALTER SEQUENCE {table}_id_seq AS bigint")


def _let_stand(role: str) -> str:
    return f"""
        UPDATE interviews SET forced = true WHERE {LIVE} AND EXISTS (
            SELECT 1 FROM interviews AS other
            WHERE other.{role} = interviews.{role} AND other.id < interviews.id
            AND other.start_at < interviews.end_at AND other.end_at > interviews.start_at
            AND other.status IN ('amended', 'pending', 'scheduled') AND NOT other.forced
        )
    """  # noqa: S608 - our own words
