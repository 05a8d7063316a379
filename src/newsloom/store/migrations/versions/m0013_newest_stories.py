"""Stories by their newest fact out of an index that also orders those of one moment: a list costs what it shows."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("stories_newest", "stories", ["last_new_fact", "id"])
    op.create_index("stories_of_topic", "stories", ["topic", "last_new_fact", "id"])
    op.drop_index("stories_fact", "stories")
    op.drop_index("stories_topic", "stories")
