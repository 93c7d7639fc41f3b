"""Cards and their review log; nobody has studied before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(
    name: str, target: str, table: str, *, nullable: bool = False
) -> tuple[sa.Column[int], sa.Constraint]:
    foreign = sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}", ondelete="CASCADE")
    return sa.Column(name, KEY, nullable=nullable), foreign


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "card",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        *_key("learner_id", "learner.id", "card"),
        *_key("deck_id", "deck.id", "card"),
        *_key("item_id", "item.id", "card"),
        sa.Column("face", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("stability", sa.Double(), nullable=True),
        sa.Column("difficulty", sa.Double(), nullable=True),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("lapses", sa.Integer(), nullable=False),
        sa.Column("suspended", sa.Boolean(), nullable=False),
        sa.Column("buried_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_card"),
        sa.UniqueConstraint("learner_id", "item_id", "face", name="uq_card_learner_id_item_id_face"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_card_learner_id_due", "card", ["learner_id", "due"])
    op.create_index("ix_card_learner_id_deck_id", "card", ["learner_id", "deck_id"])
    op.create_index("ix_card_deck_id", "card", ["deck_id"])
    op.create_index("ix_card_item_id", "card", ["item_id"])
    op.create_table(
        "review",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        *_key("card_id", "card.id", "review"),
        *_key("learner_id", "learner.id", "review"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=True),
        sa.Column("retention", sa.Double(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        *_key("undoes", "review.id", "review", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sa.UniqueConstraint("card_id", "number", name="uq_review_card_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_learner_id_day", "review", ["learner_id", "day"])
    op.create_index("ix_review_undoes", "review", ["undoes"])
