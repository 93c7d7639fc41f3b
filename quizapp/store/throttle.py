"""What is counted of somebody so that they do not do it too often; the same for every worker and machine."""

from __future__ import annotations

from sqlalchemy import case, delete, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.core.teaching.limit import Limit
from quizapp.store.database import Connection
from quizapp.store.throttle_rows import ThrottleRow


def due(connection: Connection, who: str) -> float:
    """When all is paid off, in seconds since 1970; 0 of somebody of whom nothing is known."""
    found = connection.execute(select(ThrottleRow.due).where(ThrottleRow.who == who)).scalar_one_or_none()
    return found or 0.0


def spend(connection: Connection, who: str, limit: Limit, *, now: float) -> None:
    """Count one more, in one statement: of many at the same moment none is lost. What is paid off is forgotten."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    present = literal(now)
    begun = case((ThrottleRow.due > present, ThrottleRow.due), else_=present)
    connection.execute(
        insert(ThrottleRow)
        .values(who=who, due=now + limit.step)
        .on_conflict_do_update(index_elements=[ThrottleRow.who], set_={"due": begun + limit.step})
    )
    connection.execute(delete(ThrottleRow).where(ThrottleRow.due < present))
