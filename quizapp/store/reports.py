"""Reports of items: kept, listed for the deck's owner, ruled on, and heard by who sent them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update

from quizapp.core.items.codec import body_from_plain
from quizapp.core.items.item import Item
from quizapp.core.items.outcome import Outcome
from quizapp.core.study.report import Reason, Report, Ruling
from quizapp.store import versions
from quizapp.store.attempts import CHOICE, Asked
from quizapp.store.database import Connection, insert_once
from quizapp.store.decks import storable
from quizapp.store.rows import AttemptItemRow, AttemptRow, DeckRow, LearnerRow, ReportRow, ResponseRow
from quizapp.store.there import there


def _reports() -> Select[Any]:
    return (
        select(
            ReportRow.__table__,
            DeckRow.public_id.label("deck"),
            DeckRow.title,
            ResponseRow.answer,
            AttemptItemRow.choice,
        )
        .join(AttemptItemRow, AttemptItemRow.id == ReportRow.attempt_item_id)
        .join(DeckRow, DeckRow.id == ReportRow.deck_id)
        .join(ResponseRow, ResponseRow.attempt_item_id == ReportRow.attempt_item_id)
        .where(there(DeckRow))
    )


def add(connection: Connection, asked: Asked, *, reason: Reason, words: str, now: datetime) -> bool:
    """Keep a report; False where this place has one for this reason."""
    attempt = connection.execute(
        select(AttemptRow.deck_id, AttemptRow.learner_id).where(AttemptRow.id == asked.attempt_row)
    ).one()
    values = {
        "deck_id": attempt.deck_id,
        "attempt_item_id": asked.row,
        "item_version_id": asked.version.id,
        "learner_id": attempt.learner_id,
        "reason": reason,
        "words": words,
        "reported": now,
    }
    return insert_once(connection, ReportRow, values)


def of_deck(connection: Connection, deck: int) -> list[Report]:
    """All reports of a deck: the ones that wait first, then the newest."""
    order = (ReportRow.ruled.is_not(None), ReportRow.id.desc())
    found = connection.execute(_reports().where(ReportRow.deck_id == deck).order_by(*order)).all()
    return _loaded(connection, found)


def of_place(connection: Connection, attempt: str, position: int) -> list[Report]:
    """What was reported at a place of an attempt, the first first."""
    here = (
        _reports()
        .join(AttemptRow, AttemptRow.id == AttemptItemRow.attempt_id)
        .where(AttemptRow.public_id == storable(attempt), AttemptItemRow.position == position)
    )
    return sorted(_loaded(connection, connection.execute(here).all()), key=lambda report: report.number)


def find(connection: Connection, deck: int, number: int) -> Report | None:
    """The report of a deck with this number."""
    one = _reports().where(ReportRow.deck_id == deck, ReportRow.id == number)
    return next(iter(_loaded(connection, connection.execute(one).all())), None)


def waiting(connection: Connection, decks: Collection[str]) -> dict[str, int]:
    """How many reports of these decks have no ruling, by the deck's public id."""
    open_ones = select(DeckRow.public_id, func.count()).join(ReportRow, ReportRow.deck_id == DeckRow.id)
    theirs = open_ones.where(
        DeckRow.public_id.in_(list(map(storable, decks))), ReportRow.ruling.is_(None), there(DeckRow)
    )
    rows = connection.execute(theirs.group_by(DeckRow.public_id))
    return {row[0]: row[1] for row in rows}


def rule(connection: Connection, number: int, ruling: Ruling, *, reply: str, now: datetime) -> bool:
    """Rule on a report, once; whether it had no ruling before."""
    open_one = update(ReportRow).where(ReportRow.id == number, ReportRow.ruling.is_(None))
    done = connection.execute(
        open_one.values(ruling=ruling, reply=reply, ruled=now).execution_options(preserve_rowcount=True)
    )
    return done.rowcount == 1


def reopen(connection: Connection, number: int) -> bool:
    """Take a ruling back that its learner has not heard; whether it was."""
    ruled = update(ReportRow).where(
        ReportRow.id == number, ReportRow.ruling.is_not(None), ReportRow.heard.is_(False)
    )
    values = {"ruling": None, "reply": "", "ruled": None}
    return connection.execute(ruled.values(values).execution_options(preserve_rowcount=True)).rowcount == 1


def regrade(connection: Connection, number: int, outcome: Outcome) -> None:
    """Give the response that a report is about another outcome."""
    place = select(ReportRow.attempt_item_id).where(ReportRow.id == number).scalar_subquery()
    connection.execute(
        update(ResponseRow)
        .where(ResponseRow.attempt_item_id == place)
        .values(fraction=outcome.fraction, feedback=list(outcome.feedback))
    )


def unheard(connection: Connection, learner: str) -> list[Report]:
    """The rulings that a learner has not seen."""
    mine = (
        _reports()
        .join(LearnerRow, LearnerRow.id == ReportRow.learner_id)
        .where(LearnerRow.public_id == storable(learner), ReportRow.heard.is_(False))
        .where(ReportRow.ruling.is_not(None))
        .order_by(ReportRow.id)
    )
    return _loaded(connection, connection.execute(mine).all())


def hear(connection: Connection, learner: int, numbers: Sequence[int]) -> None:
    """Note that a learner saw these rulings."""
    seen = update(ReportRow).where(ReportRow.learner_id == learner, ReportRow.id.in_(numbers))
    connection.execute(seen.where(ReportRow.ruling.is_not(None)).values(heard=True))


def _loaded(connection: Connection, rows: Sequence[Row[Any]]) -> list[Report]:
    loaded = versions.load(connection, [row.item_version_id for row in rows])
    return [
        Report(
            number=row.id,
            deck_id=row.deck,
            deck_title=row.title,
            item=_asked_item(loaded[row.item_version_id].item, row.choice),
            version=loaded[row.item_version_id].number,
            reason=row.reason,
            words=row.words,
            answer=tuple(row.answer),
            reported=row.reported,
            ruling=row.ruling,
            reply=row.reply,
            ruled=row.ruled,
            heard=bool(row.heard),
        )
        for row in rows
        if row.item_version_id in loaded
    ]


def _asked_item(item: Item, choice: dict[str, Any] | None) -> Item:
    """The item as it was asked there."""
    return item if choice is None else versions.asked_as(item, body_from_plain(CHOICE, choice))
