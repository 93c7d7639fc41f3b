"""Classes, who is in them, what is assigned, live rounds, and answers that were graded again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEYED = {"sqlite_autoincrement": True}


def _key() -> sa.Column[int]:
    return sa.Column("id", KEY, autoincrement=True, nullable=False)


def _public(table: str) -> tuple[sa.Column[str], sa.Constraint]:
    unique = sa.UniqueConstraint("public_id", name=f"uq_{table}_public_id")
    return sa.Column("public_id", sa.String(), nullable=False), unique


def _belongs_to(table: str, name: str, target: str) -> tuple[sa.Column[int], sa.Constraint]:
    foreign = sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}", ondelete="CASCADE")
    return sa.Column(name, KEY, nullable=False), foreign


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    """Four tables, and columns of attempts and responses."""
    op.create_table(
        "classroom",
        _key(),
        *_public("classroom"),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        _moment("created"),
        sa.PrimaryKeyConstraint("id", name="pk_classroom"),
        sa.UniqueConstraint("code", name="uq_classroom_code"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "member",
        _key(),
        *_belongs_to("member", "classroom_id", "classroom.id"),
        *_belongs_to("member", "learner_id", "learner.id"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("teaches", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.Integer(), nullable=False),
        _moment("joined"),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
        sa.UniqueConstraint("classroom_id", "learner_id", name="uq_member_classroom_id_learner_id"),
        sa.UniqueConstraint("classroom_id", "name_key", name="uq_member_classroom_id_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_member_learner_id", "member", ["learner_id"])
    _assignment()
    _live()
    with op.batch_alter_table("attempt", table_kwargs=KEYED) as attempt:
        for name in ("assignment", "live"):
            attempt.add_column(sa.Column(f"{name}_id", KEY, nullable=True))
            attempt.create_foreign_key(
                f"fk_attempt_{name}_id", name, [f"{name}_id"], ["id"], ondelete="SET NULL"
            )
            attempt.create_index(f"ix_attempt_{name}_id", [f"{name}_id"])
    with op.batch_alter_table("response") as response:
        response.add_column(_moment("regraded", nullable=True))


def _assignment() -> None:
    op.create_table(
        "assignment",
        _key(),
        *_public("assignment"),
        *_belongs_to("assignment", "classroom_id", "classroom.id"),
        *_belongs_to("assignment", "deck_id", "deck.id"),
        sa.Column("title", sa.String(), nullable=False),
        _moment("created"),
        _moment("opens", nullable=True),
        _moment("due", nullable=True),
        sa.Column("late", sa.String(), nullable=False),
        sa.Column("penalty", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("quiz", sa.JSON(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sa.CheckConstraint("late IN ('closed', 'accepted')", name=op.f("ck_assignment_late")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_assignment_classroom_id", "assignment", ["classroom_id"])
    op.create_index("ix_assignment_deck_id", "assignment", ["deck_id"])


def _live() -> None:
    op.create_table(
        "live",
        _key(),
        *_public("live"),
        *_belongs_to("live", "classroom_id", "classroom.id"),
        *_belongs_to("live", "deck_id", "deck.id"),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        _moment("created"),
        sa.PrimaryKeyConstraint("id", name="pk_live"),
        sa.CheckConstraint("phase IN ('lobby', 'asking', 'shown', 'over')", name=op.f("ck_live_phase")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_live_classroom_id", "live", ["classroom_id"])
    op.create_index("ix_live_deck_id", "live", ["deck_id"])
