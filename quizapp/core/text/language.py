"""Whether a text is English: decided by script and by the share of very common words."""

from __future__ import annotations

import re

from quizapp.errors import SourceUnreadable

_COMMON = frozenset(
    "the of and to in a is that it for as was with be by on not he this are or his from at which but have an they "
    "had you were their one all we can has there been if more when will would who so no she her its into than them "
    "what some could these other then do about up may our any only over also after most through should such how "
    "where while must between both during each".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH = 20
_SAMPLE = 4000


def require_english(text: str) -> None:
    """Raise `SourceUnreadable` where the text is clearly not English; a very short text is let through.

    English prose holds about 40–50 % very common words; no other language in Latin letters passes 15 %.
    """
    words = [match.group().lower() for match in _WORD.finditer(text)]
    if not words:
        raise SourceUnreadable("There are no words here to make items from. Paste a text in English.")
    if len(words) > _SAMPLE:
        step = len(words) // _SAMPLE
        words = words[::step]
    latin = sum(1 for word in words if word.isascii())
    if latin < 0.6 * len(words):
        raise SourceUnreadable(
            "This text is not in English. Only English texts can be turned into items so far."
        )
    if len(words) >= _ENOUGH and sum(1 for word in words if word in _COMMON) < 0.15 * len(words):
        raise SourceUnreadable(
            "This text does not look like English prose. Only English texts can be turned into items so far."
        )
