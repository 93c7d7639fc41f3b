"""The same notes come out of every file that Anki writes of one collection, and out of other programs' packages."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import genanki
import pytest

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg import write_apkg
from quizapp.exchange.apkg.reading import Note, card_ordinals, open_package, render
from tests.exchange.apkg import cast
from tests.exchange.apkg.reading import library
from tests.exchange.apkg.reading.library import FORMS, files


def notes_of(path: Path) -> list[Note]:
    with open_package(path) as package:
        return list(package.notes())


@pytest.fixture(scope="module", params=FORMS)
def notes(request: pytest.FixtureRequest) -> list[Note]:
    """The notes of one form."""
    return notes_of(files()[request.param])


def test_every_note_is_there_with_its_fields(notes: list[Note]) -> None:
    assert [note.fields[0] for note in notes] == [
        'Where?<img src="map%201.png">', "река[sound:река.mp3]", "Capital of Jilin?", library.NESTED, library.COVER,
        "日本語[にほんご]",
    ]  # fmt: skip


def test_notes_know_their_note_types(notes: list[Note]) -> None:
    assert [(note.note_type.name, note.note_type.is_cloze, len(note.note_type.templates)) for note in notes] == [
        ("Basic", False, 1), ("Basic (and reversed card)", False, 2), ("Basic (type in the answer)", False, 1),
        ("Cloze", True, 1), ("Image Occlusion", True, 1), ("Reading", False, 1),
    ]  # fmt: skip


def test_a_note_type_has_its_fields_templates_and_style(notes: list[Note]) -> None:
    reading = notes[-1].note_type
    assert reading.fields == ("Word", "Meaning")
    (template,) = reading.templates
    assert (template.question, template.answer) == ("{{furigana:Word}}", "{{FrontSide}}<hr>{{Meaning}}")
    assert reading.css == ".a {}"


def test_subdecks_are_paths(notes: list[Note]) -> None:
    assert [note.deck for note in notes[-2:]] == [("Geography",), ("Languages", "東アジア", "日本語")]


def test_tags_are_words(notes: list[Note]) -> None:
    assert [note.tags for note in notes[:2]] == [("city", "north::cold"), ()]


@pytest.mark.parametrize("form", FORMS[1:])
def test_notes_are_the_same_in_every_form(form: str) -> None:
    first, other = notes_of(files()[FORMS[0]]), notes_of(files()[form])
    assert [(note.guid, note.fields, note.tags, note.deck, note.modified) for note in first] == [
        (note.guid, note.fields, note.tags, note.deck, note.modified) for note in other
    ]


@pytest.mark.parametrize("form", FORMS)
def test_counts_and_decks_are_known_before_reading(form: str) -> None:
    with open_package(files()[form]) as package:
        counts = package.counts
        assert (counts.notes, counts.cards, counts.media, counts.left_out) == (6, 11, 2, 0)
        assert [deck.path for deck in package.decks] == [("Geography",), ("Languages", "東アジア", "日本語")]


@pytest.mark.parametrize("form", FORMS)
def test_media_come_as_they_went_in(form: str) -> None:
    with open_package(files()[form]) as package:
        assert {name: package.read_media(name) for name in package.media} == {
            "map 1.png": library.PIXEL, "река.mp3": b"ID3" + bytes(100),
        }  # fmt: skip
        assert package.media["map 1.png"] == len(library.PIXEL)


@pytest.mark.parametrize("form", FORMS)
def test_cards_are_those_that_templates_give(form: str) -> None:
    """Our rule for which cards there are, against the cards that Anki made."""
    with open_package(files()[form]) as package:
        made = dict[str, list[int]]()
        for card in package.cards():
            made.setdefault(card.note_guid, []).append(card.ordinal)
        assert {note.guid: list(card_ordinals(note)) for note in package.notes()} == made


def _rewritten(path: Path, to: Path, **members: bytes | None) -> Path:
    """The package with members changed, or left out; double underscores stand for dots."""
    changed = {name.replace("__", "."): content for name, content in members.items()}
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(to, "w") as after:
        for name in before.namelist():
            if name not in changed:
                after.writestr(name, before.read(name))
        for name, content in changed.items():
            if content is not None:
                after.writestr(name, content)
    return to


@pytest.mark.parametrize("form", FORMS)
def test_a_package_that_does_not_state_its_version_is_known_by_its_newest_database(
    form: str, tmp_path: Path
) -> None:
    path = _rewritten(files()[form], tmp_path / form, meta=None)
    assert len(notes_of(path)) == 6


def test_a_package_of_a_later_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = _rewritten(files()["today.apkg"], tmp_path / "new.apkg", meta=b"\x08\x04")
    with pytest.raises(ImportRejected, match="Support older Anki versions"):
        notes_of(path)


def test_a_package_without_the_database_that_it_states_is_damaged(tmp_path: Path) -> None:
    path = _rewritten(files()["today.apkg"], tmp_path / "lost.apkg", collection__anki21b=None)
    with pytest.raises(ImportRejected, match="damaged"):
        notes_of(path)


def test_what_genanki_writes_is_read(tmp_path: Path) -> None:
    deck = genanki.Deck(2_059_400_110, "Rivers::Asia", "About <i>rivers</i>")
    model = genanki.Model(1_607_392_319, "Simple", fields=[{"name": "Q"}, {"name": "A"}],
                          templates=[{"name": "One", "qfmt": "{{Q}}", "afmt": "{{A}}"}])  # fmt: skip
    deck.add_note(genanki.Note(model, ["Longest?", "Yangtze"], tags=["river"], guid="mine"))
    genanki.Package(deck).write_to_file(tmp_path / "deck.apkg", timestamp=1_700_000_000)
    with open_package(tmp_path / "deck.apkg") as package:
        (note,), (used,) = package.notes(), package.decks
    assert (note.guid, note.fields, note.tags, note.deck) == (
        "mine",
        ("Longest?", "Yangtze"),
        ("river",),
        used.path,
    )
    assert (used.path, used.about) == (("Rivers", "Asia"), "About <i>rivers</i>")
    assert note.modified == datetime.fromtimestamp(1_700_000_000, UTC)


def test_what_we_export_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "ours.apkg"
    items = cast.exemplars()
    path.write_bytes(write_apkg(cast.deck(*items)))
    notes = notes_of(path)
    assert [note.guid for note in notes] == [f"quizapp:{cast.ANKI_ID}:{item.id}" for item in items]
    assert all(item.rationale in render(note, 0).answer_html for item, note in zip(items, notes, strict=True))
