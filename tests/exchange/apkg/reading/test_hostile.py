"""Packages that mean harm, or are not what they seem: each is refused with a reason, and nothing of it runs."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import limits, open_package, wire
from tests.exchange.apkg.reading.library import files, read_all, refusal, small

ROOT = Path(__file__).resolve().parents[4]
Change = Callable[[sqlite3.Connection], object]


def reason(path: Path) -> str:
    """Why the package is refused; empty where it is read."""
    return refusal(lambda: list(read_all(path)))


def script(statements: str) -> Change:
    return lambda connection: connection.executescript(statements)


def put(value: object, column: str, table: str = "notes") -> Change:
    return lambda connection: connection.execute(f"UPDATE {table} SET {column} = ?", (value,))  # noqa: S608


def test_the_smallest_package_is_read(tmp_path: Path) -> None:
    assert reason(small(tmp_path / "a.apkg")) == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", limits.NOT_A_PACKAGE),
        (b"PK\x03\x04", limits.INCOMPLETE),
        (b"PK\x05\x06" + bytes(18), limits.NOT_A_PACKAGE),
        (b"SQLite format 3\x00" + bytes(1000), limits.NOT_A_PACKAGE),
        (b"front\tback\n" * 100, limits.NOT_A_PACKAGE),
        (b"%PDF-1.4" + bytes(100), limits.NOT_A_PACKAGE),
        (b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 1, 1, 2**31, 0, 0), limits.TOO_LARGE),
        (b"PK\x06\x07" + bytes(16) + b"PK\x05\x06" + bytes(18), limits.TOO_LARGE),
    ],
    ids=["empty", "cut", "empty archive", "database", "text", "pdf", "long directory", "zip64"],
)
def test_what_is_no_package_is_refused_for_that(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    path.write_bytes(content)
    assert reason(path) == why


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path / "gone.apkg") == limits.NOT_A_PACKAGE


STRANGE_TABLES = {
    "a view for a table": "ALTER TABLE notes RENAME TO n; CREATE VIEW notes AS SELECT * FROM n;",
    "a view by another spelling": "ALTER TABLE notes RENAME TO n; CREATE VIEW NOTES AS SELECT * FROM n;",
    "a recursive view": """ALTER TABLE notes RENAME TO n; CREATE VIEW notes AS WITH RECURSIVE r(id) AS
        (SELECT 1 UNION ALL SELECT id + 1 FROM r) SELECT id, '' guid, 7 mid, 0 mod, '' tags, '' flds FROM r;""",
    "a computed column": "ALTER TABLE notes ADD COLUMN more AS (zeroblob(100000000));",
    "a virtual table": "DROP TABLE notes; CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, mod, tags, flds);",
    "a view for the log": "CREATE VIEW revlog AS SELECT 1 id, 1 cid, 1 ease, 1 ivl, 1 time, 1 type;",
}


@pytest.mark.parametrize("name", STRANGE_TABLES)
def test_tables_must_be_plain_tables(name: str, tmp_path: Path) -> None:
    assert reason(small(tmp_path / "a.apkg", change=script(STRANGE_TABLES[name]))) == limits.STRANGE


@pytest.mark.parametrize("table", ["notes", "cards", "col"])
def test_a_package_without_a_table_is_damaged(table: str, tmp_path: Path) -> None:
    assert reason(small(tmp_path / "a.apkg", change=script(f"DROP TABLE {table}"))) == limits.DAMAGED


def test_a_package_without_a_column_is_damaged(tmp_path: Path) -> None:
    change = script("ALTER TABLE notes RENAME COLUMN flds TO other")
    assert reason(small(tmp_path / "a.apkg", change=change)) == limits.DAMAGED


def test_triggers_and_indexes_of_a_package_change_nothing(tmp_path: Path) -> None:
    change = script("""CREATE TRIGGER t AFTER UPDATE ON notes BEGIN DELETE FROM notes; END;
        CREATE INDEX i ON notes (upper(guid)); CREATE INDEX j ON cards (nid) WHERE ord > 0;""")
    assert reason(small(tmp_path / "a.apkg", change=change)) == ""


def test_a_query_may_read_nothing_but_the_tables_of_a_package(tmp_path: Path) -> None:
    with open_package(small(tmp_path / "a.apkg")) as package:
        assert package._connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == limits.MAX_VALUE
        for query in (
            "SELECT * FROM sqlite_master",
            "SELECT load_extension('x')",
            "ATTACH 'x' AS y",
            "PRAGMA user_version",
            "DELETE FROM notes",
            "CREATE TABLE x (y)",
            "SELECT randomblob(9)",
            "WITH RECURSIVE r(x) AS (SELECT 1) SELECT x FROM r",
        ):
            with pytest.raises(sqlite3.DatabaseError):
                package._connection.execute(query).fetchall()


def test_a_query_without_end_is_stopped(tmp_path: Path) -> None:
    """Three tables of thirty thousand rows crossed would take a day."""

    def change(connection: sqlite3.Connection) -> None:
        rows = [(number, 1, 9, 0) for number in range(2, 30_000)]
        connection.executemany("INSERT INTO cards (id, nid, did, ord) VALUES (?, ?, ?, ?)", rows)

    started = time.process_time()
    with (
        open_package(small(tmp_path / "a.apkg", change=change)) as package,
        pytest.raises(sqlite3.OperationalError),
    ):
        package._connection.execute(
            "SELECT count(*) FROM cards a, cards b, cards c WHERE a.did < b.did"
        ).fetchone()
    assert time.process_time() - started < 5


def test_the_package_s_own_file_is_never_written(tmp_path: Path) -> None:
    path = small(tmp_path / "a.apkg")
    before = path.read_bytes()
    list(read_all(path))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_of_an_unpacked_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for path in (files()["today.apkg"], small(tmp_path / "a.apkg", change=script("DROP TABLE col"))):
        reason(path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.apkg"]


# --- too much --------------------------------------------------------------------------------------


def _bomb_of_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with archive.open("collection.anki2", "w") as member:
            member.write(b"SQLite format 3\x00")
            for _ in range(40):
                member.write(bytes(1_000_000))
        archive.writestr("media", "{}")


def _bomb_of_zstd(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        archive.writestr("collection.anki21b", zstd.compress(b"SQLite format 3\x00" + bytes(60_000_000), 19))
        archive.writestr("media", zstd.compress(b""))


def _wide_zstd(path: Path) -> None:
    """A frame that asks for half a gigabyte to look back in."""
    packed = b"\x28\xb5\x2f\xfd\x00" + bytes([(29 - 10) << 3]) + b"\x01\x00\x00"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        archive.writestr("collection.anki21b", packed)


@pytest.mark.parametrize(
    ("make", "why"),
    [(_bomb_of_zip, limits.TOO_LARGE), (_bomb_of_zstd, limits.TOO_LARGE), (_wide_zstd, limits.DAMAGED)],
)
def test_what_unpacks_to_far_more_than_it_is_is_refused(
    make: Callable[[Path], None], why: str, tmp_path: Path
) -> None:
    make(tmp_path / "bomb.apkg")
    assert (tmp_path / "bomb.apkg").stat().st_size < 100_000
    assert reason(tmp_path / "bomb.apkg") == why


def test_a_list_of_media_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    with zipfile.ZipFile(files()["today.apkg"]) as before, zipfile.ZipFile(path, "w") as after:
        for name in ("meta", "collection.anki21b"):
            after.writestr(name, before.read(name))
        after.writestr("media", zstd.compress(bytes(limits.MAX_MEDIA_LIST + 1)))
    assert reason(path) == limits.TOO_LARGE


def test_media_of_more_than_a_package_may_hold_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    entry = b"\x0a\x01x\x10" + b"\xff\xff\xff\xff\x7f"  # 34 GB by its own word
    with zipfile.ZipFile(files()["today.apkg"]) as before, zipfile.ZipFile(path, "w") as after:
        for name in ("meta", "collection.anki21b", "0"):
            after.writestr(name, before.read(name))
        after.writestr("media", zstd.compress(b"\x0a" + bytes([len(entry)]) + entry))
    assert reason(path) == limits.TOO_LARGE


def test_a_medium_larger_than_it_says_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    entry = b"\x0a\x01x\x10\x05"
    with zipfile.ZipFile(files()["today.apkg"]) as before, zipfile.ZipFile(path, "w") as after:
        for name in ("meta", "collection.anki21b"):
            after.writestr(name, before.read(name))
        after.writestr("0", zstd.compress(bytes(50_000_000)))
        after.writestr("media", zstd.compress(b"\x0a" + bytes([len(entry)]) + entry))
    with open_package(path) as package:
        assert len(list(package.notes())) == 6
        assert refusal(lambda: package.read_media("x")) == limits.TOO_LARGE


def test_a_medium_beyond_anki_s_own_limit_is_refused_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_MEDIUM", 10)
    path = small(tmp_path / "a.apkg", media={"0": "big.png"}, others={"0": bytes(11)})
    with open_package(path) as package, pytest.raises(ImportRejected, match=r"^big\.png: "):
        package.read_media("big.png")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (put("x" * (limits.MAX_VALUE + 1), "flds"), limits.TOO_LARGE),
        (put("[" * 100_000, "models", "col"), limits.DAMAGED),
        (put('{"7": {"flds": ' + "[" * 100_000, "models", "col"), limits.DAMAGED),
        (put(json.dumps({"7": {"flds": [{"name": "x"}] * 501}}), "models", "col"), limits.STRANGE),
        (put(json.dumps({str(n): {} for n in range(10_001)}), "models", "col"), limits.TOO_LARGE),
        (put('{"7": []}', "models", "col"), limits.DAMAGED),
        (put('{"x": {}}', "models", "col"), limits.DAMAGED),
        (put(b"\xff\xfe", "models", "col"), limits.DAMAGED),
    ],
    ids=["long field", "deep", "deep in a field", "fields", "note types", "a list", "a word", "bytes"],
)
def test_settings_that_cannot_be_are_refused(change: Change, why: str, tmp_path: Path) -> None:
    assert reason(small(tmp_path / "a.apkg", change=change)) == why


# --- what is inside is not trusted -----------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "a/b.png",
        "..\\b.png",
        "..",
        ".",
        "",
        "\x00",
        "x" * 256,
        "é" * 128,
        "\ud800/",
    ],
)
def test_a_medium_s_name_that_is_a_path_is_left_out(name: str, tmp_path: Path) -> None:
    path = small(tmp_path / "a.apkg", media={"0": name, "1": "b.png"}, others={"0": b"a", "1": b"b"})
    with open_package(path) as package:
        assert (list(package.media), package.read_media("b.png")) == (["b.png"], b"b")


def test_members_that_are_paths_are_never_unpacked(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    path = small(tmp_path / "inner" / "a.apkg", media={"../evil": "x.png"}, others={"../evil": b"x"})
    list(read_all(path))
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("media", [[], {"0": None}, {"0": 5}, "x", {"9": "lost.png"}])
def test_a_list_of_media_that_cannot_be_is_refused_or_empty(media: object, tmp_path: Path) -> None:
    path = small(tmp_path / "a.apkg", media=media)
    assert reason(path) in ("", limits.DAMAGED)


def test_names_of_media_are_in_one_normal_form(tmp_path: Path) -> None:
    path = small(tmp_path / "a.apkg", media={"0": "e\u0301.png"}, others={"0": b"a"})
    with open_package(path) as package:
        assert list(package.media) == ["\u00e9.png"]


def test_a_medium_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    with open_package(small(tmp_path / "a.apkg")) as package, pytest.raises(ImportRejected):
        package.read_media("collection.anki2")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_may_ask_for_any_memory_is_refused(method: int, tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("collection.anki2", b"x" * 1000)
    assert reason(path) == limits.STRANGE


def test_a_locked_package_is_refused_with_what_to_do(tmp_path: Path) -> None:
    content = bytearray(small(tmp_path / "a.apkg").read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    (tmp_path / "a.apkg").write_bytes(content)
    assert reason(tmp_path / "a.apkg") == limits.LOCKED


def test_a_member_with_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    path = small(tmp_path / "a.apkg", media={"0": "a.png"}, others={"0": b"pixels"})
    stored = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(stored, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name))
    path.write_bytes(stored.getvalue().replace(b"pixels", b"pixelz", 1))
    with open_package(path) as package:
        assert refusal(lambda: package.read_media("a.png")) == limits.DAMAGED


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        ("one", ("one", "")),
        ("a\x1fb\x1fc", ("a", "b; c")),
        ("", ("", "")),
        (None, ("", "")),
        (5, ("5", "")),
        (b"a\x1f\xed\xa0\x80", ("a", "\ufffd" * 3)),
        ("a\x00b\x08\x1fc\td\ne", ("ab", "c\td\ne")),
        ("\x1f" * 9, ("", "; " * 8)),
    ],
)
def test_fields_are_as_many_as_the_note_type_has_and_clean(
    value: object, fields: tuple[str, str], tmp_path: Path
) -> None:
    with open_package(small(tmp_path / "a.apkg", change=put(value, "flds"))) as package:
        assert [note.fields for note in package.notes()] == [fields]


def test_numbers_of_notes_that_are_words_are_refused(tmp_path: Path) -> None:
    odd = script(
        "CREATE TABLE n AS SELECT 'x' AS id, guid, mid, mod, tags, flds FROM notes; DROP TABLE notes;"
        "ALTER TABLE n RENAME TO notes;"
    )
    assert reason(small(tmp_path / "a.apkg", change=odd)) == limits.DAMAGED


@pytest.mark.parametrize("value", [None, "", "\x00", "\x1f", b"\x01"])
def test_a_note_without_a_guid_has_its_number_for_one(value: object, tmp_path: Path) -> None:
    with open_package(small(tmp_path / "a.apkg", change=put(value, "guid"))) as package:
        assert [note.guid for note in package.notes()] == ["note:1"]
        assert [card.note_guid for card in package.cards()] == ["note:1"]


@pytest.mark.parametrize("value", [-(2**63), 2**63 - 1, 1e308, None, "soon"])
def test_a_date_that_cannot_be_becomes_the_nearest_that_can(value: object, tmp_path: Path) -> None:
    with open_package(small(tmp_path / "a.apkg", change=put(value, "mod"))) as package:
        assert [note.modified.tzinfo is not None for note in package.notes()] == [True]


def test_a_note_of_no_note_type_is_counted_and_left_out(tmp_path: Path) -> None:
    with open_package(small(tmp_path / "a.apkg", change=put(8, "mid"))) as package:
        assert (list(package.notes()), package.counts.notes, package.counts.left_out) == ([], 0, 1)


def test_a_note_in_no_deck_is_in_anki_s_default_one(tmp_path: Path) -> None:
    with open_package(small(tmp_path / "a.apkg", change=put(55, "did", "cards"))) as package:
        assert [note.deck for note in package.notes()] == [("Default",)]
        assert [deck.path for deck in package.decks] == [("Default",)]


@pytest.mark.parametrize("name", ["", "::", "a::::b", "\x00::a", "x" * 1000])
def test_a_deck_always_has_a_name(name: str, tmp_path: Path) -> None:
    change = put(json.dumps({"9": {"name": name}}), "decks", "col")
    with open_package(small(tmp_path / "a.apkg", change=change)) as package:
        assert all(part for note in package.notes() for part in note.deck)
        assert all(note.deck for note in package.notes())


def test_a_database_in_utf_16_is_read(tmp_path: Path) -> None:
    def change(connection: sqlite3.Connection) -> None:
        assert connection.execute("PRAGMA encoding").fetchone() == ("UTF-16le",)

    path = small(tmp_path / "a.apkg", change=change, encoding="UTF-16le")
    with open_package(path) as package:
        assert [note.fields for note in package.notes()] == [("front", "back")]


def test_a_database_that_was_written_with_a_log_beside_it_is_read(tmp_path: Path) -> None:
    """Phones keep their collections so (WAL); what is in the package is all that there is."""
    path = small(tmp_path / "a.apkg")
    with zipfile.ZipFile(path) as archive:
        database = bytearray(archive.read("collection.anki2"))
    database[18:20] = b"\x02\x02"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", bytes(database))
    with open_package(path) as package:
        assert [note.guid for note in package.notes()] == ["g"]


def test_half_a_character_in_a_name_costs_only_itself(tmp_path: Path) -> None:
    change = put('{"9": {"name": "A\\ud83d", "desc": "\\udc00b"}}', "decks", "col")
    with open_package(small(tmp_path / "a.apkg", change=change)) as package:
        assert [(deck.path, deck.about) for deck in package.decks] == [(("A",), "b")]


@pytest.mark.parametrize(
    "message",
    [
        b"\x0a",
        b"\x0a\xff",
        b"\x0a\x05abc",
        b"\x80" * 20,
        b"\x0b\x01",
        b"\x0c",
        b"\x09abc",
        b"\x0d\x01",
        b"\xff" * 9 + b"\x7f",
    ],
)
def test_a_message_that_is_none_is_no_message(message: bytes) -> None:
    with pytest.raises(ValueError, match=r"a field|a number"):
        list(wire.fields(message))


def test_a_message_gives_its_fields_of_every_kind() -> None:
    message = b"\x08\x96\x01\x12\x02hi\x19" + bytes(8) + b"\x25" + bytes(4)
    assert list(wire.fields(message)) == [(1, 150), (2, b"hi"), (3, bytes(8)), (4, bytes(4))]
    assert (wire.last_number(message, 1), wire.last_bytes(message, 2)) == (150, b"hi")
    assert (wire.last_number(message, 2), wire.last_bytes(message, 1)) == (0, b"")


def test_no_mutant_gets_anything_out_but_a_refusal_in_bounded_memory() -> None:
    """A process of its own, whose memory is bounded by the system; `make fuzz` reads thousands."""
    bases = [str(path) for path in files().values()]
    program = [sys.executable, "-m", "tests.fuzz.packages", "150", "7", *bases]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("150 mutants: ")
    assert "refused" in done.stdout
    assert "read" in done.stdout
