"""Sources with their statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from quizapp.core.items.generate import Rejection
from quizapp.core.items.proof import Evidence
from quizapp.core.statements.codec import statement_from_plain, statement_to_plain
from quizapp.core.statements.statement import Statement
from quizapp.core.text.particulars import Particulars
from quizapp.core.text.source import Source
from quizapp.store.database import Connection, insert_all
from quizapp.store.rows import DeckRow, ItemRow, ItemVersionRow, SourceRow, StatementRow

PARTICULARS = (
    SourceRow.dated,
    SourceRow.author,
    SourceRow.licence,
    SourceRow.address,
    SourceRow.review_by,
    SourceRow.review_every,
)
"""The columns of what is known of a source beside its text."""


def add(connection: Connection, source: Source) -> int:
    """Store a source; its row."""
    done = connection.execute(
        insert(SourceRow).returning(SourceRow.id),
        {
            "title": source.title,
            "text": source.text,
            "sha256": source.sha256,
            **asdict(source.particulars),
        },
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


def put_statement(connection: Connection, source_id: int, statement: Statement) -> None:
    """Store one statement of a source in the place of the one with its name, or as another one."""
    of_source = StatementRow.source_id == source_id
    row = update(StatementRow).where(of_source, StatementRow.public_id == statement.id)
    plain = statement_to_plain(statement)
    if connection.execute(row.values(plain=plain, rejection=None)).rowcount:
        return
    last = connection.execute(select(func.max(StatementRow.position)).where(of_source)).scalar()
    values = {"position": 0 if last is None else last + 1, "public_id": statement.id, "plain": plain}
    insert_all(connection, StatementRow, [{"source_id": source_id, "rejection": None} | values])


def replace(connection: Connection, source_id: int, source: Source, *, stored: int | None = None) -> int:
    """The row of a source that replaces another; for the same text the same row with its new particulars, without
    statements.

    ``stored`` is the row of the new source where it has one.
    """
    before = connection.execute(
        select(SourceRow.title, SourceRow.text).where(SourceRow.id == source_id)
    ).one()
    if (before.title, before.text) != (source.title, source.text):
        return add(connection, source) if stored is None else stored
    connection.execute(delete(StatementRow).where(StatementRow.source_id == source_id))
    describe(connection, source_id, source.particulars)
    return source_id


def describe(connection: Connection, source_id: int, particulars: Particulars, *, title: str = "") -> None:
    """Change what is known of a source, and its title where one is given."""
    values = asdict(particulars) | ({"title": title} if title else {})
    connection.execute(update(SourceRow).where(SourceRow.id == source_id).values(values))


def particulars_of(row: Row[*tuple[Any, ...]]) -> Particulars:
    """What a row with the columns `PARTICULARS` says."""
    return Particulars(**{column.key: getattr(row, column.key) for column in PARTICULARS})


def text_of(connection: Connection, source_id: int) -> Source:
    """A stored source."""
    wanted = select(SourceRow.title, SourceRow.text, *PARTICULARS).where(SourceRow.id == source_id)
    row = connection.execute(wanted).one()
    return Source(title=row.title, text=row.text, particulars=particulars_of(row))


def dates(connection: Connection, versions: Collection[int]) -> dict[int, date]:
    """For item versions, by their rows, the day of which the text speaks that proves them, where that is known.

    It is the day of the deck's present text where the quote stands in that, else of the text that the version quotes.
    """
    rows = connection.execute(_DATES, {"ids": list(versions)})
    return {row.id: row.dated for row in rows if row.dated is not None}


def _stands(text: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Whether a version is what its item says now, and its quote stands in the deck's present text."""
    quote = ItemVersionRow.quote
    is_there = func.substr(text, ItemRow.start + 1, func.length(quote)) == quote
    is_of_present = ItemVersionRow.source_id == DeckRow.source_id
    return and_(ItemVersionRow.version == ItemRow.version, or_(is_of_present, is_there))


_PRESENT = aliased(SourceRow)
_DAY = case((_stands(_PRESENT.text), _PRESENT.dated), else_=SourceRow.dated).label("dated")
_DATED = (
    select(ItemVersionRow.id, _DAY)
    .join(SourceRow, SourceRow.id == ItemVersionRow.source_id)
    .join(ItemRow, ItemRow.id == ItemVersionRow.item_id)
    .join(DeckRow, DeckRow.id == ItemRow.deck_id)
    .join(_PRESENT, _PRESENT.id == DeckRow.source_id)
    .where(or_(_PRESENT.dated.is_not(None), SourceRow.dated.is_not(None)))
)
_DATES = _DATED.where(ItemVersionRow.id.in_(bindparam("ids", expanding=True)))
DATE_OF = _DATED.with_only_columns(_DAY, maintain_column_froms=True)
"""The same as a part of a statement that says which version is meant."""


def quotes(connection: Connection, source_id: int, evidence: Evidence | None) -> bool:
    """Whether a quote stands at its place in a source, or there is none to stand there."""
    if evidence is None:
        return True
    length = evidence.end - evidence.start
    there = select(func.substr(SourceRow.text, evidence.start + 1, length)).where(SourceRow.id == source_id)
    return connection.execute(there).scalar() == evidence.quote


def withdrawn(connection: Connection, deck: int) -> tuple[Statement, ...]:
    """The statements behind the items that the deck's source does not give any more, each as it was last."""
    rows = connection.execute(
        select(StatementRow.public_id, StatementRow.plain)
        .join(
            ItemVersionRow,
            (ItemVersionRow.source_id == StatementRow.source_id)
            & (ItemVersionRow.statement == StatementRow.public_id),
        )
        .join(ItemRow, (ItemRow.id == ItemVersionRow.item_id) & (ItemRow.base == ItemVersionRow.version))
        .where(ItemRow.deck_id == deck, ItemRow.withdrawn.is_not(None))
        .order_by(StatementRow.source_id, StatementRow.position)
    )
    return tuple({row.public_id: statement_from_plain(row.plain) for row in rows}.values())


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
    found = (statement_from_plain(row.plain) for row in rows)
    return tuple(sorted(found, key=lambda statement: statement.start)), tuple(rejections)
