"""The text around a quote, so that a reader sees what it was part of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizapp.core.items.proof import Evidence

MARGIN = 220
_BEGINS = re.compile(r"(?:^|[.!?][\"”’)]*\s+|\n\s*)(?=\S)")
_ENDS = re.compile(r"[.!?][\"”’)]*(?=\s|$)|(?=\n)|$")


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """``before`` and ``after`` a quote, from its own paragraph; ``cut_before`` and ``cut_after``: there is more."""

    before: str = ""
    after: str = ""
    cut_before: bool = False
    cut_after: bool = False


def surroundings(text: str, evidence: Evidence | None) -> Surroundings:
    """About `MARGIN` characters on either side, in whole sentences where there are some; empty where the quote is
    not at its place in this text, or where there is none."""
    if evidence is None:
        return Surroundings()
    start, end = evidence.start, evidence.end
    if text[start:end] != evidence.quote:
        return Surroundings()
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, after = text[max(first, start - MARGIN) : start], text[end : min(last, end + MARGIN)]
    cut_before, cut_after = start - MARGIN > first, end + MARGIN < last
    return Surroundings(
        before=_from_sentence(before) if cut_before else before.lstrip(),
        after=_to_sentence(after) if cut_after else after.rstrip(),
        cut_before=cut_before,
        cut_after=cut_after,
    )


def _from_sentence(text: str) -> str:
    """From the first sentence that begins here, or from the first whole word."""
    begin = next((found.end() for found in _BEGINS.finditer(text) if found.start() > 0), None)
    return text[begin:] if begin is not None else text.partition(" ")[2]


def _to_sentence(text: str) -> str:
    """To the last sentence that ends here, or to the last whole word."""
    ends = [found.end() for found in _ENDS.finditer(text) if 0 < found.end() < len(text)]
    return text[: ends[-1]] if ends else text.rpartition(" ")[0]
