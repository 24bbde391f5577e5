"""How people want to be told, when the two of an interview were reminded by hand, and digests."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.add_column("people", sa.Column("preferences", sa.JSON()))
    op.add_column("interviews", sa.Column("reminded_at", sa.DateTime(timezone=True)))
    op.create_table(
        "digests",
        _workspace(),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("by_id", NUMBER, nullable=False),
        sa.Column("days", sa.String(40), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel", name="pk_digests"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_digests_workspace_id_workspaces"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name="fk_digests_by_id_people"),
    )
    op.create_table(
        "digest_days",
        _workspace(),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "channel", "day", name="pk_digest_days"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_digest_days_workspace_id_workspaces"
        ),
    )


def _workspace() -> sa.Column[int]:
    return sa.Column("workspace_id", NUMBER, nullable=False)


def downgrade() -> None:
    op.drop_table("digest_days")
    op.drop_table("digests")
    op.drop_column("interviews", "reminded_at")
    op.drop_column("people", "preferences")
