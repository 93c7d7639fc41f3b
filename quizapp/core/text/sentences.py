"""Sentences without a language model: where they end, where words of a teacher's stand, and which one is closest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import fsum, log

from quizapp.core.text.passage import passages
from quizapp.core.text.source import Source

_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sen|Rep|Gov|No|vs|etc|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec))\.$"
)
_WORD = re.compile(r"\w+")
_QUOTES = {"'": "['’‘]", "’": "['’‘]", "‘": "['’‘]", '"': '["“”]', "“": '["“”]', "”": '["“”]'}
_STEM = 5


def sentence_spans(source: Source) -> tuple[tuple[int, int], ...]:
    """(start, end) of every sentence of the text's paragraphs; headings and boilerplate have none."""
    return tuple(
        span
        for passage in passages(source)
        if passage.role == "body"
        for span in _within(source.text, passage.start, passage.end)
    )


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text one after another, whatever its line ends and quotation marks; None where nowhere."""
    wanted = words.split()
    if not wanted:
        return None
    pattern = r"\s+".join("".join(_QUOTES.get(char, re.escape(char)) for char in word) for word in wanted)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text)
    return None if found is None else found.span()


def closest_sentence(source: Source, words: str) -> tuple[int, int] | None:
    """The sentence that shares most with these words, rare ones counting more; None where none shares any.

    The share is that of Jaccard, each word weighed by the logarithm of how few sentences have it.
    """
    spans = sentence_spans(source)
    had = [_folded(source.text[start:end]) for start, end in spans]
    known = Counter(word for folded in had for word in folded)
    given = _folded(words)

    def weight(folded: frozenset[str]) -> float:
        return fsum(log((1 + len(spans)) / known[word]) for word in folded if word in known)

    shares = [weight(given & folded) / (weight(given | folded) or 1.0) for folded in had]
    best = max(range(len(spans)), key=shares.__getitem__, default=None)
    return None if best is None or not shares[best] else spans[best]


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for hit in _END.finditer(text, start, end):
        stop = hit.start() + len(hit[0].rstrip())
        if _SHORT.search(text, start, hit.start() + 1):
            continue
        yield start, stop
        start = hit.end()
    if start < end:
        yield start, end


def _folded(text: str) -> frozenset[str]:
    """Words by their beginnings: “cultivated” is “cultivating”."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))
