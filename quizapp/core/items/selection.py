"""Which of all sound items make a deck: one or two for a fact, no two alike, kinds mixed, few true or false."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from quizapp.core.items.flaws import gives_away
from quizapp.core.items.item import Item
from quizapp.core.items.matching import normalize
from quizapp.core.items.modes import DEFAULT, LEAST, Mode
from quizapp.core.items.ranking import acceptance
from quizapp.core.items.reasons import UNLIKELY, Refusal
from quizapp.core.statements.statement import WRITTEN, Statement

_WEIGHTS = {
    "mcq": 8.0,
    "multiple_response": 9.0,
    "matching": 14.0,
    "ordering": 14.0,
    "short_answer": 2.4,
    "basic": 2.2,
    "cloze": 2.0,
    "true_false": 0.6,
}
_CHOOSING = frozenset({"mcq", "multiple_response", "matching", "ordering"})
_TRUE_FALSE_SHARE = 0.15
_ALIKE, _ALIKE_OF_FIGURE = 0.75, 0.45
_PER_SENTENCE = 2
_PER_TERM = 2
_ENOUGH_TO_MIX, _KINDS = 6, 6
_SURE = 0.3
_MATCHED = "meanings"  # of several terms at once: none of them is asked for alone


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The deck's items in the text's order, and for all others, by their ids, why they are not among them."""

    items: tuple[Item, ...]
    refused: Mapping[str, Refusal]


def select(
    items: Sequence[Item],
    *,
    statements: Sequence[Statement],
    limit: int | None,
    first: Collection[str] = (),
    mode: Mode = DEFAULT,
) -> Selection:
    """Choose the deck's items.

    Which of two items that ask the same stays is drawn from their ids, so that it does not change when another
    paragraph does. With ``limit`` the most telling ones stay. Those with their id in ``first`` stay in any case, and
    others make room for them.
    """
    by_id = {statement.id: statement for statement in statements}
    written = {statement.id for statement in statements if statement.pattern == WRITTEN}
    likely = [
        item
        for item in items
        if item.id in first or item.statement in written or acceptance(item) >= LEAST[mode]
    ]
    ranked = sorted(likely, key=lambda item: (item.id not in first, -_rank(item), item.id))
    chosen, taken = _mixed(ranked, by_id, first, mode)
    kept = mixed = taken if mode == "all" else _cap_true_false(taken, first)
    if limit is not None:
        telling = sorted(
            kept,
            key=lambda item: (
                item.id not in first,
                -by_id[item.statement].salience * item.confidence,
                -_rank(item),
            ),
        )
        kept = telling[: max(limit, sum(1 for item in kept if item.id in first))]
    place = {statement.id: (statement.start, n) for n, statement in enumerate(statements)}
    kinds = list(_WEIGHTS)
    in_order = sorted(kept, key=lambda item: (place[item.statement], kinds.index(item.kind), item.id))
    refused = (
        _unlikely(items, likely)
        | chosen.refused
        | _left_out(taken, mixed, "true-false-quota")
        | _left_out(mixed, kept, "over-limit")
    )
    return Selection(items=tuple(in_order), refused=refused)


def _mixed(
    ranked: Sequence[Item], statements: dict[str, Statement], first: Collection[str], mode: Mode
) -> tuple[_Chosen, list[Item]]:
    """The best choice; again with the best item of a kind that is missing, unless that costs more than it adds.

    Where a deck's own items stay in any case, its mix is settled.
    """
    chosen = _Chosen(statements, first, mode)
    taken = chosen.choose(ranked)
    mixed: list[Item] = []
    for kind in _WEIGHTS:
        kinds = {item.kind for item in taken}
        if mode == "all" or first or len(taken) < _ENOUGH_TO_MIX or kind in kinds or len(kinds) >= _KINDS:
            continue
        settled = {item.statement for item in mixed}
        offering = {item.statement for item in taken if item.kind in _CHOOSING}
        fitting = [item for item in ranked if item.kind == kind and item.statement not in settled]
        wanted = next((item for item in fitting if item.statement not in offering), next(iter(fitting), None))
        if wanted is None:
            continue
        ahead = [*mixed, wanted]
        again = _Chosen(statements, {*first, *(item.id for item in ahead)}, mode)
        retaken = again.choose([*ahead, *(item for item in ranked if item not in ahead)])
        if len(retaken) >= len(taken) - 1 and len({i.kind for i in retaken}) > len({i.kind for i in taken}):
            chosen, taken, mixed = again, retaken, ahead
    return chosen, taken


def _unlikely(items: Sequence[Item], likely: Sequence[Item]) -> dict[str, Refusal]:
    stayed = {item.id for item in likely}
    return {
        item.id: Refusal(reason=UNLIKELY, about=f"{acceptance(item):.0%}")
        for item in items
        if item.id not in stayed
    }


def _left_out(before: Sequence[Item], after: Sequence[Item], reason: str) -> dict[str, Refusal]:
    stayed = {item.id for item in after}
    return {item.id: Refusal(reason=reason) for item in before if item.id not in stayed}


def _rank(item: Item) -> float:
    """The chance of acceptance, times the kind's weight, times a chance of its own: a fixed draw in [0.6, 1.4).

    A constant beside the chance lets options win where an item with them is somewhat less sure than one without.
    """
    if item.pattern == _MATCHED:  # before any of its terms is asked for alone
        return 2 * (_SURE + acceptance(item)) * _WEIGHTS[item.kind]
    draw = int.from_bytes(hashlib.blake2b(item.id.encode(), digest_size=4).digest()) / 2**32
    return (_SURE + acceptance(item)) * _WEIGHTS[item.kind] * (0.6 + 0.8 * draw)


class _Chosen:
    """Items taken so far, looked up by what they would make superfluous."""

    def __init__(self, statements: dict[str, Statement], first: Collection[str], mode: Mode) -> None:
        self._statements, self._first, self._mode = statements, first, mode
        self.refused: dict[str, Refusal] = {}
        self._facts: dict[tuple[str, str], list[Item]] = defaultdict(list)
        self._choices: set[tuple[str, str]] = set()
        self._stems: dict[frozenset[str], Item] = {}
        self._by_key: dict[str, list[tuple[frozenset[str], Item]]] = defaultdict(list)
        self._asked: set[str] = set()
        self._asked_so: set[tuple[str, frozenset[str]]] = set()
        self._of_sentence: dict[int, list[Item]] = defaultdict(list)
        self._matching: list[Item] = []

    def choose(self, ranked: Sequence[Item]) -> list[Item]:
        """Take what adds something, best first."""
        kept = []
        for item in ranked:
            words = frozenset(normalize(item.stem).replace("?", "").split())
            keys = [normalize(key) for key in item.body.keys()]  # noqa: SIM118 - a body is no mapping
            why = None if item.id in self._first else self._superfluous(item, words, keys)
            if why:
                self.refused[item.id] = why
                continue
            self._take(item, words, keys)
            kept.append(item)
        return kept

    def _superfluous(self, item: Item, words: frozenset[str], keys: Sequence[str]) -> Refusal | None:
        """Why an item adds nothing, or None where it does.

        A fact is asked once of a text; a hand-written one may be both chosen and recalled.
        """
        if self._mode == "all":
            return Refusal(reason="same-stem") if (item.kind, words) in self._asked_so else None
        if item.category == "definition" and (rival := self._matched(item, keys)):
            return Refusal(reason="fact-asked", about=rival.stem)
        is_written = self._statements[item.statement].pattern == WRITTEN
        if _is_true(item) and item.statement in self._asked and not is_written:
            return Refusal(reason="claim-asked")
        if rival := self._rival(item, keys, most=2 if is_written else 1):
            return Refusal(reason="fact-asked", about=rival.stem)
        if not is_written and (why := self._told(item)):
            return why
        if item.pattern == "fact" and self._of_sentence[item.span[0]]:
            return Refusal(reason="yields")
        if item.pattern == "fact" and self._is_worn(keys):
            return Refusal(reason="worn-term")
        if words in self._stems and "cloze" not in (item.kind, self._stems[words].kind):
            return Refusal(reason="same-stem")
        if any(_alike(words, other, least=_least(key)) for key in keys for other, _ in self._by_key[key]):
            return Refusal(reason="alike")
        return None

    def _matched(self, item: Item, keys: Sequence[str]) -> Item | None:
        """The item that has this term or meaning among its pairs."""
        for other in self._matching:
            told = [normalize(key) for key in other.body.keys()]  # noqa: SIM118
            asked = normalize(item.stem)
            if set(keys) & set(told) or any(f" {key} " in f" {asked} " for key in told if " " in key):
                return other
        return None

    def _rival(self, item: Item, keys: Sequence[str], *, most: int) -> Item | None:
        """The item that asks for the same fact already: often enough, or also with options."""
        if item.kind == "true_false":
            return None
        for key in keys:
            others = self._facts[item.statement, key]
            is_enough = len(others) >= most
            rivals = [other for other in others if is_enough or {item.kind, other.kind} <= _CHOOSING]
            if rivals:
                return rivals[0]
        return None

    def _is_worn(self, keys: Sequence[str]) -> bool:
        """Whether a deck has asked for the same term often enough."""
        return any(len(self._by_key[key]) >= _PER_TERM for key in keys)

    def _told(self, item: Item) -> Refusal | None:
        """Whether items of the same sentence are enough, answer this one or are answered by it."""
        others = self._of_sentence[item.span[0]]
        most = 1 if self._mode == "strict" else _PER_SENTENCE
        if len(others) >= most + len(item.quote) // 150:
            return Refusal(reason="sentence-full")
        for other in others:
            if _answers(item, other):
                return Refusal(reason="answers-another", about=other.stem)
            if _overlap(item, other):
                return Refusal(reason="shares-key", about=other.stem)
        return None

    def _take(self, item: Item, words: frozenset[str], keys: Sequence[str]) -> None:
        if item.kind != "true_false":
            for key in dict.fromkeys(keys):
                self._facts[item.statement, key].append(item)
            for key in keys:
                self._by_key[key].append((words, item))
        self._stems.setdefault(words, item)
        self._asked.add(item.statement)
        if item.pattern == _MATCHED:
            self._matching.append(item)
        self._asked_so.add((item.kind, words))
        self._of_sentence[item.span[0]].append(item)


def _overlap(one: Item, other: Item) -> bool:
    """Whether a key of one of them is part of a key of the other."""
    keys = [[f" {normalize(key)} " for key in item.body.keys()] for item in (one, other)]  # noqa: SIM118
    return any(a in b or b in a for a in keys[0] for b in keys[1])


def _answers(one: Item, other: Item) -> bool:
    """Whether the stem of one of them holds a key of the other."""
    return any(
        gives_away(asked.stem, key)
        for asked, asking in ((one, other), (other, one))
        for key in asking.body.keys()  # noqa: SIM118 - a body is no mapping
    )


def _alike(words: frozenset[str], others: frozenset[str], *, least: float) -> bool:
    """Jaccard's measure over the stems' words."""
    return len(words & others) > least * max(1, len(words | others))


def _least(key: str) -> float:
    """From where on two stems with this key ask the same: of a figure that a text tells twice less is enough."""
    return _ALIKE_OF_FIGURE if any(char.isdigit() for char in key) and len(key.split()) > 1 else _ALIKE


def _cap_true_false(items: Sequence[Item], first: Collection[str]) -> list[Item]:
    """At most a small share of true/false, the best of them, neither “True” nor “False” far more often."""
    others = sum(1 for item in items if item.kind != "true_false")
    room = int(_TRUE_FALSE_SHARE / (1 - _TRUE_FALSE_SHARE) * others)
    judged = {
        truth: [item for item in items if item.kind == "true_false" and _is_true(item) == truth]
        for truth in (True, False)
    }
    each = max(1, min(ceil(room / 2), 2 * min(len(found) for found in judged.values()) or room))
    even = {item.id for found in judged.values() for item in found[:each]}
    stay = set([item.id for item in items if item.id in even][:room])
    return [item for item in items if item.kind != "true_false" or item.id in first or item.id in stay]


def _is_true(item: Item) -> bool:
    return item.kind == "true_false" and item.body.keys() == ("True",)
