"""Statements to items: drafts from every kind, proof and flaw checks, selection, and the reasons why not."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.items.earlier import Earlier
from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.item import Item, item_id
from quizapp.core.items.kind import Draft
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.modes import DEFAULT, Mode
from quizapp.core.items.proof import Evidence
from quizapp.core.items.reasons import UNLIKELY, Dropped, Refusal, dropped_draft, for_flaw
from quizapp.core.items.selection import select
from quizapp.core.statements.pool import DistractorPool, PoolEntry
from quizapp.core.statements.statement import Statement, join_words
from quizapp.errors import ItemInvalid

_ADVISED = 0.9
"""What each advisory flaw leaves of an item's confidence: of two items that ask the same, the one without it wins."""


@dataclass(frozen=True, kw_only=True)
class Rejection:
    """Why a statement gave no item, for the teacher to read; ``name`` is that of the reason in ``reasons.REASONS``."""

    statement: str
    reason: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Generation:
    """Items in the text's order, for every statement without one the reason, all candidates that fell, and all sound
    ones that items were chosen from."""

    items: tuple[Item, ...]
    rejections: tuple[Rejection, ...]
    dropped: tuple[Dropped, ...] = ()
    candidates: tuple[Item, ...] = ()


def generate(
    statements: Sequence[Statement],
    *,
    seed: int = 0,
    limit: int | None = None,
    curated: Iterable[PoolEntry] = (),
    earlier: Earlier | None = None,
    mode: Mode = DEFAULT,
) -> Generation:
    """Items of all kinds. Each statement draws from a generator of its own, so that none depends on another's luck.

    Items of an ``earlier`` generation that are still sound stay as they are and are not left out for new ones.
    """
    earlier = earlier or Earlier()
    pool = DistractorPool([statement for statement in statements if not statement.context], curated=curated)
    candidates: list[Item] = []
    dropped: list[Dropped] = []
    reasons: dict[str, Refusal] = {}
    for statement in statements:
        if statement.context:
            reasons[statement.id] = Refusal(reason="context", about=statement.context)
            continue
        built, refused = build(statement, pool, seed=seed)
        built = earlier.settled(statement, built, pool)
        candidates += built
        dropped += refused
        if not built:
            reasons[statement.id] = refused[-1].why if refused else Refusal(reason="nothing-to-ask")
    selection = select(candidates, statements=statements, limit=limit, first=earlier.ids, mode=mode)
    chosen = {item.statement for item in selection.items}
    fallen: dict[str, list[Refusal]] = defaultdict(list)
    for item in candidates:
        if why := selection.refused.get(item.id):
            dropped.append(_dropped_item(item, why))
            fallen[item.statement].append(why)
    reasons |= {id: _why_none(refused) for id, refused in fallen.items() if id not in chosen}
    rejections = [
        Rejection(statement=one.id, reason=reasons[one.id].sentence, name=reasons[one.id].reason)
        for one in statements
        if one.id in reasons
    ]
    return Generation(
        items=selection.items,
        rejections=tuple(rejections),
        dropped=tuple(dropped),
        candidates=tuple(candidates),
    )


def _why_none(refused: Sequence[Refusal]) -> Refusal:
    """Of a statement whose sound items all fell: others did better, unless not one was likely enough."""
    unlikely = all(one.reason == UNLIKELY for one in refused)
    return refused[0] if unlikely else Refusal(reason="outdone")


def build(statement: Statement, pool: DistractorPool, *, seed: int = 0) -> tuple[list[Item], list[Dropped]]:
    """All sound items of one statement, and the drafts that give none."""
    items: list[Item] = []
    dropped: list[Dropped] = []
    for kind, draft in _drafts(statement, pool, seed):
        try:
            item = item_from_draft(draft, statement)
        except ItemInvalid as error:
            why = Refusal(reason="unproven", about=f"{kind}: {error}")
            dropped.append(dropped_draft(draft, statement=statement.id, why=why))
            continue
        if item.is_fatal():
            why = for_flaw(kind, next(name for name in item.flaws if CATALOGUE[name].fatal))
            dropped.append(dropped_draft(draft, statement=statement.id, why=why))
            continue
        items.append(item)
    return items, dropped


def _dropped_item(item: Item, why: Refusal) -> Dropped:
    key = join_words(item.body.keys())
    return Dropped(statement=item.statement, kind=item.kind, stem=item.stem, key=key, why=why)


def _drafts(statement: Statement, pool: DistractorPool, seed: int) -> Iterator[tuple[str, Draft]]:
    for name, kind in KINDS.items():
        rng = random.Random(f"{seed}:{statement.id}:{name}")  # noqa: S311 - shuffling, not secrecy
        for draft in kind.from_statement(statement, pool, rng):
            yield name, draft


def item_from_draft(draft: Draft, statement: Statement) -> Item:
    """The item with its proof and flaws. Raises `ItemInvalid` where the quote does not support a key."""
    flaws = draft.body.flaws(draft.stem, quote=statement.quote)
    advice = sum(not CATALOGUE[name].fatal for name in flaws)
    return Item(
        id=item_id(statement.id, draft.body.kind, draft.slot),
        stem=draft.stem,
        body=draft.body,
        category=statement.category,
        rationale=statement.rationale or statement.text,
        statement=statement.id,
        evidence=Evidence(start=statement.start, end=statement.end, quote=statement.quote),
        derivation=draft.derivation,
        pattern=statement.pattern,
        flaws=flaws,
        confidence=round(draft.confidence * _ADVISED**advice, 3),
    )
