"""What the picture of an article shows and whose it is, and the picture that its feed names."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    op.add_column("entries", sa.Column("image", text, nullable=True))
    for table in ("entries", "versions"):
        for name in ("image_alt", "image_credit"):
            op.add_column(table, sa.Column(name, text, nullable=False, server_default=""))
