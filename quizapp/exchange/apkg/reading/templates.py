"""Anki's templates: text with places for fields, and parts that depend on whether a field is filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import limits
from quizapp.phrases import phrase

BROKEN = phrase("a template of this note type is broken: Anki shows no card of it, either")

_MAX_TEMPLATE = 500_000
_MAX_DEPTH = 50
_OTHER_SIGNS = "{{=<% %>=}}"  # a template that begins so has its fields in <% %>


@dataclass(frozen=True, slots=True)
class Place:
    """A field's place; ``filters`` are in the order in which they apply."""

    field: str
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A part that is shown where the field is filled, or where ``is_negated`` where it is not."""

    field: str
    is_negated: bool
    parts: tuple[Part, ...]


Part = str | Place | Condition


@lru_cache(maxsize=64)
def parsed(template: str) -> tuple[Part, ...]:
    """The template's parts. Raises `ImportRejected` where conditions do not open and close in pairs."""
    if len(template) > _MAX_TEMPLATE or template.count("{{") + template.count("<%") > limits.MAX_PLACES:
        raise ImportRejected(limits.CARD_TOO_LONG)
    levels: list[list[Part]] = [[]]
    opened: list[tuple[str, bool]] = []
    for text, tag in _tokens(template):
        if text:
            levels[-1].append(text)
        if tag is None:
            break
        sign, name = tag[:1], tag[1:].strip()
        if sign in ("#", "^"):
            opened.append((name, sign == "^"))
            levels.append([])
        elif sign == "/":
            if not opened or opened[-1][0] != name:
                raise ImportRejected(BROKEN)
            parts = tuple(levels.pop())
            levels[-1].append(Condition(*opened.pop(), parts))
        else:
            *filters, field = (part.strip() for part in tag.split(":"))
            levels[-1].append(Place(field, tuple(name for name in reversed(filters) if name)))
        if len(levels) > _MAX_DEPTH:
            raise ImportRejected(BROKEN)
    if opened:
        raise ImportRejected(BROKEN)
    return tuple(levels[0])


def places(parts: tuple[Part, ...]) -> Iterator[Place]:
    """All places, those in conditions too."""
    for part in parts:
        if isinstance(part, Place):
            yield part
        elif isinstance(part, Condition):
            yield from places(part.parts)


def _tokens(template: str) -> Iterator[tuple[str, str | None]]:
    """Text and the tag after it; the last has none. Tags in comments are text."""
    opening, closing = "{{", "}}"
    if template.lstrip().startswith(_OTHER_SIGNS):
        template, opening, closing = template.replace(_OTHER_SIGNS, "", 1), "<%", "%>"
    start = at = 0
    found, comment = template.find(opening), template.find("<!--")
    while found >= 0:
        if 0 <= comment < found:
            end = template.find("-->", comment)
            at = at if end < 0 else end + 3
            comment = -1 if end < 0 else template.find("<!--", at)
        else:
            end = template.find(closing, found + 2)
            if end < 0:
                break
            yield template[start:found], template[found + 2 : end].lstrip("{").strip()
            start = at = end + 2
            comment = template.find("<!--", at) if 0 <= comment < at else comment
        found = template.find(opening, at) if found < at else found
    yield template[start:], None
