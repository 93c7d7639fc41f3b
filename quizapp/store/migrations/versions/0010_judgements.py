"""What somebody said of an item in review: nothing of all that was decided before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """A column of items."""
    op.add_column("item", sa.Column("judged", sa.String(), nullable=True))
