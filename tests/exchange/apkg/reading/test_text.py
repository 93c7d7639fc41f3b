"""Notes in plain text, as Anki exports them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.core.decks.kept import KeptNote
from quizapp.exchange.apkg.reading import (
    Known,
    Note,
    NoteType,
    Template,
    TextExport,
    card_ordinals,
    limits,
    open_package,
    read_text,
    render,
)
from quizapp.exchange.apkg.taking import take
from tests.exchange.apkg.reading.library import files, refusal


def written(path: Path, text: str | bytes) -> Path:
    file = path / "notes.txt"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def read(path: Path, text: str | bytes) -> list[Note]:
    with read_text(written(path, text)) as export:
        return list(export.notes())


def test_an_export_holds_what_the_package_holds() -> None:
    with open_package(files()["today.apkg"]) as package, read_text(files()["notes.txt"]) as export:
        whole = {note.guid: note for note in package.notes()}
        for note in export.notes():
            original = whole.pop(note.guid)
            told = (note.note_type.name, note.note_type.is_cloze, note.deck, note.tags)
            assert told == (
                original.note_type.name,
                original.note_type.is_cloze,
                original.deck,
                original.tags,
            )
            assert [text for text in note.fields if text] == [text for text in original.fields if text]
        assert whole == {}


def test_counts_and_decks_are_known_before_reading() -> None:
    with read_text(files()["notes.txt"]) as export:
        assert export.counts.notes == 6
        assert [deck.path for deck in export.decks] == [("Geography",), ("Languages", "東アジア", "日本語")]
        assert len(export.note_types) == 6


def test_a_text_has_no_media_cards_or_reviews() -> None:
    with read_text(files()["notes.txt"]) as export:
        assert (dict(export.media), list(export.cards()), list(export.reviews())) == ({}, [], [])
        assert refusal(lambda: export.read_media("a.png")) == limits.NOT_THERE


def test_notes_of_a_text_can_be_shown() -> None:
    with read_text(files()["notes.txt"]) as export:
        for note in export.notes():
            assert [render(note, ordinal).question_html for ordinal in card_ordinals(note)]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("#separator:tab\n#html:true\na\tb\n", ("a", "b")),
        ("#separator:Semicolon\na;b\n", ("a", "b")),
        ("#separator:|\na|b\n", ("a", "b")),
        ('#separator:comma\n"a, ""x""",b\n', ('a, "x"', "b")),
        ('#separator:tab\n#html:true\n"two\nlines"\tb\n', ("two\nlines", "b")),
        ('#separator:tab\n#html:false\na < b\t"c\nd"\n', ("a &lt; b", "c<br>d")),
        ("a\tb\n", ("a", "b")),
        ("a;b\n", ("a", "b")),
        ("\ufeff#separator:tab\r\na\tb\r\n", ("a", "b")),
        ("<b>a</b>\tb\n", ("<b>a</b>", "b")),
        ("a < b\tc\n", ("a &lt; b", "c")),
        ("#separator:tab\nonly\n", ("only", "")),
        ("#separator:tab\n\n\na\tb\n\n", ("a", "b")),
        ("#separator:tab\na\x08b\tc\x1fd\n", ("ab", "cd")),
        ("#html:true\n#columns:Word\tMeaning\na\tb\n", ("a", "b")),
    ],
)
def test_a_row_is_a_note(text: str, fields: tuple[str, ...], tmp_path: Path) -> None:
    (note,) = read(tmp_path, text)
    assert note.fields == fields


def test_a_text_in_utf_16_is_read(tmp_path: Path) -> None:
    (note,) = read(tmp_path, "#separator:tab\n漢\tb\n".encode("utf-16"))
    assert note.fields == ("漢", "b")


def test_columns_that_are_no_fields_say_what_they_hold(tmp_path: Path) -> None:
    headers = "#separator:tab\n#guid column:2\n#notetype column:1\n#deck column:4\n#tags column:5\n"
    text = f"{headers}Vocab\tg1\tfront\tA::B\tx y\tback\n"
    (note,) = read(tmp_path, text)
    told = (note.guid, note.note_type.name, note.fields, note.deck, note.tags)
    assert told == ("g1", "Vocab", ("front", "back"), ("A", "B"), ("x", "y"))


def test_headers_may_say_it_for_all_notes(tmp_path: Path) -> None:
    text = "#separator:tab\n#notetype:Vocab\n#deck:A::B\n#tags:x y\na\tb\n"
    (note,) = read(tmp_path, text)
    assert (note.note_type.name, note.deck, note.tags) == ("Vocab", ("A", "B"), ("x", "y"))


def test_names_of_columns_are_names_of_fields(tmp_path: Path) -> None:
    text = "#separator:tab\n#columns:Word\tMeaning\tTags\n#tags column:3\na\tb\tx\n"
    (note,) = read(tmp_path, text)
    assert note.note_type.fields == ("Word", "Meaning")


@pytest.mark.parametrize("names", ["{{x}}\t#y", "a:b\t/c", "same\tsame", "\t"])
def test_names_that_mean_something_in_templates_do_no_harm(names: str, tmp_path: Path) -> None:
    (note,) = read(tmp_path, f"#separator:tab\n#columns:{names}\na\tb\n")
    assert "a" in render(note, 0).question_html
    assert "b" in render(note, 0).answer_html


def test_gaps_make_a_cloze_note_and_others_stay_basic(tmp_path: Path) -> None:
    notes = read(tmp_path, "#separator:tab\n{{c1::a}} b\t\nc\td\n")
    assert [(note.note_type.name, note.note_type.is_cloze) for note in notes] == [
        ("Cloze", True),
        ("Basic", False),
    ]


def test_a_basic_note_that_speaks_of_gaps_costs_the_others_nothing(tmp_path: Path) -> None:
    rows = (
        "Basic\ta\tb",
        "Basic\twrite {{c1::x}}\ty",
        "Cloze\t{{c1::g}} h\ti",
        "Cloze\tno gap\t",
        "Cloze\t{{c2::j}}\t",
    )
    notes = read(tmp_path, "\n".join(("#separator:tab", "#notetype column:1", *rows)))
    assert [(note.note_type.name, note.note_type.is_cloze) for note in notes] == [
        ("Basic", False), ("Basic", False), ("Cloze", True), ("Cloze", True), ("Cloze", True)
    ]  # fmt: skip
    assert [card_ordinals(note) for note in notes] == [(0,), (0,), (0,), (), (1,)]


def test_a_cloze_with_a_second_field_is_as_ankis_own(tmp_path: Path) -> None:
    (note,) = read(tmp_path, "#separator:tab\n#notetype:Cloze\n{{c1::Harbin}} is cold.\tin winter\n")
    made = take(note, lambda name: None)
    assert (made.body.kind, made.rationale) == ("cloze", "in winter")


def test_what_a_deck_knows_stays_where_a_text_says_nothing_of_it(tmp_path: Path) -> None:
    names, sides = ("Word", "Sound", "Hint"), (Template("One", "{{Word}}", "{{Hint}}"),)
    vocab = NoteType(5, "Vocab", is_cloze=False, fields=names, templates=sides)
    kept = KeptNote(
        guid="g", type=5, fields=("Hund", "[sound:a.mp3]", "old"), tags=("t",), path=("A", "B"), ordinals=(0,),
        media={"a.mp3": "kept.mp3"}, modified=datetime(2020, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    known = Known(types={5: vocab}, notes={"g": kept})
    text = "#separator:tab\n#notetype:Vocab\nHund\t[sound:b.mp3]\nneu\t\tx\n"
    with read_text(written(tmp_path, text), known) as export:
        again, new = export.notes()
    assert (again.guid, again.note_type, again.fields) == ("g", vocab, ("Hund", "[sound:b.mp3]", "old"))
    assert (again.tags, again.deck) == (("t",), ("A", "B"))
    assert (new.guid[:5], new.note_type, new.fields) == ("text:", vocab, ("neu", "", "x"))


def words(*notes: tuple[str, tuple[str, ...]], tags: tuple[str, ...] = ()) -> Known:
    """A deck that knows these notes of a type of two fields, by guid."""
    vocab = NoteType(5, "Vocab", is_cloze=False, fields=("Word", "Hint"),
                     templates=(Template("One", "{{Word}}", "{{Hint}}"),))  # fmt: skip
    return Known(types={5: vocab}, notes={
        guid: KeptNote(guid=guid, type=5, fields=fields, tags=tags, path=("A",), ordinals=(0,), media={},
                       modified=datetime(2020, 1, 1, tzinfo=UTC))
        for guid, fields in notes
    })  # fmt: skip


def test_a_field_that_the_known_note_type_lacks_is_not_cut_off(tmp_path: Path) -> None:
    known = words(("g", ("cat", "Katze")), ("h", ("dog", "Hund")))
    text = "#separator:tab\n#guid column:1\n#notetype:Vocab\ng\tcat\tKatze\tnow more\nh\tdog\tHund\t\n"
    with read_text(written(tmp_path, text), known) as export:
        wider, same = export.notes()
    assert (wider.fields, wider.note_type.name) == (("cat", "Katze", "now more"), "Vocab")
    assert wider.modified > known.notes["g"].modified
    assert (same.fields, same.note_type) == (("dog", "Hund"), known.types[5])


def test_a_note_type_that_a_text_states_is_the_notes_own(tmp_path: Path) -> None:
    known = words(("g", ("cat", "Katze")))
    text = "#separator:tab\n#guid column:1\n#notetype column:2\ng\tCloze\tA {{c1::cat}} purrs\t\n"
    with read_text(written(tmp_path, text), known) as export:
        (note,) = export.notes()
    assert (note.note_type.name, note.note_type.is_cloze) == ("Cloze", True)
    assert note.fields[0] == "A {{c1::cat}} purrs"
    assert "Katze" not in note.fields


BANK = ("one", ("bank", "river side")), ("two", ("bank", "money house"))


@pytest.mark.parametrize(
    ("backs", "guids"),
    [
        (["money house", "river side"], ["two", "one"]),
        (["river sides", "money house"], ["one", "two"]),
        (["money houses", "river side"], ["two", "one"]),
        (["money house", "river side", "to tilt"], ["two", "one", "new"]),
        (["to tilt", "to tilt again", "money house", "river side"], ["new", "new", "two", "one"]),
        (["money house", "money house"], ["two", "two"]),
    ],
)
def test_known_notes_with_the_same_first_field_are_each_one_row(
    backs: list[str], guids: list[str], tmp_path: Path
) -> None:
    text = "#separator:tab\n#notetype:Vocab\n" + "".join(f"bank\t{back}\n" for back in backs)
    with read_text(written(tmp_path, text), words(*BANK)) as export:
        found = [note.guid for note in export.notes()]
        assert found == [note.guid for note in export.notes()]
    assert [guid if guid in {"one", "two"} else "new" for guid in found] == guids


def test_a_row_that_is_new_takes_no_made_guid_of_a_known_note(tmp_path: Path) -> None:
    (first,) = read(tmp_path, "#separator:tab\n#notetype:Vocab\nbank\tmoney house\n")
    known = words((first.guid, first.fields))
    text = "#separator:tab\n#notetype:Vocab\nbank\triver side\nbank\tmoney house\n"
    with read_text(written(tmp_path, text), known) as export:
        new, same = export.notes()
    assert same.guid == first.guid != new.guid


def test_tags_of_a_header_are_added_to_those_that_a_note_has(tmp_path: Path) -> None:
    known = words(("g", ("cat", "Katze")), tags=("exam", "batch"))
    top = "#separator:tab\n#guid column:1\n#tags:batch late\n"
    with read_text(written(tmp_path, f"{top}g\tcat\tKatze\nh\tdog\tHund\n"), known) as export:
        assert [note.tags for note in export.notes()] == [("exam", "batch", "late"), ("batch", "late")]
    with read_text(written(tmp_path, f"{top}#tags column:4\ng\tcat\tKatze\tnew\n"), known) as export:
        assert [note.tags for note in export.notes()] == [("batch", "late", "new")]


def test_a_long_row_widens_no_other(tmp_path: Path) -> None:
    short, long = read(tmp_path, "#separator:tab\na\tb\t\t\nc\td\te\tf\n")
    assert (len(short.note_type.fields), len(long.note_type.fields)) == (2, 4)
    (again, _) = read(tmp_path, "#separator:tab\na\tb\tnow more\t\nc\td\te\tf\n")
    assert again.guid == short.guid


def test_a_note_without_a_guid_gets_the_same_one_each_time(tmp_path: Path) -> None:
    first, second = (read(tmp_path, f"#separator:tab\na\t{back}\nb\tx\n") for back in ("old", "new"))
    assert [note.guid for note in first] == [note.guid for note in second]
    assert first[0].guid != first[1].guid


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n\n\n",
        b"#separator:tab\n",
        b"a sentence without any column\n",
        b"PK\x03\x04",
        bytes(100),
        b"\xff\xfe\x00",
        b"a\xff\tb\n",
        b'#separator:tab\n"' + b"x" * 200_000 + b"\n",
        b"%PDF-1.4\n",
    ],
    ids=["empty", "blank", "headers", "prose", "zip", "zeros", "half utf-16", "latin-1", "open quote", "pdf"],
)
def test_what_is_no_export_is_refused_with_what_to_do(text: bytes, tmp_path: Path) -> None:
    assert refusal(lambda: read(tmp_path, text)) == limits.NOT_A_TEXT


def test_a_text_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT", 5)
    assert refusal(lambda: read(tmp_path, "a\tb\nc\td\n")) == limits.TEXT_TOO_LARGE


def test_notes_may_be_read_again(tmp_path: Path) -> None:
    with read_text(written(tmp_path, "a\tb\n")) as export:
        assert isinstance(export, TextExport)
        assert list(export.notes()) == list(export.notes())
