"""Answers of language models, what they were shown, and what they cost."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    counter = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "llm_answers",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("llm_answers_story", "llm_answers", ["story"])
    op.create_index("llm_answers_at", "llm_answers", ["at"])
    op.create_table(
        "llm_shown",
        sa.Column("story", sa.Text(), primary_key=True),
        sa.Column("hashes", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "llm_ledger",
        sa.Column("seq", counter, primary_key=True, autoincrement=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
    )
    op.create_index("llm_ledger_at", "llm_ledger", ["at"])
    op.create_index("llm_ledger_story", "llm_ledger", ["story"])
