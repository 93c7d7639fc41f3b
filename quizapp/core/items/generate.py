"""Statements to items: drafts from every kind, proof and flaw checks, selection, and the reasons why not."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.item import Item, item_id
from quizapp.core.items.kind import Draft
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.proof import Evidence
from quizapp.core.items.selection import select
from quizapp.core.statements.pool import DistractorPool, PoolEntry
from quizapp.core.statements.statement import Statement
from quizapp.errors import ItemInvalid


@dataclass(frozen=True, kw_only=True)
class Rejection:
    """Why a statement gave no item, for the teacher to read."""

    statement: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Generation:
    """Items in the text's order, and for every statement without one the reason."""

    items: tuple[Item, ...]
    rejections: tuple[Rejection, ...]


def generate(
    statements: Sequence[Statement],
    *,
    seed: int = 0,
    limit: int | None = None,
    curated: Iterable[PoolEntry] = (),
) -> Generation:
    """Items of all kinds. Each statement draws from a generator of its own, so that none depends on another's luck."""
    pool = DistractorPool([statement for statement in statements if not statement.context], curated=curated)
    candidates: list[Item] = []
    reasons: dict[str, str] = {}
    for statement in statements:
        if statement.context:
            reasons[statement.id] = statement.context
            continue
        built, reason = _build(statement, pool, seed)
        candidates += built
        if not built:
            reasons[statement.id] = reason
    items = select(candidates, statements=statements, limit=limit)
    chosen = {item.statement for item in items}
    for item in candidates:
        if item.statement not in chosen:
            reasons.setdefault(item.statement, "others say the same or ask it better")
    order = [statement.id for statement in statements]
    rejections = [Rejection(statement=id, reason=reasons[id]) for id in order if id in reasons]
    return Generation(items=items, rejections=tuple(rejections))


def _build(statement: Statement, pool: DistractorPool, seed: int) -> tuple[list[Item], str]:
    """All sound items of one statement; where there are none, the reason."""
    items: list[Item] = []
    reason = "no builder has a question for it"
    for kind, draft in _drafts(statement, pool, seed):
        try:
            item = item_from_draft(draft, statement)
        except ItemInvalid as error:
            reason = f"{kind}: {error}"
            continue
        if item.is_fatal():
            fatal = next(name for name in item.flaws if CATALOGUE[name].fatal)
            reason = f"{kind}: {fatal}: {CATALOGUE[fatal].rule}"
            continue
        items.append(item)
    return items, reason


def _drafts(statement: Statement, pool: DistractorPool, seed: int) -> Iterator[tuple[str, Draft]]:
    for name, kind in KINDS.items():
        rng = random.Random(f"{seed}:{statement.id}:{name}")  # noqa: S311 - shuffling, not secrecy
        for draft in kind.from_statement(statement, pool, rng):
            yield name, draft


def item_from_draft(draft: Draft, statement: Statement) -> Item:
    """The item with its proof and flaws. Raises `ItemInvalid` where the quote does not support a key."""
    item = Item(
        id=item_id(statement.id, draft.body.kind, draft.slot),
        stem=draft.stem,
        body=draft.body,
        category=statement.category,
        rationale=statement.rationale or statement.text,
        statement=statement.id,
        evidence=Evidence(start=statement.start, end=statement.end, quote=statement.quote),
        derivation=draft.derivation,
        pattern=statement.pattern,
        confidence=round(draft.confidence, 3),
    )
    return replace(item, flaws=item.broken_rules())
