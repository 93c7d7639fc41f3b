"""A statement: one checkable claim with the span that proves it and the focuses that can be asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

StatementKind = Literal[
    "priority",
    "need",
    "role",
    "definition",
    "enumeration",
    "parallel",
    "region",
    "sector",
    "place",
    "date",
    "quantity",
    "agent",
    "cause",
    "purpose",
    "comparison",
    "superlative",
    "fact",
]

WRITTEN = "written"
"""The pattern of a statement that a person made."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """A piece of the source: ``text`` is what stands between the two offsets, in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Focus:
    """What a statement can be asked for.

    ``spans`` holds one span, or several where the answer is a list. ``type`` names the pool from which
    distractors may come (``place``, ``year``, ``act`` …). ``question`` is a question that this focus answers,
    understandable without the text, or None where only a gap can ask for it; of a list, ``choose_one`` asks for
    one member and ``choose_all`` for every member among others. ``belongs`` ends the sentence "the text names this
    as …" and tells a learner who chose this span elsewhere where it does belong. ``key`` is the answer's wording
    where it is not verbatim in the quote; then ``rule`` says how it comes from the span. ``gap`` allows a gap in
    the statement's text. ``order`` is the task of putting a list's members into their order, that of the text.
    ``contraries`` are the other values of a closed set, each of which denies what the quote says (“it decreases”
    beside “it increases”); they are the only wrong answers offered.
    """

    name: str
    spans: tuple[Span, ...]
    type: str
    question: str | None = None
    choose_one: str | None = None
    choose_all: str | None = None
    accept: tuple[str, ...] = ()
    belongs: str = ""
    key: str | None = None
    rule: str | None = None
    gap: bool = True
    order: str | None = None
    contraries: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """The key of a single focus; for a list, the members joined as a person would write them."""
        return self.key if self.key is not None else join_words([span.text for span in self.spans])

    @property
    def is_list(self) -> bool:
        """Whether the answer is several spans that belong together."""
        return len(self.spans) > 1


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """Two columns that a statement ties together: at least two (left, right) pairs and the task's wording."""

    prompt: str
    pairs: tuple[tuple[Span, Span], ...]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One claim. ``start``, ``end`` and ``quote`` are its evidence, verbatim in the source.

    ``text`` is the claim worded to be understood alone (pronouns resolved, speaker's frame cut); it equals
    a part of the quote wherever it can. ``context`` names why the claim cannot be asked about, or is empty.
    """

    id: str
    kind: StatementKind
    pattern: str
    category: str
    start: int
    end: int
    quote: str
    text: str
    focuses: tuple[Focus, ...] = ()
    pairing: Pairing | None = None
    topic: str = ""
    rationale: str = ""
    attribution: str = ""
    resolved: tuple[tuple[str, str], ...] = ()
    context: str = ""
    confidence: float = 0.5
    salience: float = 0.5

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote):
            raise ValueError("a statement's quote must be as long as its span")


def statement_id(kind: str, pattern: str, quote: str, *, focuses: Iterable[Focus], nth: int = 0) -> str:
    """A name that depends on the claim alone: not on its place in the text nor on other paragraphs.

    ``nth`` tells apart the same claim stated more than once in the same words.
    """
    parts = [kind, pattern, " ".join(quote.split()), str(nth)]
    parts += [f"{focus.name}={'|'.join(span.text for span in focus.spans)}" for focus in focuses]
    return "s" + hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


def as_sentence(text: str) -> str:
    """The text with a full stop where nothing ends it."""
    return text if text.rstrip('”"’)').endswith((".", "!", "?")) else text + "."


def join_words(words: Iterable[str], *, conjunction: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``; semicolons where a member holds a comma."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    separator = "; " if any("," in word for word in listed) else ", "
    return separator.join(listed[:-1]) + f" {conjunction} " + listed[-1]
