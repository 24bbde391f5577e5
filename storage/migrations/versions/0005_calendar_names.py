"""A name that keeps each workspace's interviews apart from all others' in people's calendars."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

workspaces = sa.table("workspaces", sa.column("id"), sa.column("calendar_name"))


def upgrade() -> None:
    op.add_column("workspaces", sa.Column("calendar_name", sa.String()))
    there = op.get_bind()
    for each in there.execute(sa.select(workspaces.c.id)).scalars().all():
        named = sa.update(workspaces).where(workspaces.c.id == each)
        there.execute(named.values(calendar_name=secrets.token_hex(8)))


def downgrade() -> None:
    op.drop_column("workspaces", "calendar_name")
