"""Decks as people have them in Anki, written by Anki itself."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions


def picture(shade: int = 0) -> bytes:
    """A small image in PNG, of this shade of grey."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    rows = b"".join(b"\x00" + bytes([shade]) * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


class Home:
    """Somebody's collection, to which notes are added and which leaves as a package."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def add(self, deck: str, kind: str, *fields: str, tags: tuple[str, ...] = ()) -> Any:
        """A note of one of Anki's own note types."""
        model = self.collection.models.by_name(kind)
        assert model is not None
        note = self.collection.new_note(model)
        note.fields[: len(fields)] = fields
        note.tags = list(tags)
        self.collection.add_note(note, self.collection.decks.id(deck) or 1)  # type: ignore[arg-type]
        return note

    def brings(self, name: str, content: bytes) -> str:
        """A medium; the name that it got."""
        return self.collection.media.write_data(name, content)

    def dates(self, note: Any, seconds: int) -> None:
        """When a note was last changed."""
        assert self.collection.db is not None
        self.collection.db.execute("update notes set mod = ? where id = ?", seconds, note.id)

    def opens(self, deck: str) -> None:
        """Study this deck next."""
        number = self.collection.decks.id(deck)
        assert number is not None
        self.collection.decks.select(number)

    def leaves(self, deck: str, *, scheduling: bool = False, legacy: bool = False) -> Path:
        """A package of a deck."""
        path = self.folder / f"{deck}.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=scheduling, with_deck_configs=False, with_media=True, legacy=legacy
        )
        number = self.collection.decks.id(deck)
        assert number is not None
        self.collection.export_anki_package(
            out_path=str(path), options=options, limit=DeckIdLimit(deck_id=number)
        )
        return path

    def writes(self, deck: str) -> Path:
        """The notes of a deck as text, with all that Anki can say of them there."""
        path, number = self.folder / f"{deck}.txt", self.collection.decks.id(deck)
        assert number is not None
        said = dict.fromkeys(("with_html", "with_tags", "with_deck", "with_notetype", "with_guid"), True)
        self.collection.export_note_csv(out_path=str(path), limit=DeckIdLimit(deck_id=number), **said)
        return path


def atlas(home: Home) -> None:
    """A deck with something of everything."""
    home.brings("river.png", picture())
    home.add("Atlas", "Basic", "Capital of Heilongjiang?", "Harbin", tags=("geo::cn", "easy"))
    home.add("Atlas::Rivers::North", "Cloze", "{{c1::Harbin}} lies on the {{c2::Songhua}}.")
    home.add("Atlas::Rivers", "Cloze", "{{c1::The {{c2::Songhua}} river}} freezes.", "each winter")
    home.add("Atlas::Rivers", "Cloze", "The {{c1::Yalu::a border}} is green.")
    home.add("Atlas", "Basic (and reversed card)", "松花江", "Songhua <b>river</b>")
    home.add("Atlas", "Basic (type in the answer)", "Which city has an ice festival?", "Harbin")
    home.add("Atlas", "Basic", "مرحبا <i>x</i>", '<img src="river.png"><script>alert(1)</script>')
    home.add("Atlas", "Basic", "Two<br>lines", "one")
