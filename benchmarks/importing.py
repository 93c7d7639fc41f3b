"""What reading an Anki package costs beside reading its bare rows, and writing one beside genanki."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import genanki

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.item import Item, item_id
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source
from quizapp.exchange.apkg import write_apkg
from quizapp.exchange.apkg.note_types import BASIC
from quizapp.exchange.apkg.reading import open_package

NOTES = 50_000
WRITTEN = 10_000
ROUNDS = 5
MOST_READING = 1.5
MOST_WRITING = 1.5
MOST_MEGABYTES = 60
_BACK = "It is the answer to that question, told in a sentence of some length with <b>markup</b>. " * 2


def main(*, kept: bool = True) -> bool:
    """Print the tables; whether all goals were met, and ``kept`` before."""
    with tempfile.TemporaryDirectory() as folder:
        path = _package(Path(folder) / "deck.apkg", NOTES)
        return all([_reading(path), _memory(path), _writing(), kept])


def _package(path: Path, count: int) -> Path:
    """As genanki writes it, deflated as Anki's own packages are."""
    decks = [
        genanki.Deck(1_700_000_000_010 + number, f"Benchmark::Deep::Part {number}") for number in range(3)
    ]
    model = genanki.Model(1_700_000_000_002, "Simple", fields=[{"name": name} for name in ("Q", "A", "More")],
                          templates=[{"name": "One", "qfmt": "{{Q}}", "afmt": "{{A}}"}])  # fmt: skip
    for number in range(count):
        fields = [f"What is the name of number {number}?", f"{number}: {_BACK}", "As the atlas says."]
        decks[number % 3].add_note(
            genanki.Note(model, fields, tags=["atlas", f"part{number % 50}"], guid=f"g{number}")
        )
    _written(decks, path)
    return path


def _written(decks: list[genanki.Deck], path: Path) -> None:
    """By genanki, then packed again: it leaves its archive uncompressed, ours is compressed."""
    genanki.Package(decks).write_to_file(path, timestamp=1_700_000_000)
    with zipfile.ZipFile(path) as before:
        members = {name: before.read(name) for name in before.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as after:
        for name, content in members.items():
            after.writestr(name, content)


def _reading(path: Path) -> bool:
    bare, notes = _alternating(lambda: bare_rows(path), lambda: _notes_of(path))
    _, learned = _alternating(lambda: None, lambda: _learned_of(path))
    print(
        f"{NOTES:,} notes with a card each in three subdecks, the fastest of {ROUNDS} interleaved rounds, CPU seconds"
    )
    kept = _table(("bare rows", bare), ("notes, decks", notes), MOST_READING)
    print(
        f"  {'states of cards':<18}{learned:7.2f} s  {learned / bare:.2f}  (only for who takes a history along)"
    )
    return kept


def bare_rows(path: Path) -> int:
    """Unpack, and every row of notes and cards as a tuple, fields parted: what a note and its deck are made of."""
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(path) as archive:
            file = archive.extract("collection.anki2", folder)
        with closing(sqlite3.connect(file)) as connection:
            for row in connection.execute("SELECT * FROM notes ORDER BY id"):
                count += len(row[6].split("\x1f"))
            for _ in connection.execute("SELECT * FROM cards ORDER BY id"):
                count += 1
    return count


def _notes_of(path: Path) -> int:
    with open_package(path) as package:
        return sum(len(note.fields) for note in package.notes())


def _learned_of(path: Path) -> int:
    with open_package(path) as package:
        return sum(card.reps for card in package.cards())


def _memory(path: Path) -> bool:
    """In a process of its own, beyond what it holds before it reads."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.importing", str(path)], capture_output=True, text=True, check=True
    )
    before, peak = (int(part) / 1024 for part in done.stdout.split())
    kept = peak - before < MOST_MEGABYTES
    print(f"  memory for reading {peak - before:,.0f} MB, {_verdict(kept, f'under {MOST_MEGABYTES} MB')}\n")
    return kept


def _writing() -> bool:
    """The same fields, templates and compression; genanki escapes nothing, which here is nothing to escape."""
    deck = _deck(WRITTEN)
    ours = write_apkg(deck)
    rows = list(_rows(ours))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        bare, whole = _alternating(lambda: _by_genanki(rows, path), lambda: write_apkg(deck))
        print(f"{WRITTEN:,} equal notes written, {len(ours):,} bytes ours, {path.stat().st_size:,} genanki's")
    return _table(("genanki", bare), ("export", whole), MOST_WRITING)


def _deck(count: int) -> Deck:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    items = (
        DeckItem(item=_item(number), version=1, modified=noon, status="accepted") for number in range(count)
    )
    return Deck(id="bench", title="Benchmark", about="", reference="", anki_id=1_700_000_000_003,
                source=Source(title="An atlas", text="Text."), items=tuple(items))  # fmt: skip


def _item(number: int) -> Item:
    key = f"name {number}"
    quote = f"In the atlas {key} stands for the thing that is meant by number {number} and for no other."
    return Item(id=item_id(f"s{number}", "basic", "slot"), stem=f"What is the name of number {number}?",
                body=Basic(answers=(key,)), category="", rationale="The atlas says so in its list of names.",
                statement=f"s{number}", evidence=Evidence(start=0, end=len(quote), quote=quote))  # fmt: skip


def _rows(package: bytes) -> Iterator[tuple[str, list[str], list[str]]]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive, closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(archive.read("collection.anki2"))
        for guid, tags, fields in connection.execute("SELECT guid, tags, flds FROM notes ORDER BY id"):
            yield guid, tags.split(), fields.split("\x1f")


def _by_genanki(rows: list[tuple[str, list[str], list[str]]], path: Path) -> None:
    deck = genanki.Deck(1_700_000_000_003, "Benchmark")
    model = genanki.Model(BASIC.id, BASIC.name, fields=[{"name": name} for name in BASIC.fields],
                          templates=[{"name": "Card", "qfmt": BASIC.front, "afmt": BASIC.back}])  # fmt: skip
    for guid, tags, fields in rows:
        deck.add_note(genanki.Note(model, fields, tags=tags, guid=guid))
    _written([deck], path)


def _alternating(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The fastest of interleaved rounds of each, so that a busy machine disturbs both alike."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for work, seconds in zip((one, other), taken, strict=True):
            started = time.process_time()
            work()
            seconds.append(time.process_time() - started)
    return min(taken[0]), min(taken[1])


def _table(one: tuple[str, float], other: tuple[str, float], most: float) -> bool:
    for name, seconds in (one, other):
        print(f"  {name:<18}{seconds:7.2f} s  {seconds / one[1]:.2f}")
    kept = other[1] <= most * one[1]
    print(f"  {_verdict(kept, f'at most {most} ×')}")
    return kept


def _verdict(kept: bool, goal: str) -> str:
    return f"goal {goal}: {'kept' if kept else 'MISSED'}"


def _peaks(path: Path) -> None:
    before = peak()
    _notes_of(path)
    _learned_of(path)
    print(before, peak())


def peak() -> int:
    """The most memory that this process had, in kB. (Linux; what getrusage says a parent may have had.)"""
    told = Path("/proc/self/status").read_text("ascii")
    return int(told.partition("VmHWM:")[2].split()[0])


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _peaks(Path(sys.argv[1]))
    else:
        raise SystemExit(0 if main() else 1)
