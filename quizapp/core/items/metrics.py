"""What a generation is worth by count: additive tallies of a text, a genre, a kind or a pattern."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from math import ceil

from quizapp.core.items.audit import twins
from quizapp.core.items.chance import Position
from quizapp.core.items.flaws import CATALOGUE, is_key_longest, place_of_key
from quizapp.core.items.interaction import Choice, Match, Order
from quizapp.core.items.item import Item
from quizapp.core.items.overlap import AskedParagraph, human_overlap
from quizapp.core.statements.statement import Statement
from quizapp.core.text.source import Source


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Counts of one text, or the sum of several. ``sentences`` … ``salient_asked`` count sentences.

    ``stating`` are the sentences with a statement, ``salient`` the third of these whose statements weigh most;
    ``_asked`` are those of them with an item. ``seconds`` is the time that generation took.
    """

    words: int = 0
    seconds: float = 0.0
    statements: int = 0
    statements_asked: int = 0
    items: int = 0
    proven: int = 0
    fatal: int = 0
    advisory: int = 0
    duplicates: int = 0
    choosing: int = 0
    longest: int = 0
    sentences: int = 0
    sentences_asked: int = 0
    stating: int = 0
    stating_asked: int = 0
    salient: int = 0
    salient_asked: int = 0
    keys: int = 0
    touching: int = 0
    at_random: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    positions: Counter[Position] = field(default_factory=Counter)

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)})


@dataclass(frozen=True, kw_only=True)
class Deck:
    """What is measured: a source, its sentences as (start, end), statements and items, and what people asked."""

    source: Source
    sentences: Sequence[tuple[int, int]]
    statements: Sequence[Statement]
    items: Sequence[Item]
    asked: Sequence[AskedParagraph] = ()
    seconds: float = 0.0


def tally(deck: Deck) -> Tally:
    """The counts of one text."""
    size = Tally(words=deck.source.words, seconds=deck.seconds)
    found = _tally_statements(deck.statements, deck.items)
    return size + found + tally_items(deck, deck.items) + _coverage(deck)


def tally_kind(deck: Deck, kind: str) -> Tally:
    """The counts of a text's items of one kind."""
    return tally_items(deck, [item for item in deck.items if item.kind == kind])


def tally_pattern(deck: Deck, pattern: str) -> Tally:
    """The counts of the statements of one pattern and of their items."""
    statements = [statement for statement in deck.statements if statement.pattern == pattern]
    items = [item for item in deck.items if item.pattern == pattern]
    return tally_items(deck, items) + _tally_statements(statements, items)


def _tally_statements(statements: Sequence[Statement], items: Sequence[Item]) -> Tally:
    asked = {item.statement for item in items}
    return Tally(
        statements=len(statements), statements_asked=sum(statement.id in asked for statement in statements)
    )


def tally_items(deck: Deck, items: Sequence[Item]) -> Tally:
    """The counts of some of a text's items alone, those of a kind or of a pattern."""
    flaws = [name for item in items for name in dict.fromkeys((*item.broken_rules(), *item.flaws))]
    fatal = sum(name not in CATALOGUE or CATALOGUE[name].fatal for name in flaws)
    places = [place for item in items if (place := key_position(item)) is not None]
    overlap = human_overlap(items, deck.asked)
    return Tally(
        items=len(items),
        proven=sum(_is_proven(deck.source, item) for item in items),
        fatal=fatal,
        advisory=len(flaws) - fatal,
        duplicates=len(twins(items)),
        choosing=sum(_is_chosen(item) for item in items),
        longest=sum(has_longest_key(item) for item in items),
        keys=overlap.keys,
        touching=overlap.touching,
        at_random=overlap.at_random,
        kinds=Counter(item.kind for item in items),
        positions=Counter(places),
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """All together."""
    return sum(tallies, Tally())


def key_position(item: Item) -> Position | None:
    """Where the key stands among how many options, for choices with one key; as stored and exported."""
    return place_of_key(item.body.interaction(item.stem))


def has_longest_key(item: Item) -> bool:
    """Whether the one key of a choice has more characters than every other option."""
    return is_key_longest(item.body.interaction(item.stem))


def _is_proven(source: Source, item: Item) -> bool:
    evidence = item.evidence
    if evidence is None:
        return False
    keys = item.body.keys()
    return source.quote(evidence.start, evidence.end) == evidence.quote and all(map(item.proves, keys))


def _is_chosen(item: Item) -> bool:
    """Whether the answer is chosen, tied or ordered, from more than “True” and “False”."""
    return item.kind != "true_false" and isinstance(item.body.interaction(item.stem), Choice | Match | Order)


def _coverage(deck: Deck) -> Tally:
    starts = [start for start, _ in deck.sentences]
    weights: dict[int, float] = {}
    for statement in deck.statements:
        at = bisect_right(starts, statement.start) - 1
        weights[at] = max(weights.get(at, 0.0), statement.salience)
    asked = {bisect_right(starts, item.span[0]) - 1 for item in deck.items}
    salient = sorted(weights, key=lambda at: (-weights[at], at))[: ceil(len(weights) / 3)]
    return Tally(
        sentences=len(starts),
        sentences_asked=len(asked),
        stating=len(weights),
        stating_asked=len(asked & weights.keys()),
        salient=len(salient),
        salient_asked=len(asked & set(salient)),
    )
