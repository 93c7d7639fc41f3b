"""Gaps in a field, ``{{c1::text::hint}}``, as Anki reads them: nested, with several numbers, never closed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import limits

MAX_NUMBER = 500
OCCLUSION = "image-occlusion:"

_TOKEN = re.compile(r"\{\{c([0-9,]+)::|\}\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MAX_DEPTH = 20


@dataclass(slots=True)
class Cloze:
    """A gap: the cards that ask for it, what it holds and what is shown instead."""

    numbers: tuple[int, ...]
    opening: str
    parts: list[str | Cloze] = field(default_factory=list)
    hint: str | None = None

    def add(self, text: str) -> None:
        """Append text, whose first double colon begins the hint."""
        if self.hint is None and "::" in text:
            text, _, self.hint = text.partition("::")
        if text:
            self.parts.append(text)

    @property
    def occlusion(self) -> str | None:
        """What it says of a cover on an image, where it is one."""
        first = self.parts[0] if self.parts else ""
        return (
            first.removeprefix(OCCLUSION) if isinstance(first, str) and first.startswith(OCCLUSION) else None
        )


@lru_cache(maxsize=16)
def parsed(text: str) -> tuple[str | Cloze, ...]:
    """Text and gaps in their order. Raises `ImportRejected` for more than a card can show."""
    _require_few(text)
    whole: list[str | Cloze] = []
    opened: list[Cloze] = []
    at = 0

    def add(piece: str) -> None:
        if opened:
            opened[-1].add(piece)
        else:
            whole.append(piece)

    for token in _TOKEN.finditer(text):
        add(text[at : token.start()])
        at = token.end()
        numbers = _numbers(token[1]) if token[1] else ()
        if numbers and len(opened) < _MAX_DEPTH:
            opened.append(Cloze(numbers, token[0]))
        elif token[1] or not opened:
            add(token[0])
        else:
            closed = opened.pop()
            (opened[-1].parts if opened else whole).append(closed)
    add(text[at:])
    return (*whole, *_unclosed(opened))


def numbers(text: str) -> set[int]:
    """Numbers of the cards that the gaps of a text give, from 1."""
    return {number for cloze in clozes(parsed(text)) for number in cloze.numbers if 0 < number <= MAX_NUMBER}


def clozes(parts: Iterable[str | Cloze]) -> Iterator[Cloze]:
    """All gaps, those inside others after them."""
    for part in parts:
        if isinstance(part, Cloze):
            yield part
            yield from clozes(part.parts)


def shown(text: str, number: int, *, is_asked: bool) -> str:
    """The text as markup on a card: the gap of this number as a hint or dots where it ``is_asked``, else marked."""
    markup = "".join(_pieces(parsed(text), number, is_asked))
    return _with_bare_formulas(markup) if "\\" in markup else markup


def held(text: str, number: int, *, is_asked: bool) -> str:
    """What only the gaps of this number hold, or what is shown instead of it."""
    asked = [cloze for cloze in clozes(parsed(text)) if number in cloze.numbers]
    return ", ".join(
        ("..." if cloze.hint is None else cloze.hint) if is_asked else "".join(_texts(cloze.parts))
        for cloze in asked
    )


def _texts(parts: Iterable[str | Cloze]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield from _texts(part.parts)


def _pieces(parts: Iterable[str | Cloze], number: int, is_asked: bool) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif part.occlusion is None:
            is_active = number in part.numbers
            yield f'<span class="{"cloze" if is_active else "cloze-inactive"}">'
            if is_active and is_asked:
                yield f"[{'...' if part.hint is None else part.hint}]"
            else:
                yield from _pieces(part.parts, number, is_asked)
            yield "</span>"


def _with_bare_formulas(markup: str) -> str:
    """A formula with tags inside would be none; so a gap in one is not marked."""
    for opening, closing in ((r"\(", r"\)"), (r"\[", r"\]")):
        pieces, at = list[str](), 0
        while (start := markup.find(opening, at)) >= 0 and (end := markup.find(closing, start)) >= 0:
            pieces += [markup[at:start], _TAG.sub("", markup[start:end])]
            at = end
        markup = "".join(pieces) + markup[at:]
    return markup


def _require_few(text: str) -> None:
    if (
        len(text) > limits.MAX_FACE
        or text.count("{{c") > limits.MAX_GAPS
        or text.count("}}") > 2 * limits.MAX_GAPS
    ):
        raise ImportRejected(limits.CARD_TOO_LONG)


def _unclosed(opened: list[Cloze]) -> Iterator[str]:
    """A gap without an end is text again, and so is what it holds. (Anki shows nothing of it.)"""
    for cloze in opened:
        yield cloze.opening
        yield from _texts(cloze.parts)
        if cloze.hint is not None:
            yield f"::{cloze.hint}"


def _numbers(stated: str) -> tuple[int, ...]:
    return tuple(int(part[:6]) for part in stated.split(",") if part)[:MAX_NUMBER]
