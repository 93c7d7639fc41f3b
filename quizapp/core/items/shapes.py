"""The shape of a short answer: what a wrong one must share with it so that its form does not give it away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from quizapp.core.statements.figures import is_comparable, read_figure

LONGEST = 80
"""Characters of an answer that can still be an option."""
_PARTICLES = frozenset(
    "a an the to der die das ein eine el la los las un una uno le les des une il lo gli i".split()
)
_SMALL = frozenset(
    "of the and de da do di du la le von van der den und y e al el del zu in on at for".split()
)
_YEAR = re.compile(r"[12]\d{3}")
_MOST_YEARS_APART = 150
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_LENGTHS = 3.0
_FEW = 4


@dataclass(frozen=True)
class Shape:
    """``script`` is latin, han and the like, ``named``: it is written as a proper name is, ``led``: by an article or
    the “to” of a verb, ``length`` in characters, ``words`` their number."""

    script: str
    named: bool
    led: bool
    figure: bool
    year: bool
    length: int
    words: int

    @property
    def group(self) -> tuple[object, ...]:
        """What must be equal in two answers that stand side by side."""
        return (self.script, self.named, self.led, self.figure, self.year)


@lru_cache(maxsize=1 << 14)
def shape_of(text: str) -> Shape:
    """The shape of an answer."""
    words = _WORD.findall(text)
    led = len(words) > 1 and words[0].casefold() in _PARTICLES
    rest = words[1:] if led else words
    figure = read_figure(text) is not None
    return Shape(
        script=_script(text),
        named=not figure
        and bool(rest)
        and all(_is_name(word) for word in rest if word.casefold() not in _SMALL),
        led=led,
        figure=figure,
        year=_YEAR.fullmatch(text.strip()) is not None,
        length=len(text),
        words=len(words),
    )


def is_alike(text: str, other: str) -> bool:
    """Whether one answer may stand beside the other: of one form, of like length, figures of one unit and near."""
    one, two = shape_of(text), shape_of(other)
    if one.group != two.group:
        return False
    if one.year:
        return 0 < abs(int(text) - int(other)) <= _MOST_YEARS_APART
    if one.figure:
        return is_comparable(text, other)
    longer, shorter = max(one.length, two.length), max(1, min(one.length, two.length))
    return longer <= _LENGTHS * shorter or longer - shorter <= _FEW


def _is_name(word: str) -> bool:
    return word[:1].isupper() or not word[:1].isalpha() or word[:1].lower() == word[:1].upper()


@lru_cache(maxsize=1 << 12)
def _script_of(sign: str) -> str:
    """The first word of a letter's name in Unicode: LATIN, CJK, CYRILLIC, HIRAGANA."""
    return unicodedata.name(sign, "").partition(" ")[0]


def _script(text: str) -> str:
    """That of the first letter; figures have none."""
    return next((_script_of(sign) for sign in text if sign.isalpha()), "")
