"""Ada's Anki: a collection made by the real library, and every file that can come out of it."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from anki.collection import Collection, ExportAnkiPackageOptions
from anki.consts import CARD_TYPE_REV, QUEUE_TYPE_REV, QUEUE_TYPE_SUSPENDED
from anki.notes import Note

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import open_package

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c6360f8ffbf1e000603"
    "02fef3b1d3a40000000049454e44ae426082"
)  # fmt: skip
NESTED = "{{c1::The {{c2::Songhua::river}} flows}} past {{c3::Harbin}}."
COVER = (
    "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}"
    "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.2:oi=1}}"
    "{{c3::image-occlusion:polygon:points=0,0 .5,.25 1,1}}"
    "{{c0::image-occlusion:text:left=.1:top=.9:text=Lake}}"
)
DEEP = "Languages::東アジア::日本語"
FORMS = ("today.apkg", "older.apkg", "today.colpkg", "older.colpkg")
DAY = 86_400


class Library:
    """A collection in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "collection.anki2"
        self.collection = Collection(str(self.path))

    def note_type(self, name: str) -> dict[str, Any]:
        """A note type that the collection has."""
        found = self.collection.models.by_name(name)
        assert found is not None
        return found

    def add(self, note_type: str, *fields: str, deck: str = "Geography", tags: Sequence[str] = ()) -> Note:
        """A note in a deck."""
        note = self.collection.new_note(self.note_type(note_type))
        note.fields[: len(fields)] = fields
        note.tags = list(tags)
        number = self.collection.decks.id(deck)
        assert number is not None
        self.collection.add_note(note, number)
        return note

    def add_type(self, name: str, fields: Sequence[str], question: str, answer: str, *, is_cloze: bool = False,
                 css: str = "") -> None:  # fmt: skip
        """A note type of one template."""
        models = self.collection.models
        made = models.new(name)
        made["type"], made["css"] = int(is_cloze), css
        for field in fields:
            models.add_field(made, models.new_field(field))
        template = models.new_template("Card 1")
        template["qfmt"], template["afmt"] = question, answer
        models.add_template(made, template)
        models.add(made)

    def add_medium(self, name: str, content: bytes) -> str:
        """A file among the collection's media; the name that it got."""
        return self.collection.media.write_data(name, content)

    def package(self, name: str, *, is_old: bool) -> Path:
        """An .apkg with all that is there."""
        path = self.folder / name
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=True, with_media=True, legacy=is_old
        )
        self.collection.export_anki_package(out_path=str(path), options=options, limit=None)
        return path

    def whole(self, name: str, *, is_old: bool) -> Path:
        """A .colpkg."""
        path = self.folder / name
        self.collection.export_collection_package(str(path), include_media=True, legacy=is_old)
        self.collection = Collection(str(self.path))
        return path

    def text(self, name: str, **wanted: bool) -> Path:
        """Notes in plain text."""
        path = self.folder / name
        asked = {
            "with_html": True,
            "with_tags": True,
            "with_deck": True,
            "with_notetype": True,
            "with_guid": True,
        }
        self.collection.export_note_csv(out_path=str(path), limit=None, **(asked | wanted))
        return path


def fill(library: Library) -> None:
    """What every file of these tests holds: one note of each sort."""
    library.add_type(
        "Reading", ["Word", "Meaning"], "{{furigana:Word}}", "{{FrontSide}}<hr>{{Meaning}}", css=".a {}"
    )
    library.add_medium("map 1.png", PIXEL)
    library.add_medium("река.mp3", b"ID3" + bytes(100))
    library.add(
        "Basic", 'Where?<img src="map%201.png">', "<b>Harbin</b> &amp; Jilin", tags=["city", "north::cold"]
    )
    library.add("Basic (and reversed card)", "река[sound:река.mp3]", "river")
    library.add("Basic (type in the answer)", "Capital of Jilin?", "Changchun")
    library.add("Cloze", NESTED, "As the <i>atlas</i> says.")
    library.add("Image Occlusion", COVER, '<img src="map 1.png">', "Lakes", "As seen from above.")
    library.add("Reading", "日本語[にほんご]", "Japanese", deck=DEEP)
    learn(library)


def learn(library: Library) -> None:
    """Ada has learned the first card, has put the second aside, and began the third."""
    collection = library.collection
    first, second, third = (collection.get_card(number) for number in sorted(collection.find_cards(""))[:3])
    first.type, first.queue = CARD_TYPE_REV, QUEUE_TYPE_REV
    first.ivl, first.factor, first.reps, first.lapses = 12, 2350, 5, 1
    first.due = collection.sched.today + 3
    first.memory_state = _memory(20.5, 6.25)
    collection.update_card(first)
    second.queue = QUEUE_TYPE_SUSPENDED
    collection.update_card(second)
    assert collection.db is not None
    log = "insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)"
    for at, rating, interval, kind in (
        (1000, 1, -600, 0),
        (2000, 3, 1, 0),
        (3000, 4, 12, 1),
        (4000, 0, 12, 4),
    ):
        collection.db.execute(log, at, first.id, rating, interval, 0, 2350, 1500, kind)
    collection.db.execute(
        "update cards set type = 1, queue = 1, due = ? where id = ?", 1_800_000_000, third.id
    )


def _memory(stability: float, difficulty: float) -> Any:
    from anki.cards import FSRSMemoryState

    return FSRSMemoryState(stability=stability, difficulty=difficulty)


@cache
def files() -> dict[str, Path]:
    """Every file that comes out of the same collection, by name; made once."""
    library = Library(Path(_KEPT.name))
    fill(library)
    made = {
        "today.apkg": library.package("today.apkg", is_old=False),
        "older.apkg": library.package("older.apkg", is_old=True),
        "today.colpkg": library.whole("today.colpkg", is_old=False),
        "older.colpkg": library.whole("older.colpkg", is_old=True),
        "notes.txt": library.text("notes.txt"),
    }
    library.collection.close()
    return made


_KEPT = tempfile.TemporaryDirectory(prefix="quizapp-tests-")


def small(path: Path, *, change: Callable[[sqlite3.Connection], object] | None = None, media: object = None,
          others: dict[str, bytes] | None = None, encoding: str = "UTF-8") -> Path:  # fmt: skip
    """The smallest package of the first generation, with one note of one basic note type, and what is changed in it."""
    basic = {"name": "Basic", "type": 0, "css": "", "flds": [{"name": "Front"}, {"name": "Back"}],
             "tmpls": [{"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{Back}}"}]}  # fmt: skip
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(f"PRAGMA encoding = '{encoding}';{_TABLES}")
        stated = json.dumps({"7": basic}), json.dumps({"9": {"name": "A::B"}})
        connection.execute("INSERT INTO col VALUES (1, 0, ?, ?)", stated)
        connection.execute("INSERT INTO notes VALUES (1, 'g', 7, 60, 't', 'front\x1fback')")
        connection.execute("INSERT INTO cards VALUES (1, 1, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')")
        if change:
            change(connection)
        database = connection.serialize()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", database)
        archive.writestr("media", json.dumps(media or {}))
        for name, content in (others or {}).items():
            archive.writestr(name, content)
    return path


_TABLES = """
CREATE TABLE col (id INTEGER PRIMARY KEY, crt INTEGER, models TEXT, decks TEXT);
CREATE TABLE notes (id INTEGER PRIMARY KEY, guid TEXT, mid INTEGER, mod INTEGER, tags TEXT, flds TEXT);
CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, did INTEGER, odid INTEGER, ord INTEGER, type INTEGER,
  queue INTEGER, due INTEGER, odue INTEGER, ivl INTEGER, factor INTEGER, reps INTEGER, lapses INTEGER, data TEXT);
"""


def refusal(work: Callable[[], object]) -> str:
    """Why it was refused; empty where it was not."""
    try:
        work()
    except ImportRejected as refused:
        return refused.reason
    return ""


def read_all(path: Path) -> Iterator[object]:
    """All that a package gives."""
    with open_package(path) as package:
        yield from package.notes()
        yield from package.cards()
        yield from package.reviews()
        for name in package.media:
            yield package.read_media(name)
