"""Figures as texts write them: their value, and values near them written alike."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?![\d,.]*\d)")
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS[2:])})\b", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*(?:[-–—−/:^]|to|and|or)\s*\d")
_FACTORS = (0.4, 0.5, 0.6, 0.7, 0.8, 1.25, 1.4, 1.5, 1.75, 2.0)
_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
_SMALL = 12
_MOST_APART = 5.0
_EACH = 5


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number within a short text: what stands before and behind it, its value and how it is written."""

    before: str
    number: str
    behind: str

    @property
    def is_word(self) -> bool:
        """Whether it is spelled out."""
        return self.number[:1].isalpha()

    @property
    def value(self) -> float:
        """Its value, “million” and units left out of account."""
        return (
            float(_WORDS.index(self.number.casefold()))
            if self.is_word
            else float(self.number.replace(",", ""))
        )

    def written(self, value: float) -> str:
        """Another value in this one's place, written alike."""
        if self.is_word:
            word = _WORDS[round(value)]
            return self.before + (word.capitalize() if self.number[:1].isupper() else word) + self.behind
        decimals = len(self.number.partition(".")[2])
        grouped = "," in self.number or self.value < 1000
        return f"{self.before}{value:{',' if grouped else ''}.{decimals}f}{self.behind}"


def read_figure(text: str) -> Figure | None:
    """The one number of a text; None where it has none or several."""
    found = [*_DIGITS.finditer(text), *_WORD.finditer(text)]
    if len(found) != 1 or _RANGE.search(text):
        return None
    at = found[0]
    return Figure(before=text[: at.start()], number=at.group(), behind=text[at.end() :])


def is_comparable(text: str, other: str) -> bool:
    """Whether two texts are figures of one unit, written alike, that are different but not worlds apart."""
    one, two = read_figure(text), read_figure(other)
    if one is None or two is None or one.is_word != two.is_word:
        return False
    if (one.before, one.behind) != (two.before, two.behind) or one.value == two.value:
        return False
    if len(one.number.partition(".")[2]) != len(two.number.partition(".")[2]):
        return False
    return max(one.value, two.value) <= _MOST_APART * min(one.value, two.value)


def near(text: str) -> Iterator[str]:
    """Up to five wrong figures for this one: from two fifths to twice its value, rounded as it is, never over 100 %.

    Which ones is drawn from the text itself. Nothing where it holds no single number.
    """
    figure = read_figure(text)
    if figure is None or figure.value <= 0:
        return
    limit = 100.0 if re.search(r"%|per ?cent", figure.behind) else float("inf")
    limit = len(_WORDS) - 1 if figure.is_word else limit
    values = [value for value in _around(figure) if 0 < value < limit and value != figure.value]
    values = list(dict.fromkeys(values))
    values.sort(key=lambda value: _draw(f"{text}{value}"))
    yield from (figure.written(value) for value in values[:_EACH])


def _around(figure: Figure) -> Iterator[float]:
    """Multiples in this figure's own rounding; neighbours of a small count."""
    decimals = len(figure.number.partition(".")[2])
    if not decimals and figure.value <= _SMALL:
        yield from (figure.value + step for step in _STEPS if figure.value + step > 1)
        return
    digits = figure.number.replace(",", "")
    zeros = 0 if decimals else len(digits) - len(digits.rstrip("0"))
    if zeros and len(digits.rstrip("0")) < 2:
        zeros -= 1 if figure.value <= 10**zeros else 0
    step = 10.0 ** (zeros - decimals)
    for factor in _FACTORS:
        yield round(round(figure.value * factor / step) * step, decimals)


def _draw(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=4).digest()
