"""Whether what a learner wrote is the key: forgiving about form, strict about meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from quizapp.core.items.numerals import in_figures

_ARTICLE = re.compile(r"^(?:(?:the|a|an)[\W_]+)+")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_SPACE = re.compile(r"\s+")
_LEAD = re.compile(r"^(?:in|at|on|by|to|from|of|sir|lady|lord|mr|mrs|ms|dr|professor)\.? (?:the )?")
_DASH = re.compile(r"[‐‑‒–—−-]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_MARK = re.compile(r"[,;:\"“”]")
_TYPO_LENGTH = 6
_NEAR_LENGTH = 8
_MOST_EDITS = 2

Spelling = Literal["same", "slip", "near", "other"]
"""How what was written stands to a key: the same but for its form, one slip away, nearly, or another word."""
_NEAREST_FIRST: tuple[Spelling, ...] = ("same", "slip", "near")


@lru_cache(maxsize=4096)
def normalize(text: str) -> str:
    """Fold case, accents, width, quotes, dashes, outer punctuation, a leading article and spaces."""
    folded = text.lower()
    if not text.isascii():
        folded = unicodedata.normalize("NFKD", text).casefold()
        folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = _DASH.sub(" ", folded.replace("’", "'").replace("&", " and "))
    folded = _MARK.sub(" ", _THOUSANDS.sub("", folded))
    folded = _SPACE.sub(" ", _EDGE.sub("", _SPACE.sub(" ", folded).strip())).strip()
    return _ARTICLE.sub("", folded)


def matches(written: str, keys: Iterable[str]) -> bool:
    """Whether ``written`` is one of ``keys``, a single slip of the pen in a long word forgiven."""
    return spelling(written, keys) in {"same", "slip"}


def spelling(written: str, keys: Iterable[str]) -> Spelling:
    """How near ``written`` comes to the nearest of ``keys``; numbers may be words or figures.

    Digits are never forgiven: 1978 is not 1979. Two slips in a word of eight letters or more are near and no more: so
    far apart are also words of opposite meaning.
    """
    return _spelling(written, tuple(keys))


@lru_cache(maxsize=1024)
def _spelling(written: str, keys: tuple[str, ...]) -> Spelling:
    """An answer is compared to be graded, to be told, and to see whether it may be appealed against."""
    given = in_figures(normalize(written))
    readings = {given, _LEAD.sub("", given, count=1)} - {""}
    wanted = [in_figures(normalize(key)) for key in keys]
    found = {_nearness(reading, key) for reading in readings for key in wanted}
    return next((spelled for spelled in _NEAREST_FIRST if spelled in found), "other")


def _nearness(given: str, key: str) -> Spelling:
    """Of two readings: one slip in a long word, or of spaces alone; two slips in a longer one."""
    if given == key:
        return "same"
    if re.findall(r"\d+", given) != re.findall(r"\d+", key):
        return "other"
    words, wanted = given.split(), key.split()
    if len(words) != len(wanted):
        joined = len(key) >= _TYPO_LENGTH and "".join(words) == "".join(wanted)
        return "slip" if joined else "other"
    differing = [(a, b) for a, b in zip(words, wanted, strict=True) if a != b]
    if len(differing) != 1 or len(differing[0][1]) < _TYPO_LENGTH:
        return "other"
    edits = _distance(*differing[0])
    if edits == 1:
        return "slip"
    return "near" if edits == 2 and len(differing[0][1]) >= _NEAR_LENGTH else "other"


def _distance(a: str, b: str) -> int:
    """Edits between two words: insertions, deletions, replacements (Levenshtein 1966) and swaps of neighbours (Damerau
    1964), no letter edited twice. Where it is more than `_MOST_EDITS`, how many more is not counted."""
    if abs(len(a) - len(b)) > _MOST_EDITS:
        return _MOST_EDITS + 1
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(*row, *above) > _MOST_EDITS:  # a swap is counted from the row before the last
            return _MOST_EDITS + 1
        before, above = above, row
    return above[-1]
