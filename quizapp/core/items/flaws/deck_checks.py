"""What can be wrong with many items together, though each of them is sound."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from quizapp.core.items.chance import Position, position_chance
from quizapp.core.items.flaws.flaw import Asked
from quizapp.core.items.flaws.marks import content, gives_away
from quizapp.core.items.flaws.option_checks import is_verdict, keys_of, wrong_of
from quizapp.core.items.flaws.stem_checks import GAP
from quizapp.core.items.interaction import Choice, Gap, Interaction, Match, Order, TextEntry
from quizapp.core.items.matching import normalize

_UNLIKELY = 0.01
_LONGEST_SHARE = 0.3
_FEWEST_CHOICES = 10
_FEWEST_CLAIMS = 6
_LEAST_TRUTH = 0.25
_PER_SENTENCE = 2
_MORE_FOR = 150
_ALIKE = 0.75
_TOLD = 0.6
_DOMINANT_SHARE = 0.1
_DOMINANT = 4


@dataclass(frozen=True, kw_only=True)
class DeckFinding:
    """A rule of decks that is broken: by which items (ids), and how, in a sentence."""

    flaw: str
    problem: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeckFigures:
    """Counts behind the rules; ``position_p`` is the chance of keys standing as unevenly, None without choices.

    ``fullest`` is the most items that one sentence has.
    """

    items: int
    choices: int
    position_p: float | None
    longest: int
    true: int
    false: int
    fullest: int


def place_of_key(how: Interaction) -> Position | None:
    """Where the key stands among how many options, for choices with one key; as stored and exported."""
    if not isinstance(how, Choice) or is_verdict(how) or len(keys_of(how)) != 1:
        return None
    return [option.correct for option in how.options].index(True), len(how.options)


def is_key_longest(how: Interaction) -> bool:
    """Whether the one key of a choice has more characters than every other option."""
    if place_of_key(how) is None or not isinstance(how, Choice):
        return False
    return len(keys_of(how)[0]) > max(map(len, wrong_of(how)), default=0)


def deck_figures(items: Sequence[Asked]) -> DeckFigures:
    """The counts of a deck."""
    places = [place for item in items if (place := place_of_key(item.how)) is not None]
    verdicts = Counter(verdict for item in items if (verdict := _verdict(item)) is not None)
    return DeckFigures(
        items=len(items),
        choices=len(places),
        position_p=position_chance(places),
        longest=sum(is_key_longest(item.how) for item in items),
        true=verdicts[True],
        false=verdicts[False],
        fullest=max(Counter(item.start for item in items).values(), default=0),
    )


def deck_findings(items: Sequence[Asked]) -> tuple[DeckFinding, ...]:
    """All rules of decks that these items break together."""
    return tuple(
        DeckFinding(flaw=name, problem=problem, items=ids)
        for name, check in DECK_CHECKS.items()
        for problem, ids in check(items)
    )


_Found = Iterator[tuple[str, tuple[str, ...]]]


def _keys(asked: Asked) -> list[str]:
    how = asked.how
    match how:
        case Choice():
            return [] if is_verdict(how) else keys_of(how)
        case Gap():
            return [gap.key for gap in how.gaps]
        case TextEntry():
            return list(how.answers[:1])
        case Match():
            return [text for pair in how.pairs for text in pair]
        case Order():
            return list(how.sequence)


def _stem(asked: Asked) -> str:
    how = asked.how
    if not isinstance(how, Gap):
        return how.prompt
    told = how.text
    for n, _ in enumerate(how.gaps, 1):
        told = told.replace(f"{{{{{n}}}}}", GAP)
    return told


def _verdict(asked: Asked) -> bool | None:
    how = asked.how
    return keys_of(how) == ["True"] if isinstance(how, Choice) and is_verdict(how) else None


def _uneven_places(items: Sequence[Asked]) -> _Found:
    places = [place for item in items if (place := place_of_key(item.how)) is not None]
    chance = position_chance(places)
    if len(places) >= _FEWEST_CHOICES and chance is not None and chance < _UNLIKELY:
        told = ", ".join(f"{n} × {place + 1}." for place, n in sorted(Counter(p for p, _ in places).items()))
        yield f"Keys stand at {told}; by chance that happens {100 * chance:.1f} % of the time.", ()


def _long_keys(items: Sequence[Asked]) -> _Found:
    choices = [item for item in items if place_of_key(item.how) is not None]
    longest = [item.id for item in choices if is_key_longest(item.how)]
    if len(choices) >= _FEWEST_CHOICES and len(longest) > _LONGEST_SHARE * len(choices):
        yield f"The key is the longest option of {len(longest)} of {len(choices)} choices.", tuple(longest)


def _uneven_truth(items: Sequence[Asked]) -> _Found:
    verdicts = [verdict for item in items if (verdict := _verdict(item)) is not None]
    true = sum(verdicts)
    if len(verdicts) >= _FEWEST_CLAIMS and not _LEAST_TRUTH <= true / len(verdicts) <= 1 - _LEAST_TRUTH:
        yield f"“True” is the key of {true} of {len(verdicts)} claims.", ()


def _answered(items: Sequence[Asked]) -> _Found:
    """An item is answered by a stem that holds its key and most of what it asks about."""
    stems = [(_stem(item), set(content(_stem(item)))) for item in items]
    for at, item in enumerate(items):
        asked = stems[at][1]
        for other, (stem, said) in zip(items, stems, strict=True):
            if other is item or len(asked & said) < _TOLD * len(asked) or _verdict(other) is False:
                continue
            if any(gives_away(stem, key) for key in _keys(item)):
                yield f"“{_stem(item)}” is answered by “{stem}”.", (item.id, other.id)


def _crowded(items: Sequence[Asked]) -> _Found:
    by_place: dict[int, list[Asked]] = defaultdict(list)
    for item in filter(lambda item: item.start >= 0, items):
        by_place[item.start].append(item)
    for found in by_place.values():
        most = _PER_SENTENCE + max(len(item.quote) for item in found) // _MORE_FOR
        if len(found) > most:
            yield (
                f"One sentence has {len(found)} items, of its length {most} are enough: “{found[0].quote}”",
                tuple(item.id for item in found),
            )


def _similar(items: Sequence[Asked]) -> _Found:
    told = [(item, frozenset(normalize(_stem(item)).replace("?", "").split())) for item in items]
    for (one, a), (other, b) in combinations(told, 2):
        if (
            len(a & b) > _ALIKE * len(a | b)
            and {*map(normalize, _keys(one))} & {*map(normalize, _keys(other))}
            and not isinstance(one.how, Gap) ^ isinstance(other.how, Gap)
        ):
            yield f"“{_stem(one)}” and “{_stem(other)}” ask nearly the same.", (one.id, other.id)


def _dominant(items: Sequence[Asked]) -> _Found:
    named: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for key in _keys(item)[:1]:
            if key.istitle() and not any(char.isdigit() for char in key):
                named[key].append(item.id)
    for key, ids in named.items():
        if len(ids) >= _DOMINANT and len(ids) > _DOMINANT_SHARE * len(items):
            yield f"“{key}” is the key of {len(ids)} of {len(items)} items.", tuple(ids)


DECK_CHECKS: Mapping[str, Callable[[Sequence[Asked]], _Found]] = {
    "key-position": _uneven_places,
    "key-often-longest": _long_keys,
    "truth-balance": _uneven_truth,
    "answers-another": _answered,
    "crowded-sentence": _crowded,
    "similar-stems": _similar,
    "dominant-key": _dominant,
}
"""Checks of a whole deck: problems as sentences with the ids of the items concerned."""
