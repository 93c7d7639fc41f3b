"""What lists of other programs show of an item."""

from __future__ import annotations

from quizapp.exchange.gaps import pieces_of
from quizapp.exchange.markup import folded

_LONGEST = 100


def title_of(stem: str) -> str:
    """The stem on one line, its gaps as blanks."""
    line = " ".join("".join("_____" if gap else text for text, gap in pieces_of(folded(stem))).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
