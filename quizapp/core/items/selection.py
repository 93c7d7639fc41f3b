"""Which of all sound items make a deck: no two alike, kinds mixed, none answering another."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from quizapp.core.items.item import Item
from quizapp.core.items.matching import normalize
from quizapp.core.statements.statement import Statement

_WEIGHTS = {
    "mcq": 5.0,
    "multiple_response": 4.0,
    "matching": 4.0,
    "short_answer": 2.4,
    "basic": 2.2,
    "cloze": 2.0,
    "true_false": 1.0,
}
_TRUE_FALSE_SHARE = 0.12
_PER_SENTENCE = 2
_PER_FOCUS = 2
_ALIKE = 0.75


def select(items: Sequence[Item], *, statements: Sequence[Statement], limit: int | None) -> tuple[Item, ...]:
    """The deck's items in the text's order.

    Which of two items that ask the same stays is drawn from their ids, so that it does not change when another
    paragraph does.
    """
    salience = {statement.id: statement.salience for statement in statements}
    ranked = sorted(items, key=lambda item: (-_rank(item), item.id))
    kept = _distinct(ranked)
    kept = _cap_true_false(kept)
    if limit is not None:
        kept = sorted(kept, key=lambda item: (-salience[item.statement] * item.confidence, -_rank(item)))[
            :limit
        ]
    place = {statement.id: (statement.start, n) for n, statement in enumerate(statements)}
    kinds = list(_WEIGHTS)
    return tuple(sorted(kept, key=lambda item: (place[item.statement], kinds.index(item.kind), item.id)))


def _rank(item: Item) -> float:
    """Confidence, times the kind's weight, times a chance of its own: a fixed draw in [0.4, 1.6)."""
    draw = int.from_bytes(hashlib.blake2b(item.id.encode(), digest_size=4).digest()) / 2**32
    return item.confidence * _WEIGHTS[item.kind] * (0.4 + 1.2 * draw)


def _distinct(ranked: Sequence[Item]) -> list[Item]:
    """The best of those that ask alike, at most a few of one sentence."""
    kept: list[Item] = []
    stems: list[tuple[frozenset[str], Item]] = []
    per_sentence: Counter[tuple[int, int]] = Counter()
    per_key: Counter[tuple[str, frozenset[str]]] = Counter()
    for item in ranked:
        words = frozenset(normalize(item.stem).replace("?", "").split())
        sentence = (item.evidence.start, item.evidence.end)
        limit = _PER_SENTENCE + len(item.evidence.quote) // 90
        keys = (item.statement, frozenset(map(normalize, item.body.keys())))
        if per_sentence[sentence] >= limit or per_key[keys] >= _PER_FOCUS:
            continue
        if any(_asks_same(words, item, *other) for other in stems):
            continue
        per_sentence[sentence] += 1
        per_key[keys] += 1
        stems.append((words, item))
        kept.append(item)
    return kept


def _asks_same(words: frozenset[str], item: Item, others: frozenset[str], other: Item) -> bool:
    if words == others and (item.kind != "cloze" or other.kind != "cloze"):
        return True
    shared = len(words & others) / max(1, len(words | others))
    return shared > _ALIKE and bool(
        set(map(normalize, item.body.keys())) & set(map(normalize, other.body.keys()))
    )


def _cap_true_false(items: Sequence[Item]) -> list[Item]:
    """At most a fifth of true/false, the best of them."""
    others = sum(1 for item in items if item.kind != "true_false")
    room = int(_TRUE_FALSE_SHARE / (1 - _TRUE_FALSE_SHARE) * others)
    kept = []
    for item in items:
        if item.kind == "true_false":
            room -= 1
            if room < 0:
                continue
        kept.append(item)
    return kept
