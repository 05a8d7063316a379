"""What readers report of wrong sentences."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    op.create_table(
        "reports",
        sa.Column("id", text, primary_key=True),
        sa.Column("story", text, sa.ForeignKey("stories.id"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("text", text, nullable=False),
        sa.Column("passages", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", text, nullable=False),
        sa.Column("closed", sa.BigInteger(), nullable=True),
    )
    op.create_index("reports_state", "reports", ["state", "at"])
