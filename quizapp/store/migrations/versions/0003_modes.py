"""A deck, and the work that makes it, remember in which mode items are chosen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Everything so far is in the normal mode."""
    for table in ("deck", "job"):
        op.add_column(table, sa.Column("mode", sa.String(), nullable=False, server_default="normal"))
