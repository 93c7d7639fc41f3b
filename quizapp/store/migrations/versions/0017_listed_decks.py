"""Operators are looked for before most pages, and decks that everybody has on the first of them: by an index."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """An index each."""
    op.create_index("ix_account_role", "account", ["role"])
    op.create_index("ix_deck_visibility_published", "deck", ["visibility", "published"])
