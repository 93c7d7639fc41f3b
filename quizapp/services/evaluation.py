"""Measuring the generator on a folder of texts, without a database."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.core.items.evaluation import Evaluation, MeasuredText, measure
from quizapp.core.items.metrics import Deck, Tally
from quizapp.core.items.overlap import AskedParagraph
from quizapp.core.text.source import Source, source_from_bytes, source_from_text
from quizapp.errors import InputError, NothingToAsk, SourceUnreadable
from quizapp.services.generation import explain_from

_ENDINGS = (".txt", ".md")
_ASKED = "human-questions.json"
_NO_GENRE = "text"
_ARTICLES = "human-questions"
_WARM = "Ada Lovelace opened the bridge in Porto in 1998."


@dataclass(frozen=True, kw_only=True)
class _Text:
    name: str
    genre: str
    read: Callable[[], tuple[Source, tuple[AskedParagraph, ...]]]


def evaluate_folder(
    folder: Path, *, seed: int = 0, progress: Callable[[float, str], None] | None = None
) -> Evaluation:
    """Generate from every text of a folder and measure what comes out.

    A text (.txt, .md) in a subfolder has that folder's name as its genre, one in the folder itself the genre
    “text”. The articles of a file ``human-questions.json`` in it are texts, too, of a genre of their own, and their
    items are compared with what people asked. Raises `InputError` where there is nothing to measure.
    """
    texts = list(_texts(folder))
    if not texts:
        raise InputError(
            "There is no text in “%(folder)s”: put .txt or .md files there, or in its subfolders.",
            folder=folder,
        )
    with suppress(NothingToAsk):
        explain_from(source_from_text(_WARM))  # so that the first text does not pay for loading the model
    measured = []
    for n, text in enumerate(texts):
        if progress is not None:
            progress(n / len(texts), text.name)
        measured.append(_measure(text, seed))
    return Evaluation(folder=folder.resolve().name, seed=seed, texts=tuple(measured))


def _measure(text: _Text, seed: int) -> MeasuredText:
    try:
        source, asked = text.read()
    except InputError as error:
        return MeasuredText(name=text.name, genre=text.genre, whole=Tally(), problem=str(error))
    started = time.process_time()
    try:
        generated = explain_from(source, seed=seed)
    except NothingToAsk as error:
        words = Tally(words=source.words)
        return MeasuredText(name=text.name, genre=text.genre, whole=words, problem=str(error))
    seconds = time.process_time() - started
    deck = Deck(
        source=source,
        sentences=generated.extraction.sentences,
        statements=generated.extraction.statements,
        items=generated.generation.items,
        asked=asked,
        seconds=seconds,
    )
    return measure(deck, name=text.name, genre=text.genre)


def _texts(folder: Path) -> Iterator[_Text]:
    for genre, place in ((_NO_GENRE, folder), *((each.name, each) for each in _folders(folder))):
        for file in sorted(place.iterdir()):
            if file.suffix.lower() in _ENDINGS and file.is_file() and file.stem != "README":
                name = file.relative_to(folder).as_posix()
                yield _Text(name=name, genre=genre, read=lambda file=file: (_read(file), ()))  # type: ignore[misc]
    if (folder / _ASKED).is_file():
        yield from _articles(folder / _ASKED)


def _folders(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))


def _read(file: Path) -> Source:
    try:
        return source_from_bytes(file.read_bytes(), name=file.name)
    except OSError as error:
        raise SourceUnreadable(
            "“%(file)s” cannot be read: %(fault)s.", file=file, fault=os.strerror(error.errno or 0)
        ) from error


def _articles(file: Path) -> Iterator[_Text]:
    """``[{title, paragraphs: [{text, questions: [{question, answer, start}]}]}]``."""
    try:
        articles = json.loads(file.read_bytes())
        if not isinstance(articles, list):
            raise TypeError("one article is no list")
        for article in articles:
            paragraphs = [
                (one["text"], tuple(asked["answer"] for asked in one["questions"]))
                for one in article["paragraphs"]
            ]
            name = f"{_ASKED}: {article['title']}"
            yield _Text(name=name, genre=_ARTICLES, read=lambda a=article, p=paragraphs: _article(a, p))  # type: ignore[misc]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "“%(file)s” does not have the shape of articles with what people asked.", file=file
        ) from error


def _article(
    article: Any, paragraphs: list[tuple[str, tuple[str, ...]]]
) -> tuple[Source, tuple[AskedParagraph, ...]]:
    """The paragraphs as one text, and where in it people asked; a paragraph that was changed in reading is left out."""
    source = source_from_text("\n\n".join(text for text, _ in paragraphs), title=str(article["title"]))
    asked, at = [], 0
    for text, answers in paragraphs:
        start = source.text.find(text, at)
        if start >= 0:
            at = start + len(text)
            asked.append(AskedParagraph(start=start, end=at, text=text, answers=answers))
    return source, tuple(asked)
