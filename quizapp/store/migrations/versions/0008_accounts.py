"""Accounts, and whose a deck is; decks made before are everybody's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEYED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """A table, and columns of decks and jobs."""
    op.create_table(
        "account",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("learner_id", KEY, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reset", sa.String(), nullable=True),
        sa.Column("reset_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_account_learner_id", ondelete="CASCADE"
        ),
        *(
            sa.UniqueConstraint(column, name=f"uq_account_{column}")
            for column in ("public_id", "email", "learner_id", "reset")
        ),
        sa.CheckConstraint("role IN ('learner', 'teacher', 'operator')", name=op.f("ck_account_role")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deck", table_kwargs=KEYED) as deck:
        deck.add_column(sa.Column("owner_id", KEY, nullable=True))
        deck.add_column(sa.Column("visibility", sa.String(), nullable=False, server_default="everybody"))
        deck.create_foreign_key("fk_deck_owner_id", "learner", ["owner_id"], ["id"], ondelete="SET NULL")
        deck.create_index("ix_deck_owner_id", ["owner_id"])
        deck.create_check_constraint(op.f("ck_deck_visibility"), "visibility IN ('own', 'link', 'everybody')")
    with op.batch_alter_table("job", table_kwargs=KEYED) as job:
        job.add_column(sa.Column("owner_id", KEY, nullable=True))
        job.create_foreign_key("fk_job_owner_id", "learner", ["owner_id"], ["id"], ondelete="SET NULL")
        job.create_index("ix_job_owner_id", ["owner_id"])
