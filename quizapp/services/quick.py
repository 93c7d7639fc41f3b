"""Many items at once from a text in GIFT: read and checked before anything is stored."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.decks.deck import Deck
from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.item import Item, written_id
from quizapp.core.items.matching import normalize
from quizapp.core.items.tags import MOST_TAG_CHARS, MOST_TAGS
from quizapp.errors import InputError, ItemInvalid, QuizappError
from quizapp.exchange.gift import LineError, Written, read_gift
from quizapp.phrases import phrase
from quizapp.services.decks import get_deck
from quizapp.services.edits import NO_CATEGORY
from quizapp.services.writing import add_items, plain_item, sound

MOST_CHARS = 200_000
MOST_ITEMS = 100
TWIN = phrase("The deck has an item with the same stem already.")
TOO_MANY = phrase("At most %(most)s items are taken at once.")
_CATEGORY = "$CATEGORY:"
_EMPTY = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A block that gives no item: its line, counted from 1, and why."""

    line: int
    error: QuizappError


@dataclass(frozen=True, kw_only=True)
class Quick:
    """What a text gives: sound items with the lines where they begin, and what must be mended first."""

    items: tuple[tuple[int, Item], ...]
    refused: tuple[Refused, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is neither."""
        return not self.items and not self.refused


def read_quick(deck_id: str, text: str, *, category: str = "") -> Quick:
    """Read a text; nothing is stored. ``category`` is that of items that name none.

    Raises `NotFound`; `InputError` for a text that is too long.
    """
    if len(text) > MOST_CHARS:
        raise InputError("A text for quick entry takes at most %(most)s characters.", most=MOST_CHARS)
    reading = read_gift(text)
    asked = asked_in(get_deck(deck_id))
    found: list[tuple[int, Item]] = []
    refused = [Refused(line=error.line, error=_error(error)) for error in reading.errors]
    for written in reading.items:
        try:
            if len(found) >= MOST_ITEMS:
                raise InputError(TOO_MANY, most=MOST_ITEMS)
            found.append((written.line, new_item(written, category, asked)))
        except InputError as error:
            refused.append(Refused(line=written.line, error=error))
    return Quick(items=tuple(found), refused=tuple(sorted(refused, key=lambda each: each.line)))


def add_quick(
    deck_id: str, text: str, *, category: str = "", now: datetime, by: str | None = None
) -> tuple[tuple[str, ...], str]:
    """Store the sound items of a text: their ids, and the rest of the text, which could not be taken.

    Raises as `read_quick` does.
    """
    quick = read_quick(deck_id, text, category=category)
    items = [item for _, item in quick.items]
    if items:
        add_items(deck_id, items, now=now, by=by)
    rest = _rest(text, {line for line, _ in quick.items}) if quick.refused else ""
    return tuple(item.id for item in items), rest


def asked_in(deck: Deck) -> set[tuple[str, str]]:
    """What a deck asks already, for `new_item`."""
    return {_asks(entry.item) for entry in deck.items if entry.status in {"draft", "accepted"}}


def new_item(written: Written, category: str, asked: set[tuple[str, str]]) -> Item:
    """The item of a block, from now on among those ``asked``. Raises `InputError` where a rule forbids it, saying the
    rule, or where it is asked already."""
    item = plain_item(
        written_id(secrets.token_hex(8)), written.stem, written.body,
        category=written.category.strip() or category.strip() or NO_CATEGORY,
        rationale=written.rationale, tags=tuple(tag[:MOST_TAG_CHARS] for tag in written.tags[:MOST_TAGS]),
    )  # fmt: skip
    try:
        item = sound(item)
    except ItemInvalid as error:
        raise InputError(CATALOGUE[error.flaws[0]].rule) from error
    if _asks(item) in asked:
        raise InputError(TWIN)
    asked.add(_asks(item))
    return item


def _asks(item: Item) -> tuple[str, str]:
    return item.kind, normalize(item.stem)


def _error(error: LineError) -> InputError:
    return InputError(error.template, **error.values)


def _rest(text: str, taken: set[int]) -> str:
    """The paragraphs in which no taken item begins; categories stay, for what follows them."""
    kept: list[str] = []
    line = 1
    for paragraph, gap in _paragraphs(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = paragraph.split("\n")
        if taken.isdisjoint(range(line, line + len(lines))):
            kept.append(paragraph)
        else:
            kept += [each for each in lines if each.strip().startswith(_CATEGORY)]
        line += paragraph.count("\n") + gap.count("\n")
    return "\n\n".join(each.strip("\n") for each in kept if each.strip())


def _paragraphs(text: str) -> Sequence[tuple[str, str]]:
    """Paragraphs, each with the empty lines behind it."""
    found, at = [], 0
    for gap in _EMPTY.finditer(text):
        found.append((text[at : gap.start()], gap[0]))
        at = gap.end()
    return [*found, (text[at:], "")]
