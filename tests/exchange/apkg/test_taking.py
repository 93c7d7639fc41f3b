"""A note becomes a kind of ours where that loses nothing, and keeps its cards as they are where it would."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.faces import Faces
from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import Note, NoteType, Template, open_package
from quizapp.exchange.apkg.taking import Taken, take
from tests.exchange.apkg.reading.library import COVER, FORMS, files

KEPT = "0123456789abcdef0123456789abcdef.png"
BASIC = Template("Card", "{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}")
CLOZE = Template("Cloze", "{{cloze:Front}}", "{{cloze:Front}}<br>\n{{Back}}")


def taken(front: str, back: str = "", *templates: Template, is_cloze: bool = False) -> Taken:
    made = templates or ((CLOZE if is_cloze else BASIC),)
    note_type = NoteType(1, "A type", is_cloze, ("Front", "Back"), made)
    return take(
        Note("g", note_type, (front, back), (), ("D",), datetime(2026, 3, 1, tzinfo=UTC)), lambda _name: KEPT
    )


@pytest.mark.parametrize(
    ("front", "stem"),
    [
        ("Where?", "Where?"),
        ("<div>Where?</div>", "Where?"),
        ("a &lt; b&nbsp;?<br>", "a < b ?"),
        ("  哪里？ ", "哪里？"),
    ],
)
def test_words_alone_are_recalled(front: str, stem: str) -> None:
    found = taken(front, "Harbin")
    assert (found.body.kind, found.stem, found.body.keys(), found.ordinals) == (
        "basic",
        stem,
        ("Harbin",),
        (0,),
    )


@pytest.mark.parametrize(
    "front",
    ["<b>x</b>", "one<br>two", '<img src="a.png">', "x [sound:a.mp3]", r"\(x^2\)", "[$]x[/$]", "{{Back}}"],
)
def test_what_is_more_than_words_is_shown_as_it_is(front: str) -> None:
    assert taken(front, "y").body.kind == "faces"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{{c1::Harbin}} lies on the {{c2::Songhua}}.", "cloze"),
        ("{{c1::Harbin::a city}} lies there.", "faces"),
        ("{{c1::Harbin}} and {{c1::Jilin}}.", "faces"),
        ("{{c1::The {{c2::Songhua}}}} flows.", "faces"),
        ("{{c1::one two three four five six seven eight nine}}.", "faces"),
        ("{{c1::<b>Harbin</b>}} lies there.", "faces"),
    ],
)
def test_gaps_are_filled_in_where_ours_are_the_same(text: str, kind: str) -> None:
    assert taken(text, is_cloze=True).body.kind == kind


def test_gaps_keep_their_numbers_and_what_stands_beside_becomes_the_rationale() -> None:
    found = taken("{{c3::Songhua}} and {{c1::Harbin}}.", "Both in the north.", is_cloze=True)
    assert isinstance(found.body, Cloze)
    assert (found.stem, found.body.keys()) == ("{{2}} and {{1}}.", ("Harbin", "Songhua"))
    assert (found.ordinals, found.rationale) == ((0, 2), "Both in the north.")


def test_a_card_that_asks_with_a_picture_is_not_named_by_its_answer() -> None:
    found = taken(
        '<img src="dog.png">', "dog", BASIC, Template("Back", "{{Back}}", "{{FrontSide}}<hr>{{Front}}")
    )
    fronts = [face.prompt for face in found.body.faces(found.stem)]
    assert (found.stem, fronts) == ("…", ["…", "dog"])


def test_no_side_of_a_card_stands_in_for_another() -> None:
    found = taken(
        "dog", '<img src="dog.png">', BASIC, Template("Back", "{{Back}}", "{{FrontSide}}<hr>{{Front}}")
    )
    assert [face.prompt for face in found.body.faces(found.stem)] == ["dog", "…"]


def test_both_ways_of_a_note_are_two_faces_of_one_item() -> None:
    back = Template("Back", "{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")
    found = taken("a", "b", BASIC, back)
    assert isinstance(found.body, Faces)
    assert [(side.prompt, side.answer) for side in found.body.sides] == [("a", "b"), ("b", "a")]
    assert found.ordinals == (0, 1)


def test_a_card_that_shows_another_prompt_on_its_back_keeps_it() -> None:
    found = taken("a", "b", Template("T", "{{Front}}", "It was {{Front}}<hr id=answer>{{Back}}"))
    assert isinstance(found.body, Faces)
    assert found.body.sides[0].answer == "It was a<hr>b"


def test_a_note_without_a_card_says_so() -> None:
    with pytest.raises(ImportRejected, match="Its templates give no card"):
        taken("", "")


def test_a_covered_picture_is_shown_once_with_its_covers() -> None:
    with open_package(files()[FORMS[0]]) as package:
        note = next(note for note in package.notes() if note.fields[0] == COVER)
    found = take(note, lambda _name: KEPT)
    assert isinstance(found.body, Faces)
    first, second, _third = found.body.sides
    assert (first.picture, "<img" in first.prompt + first.answer) == (KEPT, False)
    assert [(mask.shape, mask.asked) for mask in first.masks if mask.asked] == [("rect", True)]
    assert [(mask.left, mask.top, mask.width, mask.height) for mask in second.masks if mask.asked] == [
        (500, 500, 200, 400)
    ]
