"""Images with covers, as Anki's own image occlusion notes have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quizapp.exchange.apkg.reading import (
    Faces,
    Note,
    NoteType,
    Shape,
    Template,
    card_ordinals,
    open_package,
    render,
    sanitised,
)
from quizapp.exchange.apkg.reading.occlusion import images
from tests.exchange.apkg.reading.library import COVER, FORMS, files


@pytest.fixture(scope="module", params=FORMS[:2])
def lakes(request: pytest.FixtureRequest) -> Note:
    """The note of covers that Anki made."""
    with open_package(files()[request.param]) as package:
        return next(note for note in package.notes() if note.fields[0] == COVER)


def faces(lakes: Note, ordinal: int = 0) -> Faces:
    return render(lakes, ordinal)


def covers(shown: Faces) -> tuple[Shape, ...]:
    """The shapes on a card's image, none where it has no image."""
    return shown.occlusion.shapes if shown.occlusion else ()


def test_every_cover_gives_a_card_and_a_label_none(lakes: Note) -> None:
    assert card_ordinals(lakes) == (0, 1, 2)


def test_a_card_has_its_image_and_all_shapes(lakes: Note) -> None:
    occlusion = faces(lakes).occlusion
    assert occlusion is not None
    assert occlusion.image == "map 1.png"
    assert [shape.kind for shape in occlusion.shapes] == ["rect", "ellipse", "polygon", "text"]


def test_places_are_fractions_of_the_image(lakes: Note) -> None:
    occlusion = faces(lakes).occlusion
    assert occlusion is not None
    assert [(shape.left, shape.top, shape.width, shape.height) for shape in occlusion.shapes] == [
        (0.1, 0.2, 0.3, 0.4),
        (0.5, 0.5, 0.2, 0.4),
        (0, 0, 1, 1),
        (0.1, 0.9, 0, 0),
    ]


def test_a_polygon_has_its_corners_and_a_label_its_text(lakes: Note) -> None:
    *_, polygon, label = covers(faces(lakes))
    assert list(polygon.points) == [(0, 0), (0.5, 0.25), (1, 1)]
    assert label.text == "Lake"


@pytest.mark.parametrize("ordinal", [0, 1, 2])
def test_a_card_asks_for_its_own_cover(ordinal: int, lakes: Note) -> None:
    occlusion = faces(lakes, ordinal).occlusion
    assert occlusion is not None
    assert [shape.is_asked for shape in occlusion.shapes] == [n == ordinal for n in range(4)]
    assert [shape.is_kept for shape in occlusion.shapes] == [True, True, False, True]


def test_the_sides_show_image_and_texts_and_nothing_of_anki_s_page(lakes: Note) -> None:
    shown = faces(lakes)
    question, answer = (
        sanitised(side, lambda name: f"/m/{name}") for side in (shown.question_html, shown.answer_html)
    )
    assert ' src="/m/map 1.png"' in question
    assert "Lakes" in question
    assert "As seen from above." in answer
    assert not [
        word
        for word in ("image-occlusion", "canvas", "script", "Toggle", "Error")
        if word in question + answer
    ]


@pytest.mark.parametrize(
    "stated",
    [
        "rect:left=nan:top=inf:width=-5:height=1e99",
        "rect",
        "rect:left",
        "polygon:points=",
        "polygon:points=1",
        "star:left=.1",
        "ellipse:rx=x",
        "polygon:points=" + "9,9 " * 5000,
        ":::",
        "text:text=a\\:b",
    ],
)
def test_a_cover_that_cannot_be_is_bounded_or_left_out(stated: str) -> None:
    note_type = NoteType(1, "Odd", True, ("O", "I"), (Template("C", "{{cloze:O}}{{I}}", "{{I}}"),))
    made = Note(
        "g",
        note_type,
        (f"{{{{c1::image-occlusion:{stated}}}}}", "<img src=a.png>"),
        (),
        ("D",),
        datetime(2026, 1, 1, tzinfo=UTC),
    )
    for shape in covers(render(made, 0)):
        assert all(0 <= number <= 1 for number in (shape.left, shape.top, shape.width, shape.height))
        assert len(shape.points) <= 1000


def test_covers_without_an_image_are_no_occlusion(lakes: Note) -> None:
    assert render(replace(lakes, fields=(COVER, "", "", "", "")), 0).occlusion is None


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ('<IMG class=x src="a%20b.png"> <img src=c.png>', ["a b.png", "c.png"]),
        ("<img alt='src=no' src='d&amp;e.png'>", ["d&e.png"]),
        ("<img><img src", []),
        ("<image src=x>" + "<img" * 50_000, []),
    ],
)
def test_images_are_found_by_their_names_as_files(markup: str, names: list[str]) -> None:
    assert list(images(markup)) == names
