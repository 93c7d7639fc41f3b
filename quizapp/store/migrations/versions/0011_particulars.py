"""What is known of a source beside its text; of those that are there already, nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KEYED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """Columns of sources."""
    with op.batch_alter_table("source", table_kwargs=KEYED) as source:
        for name in ("dated", "review_by"):
            source.add_column(sa.Column(name, sa.Date(), nullable=True))
        for name in ("author", "licence", "address"):
            source.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        source.add_column(sa.Column("review_every", sa.Integer(), nullable=False, server_default="365"))
