"""What the last new fact brought to a story page. Empty until the story is written again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stories", sa.Column("news", sa.Text(), nullable=False, server_default="[]"))
