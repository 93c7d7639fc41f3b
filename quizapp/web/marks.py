"""Texts cut into pieces, so that a template can mark what matters in them without building HTML here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from quizapp.core.items.item import Item
from quizapp.core.items.proof import Evidence
from quizapp.core.statements.statement import Statement

_WHOLE_QUOTE = 0.85
_TOKEN = re.compile(r"\{\{\d+\}\}|\w+(?:[.,'’-]\w+)*|\s+|[^\w\s]")


@dataclass(frozen=True, kw_only=True)
class QuotePiece:
    """A part of a quote; ``marked`` where it is the key."""

    text: str
    marked: bool


@dataclass(frozen=True, kw_only=True)
class SourcePiece:
    """A part of a source, with the names of the spans it lies in and of those that begin with it."""

    text: str
    spans: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def span_name(evidence: Evidence | None) -> str:
    """The name of a span in addresses and in the page: e12-40; empty where there is no evidence."""
    return "" if evidence is None else f"e{evidence.start}-{evidence.end}"


def quote_pieces(item: Item) -> tuple[QuotePiece, ...]:
    """An item's quote with the key's words marked, or unmarked where nearly all of it would be."""
    keys = item.body.keys() if item.derivation is None else (item.derivation.source,)
    return _quote_pieces(item.quote, tuple(keys))


@lru_cache(maxsize=2048)
def _quote_pieces(quote: str, keys: tuple[str, ...]) -> tuple[QuotePiece, ...]:
    found = list(_pieces(quote, keys))
    marked = sum(len(piece.text) for piece in found if piece.marked)
    return tuple(found) if marked <= _WHOLE_QUOTE * len(quote) else (QuotePiece(text=quote, marked=False),)


def focus_pieces(statement: Statement) -> tuple[QuotePiece, ...]:
    """A statement's sentence with what can be asked for marked."""
    by, length = statement.start, len(statement.quote)
    spans = [(span.start - by, span.end - by) for focus in statement.focuses for span in focus.spans]
    spans = [(start, end) for start, end in spans if 0 <= start < end <= length]
    borders = sorted({0, length, *(border for span in spans for border in span)})
    return tuple(
        QuotePiece(text=statement.quote[a:b], marked=any(start <= a and b <= end for start, end in spans))
        for a, b in pairwise(borders)
    )


def _pieces(quote: str, keys: Iterable[str]) -> Iterator[QuotePiece]:
    """Longest keys first, so that a key inside another does not cut it."""
    worded = [r"[\W_]+".join(map(re.escape, re.findall(r"\w+", key))) for key in keys]
    patterns = sorted(filter(None, worded), key=len, reverse=True)
    position = 0
    if patterns:
        for hit in re.finditer(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", quote, re.IGNORECASE):
            if hit.start() > position:
                yield QuotePiece(text=quote[position : hit.start()], marked=False)
            yield QuotePiece(text=hit[0], marked=True)
            position = hit.end()
    if position < len(quote):
        yield QuotePiece(text=quote[position:], marked=False)


def words_of(text: str) -> list[str]:
    """A text cut into words, gaps, spaces and signs; together they are the text."""
    return _TOKEN.findall(text)


def differing(text: str, other: str) -> tuple[QuotePiece, ...]:
    """A text with the words marked that another wording of it does not have at that place."""
    words, others = words_of(text), words_of(other)
    pieces = []
    for how, start, end, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if start < end:
            pieces.append(QuotePiece(text="".join(words[start:end]), marked=how != "equal"))
    return tuple(pieces)


def source_pieces(text: str, evidences: Iterable[Evidence]) -> tuple[SourcePiece, ...]:
    """A source cut at the borders of all spans; spans may overlap."""
    spans = {(evidence.start, evidence.end): span_name(evidence) for evidence in evidences}
    borders = sorted({0, len(text), *(border for span in spans for border in span)})
    pieces = []
    for start, end in pairwise(borders):
        within = tuple(name for (a, b), name in spans.items() if a <= start and end <= b)
        begins = tuple(name for (a, _), name in spans.items() if a == start)
        pieces.append(SourcePiece(text=text[start:end], spans=within, begins=begins))
    return tuple(pieces)
