"""What a feed's day alone is told by, country and paywall of an outlet, and an index for what stands in a feed now."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entries", sa.Column("day_only", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("subscriptions", sa.Column("country", sa.Text(), nullable=True))
    op.add_column("subscriptions", sa.Column("paid", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("entries_live", "entries", ["subscription", "live"])
