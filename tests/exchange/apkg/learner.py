"""Ben's Anki: the real importer behind a few words, so that tests read as what happens to a learner."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from anki.collection import Collection, ImportAnkiPackageRequest
from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_REV
from anki.notes import Note

from quizapp.core.items.item import Item
from quizapp.exchange.apkg import write_apkg
from tests.exchange.apkg.cast import deck

if TYPE_CHECKING:  # anki.cards cannot be imported before anki.collection
    from anki.cards import Card


class Learner:
    """A fresh collection that imports packages as the import dialog does, with its defaults."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def imports(self, package: bytes) -> tuple[int, int, int, int]:
        """Import; the numbers of new, updated, duplicate and conflicting notes."""
        path = self.folder / "deck.apkg"
        path.write_bytes(package)
        options = self.collection._backend.get_import_anki_package_presets()
        log = self.collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=options)
        ).log
        return len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)

    def notes(self, search: str = "") -> list[Note]:
        """Notes in the order of import."""
        return [self.collection.get_note(number) for number in sorted(self.collection.find_notes(search))]

    def note(self, search: str = "") -> Note:
        """The only note found."""
        (found,) = self.notes(search)
        return found

    def cards(self, search: str = "") -> list[Card]:
        """Cards in the order in which new ones come, a note's own in the order of its gaps."""
        cards = [self.collection.get_card(number) for number in self.collection.find_cards(search)]
        return sorted(cards, key=lambda card: (card.due, card.ord))

    def sides(self, asked: Item) -> list[tuple[str, str]]:
        """Front and back of each card of an item, imported alone."""
        self.imports(write_apkg(deck(asked)))
        return [(card.question(), card.answer()) for card in self.cards()]

    def reviews(self, card: Card, *, days: int = 10) -> None:
        """Ben has learned the card and sees it again in some days."""
        card.type, card.queue = CARD_TYPE_REV, QUEUE_TYPE_REV
        card.ivl, card.factor, card.reps = days, 2500, 4
        card.due = self.collection.sched.today + days
        self.collection.update_card(card)

    def edits(self, note: Note, field: str, text: str, *, at: int) -> None:
        """Ben writes into a field of his own copy; ``at`` is the moment in seconds."""
        note[field] = text
        self.collection.update_note(note)
        self._touched(note, at)

    def tags(self, note: Note, tag: str, *, at: int | None = None) -> None:
        """Ben adds a tag of his own; without a moment, as if it had not touched the note's date."""
        before = note.mod
        note.tags.append(tag)
        self.collection.update_note(note)
        self._touched(note, before if at is None else at)

    def _touched(self, note: Note, at: int) -> None:
        assert self.collection.db is not None
        self.collection.db.execute("update notes set mod = ? where id = ?", at, note.id)

    def deck_names(self) -> list[str]:
        """All decks but Anki's own empty one."""
        return [deck.name for deck in self.collection.decks.all_names_and_ids() if deck.name != "Default"]

    def note_type_names(self) -> list[str]:
        """The note types that imports brought or touched."""
        names = (entry.name for entry in self.collection.models.all_names_and_ids())
        return [name for name in names if name.startswith("Quizapp")]


def shown(side: str) -> str:
    """The text that a side of a card shows, its style and script left out."""
    body = re.sub(r"<(style|script)\b.*?</\1>", "", side, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", body.replace("<br>", "\n")))
