"""How an answer is given: the neutral vocabulary between kinds, which know no format, and formats, which know no kind.

The terms are those of 1EdTech QTI 3.0.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Option:
    """One offered answer of a choice."""

    text: str
    correct: bool
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class GapKey:
    """The key of one gap, and other wordings that are as right."""

    key: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Choose one option, or with ``multiple`` every right one."""

    prompt: str
    options: tuple[Option, ...]
    multiple: bool = False


@dataclass(frozen=True, kw_only=True)
class TextEntry:
    """Write a short text; any of ``answers`` is right, the first is the one to show.

    ``open`` means that the answer is judged by the learner, not by comparison.
    """

    prompt: str
    answers: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Fill the gaps ``{{1}}``, ``{{2}}`` … of ``text``."""

    text: str
    gaps: tuple[GapKey, ...]


@dataclass(frozen=True, kw_only=True)
class Match:
    """Tie each left to its right."""

    prompt: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Order:
    """Put ``sequence`` into its order."""

    prompt: str
    sequence: tuple[str, ...]


Interaction = Choice | TextEntry | Gap | Match | Order


@dataclass(frozen=True, kw_only=True)
class Face:
    """One prompt and its answer: what a card shows."""

    prompt: str
    answer: str
