"""What Alembic runs on: the connection it was given, else the database of the settings."""

from __future__ import annotations

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, create_engine

from quizapp.config import Settings
from quizapp.store.base import Instant
from quizapp.store.tables import metadata


def _render(kind: str, value: Any, _context: AutogenContext) -> str | Literal[False]:
    """Steps speak plain SQLAlchemy: they must still run when our own types have changed."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, Instant) else False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata(),
        render_as_batch=True,
        render_item=_render,
        compare_type=True,
        transactional_ddl=connection.dialect.name != "sqlite",
    )
    context.run_migrations()


_given: Connection | None = context.config.attributes.get("connection")
if _given is not None:
    _run(_given)
else:
    with create_engine(Settings.from_environ(os.environ).database_url).begin() as _opened:
        _run(_opened)
