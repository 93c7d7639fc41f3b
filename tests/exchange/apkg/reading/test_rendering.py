"""Cards look as Anki shows them: the same notes and templates through Anki's own renderer and through ours."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from anki.errors import CardTypeError

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.reading import Note, NoteType, Template, card_ordinals, render
from tests.exchange.apkg.reading.library import Library, refusal

FIELDS = {
    "A": "aa",
    "B": "",
    "Blank": "<br> <div></div>",
    "R": " 日本語[にほんご] x &nbsp;漢字[かんじ]<b>食[た]べる</b> [sound:a.mp3] [x] a[b c[d] 行[い",
    "H": "<b>bo&amp;ld</b><br>x &lt;i&gt;",
}
SIDES = {
    "a field": "{{A}}|{{ A }}|{{B}}",
    "conditions": "{{#A}}y{{A}}{{/A}}{{^B}}n{{/B}}{{#B}}q{{/B}}{{#Blank}}b{{/Blank}}{{^Blank}}e{{/Blank}}",
    "nested conditions": "{{#A}}{{^B}}x{{#R}}z{{/R}}{{/B}}{{/A}}{{A}}",
    "text alone": "{{text:H}}|{{text:A}}",
    "readings": "{{furigana:R}}|{{kana:R}}|{{kanji:R}}",
    "filters one after another": "{{text:kana:R}}|{{text:furigana:R}}",
    "names": "{{A}}|{{Tags}}|{{Deck}}|{{Subdeck}}|{{Type}}|{{Card}}",
    "tags as a condition": "{{#Tags}}x{{/Tags}}{{^Tags}}y{{/Tags}}{{A}}",
    "comments": "<!-- {{A}} {{nope}} -->{{A}}<!-- {{#B}} -->",
    "a comment without an end": "{{A}}<!-- {{A}}",
    "other signs": "{{=<% %>=}}<%A%>{{A}}",
    "a filter of an add-on": "{{foo:A}}|{{edit:text:A}}|{{:A}}",
    "braces": "{{{A}}}|{{A}} }} {{",
}
GAPS = {
    "gaps": "{{c1::x {{c2::y::h}} z}} {{c1,3::q::hi::nt}} {{c4::}} {{c0::zero}} {{c5:one}}",
    "a formula with a gap": r"\(x + {{c1::y^2}}\) and \[{{c2::<b>z</b>::h}}\] \(",
    "formula": "{{c2::\\(a}}b\\)}} {{c1::x}}",
    "an empty hint": "{{c1::a::}}",
    "a gap in a hint": "{{c1::a::h {{c2::b}} i}}",
    "a hint after a gap": "{{c1::a {{c2::b}} c::h}}",
    "an end too many": "x}} {{c1::a}}",
    "three deep": "{{c1::{{c2::{{c3::deep}}}}}}",
    "twice the same": "{{c1::a}}{{c1::b::h}} {{c1::a {{c1::b}} c}}",
    "odd numbers": "{{c01::x}} {{c1,::y}} {{C1::x}} {{c1 ::x}}",
    "colons behind": "{{c1::a::h}}::k",
    "markup": "<div>{{c1::<b>bold</b>}}</div><br>{{c2::&lt;x&gt;}}",
}
GAP_SIDES = {
    "plainly": "{{cloze:A}}",
    "as text": "{{text:cloze:A}}",
    "alone": "{{cloze-only:A}}",
    "with conditions": "{{#c1}}one{{/c1}}{{^c1}}other{{/c1}}{{cloze:A}}{{#A}}!{{/A}}",
}
BROKEN = [
    "{{nope}}",
    "{{#A}}{{A}}",
    "{{A}}{{/A}}",
    "{{#nope}}x{{/nope}}{{A}}",
    "{{#A}}{{^B}}{{/A}}{{/B}}",
    "{{!A}}",
    "{{}}{{A}}",
]

_UNSEEN = re.compile(r' data-(?:cloze|ordinal)="[^"]*"|</?rb>')


@pytest.fixture(scope="module")
def anki() -> Iterator[Library]:
    """A collection to render in."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        yield library
        library.collection.close()


def _note(name: str, question: str, answer: str, fields: dict[str, str], *, is_cloze: bool = False) -> Note:
    note_type = NoteType(1, name, is_cloze, tuple(fields), (Template("Card 1", question, answer),))
    return Note(
        "g", note_type, tuple(fields.values()), ("t1", "t2"), ("One", "Two"), datetime(2026, 3, 1, tzinfo=UTC)
    )


def _shown(anki: Library, note: Note) -> list[tuple[int, str, str]]:
    """Number and sides of each card of this note in Anki, without what nobody sees."""
    from anki.cards import Card

    kind = note.note_type
    (template,) = kind.templates
    anki.add_type(
        kind.name,
        kind.fields,
        "{{cloze:A}}" if kind.is_cloze else "{{A}}",
        template.answer if not kind.is_cloze else "{{cloze:A}}",
        is_cloze=kind.is_cloze,
    )
    made = anki.add(kind.name, *note.fields, deck="::".join(note.deck), tags=note.tags)
    changed = anki.note_type(kind.name)
    changed["tmpls"][0] |= {"qfmt": template.question, "afmt": template.answer}
    cards: list[Card] = made.cards()
    shown = []
    for card in cards:
        output = made.ephemeral_card(
            card.ord, custom_note_type=changed, custom_template=changed["tmpls"][0]
        ).render_output()
        shown.append((card.ord, _seen(output.question_text), _seen(output.answer_text)))
    return shown


def _seen(side: str) -> str:
    return re.sub(r"\[anki:play:[qa]:\d+\]", "[sound:a.mp3]", _UNSEEN.sub("", side))


def _ours(note: Note) -> list[tuple[int, str, str]]:
    sides = ((ordinal, render(note, ordinal)) for ordinal in card_ordinals(note))
    return [(ordinal, faces.question_html, faces.answer_html) for ordinal, faces in sides]


@pytest.mark.parametrize("name", SIDES)
def test_a_card_looks_as_in_anki(name: str, anki: Library) -> None:
    answer = SIDES[name] if name == "other signs" else "{{FrontSide}}<hr>" + SIDES[name]
    note = _note(name, SIDES[name], answer, FIELDS)
    note = (
        replace(note, deck=("(Deck)",)) if name == "names" else note
    )  # what Anki calls it before it is stored
    assert _ours(note) == _shown(anki, note)


@pytest.mark.parametrize("side", GAP_SIDES)
@pytest.mark.parametrize("name", GAPS)
def test_a_gap_looks_as_in_anki(name: str, side: str, anki: Library) -> None:
    note = _note(f"{name} {side}", GAP_SIDES[side], GAP_SIDES[side], {"A": GAPS[name]}, is_cloze=True)
    assert _ours(note) == _shown(anki, note)


@pytest.mark.parametrize("side", BROKEN)
def test_a_template_that_anki_cannot_show_is_refused_by_the_name_of_its_note_type(
    side: str, anki: Library
) -> None:
    note = _note(f"Odd {side}", side, "{{A}}", FIELDS)
    assert "problem:" in _shown(anki, note)[0][1]
    with pytest.raises(ImportRejected) as refused:
        render(note, 0)
    assert refused.value.place == note.note_type.name


@pytest.mark.parametrize(
    ("question", "has_card"),
    [
        ("{{A}}", True),
        ("{{B}}", False),
        ("{{Blank}}", False),
        ("text", False),
        ("{{Tags}}", False),
        ("{{#B}}{{A}}{{/B}}", False),
        ("{{^B}}{{A}}{{/B}}", True),
        ("{{type:A}}", True),
        ("{{#A}}x{{/A}}", False),
        ("{{#A}}{{#Blank}}{{A}}{{/Blank}}{{/A}}", False),
        ("{{hint:A}}", True),
        ("{{^Tags}}{{A}}{{/Tags}}", True),
    ],
)
def test_an_empty_front_gives_no_card(question: str, has_card: bool, anki: Library) -> None:
    name = f"Front {question}"
    anki.add_type(name, [*FIELDS, "Other"], "{{Other}}", "{{A}}")
    second = anki.collection.models.new_template("Second")
    second["qfmt"], second["afmt"] = question, "{{A}}"
    kind = anki.note_type(name)
    try:
        anki.collection.models.add_template(kind, second)
        anki.collection.models.update_dict(kind)
        made = [card.ord for card in anki.add(name, *FIELDS.values(), "other").cards()]
    except CardTypeError:  # Anki keeps such a template from being saved
        made = [0]
    note = _note(name, question, "{{A}}", FIELDS)
    assert (1 in made) is has_card is (card_ordinals(note) == (0,))


def test_what_is_typed_is_asked_without_telling_it() -> None:
    faces = render(_note("Typed", "{{A}}{{type:H}}", "{{FrontSide}}<hr>{{type:H}}", FIELDS), 0)
    assert (faces.question_html, faces.typed) == ("aa", "bo&ldx <i>")
    assert faces.answer_html == 'aa<hr><span class="typed">bo&amp;ldx &lt;i&gt;</span>'


def test_a_typed_gap_is_what_the_gap_holds() -> None:
    note = _note(
        "Gap",
        "{{cloze:A}}{{type:cloze:A}}",
        "{{cloze:A}}",
        {"A": "{{c1::Jilin::where}} is {{c2::cold}}"},
        is_cloze=True,
    )
    assert [render(note, ordinal).typed for ordinal in (0, 1)] == ["Jilin", "cold"]


def test_a_gap_that_is_never_closed_stays_as_text() -> None:
    text = "{{c2::shut}} {{c1::open {{c3::b}}"
    note = _note("Open", "{{cloze:A}}", "{{cloze:A}}", {"A": text}, is_cloze=True)
    assert card_ordinals(note) == (1,)
    assert render(note, 1).answer_html == '<span class="cloze">shut</span> {{c1::open b'


def test_a_hint_opens_without_script() -> None:
    faces = render(_note("Hint", "{{A}}{{hint:H}}{{hint:B}}", "{{A}}", FIELDS), 0)
    assert faces.question_html == f'aa<details class="hint"><summary>H</summary>{FIELDS["H"]}</details>'


def test_what_is_spoken_is_not_shown() -> None:
    assert render(_note("Spoken", "{{tts en_US:A}}{{A}}", "{{A}}", FIELDS), 0).question_html == "aa"


def test_the_front_holds_nothing_of_a_gap_that_is_asked() -> None:
    note = _note("Secret", "{{cloze:A}}", "{{cloze:A}}", {"A": "{{c1::Harbin {{c2::north}}}}"}, is_cloze=True)
    assert "Harbin" not in render(note, 0).question_html
    assert "north" not in render(note, 0).question_html


@pytest.mark.parametrize(
    ("ordinal", "is_cloze"), [(1, False), (-1, False), (5, True), (-1, True), (10**9, True)]
)
def test_a_card_that_the_note_does_not_have_is_refused(ordinal: int, is_cloze: bool) -> None:
    side = "{{cloze:A}}" if is_cloze else "{{A}}"
    with pytest.raises(ImportRejected):
        render(_note("Few", side, side, {"A": "{{c1::x}}"}, is_cloze=is_cloze), ordinal)


def test_a_card_of_unbounded_length_is_refused() -> None:
    with pytest.raises(ImportRejected, match="too long"):
        render(_note("Long", "{{A}}" * 500, "{{FrontSide}}", {"A": "a" * 5000}), 0)


def test_a_card_of_many_gaps_is_shown_and_one_of_too_many_refused() -> None:
    for count, is_shown in ((1_999, True), (2_001, False)):
        note = _note("Many", "{{cloze:A}}", "{{cloze:A}}", {"A": "{{c1::a}} " * count}, is_cloze=True)
        assert (refusal(lambda note=note: render(note, 0)) == "") is is_shown  # type: ignore[misc]


@pytest.mark.parametrize(
    "template",
    [
        "{{" * 200_000,
        "{{#A}}" * 60_000,
        "<!--" * 100_000 + "{{A}}",
        "<!-- -->" * 50_000 + "{{A}}",
        "{{A" * 100_000,
        "{{^B}}" * 40 + "{{A}}",
        "{{A}}" * 4_999,
    ],
    ids=["opened", "conditions", "comments", "short comments", "unclosed", "deep", "many"],
)
def test_a_hostile_template_is_refused_or_shown_in_no_time(template: str) -> None:
    note = _note("Hostile", template, template, FIELDS)
    started = time.process_time()
    refusal(lambda: render(note, 0))
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "text",
    [
        "{{c1::" * 20_000,
        "{{c1::a}} " * 1_999,
        "a" * 3_000_000,
        "{{c1::a}}" + "{{c2::" * 20_000 + "}}" * 20_000,
        "}}" * 100_000 + "{{c1::a}}",
        "{{c1::" + "1[" * 100_000 + "}}",
        "{{c" + "1," * 100_000 + "::x}}",
        " a[" * 100_000,
    ],
    ids=["opened", "many", "long", "nested", "closed", "brackets", "numbers", "readings"],
)
def test_a_hostile_field_is_refused_or_shown_in_no_time(text: str) -> None:
    note = _note("Hostile", "{{cloze:A}}{{text:A}}{{furigana:A}}", "{{kana:A}}", {"A": text}, is_cloze=True)
    started = time.process_time()
    for ordinal in (0, 1):
        refusal(lambda ordinal=ordinal: render(note, ordinal))  # type: ignore[misc]
    assert time.process_time() - started < 2
