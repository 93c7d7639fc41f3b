"""Images and sounds of items; no item that was made before has any."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEYED = {"sqlite_autoincrement": True}
UNKEPT = sa.text("kept = 0"), sa.text("NOT kept")


def upgrade() -> None:
    """Two tables, and a column of versions."""
    op.create_table(
        "media",
        sa.Column("name", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("size", "width", "height")),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_media"),
    )
    op.create_table(
        "deck_media",
        sa.Column("deck_id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("deck_id", "name", name="pk_deck_media"),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_deck_media_deck_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["name"], ["media.name"], name="fk_deck_media_name"),
    )
    op.create_index("ix_deck_media_name", "deck_media", ["name"])
    op.create_index(
        "ix_deck_media_added", "deck_media", ["added"], sqlite_where=UNKEPT[0], postgresql_where=UNKEPT[1]
    )
    with op.batch_alter_table("item_version", table_kwargs=KEYED) as version:
        version.add_column(sa.Column("media", sa.JSON(), nullable=False, server_default="[]"))
