"""Sources with their statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select

from quizapp.core.items.generate import Rejection
from quizapp.core.statements.codec import statement_from_plain, statement_to_plain
from quizapp.core.statements.statement import Statement
from quizapp.core.text.source import Source
from quizapp.store.database import Connection, insert_all
from quizapp.store.rows import DeckRow, SourceRow, StatementRow


def add(connection: Connection, source: Source) -> int:
    """Store a source; its row."""
    done = connection.execute(
        insert(SourceRow).returning(SourceRow.id),
        {"title": source.title, "text": source.text, "sha256": source.sha256},
    )
    return done.scalar_one()


def add_statements(
    connection: Connection, source_id: int, statements: Sequence[Statement], rejections: Sequence[Rejection]
) -> None:
    """Store what was found in a source, and why some of it gave no item."""
    reasons: Mapping[str, str] = {rejection.statement: rejection.reason for rejection in rejections}
    rows = [
        {
            "source_id": source_id,
            "position": position,
            "public_id": statement.id,
            "plain": statement_to_plain(statement),
            "rejection": reasons.get(statement.id),
        }
        for position, statement in enumerate(statements)
    ]
    insert_all(connection, StatementRow, rows)


def replace(connection: Connection, source_id: int, source: Source) -> int:
    """The row of a source that replaces another; for the same text the same row, without statements."""
    before = connection.execute(
        select(SourceRow.title, SourceRow.text).where(SourceRow.id == source_id)
    ).one()
    if (before.title, before.text) != (source.title, source.text):
        return add(connection, source)
    connection.execute(delete(StatementRow).where(StatementRow.source_id == source_id))
    return source_id


def of_deck(connection: Connection, deck: int) -> tuple[tuple[Statement, ...], tuple[Rejection, ...]]:
    """Statements of the deck's present source in the text's order, and rejections."""
    rows = connection.execute(
        select(StatementRow.public_id, StatementRow.plain, StatementRow.rejection)
        .join(DeckRow, DeckRow.source_id == StatementRow.source_id)
        .where(DeckRow.id == deck)
        .order_by(StatementRow.position)
    ).all()
    rejections = (
        Rejection(statement=row.public_id, reason=row.rejection) for row in rows if row.rejection is not None
    )
    return tuple(statement_from_plain(row.plain) for row in rows), tuple(rejections)
