"""The newest articles by an index that also orders those of one moment: a folder of files may have thousands of the same day."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("articles_newest", "articles", ["effective", "id"])
    op.drop_index("articles_effective", "articles")
