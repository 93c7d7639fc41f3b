"""How an answer is given: the neutral vocabulary between kinds, which know no format, and formats, which know no kind.

The terms are those of 1EdTech QTI 3.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
class Mask:
    """A shape over a picture, in thousandths of its width and height from the left upper corner.

    A polygon has its corners in ``points``; a text is written on the picture. ``asked`` ones go away on the answer's
    side; others stay.
    """

    shape: Literal["rect", "ellipse", "polygon", "text"] = "rect"
    left: int
    top: int
    width: int
    height: int
    asked: bool = False
    points: tuple[tuple[int, int], ...] = ()
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Side:
    """A card as another program shows it: prompt and answer in markup, over a ``picture`` with masks where it has one.

    Pictures and sounds are named by their content; whoever shows markup cleans it first.
    """

    prompt: str
    answer: str
    picture: str = ""
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sides(TextEntry):
    """An open text entry whose prompt and answer are markup, one for each card; the plain words stand in for them
    where only words can be shown."""

    sides: tuple[Side, ...]


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
