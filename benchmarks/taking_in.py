"""What taking in an Anki package costs, all of it, beside reading its bare rows and beside Anki's own import of it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import genanki
from anki.collection import Collection, ImportAnkiPackageRequest

from benchmarks import importing
from quizapp.config import Settings
from quizapp.services import packages
from quizapp.store.migrate import upgrade
from quizapp.web.app import create_app

NOTES = 50_000
MOST_TIMES = 3.0
MOST_MEGABYTES = 60
_MARKUP = "It is the answer to that question, told in a sentence of some length with <b>markup</b>. " * 2
ANSWERS = {"words": "It is {n}, as the atlas of rivers says in a sentence.", "markup": "{n}: " + _MARKUP}


def main(*, kept: bool = True) -> bool:
    """Print a table for notes that are words and for notes that are markup; whether the goals were met."""
    met = []
    for name in ANSWERS:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.taking_in", name], capture_output=True, text=True, check=True
        )
        bare, theirs, staged, whole, again, theirs_again, grown = map(float, done.stdout.split())
        met.append(whole / bare <= MOST_TIMES and grown <= MOST_MEGABYTES)
        print(f"{NOTES:,} notes of {name}, CPU seconds")
        print(
            f"  bare rows {bare:.2f}; taken in {whole:.2f}, {whole / bare:.1f} times; goal {MOST_TIMES:g} times"
        )
        print(f"  the anki library imports them in {theirs:.2f}: ours takes {whole / theirs:.2f} times that")
        print(f"  before the transaction {staged:.2f}, in it {whole - staged:.2f}")
        print(f"  the same again {again:.2f}; the anki library {theirs_again:.2f}")
        print(f"  memory {grown:,.0f} MB; goal {MOST_MEGABYTES} MB\n")
    return all([*met, kept])


def _package(path: Path, answer: str) -> None:
    deck = genanki.Deck(1_700_000_000_001, "Benchmark::Deep")
    card = {"name": "One", "qfmt": "{{Q}}", "afmt": "{{FrontSide}}<hr id=answer>{{A}}"}
    model = genanki.Model(
        1_700_000_000_002, "Simple", fields=[{"name": "Q"}, {"name": "A"}], templates=[card]
    )
    for n in range(NOTES):
        fields = [f"What is the name of number {n} in the atlas?", answer.format(n=n)]
        deck.add_note(genanki.Note(model, fields, tags=["atlas", f"part{n % 50}"], guid=f"g{n}"))
    genanki.Package(deck).write_to_file(path, timestamp=1_700_000_000)


def _bare_rows(path: Path) -> float:
    began = time.process_time()
    importing.bare_rows(path)
    return time.process_time() - began


def _by_anki(path: Path, folder: Path) -> list[float]:
    """Into an empty collection, and again; the library's threads belong to this process and count."""
    collection = Collection(str(folder / "collection.anki2"))
    options = collection._backend.get_import_anki_package_presets()
    taken = []
    for _ in range(2):
        began = time.process_time()
        collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options))
        taken.append(time.process_time() - began)
    assert collection.note_count() == NOTES
    collection.close()
    return taken


def _measured(path: Path, folder: Path) -> list[float]:
    """Bare rows, by Anki, what comes before the transaction, all of it, all of it again, again by Anki; and megabytes
    beyond the start."""
    app = create_app(Settings(instance=folder, database_url=f"sqlite:///{folder / 'quizapp.db'}"))
    upgrade(app)
    bare, marks = _bare_rows(path), dict[str, float]()

    def watched(_share: float, stage: str) -> None:
        marks.setdefault(stage, time.process_time())

    with app.app_context():
        before = importing.peak()
        began = time.process_time()
        choice = packages.Choice(title="Benchmark")
        deck, _ = packages.bring(path, choice, owner=None, now=datetime.now(UTC), progress=watched)
        ended = time.process_time()
        grown = (importing.peak() - before) / 1024
        packages.bring(path, packages.Choice(into=deck), owner=None, now=datetime.now(UTC))
        again = time.process_time() - ended
    theirs, theirs_again = _by_anki(path, folder)
    return [bare, theirs, marks[packages.STORING] - began, ended - began, again, theirs_again, grown]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "deck.apkg"
        if not sys.argv[1:]:
            raise SystemExit(0 if main() else 1)
        if sys.argv[2:]:
            _package(Path(sys.argv[2]), ANSWERS[sys.argv[1]])
        else:
            # another process makes it, so that its memory does not hide ours
            subprocess.run([sys.executable, "-m", "benchmarks.taking_in", sys.argv[1], file], check=True)
            print(*_measured(file, Path(made)))
