"""The page that tells what Anki will do, and several decks in one file."""

from __future__ import annotations

import io
import sqlite3
import zipfile

from quizapp.services.editions import list_editions
from tests.web.cast import NAMES, Browser
from tests.web.test_attempts import visible


def notes(package: bytes) -> list[str]:
    """The guids in a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        raw = archive.read("collection.anki2")
    database = sqlite3.connect(":memory:")
    database.deserialize(raw)
    return [guid for (guid,) in database.execute("SELECT guid FROM notes")]


def test_the_page_tells_what_an_import_does_before_the_download(visitor: Browser, deck: str) -> None:
    first = visible(visitor.get(f"/decks/{deck}/to-anki").text)
    assert (f"{len(NAMES)} new" in first, "No file of this deck" in first, "retired" in first) == (True,) * 3
    visitor.get(f"/decks/{deck}/anki")
    assert "Nothing is new" in visitor.get(f"/decks/{deck}/to-anki").text
    text = visitor.get(f"/decks/{deck}/to-anki?since=0").text
    assert ("edition 1" in text, f"<strong>{len(NAMES)}</strong> new" in text) == (True, True)
    assert visitor.get(f"/decks/{deck}/to-anki?since=9").status_code == 404
    visitor.post(f"/decks/{deck}/settings", {"title": "Northern <capitals>", "about": ""})
    assert "The deck was called “Capitals” then" in visitor.get(f"/decks/{deck}/to-anki").text


def test_a_part_is_chosen_by_a_plain_form_and_is_what_is_downloaded(visitor: Browser, deck: str) -> None:
    page = visitor.get(f"/decks/{deck}/to-anki?choose=1&kind=mcq").text
    shown = [name for name in NAMES if f'name="item" value="i-{name}"' in page]
    assert shown == [name for name in NAMES if name.startswith("mcq-")]
    response = visitor.get(f"/decks/{deck}/anki?kind=mcq&category=&tag=&name=School::Mine&item=i-{shown[0]}")
    assert [guid.rpartition(":")[2] for guid in notes(response.data)] == [f"i-{shown[0]}"]
    assert response.headers["Content-Disposition"] == f"attachment; filename={deck}-part.apkg"
    nothing = visitor.get(f"/decks/{deck}/to-anki?kind=mcq&tag=nowhere&name=Mine")
    assert (nothing.status_code, "Choose less narrowly" in nothing.text) == (422, True)
    assert 'value="Mine"' in nothing.text  # what was written is not lost
    assert visitor.get(f"/decks/{deck}/anki?tag=nowhere").status_code == 422
    long = visitor.get(f"/decks/{deck}/to-anki?name={'x' * 900}")
    assert (long.status_code, "at most" in long.text) == (422, True)


def test_several_decks_leave_together_and_none_is_told(visitor: Browser, deck: str) -> None:
    assert f'value="{deck}"' in visitor.get("/decks/export").text
    both = visitor.get(f"/decks/export/anki?deck={deck}&deck={deck}")
    assert len(notes(both.data)) == len(NAMES)
    none = visitor.get("/decks/export/anki")
    assert (none.status_code, "Choose at least one deck" in none.text) == (422, True)
    assert visitor.get(f"/decks/export/anki?deck={deck}&deck=nowhere").status_code == 404
    with visitor.client.application.app_context():
        assert [one.number for one in list_editions(deck)] == [1]
