"""All tables but the search index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # ordered by code point on both engines, whatever language a PostgreSQL was set up for
    text = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    op.create_table(
        "articles",
        sa.Column("id", text, nullable=False),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("effective", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.Column("erased", sa.BigInteger(), nullable=True),
        sa.Column("subscription", text, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("articles_effective", "articles", ["effective"], unique=False)
    op.create_table(
        "changes",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("id", text, nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("articles", text, nullable=False),
        sa.Column("story", text, nullable=False),
        sa.Column("other", text, nullable=True),
        sa.Column("reason", text, nullable=False),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.Column("before", text, nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("changes_other", "changes", ["other"], unique=False)
    op.create_index("changes_story", "changes", ["story"], unique=False)
    op.create_table(
        "channels",
        sa.Column("id", text, nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("body", text, nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "citations",
        sa.Column("story", text, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("article", text, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field", text, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("story", "revision", "place"),
    )
    op.create_index("citations_article", "citations", ["article", "version"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", text, nullable=False),
        sa.Column("value", text, nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "problems",
        sa.Column("id", text, nullable=False),
        sa.Column("about", text, nullable=False),
        sa.Column("stage", text, nullable=False),
        sa.Column("reason", text, nullable=False),
        sa.Column("remedy", text, nullable=False),
        sa.Column("retry", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("problems_at", "problems", ["at"], unique=False)
    op.create_table(
        "stories",
        sa.Column("id", text, nullable=False),
        sa.Column("founded", sa.BigInteger(), nullable=False),
        sa.Column("merged_into", text, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("held", text, nullable=False),
        sa.Column("headline", text, nullable=False),
        sa.Column("deck", text, nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=True),
        sa.Column("last_new_fact", sa.BigInteger(), nullable=True),
        sa.Column("first_published", sa.BigInteger(), nullable=True),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("publishers", text, nullable=False),
        sa.Column("language", text, nullable=True),
        sa.Column("topic", text, nullable=False),
        sa.Column("link", text, nullable=True),
        sa.Column("coverage", text, nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("stories_changed", "stories", ["changed"], unique=False)
    op.create_index("stories_fact", "stories", ["last_new_fact"], unique=False)
    op.create_table(
        "subscriptions",
        sa.Column("id", text, nullable=False),
        sa.Column("url", text, nullable=False),
        sa.Column("title", text, nullable=False),
        sa.Column("site", text, nullable=True),
        sa.Column("publisher", text, nullable=True),
        sa.Column("owner", text, nullable=True),
        sa.Column("category", text, nullable=False),
        sa.Column("lang", text, nullable=True),
        sa.Column("use", text, nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("last_success", sa.BigInteger(), nullable=True),
        sa.Column("last_polled", sa.BigInteger(), nullable=True),
        sa.Column("next_poll", sa.BigInteger(), nullable=True),
        sa.Column("poll_interval_s", sa.Float(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", text, nullable=False),
        sa.Column("etag", text, nullable=True),
        sa.Column("last_modified", text, nullable=True),
        sa.Column("entries_per_day", sa.Float(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("state", text, nullable=False),
        sa.Column("headers", text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("url"),
    )
    op.create_index("subscriptions_due", "subscriptions", ["next_poll"], unique=False)
    op.create_table(
        "work",
        sa.Column("stage", text, nullable=False),
        sa.Column("key", text, nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", text, nullable=False),
        sa.Column("body", text, nullable=False),
        sa.PrimaryKeyConstraint("stage", "key"),
    )
    op.create_index("work_due", "work", ["stage", "due"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("article", text, nullable=False),
        sa.Column("story", text, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", text, nullable=False),
        sa.Column("change", text, nullable=False),
        sa.Column("runner_up", text, nullable=True),
        sa.Column("runner_up_score", sa.Float(), nullable=False),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.id"],
        ),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("assignments_article", "assignments", ["article", "seq"], unique=False)
    op.create_index("assignments_story", "assignments", ["story"], unique=False)
    op.create_table(
        "constraints",
        sa.Column("change", text, nullable=False),
        sa.Column("first", text, nullable=False),
        sa.Column("second", text, nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change"],
            ["changes.id"],
        ),
        sa.PrimaryKeyConstraint("change", "first", "second"),
    )
    op.create_table(
        "drops",
        sa.Column("story", text, nullable=False),
        sa.Column("publisher", text, nullable=False),
        sa.Column("change", text, nullable=False),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.id"],
        ),
        sa.PrimaryKeyConstraint("story", "publisher"),
    )
    op.create_table(
        "entries",
        sa.Column("id", text, nullable=False),
        sa.Column("subscription", text, nullable=False),
        sa.Column("key", text, nullable=False),
        sa.Column("guid", text, nullable=True),
        sa.Column("link", text, nullable=True),
        sa.Column("title", text, nullable=False),
        sa.Column("summary", text, nullable=False),
        sa.Column("content", text, nullable=False),
        sa.Column("published", sa.BigInteger(), nullable=True),
        sa.Column("authors", text, nullable=False),
        sa.Column("lang", text, nullable=True),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("last_seen", sa.BigInteger(), nullable=False),
        sa.Column("article", text, nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["subscription"], ["subscriptions.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subscription", "key", name="entries_identity"),
    )
    op.create_index("entries_article", "entries", ["article"], unique=False)
    op.create_table(
        "places",
        sa.Column("article", text, nullable=False),
        sa.Column("story", text, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("memory", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.id"],
        ),
        sa.PrimaryKeyConstraint("article"),
    )
    op.create_index("places_arrival", "places", ["arrival"], unique=True)
    op.create_index("places_story", "places", ["story"], unique=False)
    op.create_table(
        "related",
        sa.Column("story", text, nullable=False),
        sa.Column("other", text, nullable=False),
        sa.Column("relation", text, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other"],
            ["stories.id"],
        ),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.id"],
        ),
        sa.PrimaryKeyConstraint("story", "other"),
    )
    op.create_table(
        "revisions",
        sa.Column("story", text, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", text, nullable=True),
        sa.Column("digest", text, nullable=False),
        sa.Column("updated", sa.BigInteger(), nullable=True),
        sa.Column("written", sa.BigInteger(), nullable=False),
        sa.Column("reason", text, nullable=False),
        sa.ForeignKeyConstraint(
            ["story"],
            ["stories.id"],
        ),
        sa.PrimaryKeyConstraint("story", "number"),
    )
    op.create_table(
        "versions",
        sa.Column("article", text, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", text, nullable=True),
        sa.Column("text", text, nullable=True),
        sa.Column("hash", text, nullable=False),
        sa.Column("source", text, nullable=True),
        sa.Column("url", text, nullable=True),
        sa.Column("published", sa.BigInteger(), nullable=True),
        sa.Column("day_only", sa.Boolean(), nullable=False),
        sa.Column("lang", text, nullable=True),
        sa.Column("kind", text, nullable=False),
        sa.Column("owner", text, nullable=True),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("canonical", text, nullable=True),
        sa.Column("teaser", sa.Boolean(), nullable=False),
        sa.Column("authors", text, nullable=False),
        sa.Column("image", text, nullable=True),
        sa.Column("stored", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.id"],
        ),
        sa.PrimaryKeyConstraint("article", "version"),
    )
