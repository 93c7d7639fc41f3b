"""The proof of an item: a verbatim quote, and for every key either its place in it or a rule that derives it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from quizapp.core.items.kind import Derivation
from quizapp.core.items.matching import normalize
from quizapp.core.items.restating import drops_limit, restates
from quizapp.core.items.wordforms import is_same_word
from quizapp.core.statements.directions import direction

_LONGEST_VALUE = 8
_MINUS = re.compile(r"(?<!\w)[-−](?=\d)")
_POSSESSIVE = re.compile(r"'s\b")
_OTHER = re.compile(r"[^\w\s.']")
_SIGNS = {"%": "percent-sign", "$": "dollar-sign", "€": "euro-sign", "£": "pound-sign", "¥": "yen-sign"}


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """``source.text[start:end] == quote``, in code points."""

    start: int
    end: int
    quote: str


def is_supported(key: str, evidence: Evidence, derivation: Derivation | None, *, stem: str = "") -> bool:
    """Whether the quote proves the key: it holds it, or the recorded rule leads from the quote to it."""
    if derivation is not None:
        rule = RULES.get(derivation.rule)
        return rule is not None and rule(key, evidence.quote, derivation.source, stem)
    return holds(evidence.quote, key)


def holds(quote: str, key: str) -> bool:
    """Whether the key's words stand in the quote one after another, whole."""
    wanted = _flat(key)
    return bool(wanted) and f" {wanted} " in f" {_flat(quote)} "


@lru_cache(maxsize=4096)
def _flat(text: str) -> str:
    """Words alone, folded; signs that change a figure's meaning become words, a possessive stands apart."""
    text = _MINUS.sub(" minus ", text)
    for sign, name in _SIGNS.items():
        text = text.replace(sign, f" {name} ")
    folded = _POSSESSIVE.sub(" 's ", normalize(text))
    return " ".join(_OTHER.sub(" ", folded).replace(". ", " ").replace("' ", " ").split())


def _stated(key: str, quote: str, source: str, stem: str) -> bool:
    """Key “True”: ``source`` is the claim's words in the quote, and the stem says nothing more than the quote."""
    return key == "True" and holds(quote, source) and restates(stem, quote)


def _swapped(key: str, quote: str, source: str, stem: str) -> bool:
    """Key “False”: the one value ``source`` of the quote was replaced by another in the stem, and nothing else."""
    if key != "False" or not holds(quote, source) or holds(stem, source):
        return False
    words = stem.split()
    places = [
        (at, length) for length in range(1, _LONGEST_VALUE + 1) for at in range(len(words) - length + 1)
    ]
    likely = _strange(words, quote)
    places.sort(key=lambda place: place != likely)
    return any(_is_put_back(words, at, length, source, quote) for at, length in places)


def _strange(words: list[str], quote: str) -> tuple[int, int]:
    """From the first to the last word that the quote lacks: most often the other value, so it is tried first."""
    had = set(_flat(quote).split())
    strange = [at for at, word in enumerate(words) if not had.issuperset(_flat(word).split())]
    return (strange[0], strange[-1] - strange[0] + 1) if strange else (0, 0)


def _is_put_back(words: list[str], at: int, length: int, source: str, quote: str) -> bool:
    """Whether the words at a place are another value, and the true one in their place restates the quote."""
    value, tail = " ".join(words[at : at + length]), words[at + length :]
    had, given = set(_flat(source).split()), set(_flat(value).split())
    if not given or given <= had or had <= given:
        return False
    after = value[len(value.rstrip(".,;:!?")) :]
    is_all = len(words) == length
    return not is_all and restates(" ".join([*words[:at], source.lower() + after, *tail]), quote)


def _inflected(key: str, quote: str, source: str, stem: str) -> bool:
    """The key is ``source`` with words in another form: the same words in the same order."""
    had, given = normalize(source).split(), normalize(key).split()
    return holds(quote, source) and len(had) == len(given) and all(map(is_same_word, had, given))


def _elided(key: str, quote: str, source: str, stem: str) -> bool:
    """The key is ``source`` with words left out of it, none added, none moved and no “not” or “only” lost."""
    words = iter(normalize(source).split())
    kept = normalize(key).split()
    return (
        bool(kept)
        and holds(quote, source)
        and all(word in words for word in kept)
        and not drops_limit(source, key)
    )


def _directed(key: str, quote: str, source: str, stem: str) -> bool:
    """The key says the same direction of change as the word ``source``: “they increase” of “rises”."""
    given = {way for word in normalize(key).split() if (way := direction(word))}
    return holds(quote, source) and bool(given) and given == {direction(source.split()[-1])}


RULES: dict[str, Callable[[str, str, str, str], bool]] = {
    "stated": _stated,
    "swapped": _swapped,
    "inflected": _inflected,
    "elided": _elided,
    "directed": _directed,
}
