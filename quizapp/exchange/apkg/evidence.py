"""The proof on the back of a card: the quote with the key marked where it stands, and its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from quizapp.core.decks.deck import Deck
from quizapp.core.items.item import Item
from quizapp.exchange.apkg.markup import clean, escape, linked

WRITTEN = "Written by the teacher"
_WORD = re.compile(r"\w+")
_ARTICLES = frozenset({"the", "a", "an"})

Span = tuple[int, int]


def evidence(item: Item) -> str:
    """The quote, each place that proves a key in ``<mark>``; no mark where it would be all of the quote; empty where
    there is none."""
    quote = " ".join(clean(item.quote).split())
    wanted = (item.derivation.source,) if item.derivation else item.body.keys()
    spans = _merged(span for text in wanted for span in _places(quote, clean(text)))
    if sum(end - start for start, end in spans) > 0.8 * len(quote):
        spans = []
    return _marked(quote, spans)


def rationale(item: Item) -> str:
    """Why the key is right; where no quote follows, also who says so."""
    parts = [escape(item.rationale), "" if item.evidence else f"<small>{WRITTEN}</small>"]
    return "<br>".join(part for part in parts if part)


def source(deck: Deck, dated: date | None = None) -> str:
    """The source's title, the day of which it speaks, ``dated``, and where it says more, the deck's reference."""
    title, reference = escape(deck.source.title.strip()), linked(deck.reference)
    day = "" if dated is None else f"As of {dated.day} {dated:%B} {dated.year}"
    parts = [f"<cite>{title}</cite>" if title else "", day, reference if reference != title else ""]
    return " · ".join(part for part in parts if part)


def _places(quote: str, wanted: str) -> Iterator[Span]:
    """Where the words of ``wanted`` stand one after another, whole, whatever parts them."""
    words = _WORD.findall(wanted)
    if len(words) > 1 and words[0].casefold() in _ARTICLES:
        words = words[1:]
    if not words:
        return
    pattern = r"(?<!\w)" + r"[\W_]+".join(map(re.escape, words)) + r"(?!\w)"
    for found in re.finditer(pattern, quote, re.IGNORECASE):
        yield found.span()


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _marked(quote: str, spans: Iterable[Span]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(quote[at:start]), f"<mark>{escape(quote[start:end])}</mark>"]
        at = end
    return "".join([*parts, escape(quote[at:])])
