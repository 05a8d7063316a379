"""Indices for the front page and for channels by topic."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SEVERAL = sa.text("stories.voices >= 2 AND stories.revision > 0 AND stories.shown > 0")


def upgrade() -> None:
    op.create_index("stories_topic", "stories", ["topic", "last_new_fact"])
    op.create_index(
        "stories_several",
        "stories",
        ["last_new_fact", "voices", "id"],
        sqlite_where=SEVERAL,
        postgresql_where=SEVERAL,
    )
