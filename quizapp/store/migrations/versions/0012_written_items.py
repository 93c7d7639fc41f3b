"""Items that a person wrote, tags, and who worded a version; all items made before were generated and have none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEYED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Columns of a table."""
    with op.batch_alter_table("item_version", table_kwargs=KEYED) as version:
        version.add_column(sa.Column("written", sa.Boolean(), nullable=False, server_default=sa.false()))
        version.add_column(sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
        version.add_column(sa.Column("author_id", KEY, nullable=True))
        version.create_foreign_key(
            "fk_item_version_author_id", "learner", ["author_id"], ["id"], ondelete="SET NULL"
        )
        version.create_index("ix_item_version_author_id", ["author_id"])
