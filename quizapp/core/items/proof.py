"""The proof of an item: a verbatim quote, and for every key either its place in it or a rule that derives it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from quizapp.core.items.kind import Derivation
from quizapp.core.items.matching import normalize

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    "the a an of and or to in on at by for with from as is are was were be been being it its that this these those "
    "which who whom whose there has have had do does did will would can could should must may might not no".split()
)
_STEM = 4


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


def _flat(text: str) -> str:
    return " ".join(
        re.sub(r"[^\w\s%$€£.']", " ", normalize(text)).replace(". ", " ").replace("' ", " ").split()
    )


def _stated(key: str, quote: str, source: str, stem: str) -> bool:
    """Key “True”: ``source`` is the claim's words in the quote, and the stem says nothing more than the quote."""
    if key != "True" or source not in quote:
        return False
    said = {word[:_STEM] for word in _content(quote)}
    asked = _content(stem)
    known = sum(1 for word in asked if word[:_STEM] in said)
    return bool(asked) and known >= 0.7 * len(asked)


def _swapped(key: str, quote: str, source: str, stem: str) -> bool:
    """Key “False”: the one value ``source`` of the quote was replaced by another in the stem."""
    return key == "False" and holds(quote, source) and not holds(stem, source)


def _inflected(key: str, quote: str, source: str, stem: str) -> bool:
    """The key is ``source`` with verbs in another form: same words, same order, same beginnings."""
    had, given = normalize(source).split(), normalize(key).split()
    if not holds(quote, source) or len(had) != len(given):
        return False
    return all(
        a == b or (a[: max(2, min(len(a), len(b)) - 3)] == b[: max(2, min(len(a), len(b)) - 3)])
        for a, b in zip(had, given, strict=True)
    )


def _elided(key: str, quote: str, source: str, stem: str) -> bool:
    """The key is ``source`` with words left out of it, none added and none moved."""
    words = iter(normalize(source).split())
    return holds(quote, source) and all(word in words for word in normalize(key).split())


RULES: dict[str, Callable[[str, str, str, str], bool]] = {
    "stated": _stated,
    "swapped": _swapped,
    "inflected": _inflected,
    "elided": _elided,
}


def _content(text: str) -> list[str]:
    return [word for word in _WORD.findall(normalize(text)) if word not in _STOP]
