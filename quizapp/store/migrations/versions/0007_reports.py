"""Reports of items and what became of them; nobody has reported before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _belongs_to(name: str, target: str) -> tuple[sa.Column[int], sa.Constraint]:
    foreign = sa.ForeignKeyConstraint([name], [target], name=f"fk_report_{name}", ondelete="CASCADE")
    return sa.Column(name, KEY, nullable=False), foreign


def upgrade() -> None:
    """A table."""
    op.create_table(
        "report",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        *_belongs_to("deck_id", "deck.id"),
        *_belongs_to("attempt_item_id", "attempt_item.id"),
        *_belongs_to("item_version_id", "item_version.id"),
        sa.Column("learner_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name="fk_report_learner_id", ondelete="SET NULL"
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("reported", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ruling", sa.String(), nullable=True),
        sa.Column("reply", sa.String(), nullable=False, server_default=""),
        sa.Column("ruled", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("attempt_item_id", "reason", name="uq_report_attempt_item_id_reason"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_report_deck_id", "report", ["deck_id"])
    op.create_index("ix_report_item_version_id", "report", ["item_version_id"])
    op.create_index("ix_report_learner_id_heard", "report", ["learner_id", "heard"])
