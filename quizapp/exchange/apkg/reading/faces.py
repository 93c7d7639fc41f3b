"""What a learner sees of one card: two sides of markup, or an image with parts of it covered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ShapeKind = Literal["rect", "ellipse", "polygon", "text"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A cover on an image, in fractions of its width and height (0–1) from the left upper corner.

    A polygon has its corners in ``points``, and its bounds in the four numbers. A text is no cover: it is
    written on the image on both sides. ``is_asked`` covers go away on the answer's side, others stay where
    ``is_kept``, and are not shown at all where not.
    """

    kind: ShapeKind
    left: float
    top: float
    width: float
    height: float
    is_asked: bool
    is_kept: bool
    points: tuple[tuple[float, float], ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Occlusion:
    """An image, by its name among the package's media, and what covers it while this card is asked."""

    image: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Faces:
    """Both sides of a card as unsafe markup: show them only through `sanitised`.

    ``typed`` is the text that a learner is asked to type, empty where nothing is typed. With an ``occlusion``
    the sides hold the same image without its covers.
    """

    question_html: str
    answer_html: str
    typed: str = ""
    occlusion: Occlusion | None = None
