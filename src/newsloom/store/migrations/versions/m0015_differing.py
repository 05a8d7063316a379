"""Lists say of a story that its outlets differ on a figure; of one written before, with its next revision."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stories", sa.Column("differing", sa.Integer, nullable=False, server_default="0"))
