"""What was proposed before the time that is proposed now."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("interviews", sa.Column("countered", sa.JSON()))


def downgrade() -> None:
    op.drop_column("interviews", "countered")
