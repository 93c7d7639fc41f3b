"""A page of a deck's items comes in their order from an index, without sorting all of them."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """An index."""
    op.create_index("ix_item_deck_id_position", "item", ["deck_id", "position"])
