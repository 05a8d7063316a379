"""What a story ranks by beside the number of its owners. Empty until the story is written again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("joined", "countries", "languages"):
        op.add_column("stories", sa.Column(name, sa.Text(), nullable=False, server_default="[]"))
