"""Which statement of a changed source continues which one of the source before: it keeps that one's id."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, log1p

from quizapp.core.statements.statement import Span, Statement, statement_id

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_ALIKE = 0.5
_ALIKE_IN_PLACE = 0.3
_RAREST = 8
_MOST_SHARING = 30
_NEAREST = 6


@dataclass(frozen=True, kw_only=True)
class Alignment:
    """``statements`` are the new ones under the ids they continue; ``before`` is id → the old statement of it."""

    statements: tuple[Statement, ...]
    before: Mapping[str, Statement]


def align(old: Sequence[Statement], new: Sequence[Statement], *, gone: Iterable[Statement] = ()) -> Alignment:
    """Pair old statements with new ones, one to one: first the same claims, the k-th with the k-th where one is
    stated more than once, then claims of the same kind and pattern by the likeness of their sentences.

    ``gone`` are statements of still older sources: only the very same claim brings one back. Costs a little
    more than linear in the number of statements. Ids in ``old`` and ``gone`` must be unique.
    """
    continued = _same(old, new)
    continued |= dict(_similar(old, new, continued))
    open_new = [n for n in range(len(new)) if n not in continued]
    returning = list(gone)
    back = {open_new[n]: returning[o] for n, o in _same(returning, [new[n] for n in open_new]).items()}
    before = {n: old[o] for n, o in continued.items()} | back
    return _named(new, before, taken={statement.id for statement in (*old, *returning)})


def align_by_id(old: Iterable[Statement], new: Sequence[Statement]) -> Alignment:
    """The alignment of statements whose author gave them names of their own."""
    names = {statement.id for statement in new}
    return Alignment(
        statements=tuple(new),
        before={statement.id: statement for statement in old if statement.id in names},
    )


def with_standing(
    alignment: Alignment, wanted: Iterable[Statement], *, text: str, sentences: Iterable[tuple[int, int]]
) -> Alignment:
    """The alignment with those wanted statements, too, that continue in nothing although their sentence stands as it
    did: whether a sentence is read as a statement depends on the rest of the text as well.

    One that is worded with words from outside of its sentence needs more than that sentence, and stays out.
    ``sentences`` are those of the new source as (start, end).
    """
    places: dict[str, int] = {}
    for start, end in sentences:
        places.setdefault(text[start:end], start)
    standing = {
        statement.id: statement
        for statement in wanted
        if statement.id not in alignment.before
        and statement.quote in places
        and _is_self_contained(statement)
    }
    if not standing:
        return alignment
    moved = [moved_to(statement, places[statement.quote]) for statement in standing.values()]
    statements = sorted((*alignment.statements, *moved), key=lambda statement: statement.start)
    return Alignment(statements=tuple(statements), before={**alignment.before, **standing})


def moved_to(statement: Statement, start: int) -> Statement:
    """The statement with its evidence beginning at another place."""
    by = start - statement.start

    def moved(span: Span) -> Span:
        return replace(span, start=span.start + by, end=span.end + by)

    pairing = statement.pairing and replace(
        statement.pairing,
        pairs=tuple((moved(left), moved(right)) for left, right in statement.pairing.pairs),
    )
    focuses = tuple(replace(focus, spans=tuple(map(moved, focus.spans))) for focus in statement.focuses)
    return replace(statement, start=start, end=statement.end + by, focuses=focuses, pairing=pairing)


def _is_self_contained(statement: Statement) -> bool:
    return set(_words(statement.text)) <= set(_words(statement.quote)) and not statement.context


def claims_the_same(one: Statement, other: Statement) -> bool:
    """Whether two statements differ in nothing that an item is made of, wherever they stand."""
    return _claim(one) == _claim(other)


def squeezed(text: str) -> str:
    """The text with every run of white space, a line's end too, as one space."""
    return " ".join(text.split())


def _claim(statement: Statement) -> tuple[object, ...]:
    focuses = [(replace(focus, spans=()), [span.text for span in focus.spans]) for focus in statement.focuses]
    pairing = statement.pairing and (
        statement.pairing.prompt,
        [(left.text, right.text) for left, right in statement.pairing.pairs],
    )
    return (
        statement.kind,
        statement.pattern,
        statement.category,
        squeezed(statement.quote),
        statement.text,
        focuses,
        pairing,
        statement.rationale,
        statement.context,
    )


def _named(new: Sequence[Statement], before: Mapping[int, Statement], *, taken: set[str]) -> Alignment:
    """The new statements renamed; what continues nothing gets a name that nothing has or had."""
    named: list[Statement] = []
    taken = set(taken)
    for n, statement in enumerate(new):
        if n in before:
            named.append(replace(statement, id=before[n].id))
            continue
        id, nth = statement.id, 0
        while id in taken:
            nth += 1
            id = _fresh_id(statement, nth=nth)
        taken.add(id)
        named.append(replace(statement, id=id))
    return Alignment(
        statements=tuple(named), before={statement.id: statement for statement in before.values()}
    )


def _fresh_id(statement: Statement, *, nth: int = 0) -> str:
    return statement_id(
        statement.kind, statement.pattern, statement.quote, focuses=statement.focuses, nth=nth
    )


def _same(old: Sequence[Statement], new: Sequence[Statement]) -> dict[int, int]:
    """Places of the same claim as new → old. An old id may be inherited, so it is the claims that are compared.

    Of a claim that is stated more than once those pair first that stand between the same neighbours.
    """
    worded_old, worded_new = [*map(_wording, old)], [*map(_wording, new)]
    counts_old, counts_new = Counter(worded_old), Counter(worded_new)
    once = {name for name, number in counts_old.items() if number == counts_new[name] == 1}
    lone = {name: o for o, name in enumerate(worded_old) if name in once}
    pairs = {n: lone[name] for n, name in enumerate(worded_new) if name in once}
    gaps_old, gaps_new = _gaps(old, {o: o for o in lone.values()}), _gaps(new, pairs)
    placed_old = [*zip(worded_old, gaps_old, strict=True)]
    pairs |= _in_order(placed_old, [*zip(worded_new, gaps_new, strict=True)], pairs)
    pairs |= _in_order(worded_old, worded_new, pairs)
    return pairs | _in_order([*map(_fresh_id, old)], [*map(_fresh_id, new)], pairs)


def _wording(statement: Statement) -> tuple[str, str]:
    return _fresh_id(statement), statement.text


def _in_order(old: Sequence[object], new: Sequence[object], pairs: Mapping[int, int]) -> dict[int, int]:
    """Of what is not paired yet the k-th of a name with the k-th, as new → old."""
    used = set(pairs.values())
    waiting: dict[object, deque[int]] = defaultdict(deque)
    for o, name in enumerate(old):
        if o not in used:
            waiting[name].append(o)
    return {n: waiting[name].popleft() for n, name in enumerate(new) if n not in pairs and waiting.get(name)}


def _similar(
    old: Sequence[Statement], new: Sequence[Statement], same: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Places of like claims as (new, old), the most alike first; of equals, those in the same place of the text."""
    found = set(same.values())
    left = [o for o in range(len(old)) if o not in found]
    right = [n for n in range(len(new)) if n not in same]
    likeness = _Likeness([old[o] for o in left], [new[n] for n in right])
    gaps_old, gaps_new = _gaps(old, {o: o for o in found}), _gaps(new, same)
    scored = []
    for a, b in sorted(_candidates(likeness, left, right, gaps_old, gaps_new)):
        in_place = gaps_old[left[a]] == gaps_new[right[b]]
        score = likeness.of(a, b)
        if score >= (_ALIKE_IN_PLACE if in_place else _ALIKE):
            scored.append((-score, not in_place, abs(left[a] - right[b]), a, b))
    used_old: set[int] = set()
    used_new: set[int] = set()
    for *_, a, b in sorted(scored):
        if a not in used_old and b not in used_new:
            used_old.add(a)
            used_new.add(b)
            yield right[b], left[a]


def _gaps(statements: Sequence[Statement], same: Mapping[int, int]) -> list[int]:
    """For every place the old place of the last same claim before it: what lies between the same neighbours."""
    gaps, last = [], -1
    for place in range(len(statements)):
        last = same.get(place, last)
        gaps.append(last)
    return gaps


def _candidates(
    likeness: _Likeness,
    left: Sequence[int],
    right: Sequence[int],
    gaps_old: Sequence[int],
    gaps_new: Sequence[int],
) -> set[tuple[int, int]]:
    """Pairs worth comparing: they share a rare word, or lie between the same neighbours."""
    found = set(likeness.sharing())
    by_gap: dict[tuple[int, object], list[int]] = defaultdict(list)
    for b, n in enumerate(right):
        by_gap[gaps_new[n], likeness.new[b].group].append(b)
    seen: Counter[tuple[int, object]] = Counter()
    for a, o in enumerate(left):
        gap = (gaps_old[o], likeness.old[a].group)
        near = seen[gap]
        seen[gap] += 1
        found |= {(a, b) for b in by_gap.get(gap, ())[max(0, near - _NEAREST) : near + _NEAREST]}
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


@dataclass(frozen=True, kw_only=True)
class _Words:
    """A statement's kind and pattern, and the words of its sentence and of its claim."""

    group: tuple[str, str]
    quote: frozenset[str]
    text: frozenset[str]

    @classmethod
    def of(cls, statement: Statement) -> _Words:
        """Words folded; figures are words."""
        asked = [span.text for focus in statement.focuses for span in focus.spans]
        return cls(
            group=(statement.kind, statement.pattern),
            quote=frozenset(_words(statement.quote)),
            text=frozenset(_words(" ".join([statement.text, *asked]))),
        )


class _Likeness:
    """How alike statements are: the share of their words in common, rare words counting more."""

    def __init__(self, old: Sequence[Statement], new: Sequence[Statement]) -> None:
        self.old, self.new = list(map(_Words.of, old)), list(map(_Words.of, new))
        every = [*self.old, *self.new]
        self._sharing = Counter(word for words in every for word in words.quote)
        self._weight = {word: log1p(len(every) / n) for word, n in self._sharing.items()}

    def of(self, a: int, b: int) -> float:
        """From 0 to 1; two parts for the sentence, one for the claim."""
        one, other = self.old[a], self.new[b]
        return (2 * self._shared(one.quote, other.quote) + self._shared(one.text, other.text)) / 3

    def sharing(self) -> Iterator[tuple[int, int]]:
        """Places of pairs of one kind and pattern that have one of their rarest words in common."""
        having: dict[tuple[tuple[str, str], str], list[int]] = defaultdict(list)
        for b, words in enumerate(self.new):
            for word in words.quote:
                if self._sharing[word] <= _MOST_SHARING:
                    having[words.group, word].append(b)
        for a, words in enumerate(self.old):
            rarest = sorted(words.quote, key=lambda word: (self._sharing[word], word))[:_RAREST]
            shared = [having.get((words.group, word), []) for word in rarest]
            yield from ((a, b) for places in shared for b in places)

    def _shared(self, one: frozenset[str], other: frozenset[str]) -> float:
        whole = fsum(map(self._weigh, (*one, *other)))  # exact, so that the order of a set does not matter
        return 2 * fsum(map(self._weigh, one & other)) / whole if whole else 0.0

    def _weigh(self, word: str) -> float:
        return self._weight.get(word, 1.0)
