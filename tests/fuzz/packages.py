"""Anki packages and texts, damaged and made hostile: whatever is in them, nothing but `ImportRejected` may come out."""

from __future__ import annotations

import contextlib
import io
import random
import resource
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from backports import zstd

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import (
    AnkiFile,
    Note,
    card_ordinals,
    open_package,
    plain,
    read_text,
    render,
    sanitised,
    scoped,
)
from tests.fuzz import Tally

COUNT = 7_000
MOST_SECONDS = 5.0  # of the processor, for one mutant
MOST_MEMORY = 1_500_000_000  # of addresses

_ZSTD = b"\x28\xb5\x2f\xfd"
_SQLITE = b"SQLite format 3\x00"
_VALUES = (
    None,
    -1,
    0,
    2**62,
    -(2**63),
    1e308,
    "",
    "x",
    "\x1f",
    "\x1f" * 3000,
    "a\x00b",
    b"\xed\xa0\x80",
    b"\xff\xfe\x00",
    "{",
    "[]",
    "[" * 2000,
    "{{c1::" * 2000,
    "{{#A}}",
    "{{cloze:Text}}",
    "\\ud800",
    "<div>" * 3000,
    "[sound:../../x]",
    "::" * 50,
    "\x1f\x1f",
    "9" * 5000,
    b"\x0a\xff\xff\xff\xff\x0f",
    b"\x08" * 30,
    '{"1": null}',
    '{"x": {}}',
)
_STATEMENTS = (
    "DROP TABLE notes",
    "DROP TABLE cards",
    "DROP TABLE col",
    "DELETE FROM col",
    "DELETE FROM notes",
    "DELETE FROM cards",
    "DROP TABLE IF EXISTS revlog",
    "DROP TABLE IF EXISTS notetypes",
    "DROP TABLE IF EXISTS fields",
    "DELETE FROM templates",
    "ALTER TABLE notes RENAME COLUMN flds TO f",
    "ALTER TABLE notes RENAME TO n; CREATE VIEW notes AS SELECT * FROM n",
    "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END",
    "ALTER TABLE cards ADD COLUMN g AS (zeroblob(999999999))",
    "INSERT INTO notes SELECT id + 1000, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data FROM notes",
    "PRAGMA encoding = 'UTF-16'; VACUUM",
    "PRAGMA user_version = 99",
    "UPDATE cards SET nid = 1",
    "UPDATE notes SET mid = 1",
)


def fuzz(count: int, seed: int, bases: list[Path] | None = None) -> Tally:
    """Read so many mutants, all of each. Raises what a mutant raised that is no refusal, with its number."""
    if bases is None:
        from tests.exchange.apkg.reading.library import files

        bases = list(files().values())
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="quizapp-fuzz-") as folder:
        for number in range(count):
            chance = random.Random(f"{seed}-{number}")
            base = bases[number % len(bases)]
            path = Path(folder) / f"mutant{base.suffix}"
            path.write_bytes(mutant(base.read_bytes(), chance))
            started = time.process_time()
            try:
                outcome = read(path)
            except BaseException as error:
                kept = Path(tempfile.gettempdir(), f"quizapp-mutant-{number}{base.suffix}")
                kept.write_bytes(path.read_bytes())
                error.add_note(f"mutant {number} of seed {seed}, made of {base.name}: {kept}")
                raise
            taken = time.process_time() - started
            assert taken < MOST_SECONDS, f"mutant {number} of seed {seed} took {taken:.1f} s"
            tally.slowest = max(tally.slowest, taken)
            tally.outcomes[outcome] += 1
    return tally


def read(path: Path) -> str:
    """Everything that can be got out of a file, and whether it was refused."""
    opened = read_text if path.suffix == ".txt" else open_package
    try:
        with opened(path) as file:
            _use(file)
    except ImportRejected:
        return "refused"
    return "read"


def _use(file: AnkiFile) -> None:
    for note in file.notes():
        assert note.guid
        assert len(note.fields) == len(note.note_type.fields)
        assert not {"\x00", "\x1f"} & set("".join((note.guid, *note.fields, *note.tags, *note.deck)))
        note.guid.encode(), "".join(note.fields).encode()
        scoped(note.note_type.css, ".x")
        _show(note)
    sum(1 for _ in file.cards())
    sum(1 for _ in file.reviews())
    for name in file.media:
        assert "/" not in name
        _refused_or_done(lambda name=name: file.read_media(name))  # type: ignore[misc]


def _show(note: Note) -> None:
    ordinals: list[int] = [0]
    _refused_or_done(lambda: ordinals.extend(card_ordinals(note)[:3]))
    for ordinal in ordinals:
        _refused_or_done(lambda ordinal=ordinal: _faces(note, ordinal))  # type: ignore[misc]


def _faces(note: Note, ordinal: int) -> None:
    faces = render(note, ordinal)
    for side in (faces.question_html, faces.answer_html):
        assert "<script" not in sanitised(side, lambda name: f"/m/{len(name)}").lower()
        plain(side)


def _refused_or_done(work: Callable[[], object]) -> None:
    """A card or medium that cannot be shown costs only itself."""
    with contextlib.suppress(ImportRejected):
        work()


def mutant(content: bytes, chance: random.Random) -> bytes:
    """The file with something changed: in its bytes, in a member's bytes, or in its database's rows."""
    if not content.startswith(b"PK") or chance.random() < 0.2:
        return _scrambled(content, chance)
    members = _members(content)
    name = chance.choice([*members, *(each for each in members if each.startswith("collection."))])
    inner = members[name]
    is_packed = inner.startswith(_ZSTD)
    plain_inner = zstd.decompress(inner) if is_packed else inner
    if plain_inner.startswith(_SQLITE) and chance.random() < 0.6:
        plain_inner = _of_rows(plain_inner, chance)
    else:
        plain_inner = _scrambled(plain_inner, chance)
    if is_packed:
        plain_inner = zstd.compress(plain_inner, 1)
        if chance.random() < 0.1:
            plain_inner = _scrambled(plain_inner, chance)
    members[name] = plain_inner
    if chance.random() < 0.1:
        del members[chance.choice(list(members))]
    return _zipped(members)


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _scrambled(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut, repeated or put in."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(changed)) if changed else 0
        match chance.randrange(5):
            case 0 | 1:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                del changed[at : at + chance.choice((1, 4, 100, 5000))]
            case 3:
                changed[at:at] = changed[at : at + chance.choice((1, 16, 500))] * chance.choice((1, 3, 50))
            case _:
                changed[at : at + 4] = chance.choice(
                    (b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff", b"PK\x05\x06")
                )
    return bytes(changed)


def _of_rows(database: bytes, chance: random.Random) -> bytes:
    """The database with other values in its rows, or with another schema."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(database)
        connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
        for _ in range(chance.choice((1, 1, 2, 4))):
            try:
                if chance.random() < 0.3:
                    connection.executescript(chance.choice(_STATEMENTS))
                else:
                    _with_value(connection, chance)
            except (sqlite3.Error, ValueError):
                continue
        return connection.serialize()


def _with_value(connection: sqlite3.Connection, chance: random.Random) -> None:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    table = chance.choice(tables)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    value = chance.choice(_VALUES)
    where = chance.choice(("", " WHERE rowid % 2 = 0"))
    connection.execute(f'UPDATE {table} SET "{chance.choice(columns)}" = ?{where}', (value,))  # noqa: S608


def _alone() -> None:
    """`python -m tests.fuzz.packages COUNT SEED FILE…`, with bounded memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    count, seed, *bases = sys.argv[1:]
    print(fuzz(int(count), int(seed), [Path(base) for base in bases]))


if __name__ == "__main__":
    _alone()
