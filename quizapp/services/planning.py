"""What a file would do to a deck: new items, changed ones by our ids, and what must be mended first."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.codec import body_from_plain, body_to_plain
from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported, InputError, ItemInvalid
from quizapp.exchange.gift import LineError, Written
from quizapp.exchange.sheets import Row, cells_of, mark_of
from quizapp.phrases import phrase
from quizapp.services.edits import proven
from quizapp.services.quick import TOO_MANY, Refused, asked_in, new_item
from quizapp.services.writing import sound
from quizapp.store import versions

MOST_ITEMS = 5_000
KIND_STAYS = phrase(
    "An item cannot become one of another kind. Take its id out of the row to add it as a new one."
)
WAS_DELETED = phrase(
    "The item with this id was deleted here. Take the id out of the row to add it as a new one."
)
UNCHANGEABLE = phrase("This item cannot be changed by a table. Edit it on its page.")
TWICE = phrase("The same id stands in line %(first)s already.")
UNPROVEN = phrase("The sentence that proves this item does not support the new key. Edit it on its page.")
NOT_FOUND = phrase(
    "No item here has the id of this row, and the row alone makes none: it has no stem and key."
)
_OPEN = frozenset({"draft", "accepted"})


@dataclass(frozen=True, kw_only=True)
class Change:
    """An item as it is, and what its line says."""

    line: int
    entry: DeckItem
    item: Item


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``items`` are new, with their lines; ``same`` counts those that the file leaves as they are; ``conflicts``
    changed both in the file and here since it was written, and stay as they are here."""

    items: tuple[tuple[int, Item], ...] = ()
    changed: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()
    refused: tuple[Refused, ...] = ()
    same: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to store."""
        return not self.items and not self.changed

    @property
    def sign(self) -> str:
        """A name of what would be stored, by which a later look knows that it is still that."""
        said = [f"{line} {versions.digest(item)}" for line, item in self.items]
        said += [f"{each.line} {each.entry.version} {versions.digest(each.item)}" for each in self.changed]
        return hashlib.blake2b("\x1f".join(said).encode(), digest_size=8).hexdigest()


def plan(
    deck: Deck, found: Iterable[Row | Written | LineError], *, category: str = "", overwrite: bool = False
) -> Plan:
    """What rows of a table, or items of another file, would do; nothing is stored.

    ``category`` is that of new items that name none; ``overwrite``: what changed here, too, is changed nevertheless.
    """
    planner = _Planner(deck, category=category, overwrite=overwrite)
    for each in found:
        planner.take(each)
    return planner.plan()


class _Planner:
    """Goes through a file once."""

    def __init__(self, deck: Deck, *, category: str, overwrite: bool) -> None:
        self._known = {entry.item.id: entry for entry in deck.items}
        self._asked = asked_in(deck)
        self._category, self._overwrite = category, overwrite
        self._lines: dict[str, int] = {}
        self._new: list[tuple[int, Item]] = []
        self._changed: list[Change] = []
        self._conflicts: list[Change] = []
        self._refused: list[Refused] = []
        self._same = 0

    def take(self, each: Row | Written | LineError) -> None:
        """Put it where it belongs."""
        if isinstance(each, LineError):
            self._refused.append(Refused(line=each.line, error=InputError(each.template, **each.values)))
            return
        try:
            entry = self._known.get(each.id) if each.id else None
            if entry is None:
                self._add(each)
            else:
                self._change(each, entry)
        except InputError as error:
            self._refused.append(Refused(line=each.line, error=error))

    def plan(self) -> Plan:
        """All of it, in the order of the lines."""
        return Plan(
            items=tuple(self._new),
            changed=tuple(self._changed),
            conflicts=tuple(self._conflicts),
            refused=tuple(sorted(self._refused, key=lambda each: each.line)),
            same=self._same,
        )

    def _add(self, each: Row | Written) -> None:
        if isinstance(each, Row) and each.id and not {"stem", "key"} <= set(each.cells):
            raise InputError(NOT_FOUND)
        written = tidy(each.written() if isinstance(each, Row) else each)
        if len(self._new) >= MOST_ITEMS:
            raise InputError(TOO_MANY, most=MOST_ITEMS)
        self._new.append((each.line, new_item(written, self._category, self._asked)))

    def _change(self, each: Row | Written, entry: DeckItem) -> None:
        first = self._lines.setdefault(each.id, each.line)
        if first != each.line:
            raise InputError(TWICE, first=first)
        if entry.status not in _OPEN:
            raise InputError(WAS_DELETED)
        item, is_stale = (
            _row_change(each, entry.item) if isinstance(each, Row) else (_reworded(each, entry.item), False)
        )
        if item is None:
            self._same += 1
            return
        change = Change(line=each.line, entry=entry, item=item)
        (self._conflicts if is_stale and not self._overwrite else self._changed).append(change)


def tidy(written: Written) -> Written:
    """Without the characters that nobody sees and some databases refuse, and with one kind of line end."""
    body = body_from_plain(written.body.kind, _tidied(body_to_plain(written.body)))
    tags = tuple(map(_clean, written.tags))
    return replace(
        written, stem=_clean(written.stem), body=body, category=_clean(written.category),
        rationale=_clean(written.rationale), tags=tags,
    )  # fmt: skip


def _row_change(row: Row, before: Item) -> tuple[Item | None, bool]:
    """What a row makes of an item, None where it leaves it; and whether the item changed since the row was written."""
    try:
        present = cells_of(before)
    except ExportUnsupported as error:
        raise InputError(UNCHANGEABLE) from error
    written = tidy(row.written(present))
    item = _on(before, written, {"stem", "body", "category", "rationale", "tags"})
    if item is None:
        return None, False
    is_stale = bool(row.version) and row.version != mark_of(present)
    if is_stale and mark_of(cells_of(item)) == row.version:
        return None, False  # only we changed it
    return item, is_stale


def _reworded(written: Written, before: Item) -> Item | None:
    """What another file makes of an item. What it says by our interactions alone leaves an equal body as it is."""
    fields = {"stem", "category"} if written.category else {"stem"}
    if written.body.kind != before.kind:
        raise InputError(KIND_STAYS)
    said = written.body.interaction(written.stem)
    if said != before.body.interaction(before.stem):
        fields |= {"body"}
    if written.rationale and not before.body.self_graded:
        fields |= {"rationale"}
    if written.tags:
        fields |= {"tags"}
    return _on(before, tidy(written), fields)


def _on(before: Item, written: Written, fields: set[str]) -> Item | None:
    """The item with these fields as they are written; None where that is what it says. Raises `InputError`."""
    if written.body.kind != before.kind:
        raise InputError(KIND_STAYS)
    body = written.body if "body" in fields else before.body
    text: dict[str, Any] = {name: getattr(written, name) for name in fields - {"body"}}
    if not text.get("category", before.category):
        text["category"] = before.category
    if body == before.body and all(getattr(before, name) == said for name, said in text.items()):
        return None
    try:
        return sound(proven(before, body, text))
    except ItemInvalid as error:
        raise InputError(_told(error)) from error


def _told(error: ItemInvalid) -> str:
    """In the words of who sends a file."""
    if "unproven-key" in error.flaws or "unproven-order" in error.flaws:
        return UNPROVEN
    return CATALOGUE[error.flaws[0]].rule if error.flaws else error.template


def _tidied(plain: Any) -> Any:
    if isinstance(plain, str):
        return _clean(plain)
    if isinstance(plain, Mapping):
        return {name: _tidied(value) for name, value in plain.items()}
    return [_tidied(each) for each in plain] if isinstance(plain, Sequence) else plain


def _clean(text: str) -> str:
    if text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"})
    return "".join(kept).strip()
