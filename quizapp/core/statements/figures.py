"""Figures as texts write them: their value, and values near them written alike."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?![\d,.]*\d)")
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS[2:])})\b", re.IGNORECASE)
_RANGE = re.compile(r"\d\s*(?:[-–—−/:^]|to|and|or)\s*\d")
_FACTORS = (0.4, 0.5, 0.6, 0.7, 0.8, 1.25, 1.4, 1.5, 1.75, 2.0)
_EXACT = (0.7, 0.8, 0.85, 0.9, 1.1, 1.15, 1.2, 1.3)
_DIGITS_OF_EXACT = 3
_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
_LEFT = (0.4, 0.6, 1.4, 1.7, 2.0)
_LARGE_SHARE = 60
_SMALL = 12
_MOST_APART = 5.0
_NEAR_ENOUGH = 2.6
_EACH = 5
_OPPOSITE = {"over": "under", "more than": "less than", "above": "below", "at least": "at most"}
_OPPOSITE |= {under: over for over, under in _OPPOSITE.items()}
FIGURES = frozenset({"quantity", "least", "most"})
"""Types of figures: “least” is one that is exceeded (“over 400”), “most” one that is not reached (“nearly 400”)."""


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
    hedges = {two.before, opposite_hedge(two.before)}
    if one.before not in hedges or one.behind != two.behind or one.value == two.value:
        return False
    if len(one.number.partition(".")[2]) != len(two.number.partition(".")[2]):
        return False
    return max(one.value, two.value) <= _MOST_APART * min(one.value, two.value)


def is_near(text: str, other: str) -> bool:
    """Whether one figure is no more than about two and a half times the other, as those are that `near` gives."""
    one, two = read_figure(text), read_figure(other)
    if one is None or two is None:
        return False
    small, large = sorted((one.value, two.value))
    return large <= _NEAR_ENOUGH * small or large - small <= max(_STEPS)


def is_beyond(text: str, key: str, *, type: str) -> bool:
    """Whether a figure denies the key: of what is exceeded only a larger one does, of what is not reached a smaller.

    With the opposite words before it (“under 300” beside “over 400”) it is the other way round.
    """
    one, two = read_figure(text), read_figure(key)
    if type == "quantity" or one is None or two is None:
        return one is None or two is None or one.before == two.before
    turned = one.before != two.before
    return (one.value > two.value) == ((type == "least") != turned)


def opposite_hedge(before: str) -> str:
    """The words before a figure with the contrary in place of “over”, “more than” and the like; else as they are."""
    folded = before.strip().casefold()
    other = _OPPOSITE.get(folded)
    return before if other is None else before.casefold().replace(folded, other)


def near(text: str, *, type: str = "quantity") -> Iterator[str]:
    """Up to five wrong figures for this one: from two fifths to twice its value, rounded as it is, never over 100 %.

    Which ones is drawn from the text itself. Nothing where it holds no single number.
    """
    figure = read_figure(text)
    if figure is None or figure.value <= 0:
        return
    is_share = bool(re.match(r"\s?(?:%|per ?cent\b)", figure.behind))
    limit = 100.0 if is_share else float("inf")
    limit = len(_WORDS) - 1 if figure.is_word else limit
    values = [
        value for value in _around(figure, is_share=is_share) if 0 < value < limit and value != figure.value
    ]
    told = [figure.written(value) for value in dict.fromkeys(values)]
    if (other_way := opposite_hedge(figure.before)) != figure.before and type != "quantity":
        turned = replace(figure, before=other_way)
        told += [turned.written(value) for value in dict.fromkeys(values)]
    told = [other for other in told if is_beyond(other, text, type=type) and not _is_rounder(other, figure)]
    told.sort(key=lambda other: _draw(f"{text}{other}"))
    same = [other for other in told if other.startswith(figure.before)]
    turned_round = [other for other in told if not other.startswith(figure.before)]
    yield from (*same[:_EACH], *turned_round[:_EACH])


def _is_rounder(text: str, figure: Figure) -> bool:
    """“90.0” beside “74.9”."""
    other = read_figure(text)
    return other is not None and other.number.endswith(".0") and not figure.number.endswith(".0")


def _around(figure: Figure, *, is_share: bool) -> Iterator[float]:
    """Multiples in this figure's own rounding; neighbours of a small count; of a large share what is left of 100 %."""
    decimals = len(figure.number.partition(".")[2])
    if not decimals and figure.value <= _SMALL and not is_share:
        yield from (figure.value + step for step in _STEPS if figure.value + step > 1)
        return
    step = 10.0 ** (_zeros(figure) - decimals)
    digits = len(figure.number.replace(",", "").replace(".", "").strip("0"))
    for factor in _EXACT if digits >= _DIGITS_OF_EXACT else _FACTORS:
        yield round(round(figure.value * factor / step) * step, decimals)
    if is_share and figure.value > _LARGE_SHARE:
        for factor in _LEFT:
            yield round(round((100 - (100 - figure.value) * factor) / step) * step, decimals)


def _zeros(figure: Figure) -> int:
    """How many digits at the end are rounded; of “100” one less, since its neighbours are no hundreds."""
    digits = figure.number.replace(",", "")
    if "." in digits:
        return 0
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros and len(digits.rstrip("0")) < 2 and figure.value <= 10**zeros:
        zeros -= 1
    return zeros


def _draw(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=4).digest()
