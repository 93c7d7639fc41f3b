"""The coverage map: a text in paragraphs, each cut into what is asked about, what is not, and what states nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.decks.coverage import Cover, Sentence
from quizapp.core.text.passage import PassageRole, passages
from quizapp.core.text.source import Source
from quizapp.web.paging import Page, page_of

PAGE_CHARS = 15_000


@dataclass(frozen=True, kw_only=True)
class MapPiece:
    """A part of a paragraph; ``sentence`` is what it belongs to, None where nothing is stated."""

    text: str
    sentence: Sentence | None = None


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A passage of the text; ``number`` counts those with sentences from 1 and is 0 for headings and the like."""

    number: int
    role: PassageRole
    pieces: tuple[MapPiece, ...]
    covers: Counter[Cover]

    @property
    def stating(self) -> int:
        """How many of its sentences state something."""
        return self.covers.total()

    @property
    def tested(self) -> int:
        """How many of these are asked about."""
        return self.covers["tested"] + self.covers["over"]


def paragraphs_of(source: Source, sentences: Sequence[Sentence]) -> Iterator[Paragraph]:
    """All paragraphs in order; a sentence belongs to that in which it begins."""
    number = position = 0
    left = list(sentences)
    for passage in passages(source):
        own = [sentence for sentence in left if sentence.start < passage.end]
        left = left[len(own) :]
        number += passage.role == "body"
        start = min([passage.start, *(max(position, one.start) for one in own)])
        yield Paragraph(
            number=number if passage.role == "body" else 0,
            role=passage.role,
            pieces=tuple(_cut(source.text, start, passage.end, own)),
            covers=Counter(sentence.cover for sentence in own),
        )
        position = passage.end


def page_with(paragraphs: Iterable[Paragraph], number: int) -> Page[tuple[Paragraph, ...]]:
    """So many paragraphs as make a page: of a short text all."""
    pages: list[list[Paragraph]] = [[]]
    size = 0
    for paragraph in paragraphs:
        length = sum(len(piece.text) for piece in paragraph.pieces)
        if pages[-1] and size + length > PAGE_CHARS:
            pages.append([])
            size = 0
        pages[-1].append(paragraph)
        size += length
    return page_of([tuple(page) for page in pages], number=number, size=1)


def _cut(text: str, start: int, end: int, sentences: Sequence[Sentence]) -> Iterator[MapPiece]:
    """Of sentences that overlap the later one has what both share."""
    position = start
    for n, sentence in enumerate(sentences):
        begin = max(position, sentence.start)
        stop = min([end, sentence.end, *(later.start for later in sentences[n + 1 : n + 2])])
        if begin >= stop:
            continue
        if position < begin:
            yield MapPiece(text=text[position:begin])
        yield MapPiece(text=text[begin:stop], sentence=sentence)
        position = stop
    if position < end:
        yield MapPiece(text=text[position:end])
