"""What is deleted goes into a bin first; nothing is in it yet. Who is out of a class holds no name in it.

Assignments say when their results are told; all that are there tell them at once.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEYED = {"sqlite_autoincrement": True}
THERE = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    """Columns of four tables, and what is unique among the members who are there."""
    for name in ("deck", "classroom", "member", "assignment"):
        with op.batch_alter_table(name, table_kwargs=KEYED) as table:
            table.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
            table.add_column(sa.Column("deleted_by", KEY, nullable=True))
            table.create_foreign_key(
                f"fk_{name}_deleted_by", "learner", ["deleted_by"], ["id"], ondelete="SET NULL"
            )
            if name == "assignment":
                table.add_column(sa.Column("tell", sa.String(), nullable=False, server_default="once"))
                table.create_check_constraint(op.f("ck_assignment_tell"), "tell IN ('once', 'due')")
            if name == "member":
                table.drop_constraint("uq_member_classroom_id_learner_id", type_="unique")
                table.drop_constraint("uq_member_classroom_id_name_key", type_="unique")
        for column in ("deleted_at", "deleted_by"):
            op.create_index(f"ix_{name}_{column}", name, [column])
    op.create_index("ix_member_classroom_id", "member", ["classroom_id"])
    for name, column in (("learner", "learner_id"), ("name", "name_key")):
        op.create_index(
            f"uq_member_{name}", "member", ["classroom_id", column], unique=True, sqlite_where=THERE,
            postgresql_where=THERE,
        )  # fmt: skip
