"""Items of one statement of a deck that is made already: what is new stands beside what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from quizapp.core.items.generate import Generation, Rejection, build
from quizapp.core.items.item import Item
from quizapp.core.items.matching import normalize
from quizapp.core.items.ranking import acceptance
from quizapp.core.items.reasons import Refusal
from quizapp.core.items.selection import select
from quizapp.core.statements.curated import CALLED, curated_for
from quizapp.core.statements.pool import DistractorPool, PoolEntry
from quizapp.core.statements.statement import Statement


def generate_beside(
    statement: Statement, statements: Sequence[Statement], *, text: str, asked: Iterable[Item] = ()
) -> Generation:
    """Items of one statement, with wrong answers from all ``statements`` of its source; no sentence is parsed.

    What ``asked``, the items that a deck has of other statements, ask already in the same words is not asked again.
    """
    others = [one for one in statements if one.id != statement.id and not one.context]
    pool = DistractorPool([*others, statement], curated=_curated(statement, text))
    candidates, dropped = build(statement, pool)
    if not candidates:
        why = dropped[-1].why if dropped else Refusal(reason="nothing-to-ask")
        return _nothing(statement, why)
    had = {(item.kind, normalize(item.stem)) for item in asked if item.statement != statement.id}
    fresh = [item for item in candidates if (item.kind, normalize(item.stem)) not in had]
    if not fresh:
        return _nothing(statement, Refusal(reason="same-stem"))
    selection = select(fresh, statements=[statement], limit=None)
    return Generation(items=selection.items, rejections=(), candidates=tuple(fresh))


def best_of(items: Iterable[Item], *, without: Collection[str] = ()) -> Item | None:
    """The item that a teacher most likely takes as it is, None where there is none; those named are left out."""
    left = [item for item in items if item.id not in without]
    return max(left, key=lambda item: (acceptance(item), item.confidence, item.id), default=None)


def _nothing(statement: Statement, why: Refusal) -> Generation:
    rejection = Rejection(statement=statement.id, reason=why.sentence, name=why.reason)
    return Generation(items=(), rejections=(rejection,))


def _curated(statement: Statement, text: str) -> tuple[PoolEntry, ...]:
    """Curated values of the statement's types; acts are left out, their forms would load the language model."""
    is_free = all(focus.type not in CALLED for focus in statement.focuses)
    return curated_for([statement], text) if is_free else ()
