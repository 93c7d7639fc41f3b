"""What can be wrong with keys: those that are written, filled in, tied, judged or chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.items.flaws.marks import gives_away, is_balanced
from quizapp.core.items.flaws.stem_checks import is_negative
from quizapp.core.items.interaction import Gap, Match, Order, TextEntry
from quizapp.core.items.matching import normalize

_MOST_WORDS = 8
_GAP = re.compile(r"\{\{(\d{1,3})\}\}")
_LEADING = re.compile(r"^(?:[,;:.)\]”]|(?:and|or|but|nor|than|which|whose|whom)\b)")
_POINTING = re.compile(
    r"^(?:it|they|them|him|her|he|she|this|that|these|those|there|here|itself|themselves|one|ones|such|so|"
    r"(?:this|these|those|such) [\w-]+)$"
)
_ENDING = re.compile(
    r" (?:the|an?|and|or|but|nor|of|from|with|into|than|as|because|if|is|are|was|were|be|been|has|had)$"
)
_RECEIVED = re.compile(
    r"^[A-Z][a-z]+ (?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d[\d,.]*) \w"
)
_CLAUSE = re.compile(r"^(?:what|who|whom|where|when|how|why|that)\b")
_HEDGE = (
    r"\b(?:about|around|nearly|almost|roughly|approximately|over|under|up to|(?:more|less|fewer) than|at least|"
    r"as (?:many|much) as|an estimated)"
)
_HEDGED_STEM = re.compile(_HEDGE + r"\b", re.IGNORECASE)
_AN = re.compile(r"\b(an?) \{\{(\d{1,3})\}\}")
_VOWEL = re.compile(r"^(?:[aeio]|u(?!ni|se|su|tili|ran|kr|k\b|\.?s)|hour|honest|heir|honou?r)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Keyed:
    """A stem, the keys that the item takes, and its quote, which may be unknown."""

    stem: str
    keys: Sequence[str]
    quote: str = ""


def _is_odd(key: str) -> bool:
    return bool(_LEADING.match(key) or _POINTING.match(key) or _RECEIVED.match(key))


def _is_cut(key: str) -> bool:
    return bool(_ENDING.search(key)) and not _CLAUSE.match(key)


def _loses_hedge(asked: Keyed) -> bool:
    """Whether the quote says “about” right before a key's number, and neither stem nor key does."""
    if not asked.quote or _HEDGED_STEM.search(asked.stem):
        return False
    return any(
        re.match(r"[$€£¥]?\d", key)
        and re.search(_HEDGE + r"[ $€£¥]+" + re.escape(key.lstrip("$€£¥")), asked.quote, re.I)
        for key in asked.keys
    )


KEY_CHECKS: Mapping[str, Callable[[Keyed], bool]] = {
    "empty-key": lambda asked: not asked.keys or any(not normalize(key) for key in asked.keys),
    "unbalanced-marks": lambda asked: not all(map(is_balanced, asked.keys)),
    "key-in-stem": lambda asked: any(gives_away(asked.stem, key) for key in asked.keys),
    "key-shape": lambda asked: any(map(_is_odd, asked.keys)),
    "truncated": lambda asked: any(map(_is_cut, asked.keys)),
    "hedged-number": _loses_hedge,
}
"""Checks of what is written, filled in or chosen."""


def _is_miscounted(gap: Gap) -> bool:
    return sorted(map(int, _GAP.findall(gap.text))) != list(range(1, len(gap.gaps) + 1))


def _is_cued(gap: Gap) -> bool:
    """Whether the article before a gap does not fit its key."""
    keys = {str(n): one.key for n, one in enumerate(gap.gaps, 1)}
    return any(
        (article == "an") != bool(_VOWEL.match(keys[place]))
        for article, place in _AN.findall(gap.text)
        if keys.get(place, "")[:1].islower()
    )


GAP_CHECKS: Mapping[str, Callable[[Gap], bool]] = {
    "gap-count": _is_miscounted,
    "long-gap": lambda gap: any(len(one.key.split()) > _MOST_WORDS for one in gap.gaps),
    "grammatical-cue": _is_cued,
}
ENTRY_CHECKS: Mapping[str, Callable[[TextEntry], bool]] = {
    "long-gap": lambda entry: not entry.open and len(next(iter(entry.answers), "").split()) > _MOST_WORDS,
}
CLAIM_CHECKS: Mapping[str, Callable[[str, bool], bool]] = {
    "swapped-negation": lambda claim, is_true: not is_true and is_negative(claim),
}
"""Checks of a claim and whether it is true."""


def _is_unparallel(match: Match) -> bool:
    lefts = {normalize(left) for left, _ in match.pairs}
    rights = {right for _, right in match.pairs}
    return len(match.pairs) < 2 or len(lefts) < len(match.pairs) or len(rights) < 2 or "" in lefts


MATCH_CHECKS: Mapping[str, Callable[[Match], bool]] = {"unparallel-pairs": _is_unparallel}


def stand_in_order(quote: str, sequence: Sequence[str]) -> bool:
    """Whether a quote names the parts one after the other."""
    at, text = 0, quote.casefold()
    for part in sequence:
        found = text.find(part.casefold(), at)
        if found < 0:
            return False
        at = found + len(part)
    return True


ORDER_CHECKS: Mapping[str, Callable[[Order, str], bool]] = {
    "short-order": lambda order, _: (
        len(set(map(normalize, order.sequence)) - {""}) < max(3, len(order.sequence))
    ),
    "unproven-order": lambda order, quote: bool(quote) and not stand_in_order(quote, order.sequence),
}
"""Checks of an order and the quote that proves it."""
