"""On PostgreSQL each text of the search index also says of what kind it is and which block of numbers it is in."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute(
        "UPDATE search_text s SET words = s.words || array_to_tsvector(ARRAY[' ' || d.kind, ' ' || d.kind || ' ' || (d.id / 16384)])"
        " FROM search_docs d WHERE d.id = s.id"
    )
