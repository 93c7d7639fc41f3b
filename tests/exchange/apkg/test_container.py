"""The file itself: same bytes for the same deck, small, and nothing left behind."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from quizapp.exchange.apkg import write_apkg
from quizapp.exchange.apkg.note_types import NOTE_TYPES
from tests.exchange.apkg.cast import deck, edited, entry, exemplars, mcq, numbered

ROOT = Path(__file__).resolve().parents[3]
DIGEST = """
import hashlib
from quizapp.exchange.apkg import write_apkg
from tests.exchange.apkg.cast import NOON, basic, deck, entry, exemplars
naive = NOON.replace(tzinfo=None)
package = write_apkg(deck(*exemplars(), entry(basic(name="old"), status="retired", modified=naive)))
print(hashlib.sha256(package).hexdigest())
"""


def _digest(**environment: str) -> str:
    program = [sys.executable, "-W", "error", "-c", DIGEST]
    done = subprocess.run(
        program, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_same_deck_gives_the_same_bytes_whatever_the_hash_seed_and_time_zone() -> None:
    seen = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"},
        {"PYTHONHASHSEED": "424242", "TZ": "America/New_York"},
    ]
    assert len({_digest(**environment) for environment in seen}) == 1


def test_the_same_deck_gives_the_same_bytes_twice_in_one_run() -> None:
    assert write_apkg(deck(*exemplars())) == write_apkg(deck(*exemplars()))


def test_another_content_gives_other_bytes() -> None:
    assert write_apkg(deck(mcq())) != write_apkg(deck(edited(mcq())))


def test_no_temporary_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    write_apkg(deck(*exemplars()))
    assert not list(tmp_path.iterdir())


@pytest.fixture
def archive() -> zipfile.ZipFile:
    """A package, opened."""
    return zipfile.ZipFile(io.BytesIO(write_apkg(deck(*numbered(200)))))


def test_a_package_holds_the_collection_and_an_empty_list_of_media(archive: zipfile.ZipFile) -> None:
    assert archive.namelist() == ["collection.anki2", "media"]
    assert json.loads(archive.read("media")) == {}


def test_members_say_nothing_of_when_they_were_written(archive: zipfile.ZipFile) -> None:
    assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_collection_is_compressed(archive: zipfile.ZipFile) -> None:
    member = archive.getinfo("collection.anki2")
    assert member.compress_size < member.file_size / 3


def test_every_new_note_type_has_numbers_for_its_fields_and_template(
    archive: zipfile.ZipFile, tmp_path: Path
) -> None:
    path = Path(archive.extract("collection.anki2", tmp_path))
    with closing(sqlite3.connect(path)) as connection:
        (stored,) = connection.execute("SELECT models FROM col").fetchone()
    models = json.loads(stored).values()
    assert all(isinstance(part["id"], int) for model in models for part in model["flds"] + model["tmpls"])
    assert len(models) == len(NOTE_TYPES)


def test_tombstones_alone_make_a_package() -> None:
    assert write_apkg(deck(entry(mcq(), status="retired")))
