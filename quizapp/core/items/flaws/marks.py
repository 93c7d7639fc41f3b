"""Marks and words of a text that several checks look at."""

from __future__ import annotations

import re

from quizapp.core.items.matching import normalize
from quizapp.core.items.wordforms import is_same_word

_PAIRS = {"(": ")", "[": "]", "“": "”", "{": "}"}
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_STOP = frozenset(
    "a about after all also an and any are as at be because been before being between both but by can could did do "
    "does during each few first for from had has have he her his how if in into is it its made make many may more "
    "most much must no nor not of on one only or other our over own same shall she should some such than that the "
    "their them then there these they this those through to under until up was were what when where which while who "
    "whom whose why will with would you your".split()
)
_NUMBER = re.compile(r"(?<!\w)\d+(?:,\d{3})*(?:\.\d+)?")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def is_balanced(text: str) -> bool:
    """Whether brackets and double quotes are closed, the last opened first."""
    if text.count('"') % 2:
        return False
    open_marks: list[str] = []
    for char in text:
        if char in _PAIRS:
            open_marks.append(_PAIRS[char])
        elif char in _PAIRS.values() and (not open_marks or open_marks.pop() != char):
            return False
    return not open_marks


def gives_away(stem: str, key: str) -> bool:
    """Whether the key's words stand in the stem one after another."""
    wanted = normalize(key)
    said = normalize(re.sub(r"[^\w\s-]", " ", stem))
    return bool(wanted) and f" {wanted} " in f" {said} "


def words(text: str) -> list[str]:
    """Folded words, numbers among them."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def content(text: str) -> list[str]:
    """The words that carry meaning."""
    return [word.removesuffix("'s") for word in words(text) if word not in _STOP and len(word) > 1]


def has_word(word: str, among: list[str]) -> bool:
    """Whether the word stands among others in any of its forms."""
    return any(is_same_word(word, other) for other in among)


def number(text: str) -> float | None:
    """The size of a text that is a number with at most a unit: “1,200 km”, “3.5 million”; else None."""
    found = _NUMBER.findall(text)
    if len(found) != 1 or len(text.split()) > 3:
        return None
    scale = next((size for word, size in _SCALES.items() if word in text.casefold()), 1.0)
    return float(found[0].replace(",", "")) * scale
