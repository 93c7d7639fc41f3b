"""Learners, and whose attempt it is; attempts made before belong to nobody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A table, and a column of attempts."""
    op.create_table(
        "learner",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("preferences", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_learner"),
        sa.UniqueConstraint("public_id", name="uq_learner_public_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attempt", table_kwargs={"sqlite_autoincrement": True}) as attempt:
        attempt.add_column(sa.Column("learner_id", KEY, nullable=True))
        attempt.create_foreign_key(
            "fk_attempt_learner_id", "learner", ["learner_id"], ["id"], ondelete="SET NULL"
        )
        attempt.create_index("ix_attempt_learner_id", ["learner_id"])
