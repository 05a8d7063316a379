"""What the reader made of stories: followed, muted, saved."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    op.create_table(
        "marks",
        sa.Column("story", text, sa.ForeignKey("stories.id"), primary_key=True),
        sa.Column("mark", text, primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
