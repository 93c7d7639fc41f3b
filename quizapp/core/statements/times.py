"""Times that depend on the day of writing (“on Wednesday”, “earlier this year”), which a claim is worded without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_ADVERBS = frozenset({"today", "yesterday", "tomorrow", "tonight", "recently", "currently"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_PARTS = frozenset("morning afternoon evening night".split())
_SPANS = frozenset("week month year weekend".split())
_EARLIER = frozenset({"earlier", "later"})
_NEAR = frozenset({"this", "last", "next"})
_LONGEST_CITATION = 16


def relative_times(tokens: Sequence[Token]) -> frozenset[int]:
    """Indexes of the tokens that say such a time, with the comma that parts it off."""
    words = [token.lower_ for token in tokens]
    found: set[int] = set()
    for start, stop in _runs(words):
        closed = stop == len(words) or words[stop] in {",", "."}
        if start and words[start - 1] == "," and closed:
            start -= 1
        elif start == 0 and stop < len(words) and words[stop] == ",":
            stop += 1
        found.update(token.i for token in tokens[start:stop])
    return frozenset(found)


def citations(tokens: Sequence[Token]) -> frozenset[int]:
    """Indexes of the tokens of “(Weber 1920)”, “(for example, Weber, 1920; Mead, 1934)”, brackets and all."""
    found: set[int] = set()
    for i, token in enumerate(tokens):
        if token.text != "(":
            continue
        end = next(
            (n for n, other in enumerate(tokens[i : i + _LONGEST_CITATION], i) if other.text == ")"), i
        )
        inside = tokens[i + 1 : end]
        dated = bool(inside) and inside[-1].text.isdecimal() and len(inside[-1].text) == 4
        if dated and all(t.is_punct or t.pos_ != "VERB" for t in inside) and _names_somebody(inside):
            found.update(t.i for t in tokens[i : end + 1])
    return frozenset(found)


def _names_somebody(inside: Sequence[Token]) -> bool:
    """A name before the year, or the year alone."""
    return len(inside) == 1 or any(token.text[:1].isupper() for token in inside)


def is_loose_also(token: Token) -> bool:
    """“The court also held …”: a word that ties a sentence to one before; never in “but also” or “also known as”."""
    if token.lower_ != "also" or token.dep_ != "advmod":
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    return before not in {"but", ","} and after not in {"known", "called", "termed", ","}


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for i, word in enumerate(words):
        after = words[i + 1 : i + 3]
        if word in _ADVERBS and after[:1] not in (["'s"], ["’s"]):
            yield i, i + 1
        elif word in _DAYS and after[:1] not in (["'s"], ["’s"]):
            stop = i + 2 if after[:1] and after[0] in _PARTS else i + 1
            if words[stop : stop + 1] in (["'s"], ["’s"]):
                continue  # “at Monday night's meeting”
            dated = stop < len(words) and words[stop] == ","  # “on Thursday, March 5”
            start = i - 1 if i and words[i - 1] in {"on", "last", "next"} else i
            if start and words[start - 1] == "the":
                continue  # “the Wednesday meeting”
            if not (dated and stop + 2 < len(words) and words[stop + 2].isdigit()):
                yield start, stop
        elif word in _NEAR and after[:1] and after[0] in _SPANS and after[1:] not in (["'s"], ["’s"]):
            start = i - 1 if i and words[i - 1] in _EARLIER else i
            if start == i and i and words[i - 1] in {"of", "for", "from", "in", "by", "until", "since", "to"}:
                continue  # “the budget of this year” says which
            yield start, i + 2
