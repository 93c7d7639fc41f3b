"""Images with covers, as Anki's own image occlusion notes have them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import get_args
from urllib.parse import unquote

from quizapp.exchange.apkg.reading import gaps
from quizapp.exchange.apkg.reading.faces import Occlusion, Shape, ShapeKind

_KINDS: tuple[str, ...] = get_args(ShapeKind)
_COLON = re.compile(r"(?<!\\):")
_SRC = re.compile(r"""\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_MAX_SHAPES = 1000
_MAX_POINTS = 1000
_MAX_TAG = 5000

Point = tuple[float, float]


def occlusion_of(covered: Iterable[str], fields: Iterable[str], number: int) -> Occlusion | None:
    """The image of one of the fields under the covers that stand in fields with gaps; none where there are none."""
    shapes = [shape for text in covered if gaps.OCCLUSION in text for shape in _shapes(text, number)]
    if not shapes:
        return None
    image = next((name for text in fields for name in images(text)), None)
    return Occlusion(image, tuple(shapes[:_MAX_SHAPES])) if image else None


def images(markup: str) -> Iterator[str]:
    """Names of the images that markup shows, in order."""
    at = markup.lower().find("<img")
    lower = markup.lower() if at >= 0 else ""
    while at >= 0:
        end = markup.find(">", at)
        if end < 0:
            return
        if found := _SRC.search(markup[at : min(end, at + _MAX_TAG)]):
            yield unquote(unescape(found[1] or found[2] or found[3] or ""))
        at = lower.find("<img", end)


def _shapes(text: str, number: int) -> Iterator[Shape]:
    for cloze in gaps.clozes(gaps.parsed(text)):
        if (stated := cloze.occlusion) is not None:
            shape = _shape(stated, is_asked=number in cloze.numbers)
            if shape:
                yield shape


def _shape(stated: str, *, is_asked: bool) -> Shape | None:
    kind, *parts = _COLON.split(stated)
    said = dict(part.partition("=")[::2] for part in parts)
    name = next((known for known in get_args(ShapeKind) if known == kind), None)
    if name is None:
        return None
    points = _points(said.get("points", "")) if name == "polygon" else ()
    left, top = _fraction(said.get("left")), _fraction(said.get("top"))
    width, height = _fraction(said.get("width")), _fraction(said.get("height"))
    if name == "ellipse":
        width, height = 2 * _fraction(said.get("rx")) or width, 2 * _fraction(said.get("ry")) or height
    if points:
        left, top = min(x for x, _ in points), min(y for _, y in points)
        width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    text = said.get("text", "").replace("\\:", ":") if name == "text" else ""
    return Shape(
        kind=name,
        left=left,
        top=top,
        width=width,
        height=height,
        is_asked=is_asked and name != "text",
        is_kept=name == "text" or said.get("oi") == "1",
        points=points,
        text=text,
    )


def _points(stated: str) -> tuple[Point, ...]:
    pairs = (pair.partition(",") for pair in stated.split()[:_MAX_POINTS])
    return tuple((_fraction(x), _fraction(y)) for x, _, y in pairs)


def _fraction(stated: str | None) -> float:
    """Between 0 and 1, whatever is said."""
    try:
        value = float((stated or "0")[:20])
    except ValueError:
        return 0.0
    return min(max(value, 0.0), 1.0) if math.isfinite(value) else 0.0
