"""JSON lines: a line for the deck and its text, then one for each item with all that is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from quizapp.core.decks.deck import Deck
from quizapp.core.items.item import Item
from quizapp.core.text.source import Source
from quizapp.errors import ImportRejected, InputError, ItemInvalid
from quizapp.exchange.gift import LineError
from quizapp.exchange.native import item_from_plain, item_to_plain
from quizapp.phrases import phrase

FORMAT = "quizapp-lines/1"
MOST_BYTES = 50_000_000
TOO_LARGE = phrase("This file is larger than %(limit)s MB. Split it into several.")
NO_LINES = phrase("This is no file of JSON lines of quizapp: its first line does not name the format.")
NO_ITEM = phrase("This line is no item: %(why)s")


@dataclass(frozen=True, kw_only=True)
class Lines:
    """``items`` with the 1-based lines on which they stand; ``source`` is the text that proves them."""

    title: str
    source: Source
    items: tuple[tuple[int, Item], ...]
    errors: tuple[LineError, ...]


def write_lines(deck: Deck, items: Sequence[Item]) -> bytes:
    """The first line holds the deck and its text, every other one an item with its proof and whose text proves it."""
    return "".join(f"{json.dumps(plain, ensure_ascii=False)}\n" for plain in _lines(deck, items)).encode()


def _lines(deck: Deck, items: Sequence[Item]) -> Iterator[dict[str, Any]]:
    named = _named(deck.source)
    about = {"id": deck.id, "title": deck.title, "about": deck.about, "reference": deck.reference}
    yield {"format": FORMAT, "deck": about, "source": {**named, "text": deck.source.text}}
    for item in items:
        yield {**item_to_plain(item), "source": named}


def _named(source: Source) -> dict[str, Any]:
    """A source without its text; ``sha256`` is that of the text."""
    particulars = {name: value for name, value in msgspec.to_builtins(source.particulars).items() if value}
    return {"title": source.title, "sha256": source.sha256, **particulars}


class _Source(msgspec.Struct):
    title: str = ""
    text: str = ""


class _Head(msgspec.Struct):
    format: str
    source: _Source
    deck: dict[str, Any] = {}


def read_lines(raw: bytes) -> Lines:
    """Items and errors by line. Raises `ImportRejected` where the first line does not name the format."""
    if len(raw) > MOST_BYTES:
        raise ImportRejected(TOO_LARGE % {"limit": MOST_BYTES // 1_000_000})
    first, *others = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    head = _head(first)
    items, errors = list[tuple[int, Item]](), list[LineError]()
    for line, plain in enumerate(others, 2):
        if not plain.strip():
            continue
        try:
            items.append((line, item_from_plain(plain)))
        except (ItemInvalid, ImportRejected) as error:
            errors.append(LineError(line=line, template=NO_ITEM, values={"why": _why(error)}))
    return Lines(
        title=str(head.deck.get("title", "")), items=tuple(items), errors=tuple(errors),
        source=Source(title=head.source.title, text=head.source.text),
    )  # fmt: skip


def _why(error: InputError) -> str:
    return " ".join(str(error).split())[:200]


def _head(raw: bytes) -> _Head:
    try:
        head = msgspec.json.decode(raw, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRejected(NO_LINES) from error
    if head.format != FORMAT:
        raise ImportRejected(NO_LINES)
    return head
