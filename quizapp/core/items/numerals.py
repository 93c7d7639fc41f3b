"""Numbers as words and as figures: “twenty-one” is 21, “1.5 million” is 1500000, “per cent” is a sign left out."""

from __future__ import annotations

import re
from decimal import Decimal

_ONES = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SMALL = _ONES | _TENS
_PERCENT = re.compile(r" (?:per ?cent|pct)$")
_FIGURE = re.compile(r"\d{1,30}(?:\.\d{1,10})?")


def in_figures(text: str) -> str:
    """A normalized text with its numbers in figures; what is no number stays."""
    words, told = _PERCENT.sub("", text).split(), []
    at = 0
    while at < len(words):
        number, used = _number(words[at:])
        told.append(words[at] if number is None else format(number.normalize(), "f"))
        at += used
    return " ".join(told)


def _number(words: list[str]) -> tuple[Decimal | None, int]:
    """The number that these words begin with, and how many they are; None and 1 where they begin with none."""
    if _FIGURE.fullmatch(words[0]):
        scale = _SCALES.get(words[1]) if len(words) > 1 else None
        return (Decimal(words[0]) * scale, 2) if scale else (None, 1)
    total, group, used = 0, 0, 0
    for at, word in enumerate(words):
        if word in _SMALL and _may_follow(words[at - 1] if at else "", word):
            group += _SMALL[word]
        elif word == "hundred" and 0 < group < 10:
            group *= 100
        elif word in _SCALES and group:
            total, group = total + group * _SCALES[word], 0
        elif word != "and" or not at or words[at - 1] != "hundred" or not _goes_on(words, at):
            break
        used = at + 1
    return (Decimal(total + group), used) if used else (None, 1)


def _may_follow(before: str, word: str) -> bool:
    """“Twenty one” is one number, “one two” and “one twenty” are two."""
    if before in _TENS:
        return 0 < _ONES.get(word, 0) < 10
    return before not in _ONES


def _goes_on(words: list[str], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1] in _SMALL
