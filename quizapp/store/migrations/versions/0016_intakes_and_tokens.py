"""Files that came in for a deck, and personal tokens; nobody had any before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two tables."""
    op.create_table(
        "intake",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("deck_id", KEY, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("learner_id", KEY, nullable=True),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("choices", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("done", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["deck_id"], ["deck.id"], name="fk_intake_deck_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_intake_learner_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_intake"),
        sa.UniqueConstraint("deck_id", "public_id", name="uq_intake_deck_id_public_id"),
        sa.CheckConstraint("state IN ('open', 'stored', 'taken back')", name=op.f("ck_intake_state")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_intake_learner_id", "intake", ["learner_id"])
    op.create_index("ix_intake_created", "intake", ["created"])
    op.create_table(
        "token",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hashed", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name="fk_token_account_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("hashed", name="uq_token_hashed"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_token_account_id", "token", ["account_id"])
