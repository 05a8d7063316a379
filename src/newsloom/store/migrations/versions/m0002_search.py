"""The search index, and what is stored already put into it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # ordered by code point on both engines, whatever language a PostgreSQL was set up for
    text = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    counter = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "search_docs",
        sa.Column("id", counter, primary_key=True, autoincrement=True),
        sa.Column("kind", text, nullable=False),
        sa.Column("ref", text, nullable=False),
        sa.UniqueConstraint("kind", "ref", name="search_docs_ref"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search_text USING fts5(title, body, content='', tokenize='unicode61')")
    else:
        op.execute("CREATE TABLE search_text (id bigint PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX search_text_words ON search_text USING gin (words)")
