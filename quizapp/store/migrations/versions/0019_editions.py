"""The states in which decks left for Anki, and plain cards that are asked as multiple choice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


KEYED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """A table, and a column of another."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "edition",
        sa.Column("id", key, autoincrement=True, nullable=False),
        sa.Column("deck_id", key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("notes", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_edition_deck_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_edition"),
        sa.UniqueConstraint("deck_id", "number", name="uq_edition_deck_id_number"),
        **KEYED,
    )
    op.add_column("attempt_item", sa.Column("choice", sa.JSON(none_as_null=True), nullable=True))
