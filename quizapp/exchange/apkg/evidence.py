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
_BETWEEN = re.compile(r"[\W_]+")
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
    words = _WORD.findall(_lower(wanted))
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    if not words:
        return
    text, at = _lower(quote), 0
    while (start := text.find(words[0], at)) >= 0:
        end = _end(text, words, start)
        if end:
            yield start, end
        at = end or start + 1


def _lower(text: str) -> str:
    """In lower case, and as long as it was: places in it are places in the text."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def _end(text: str, words: list[str], start: int) -> int:
    """Where the words end that begin at a place; 0 where they are not all there, or only as parts of others."""
    if start and _WORD.match(text, start - 1):
        return 0
    at = start + len(words[0])
    for word in words[1:]:
        parted = _BETWEEN.match(text, at)
        if not parted or not text.startswith(word, parted.end()):
            return 0
        at = parted.end() + len(word)
    return 0 if _WORD.match(text, at) else at


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
