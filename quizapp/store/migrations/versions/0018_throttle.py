"""Who did something often, and until when a class can be joined: those that are there, for 60 days from now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


KEYED = {"sqlite_autoincrement": True}


def upgrade() -> None:
    """A table, and a column of another."""
    op.create_table(
        "throttle",
        sa.Column("who", sa.String(), primary_key=True),
        sa.Column("due", sa.Double(), nullable=False),
    )
    op.create_index("ix_throttle_due", "throttle", ["due"])
    until = datetime.now(UTC) + timedelta(days=60)
    moment = sa.DateTime(timezone=True)
    op.add_column("classroom", sa.Column("open_until", moment, nullable=True))
    classroom = sa.table("classroom", sa.column("open_until", moment))
    op.execute(classroom.update().values(open_until=until))
    with op.batch_alter_table("classroom", table_kwargs=KEYED) as changed:
        changed.alter_column("open_until", existing_type=moment, nullable=False)
