"""Addresses that channels call, and the calls."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    op.create_table(
        "alerts",
        sa.Column("channel", text, sa.ForeignKey("channels.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_table(
        "calls",
        sa.Column("channel", text, sa.ForeignKey("channels.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("story", text, sa.ForeignKey("stories.id"), primary_key=True),
        sa.Column("state", text, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", text, nullable=False),
    )
    op.create_index("calls_due", "calls", ["state", "due"])
