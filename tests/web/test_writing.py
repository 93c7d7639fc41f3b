"""ada writes items by hand: every kind, with or without a script, and nothing that she typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask import Flask

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.kinds import WRITABLE
from quizapp.services.decks import get_deck
from tests.web.cast import DECK, NAMES, Browser
from tests.web.test_attempts import visible
from tests.web.test_review import fields_in

AT = f"/decks/{DECK}/items"
SHARED = {"rationale": "Because it is so.", "category": "rivers", "tags": "exam, week 3"}
FORMS: dict[str, dict[str, Any]] = {
    "mcq": {"stem": "Which river flows through Harbin?", "option_text": ["Yalu", "Songhua", "Liao", ""],
            "option_correct": "1", "option_feedback": ["It is a border.", "", "", ""]},
    "multiple_response": {"stem": "Which rivers freeze in winter?", "option_text": ["Yalu", "Songhua", "Mekong"],
                          "option_correct": ["0", "1"], "option_feedback": ["", "", ""]},
    "true_false": {"stem": "Harbin lies on the Songhua.", "option_text": ["True", "False"], "option_correct": "0",
                   "option_feedback": ["", "It does."]},
    "cloze": {"stem": "Harbin lies on the [Songhua | Sungari]."},
    "short_answer": {"stem": "Which river flows through Harbin?", "answers": "Songhua\nSungari"},
    "matching": {"stem": "Match each city with its river.", "left": ["Harbin", "Dandong", ""],
                 "right": ["Songhua", "Yalu", ""]},
    "ordering": {"stem": "Put the cities in order from the north.", "sequence": ["Harbin", "Shenyang", "", "Dalian"]},
    "basic": {"stem": "Which rivers flow through the northeast?", "answers": "Songhua\nLiao"},
}  # fmt: skip


def written(web: Flask) -> list[DeckItem]:
    """The items that somebody wrote."""
    with web.app_context():
        return [entry for entry in get_deck(DECK).items if entry.item.written]


def write(visitor: Browser, kind: str = "mcq", *, htmx: bool = False, **fields: Any) -> Any:
    """Send the form."""
    return visitor.post(f"{AT}/new", {"kind": kind} | SHARED | FORMS[kind] | fields, htmx=htmx)


@pytest.mark.parametrize("kind", WRITABLE)
def test_every_kind_can_be_written(kind: str, visitor: Browser, web: Flask, deck: str) -> None:
    response = write(visitor, kind)
    assert response.status_code == 303, visible(response.text)[:900]
    (entry,) = written(web)
    assert (entry.item.kind, entry.status, entry.item.evidence) == (kind, "accepted", None)
    assert (entry.item.tags, entry.item.category) == (("exam", "week 3"), "rivers")


@pytest.mark.parametrize("kind", WRITABLE)
def test_what_was_written_is_asked_in_the_next_quiz(kind: str, visitor: Browser, deck: str) -> None:
    write(visitor, kind)
    page = visitor.get(f"{visitor.start('rivers')}/1").text
    for word in re.findall(r"\w+", FORMS[kind]["stem"].replace("[Songhua | Sungari]", "")):
        assert word in visible(page)


@pytest.mark.parametrize("kind", WRITABLE)
def test_what_was_written_comes_back_as_it_was_typed(
    kind: str, visitor: Browser, web: Flask, deck: str
) -> None:
    write(visitor, kind)
    (before,) = written(web)
    form = fields_in(visitor.get(f"{AT}/{before.item.id}/edit").text)
    assert visitor.post(f"{AT}/{before.item.id}/edit", form).status_code == 303
    assert [entry.item for entry in written(web)] == [before.item]


@pytest.mark.parametrize("kind", WRITABLE)
@pytest.mark.parametrize("htmx", [False, True])
def test_an_empty_form_is_refused_beside_its_fields(
    kind: str, htmx: bool, visitor: Browser, deck: str
) -> None:
    response = visitor.post(f"{AT}/new", {"kind": kind, "stem": ""}, htmx=htmx)
    assert (response.status_code, "field-problem" in response.text) == (422, True)


@pytest.mark.parametrize("kind", WRITABLE)
def test_nothing_typed_is_lost_when_a_rule_forbids_the_item(kind: str, visitor: Browser, deck: str) -> None:
    response = write(visitor, kind, tags="x" * 50)
    assert response.status_code == 422
    for values in FORMS[kind].values():
        for value in [values] if isinstance(values, str) else values:
            assert value in unescape(response.text)


def test_a_fatal_flaw_is_told_with_its_rule_at_its_field(visitor: Browser, deck: str) -> None:
    response = write(visitor, option_text=["Yalu", "Yalu", "Songhua"], option_correct="2")
    assert response.status_code == 422
    assert "field-problem" in response.text.split("<legend>Options")[1].split("</fieldset>")[0]


def test_what_was_written_is_undone(visitor: Browser, web: Flask, deck: str) -> None:
    address = write(visitor).headers["Location"]
    assert "Undo" in visible(visitor.get(address).text)
    (entry,) = written(web)
    form = {"back": "item", "item_id": entry.item.id}
    assert visitor.post(f"/decks/{deck}/undo", form).headers["Location"] == address
    assert [entry.status for entry in written(web)] == ["retired"]


def test_a_learner_is_told_who_wrote_it(visitor: Browser, deck: str) -> None:
    write(visitor)
    response = visitor.post(f"{visitor.start('rivers')}/1", {"choice": "0"}, follow=True)
    assert "Written by the teacher" in visible(response.text)
    assert "Because it is so." in visible(response.text)


@pytest.mark.parametrize("page", ["", "/items?show=answers", "/source", "/review", "/anki"])
def test_pages_of_the_deck_cope_with_an_item_without_evidence(page: str, visitor: Browser, deck: str) -> None:
    write(visitor)
    assert visitor.get(f"/decks/{deck}{page}").status_code == 200


def test_an_item_can_be_studied_without_evidence(visitor: Browser, web: Flask, deck: str) -> None:
    write(visitor)
    with web.app_context():
        others = [entry.item.id for entry in get_deck(deck).items if not entry.item.written]
    for other in others:
        visitor.post(f"{AT}/{other}/status", {"status": "rejected"})
    visitor.post(f"/decks/{deck}/study")
    page = visitor.get(f"/study/next?deck={deck}")
    assert "Written by the teacher" in visible(page.text)


@pytest.mark.parametrize(("kind", "column", "rows"), [("mcq", "option_text", 5), ("matching", "left", 4),
                                                      ("ordering", "sequence", 5)])  # fmt: skip
def test_a_row_is_added_and_what_was_typed_stays(
    kind: str, column: str, rows: int, visitor: Browser, deck: str
) -> None:
    form = {"kind": kind, "item_id": "new", "add": "row"} | SHARED | FORMS[kind]
    found = fields_in(visitor.post(f"{AT}/rows", form).text)
    typed = FORMS[kind][column]
    assert (found[column][: len(typed)], len(found[column])) == (typed, len(typed) + 1)


def test_a_row_is_removed_and_the_mark_of_the_key_follows(visitor: Browser, deck: str) -> None:
    form = {"kind": "mcq", "item_id": "new", "remove": "0"} | SHARED | FORMS["mcq"]
    found = fields_in(visitor.post(f"{AT}/rows", form).text)
    assert (found["option_text"][:2], found["option_correct"]) == (["Songhua", "Liao"], ["0"])


@pytest.mark.parametrize("way", [("mcq", "short_answer", "mcq"), ("mcq", "true_false", "mcq"),
                                 ("mcq", "true_false", "cloze", "mcq")], ids=" ".join)  # fmt: skip
def test_another_kind_and_back_loses_nothing(way: tuple[str, ...], visitor: Browser, deck: str) -> None:
    form: dict[str, Any] = {"kind": way[0], "item_id": "new"} | SHARED | FORMS[way[0]]
    for kind in way[1:]:
        form = fields_in(visitor.post(f"{AT}/rows", form | {"turn": kind}).text)
    assert form["kind"] == ["mcq"]
    assert form["option_text"] == FORMS["mcq"]["option_text"]
    assert form["option_feedback"] == FORMS["mcq"]["option_feedback"]
    assert (form["option_correct"], form["stem"]) == (["1"], [FORMS["mcq"]["stem"]])


@pytest.mark.parametrize("kind", WRITABLE)
def test_the_preview_shows_what_the_learner_sees(kind: str, visitor: Browser, web: Flask, deck: str) -> None:
    form = {"kind": kind, "item_id": "new"} | SHARED | FORMS[kind]
    response = visitor.post(f"{AT}/preview", form, htmx=True)
    assert response.status_code == 200
    assert ("preview-card" in response.text, "<form" in response.text, "autofocus" in response.text) == (
        True,
        False,
        False,
    )
    assert written(web) == []


@pytest.mark.parametrize("kind", WRITABLE)
@pytest.mark.parametrize("stem", ["", "{{1}} {{7}}", "[", "[]", "<b>"])
def test_the_preview_of_half_an_item_is_no_error(kind: str, stem: str, visitor: Browser, deck: str) -> None:
    form = {"kind": kind, "item_id": "new", "stem": stem, "option_correct": "0"}
    assert visitor.post(f"{AT}/preview", form, htmx=True).status_code == 200


def test_the_preview_names_flaws_with_rule_and_mend(visitor: Browser, deck: str) -> None:
    typed = FORMS["mcq"] | {"option_text": ["Yalu", "Songhua", "All of the above"]}
    text = visitor.post(f"{AT}/preview", {"kind": "mcq", "item_id": "new"} | typed, htmx=True).text
    assert "none-or-all-of-the-above" in text
    assert ("Must be mended" in text, "Better:" in text) == (True, True)


def test_without_a_script_the_preview_keeps_the_form(visitor: Browser, deck: str) -> None:
    form = {"kind": "mcq", "item_id": "new"} | SHARED | FORMS["mcq"]
    text = visitor.post(f"{AT}/preview", form).text
    assert ("preview-card" in text, fields_in(text)["option_text"]) == (True, FORMS["mcq"]["option_text"])


@pytest.mark.parametrize("name", NAMES)
def test_the_preview_of_what_is_there_breaks_no_other_rule(name: str, visitor: Browser, deck: str) -> None:
    form = fields_in(visitor.get(f"{AT}/i-{name}/edit").text)
    response = visitor.post(f"{AT}/preview", form, htmx=True)
    assert (response.status_code, "Must be mended" in response.text) == (200, False)


def offers(text: str) -> Iterator[str]:
    """The names of the sentences that can be chosen."""
    yield from (name for name in re.findall(r'name="evidence" value="([^"]*)"', text) if name)


def proven_form(visitor: Browser) -> dict[str, Any]:
    """A form whose key stands in the deck's source, with the first sentence chosen that holds it."""
    form = {"kind": "mcq", "item_id": "new"} | SHARED | FORMS["mcq"] | {
        "stem": "Of which province is it the capital?", "option_text": ["Liaoning", "Heilongjiang", "Jilin"]
    }  # fmt: skip
    found = list(offers(visitor.post(f"{AT}/rows", form | {"seek": "1"}).text))
    assert 1 <= len(found) <= 5
    return form | {"evidence": found[0]}


def test_a_sentence_that_holds_the_key_is_stored_as_evidence(visitor: Browser, web: Flask, deck: str) -> None:
    response = visitor.post(f"{AT}/new", proven_form(visitor))
    assert response.status_code == 303, visible(response.text)[:900]
    (entry,) = written(web)
    with web.app_context():
        assert get_deck(deck).quotes(entry)
    assert "Heilongjiang" in entry.item.quote


def test_a_sentence_that_does_not_hold_the_key_is_refused_with_a_way_out(
    visitor: Browser, web: Flask, deck: str
) -> None:
    form = proven_form(visitor) | {"option_text": ["Liaoning", "Atlantis", "Jilin"]}
    response = visitor.post(f"{AT}/new", form)
    assert (response.status_code, "does not support the key “Atlantis”" in response.text) == (422, True)
    assert 'name="unproven"' in response.text
    assert visitor.post(f"{AT}/new", form | {"unproven": "1"}).status_code == 303
    assert [entry.item.evidence for entry in written(web)] == [None]


@pytest.mark.parametrize(
    "name", ["9-3", "x", "0-99999999999999999999999999999999999999999", "-5-9", "99999-999999"]
)
def test_a_place_that_is_none_is_refused(name: str, visitor: Browser, deck: str) -> None:
    assert write(visitor, evidence=name).status_code == 422


def test_an_item_can_lose_its_proof_and_get_it_back(visitor: Browser, web: Flask, deck: str) -> None:
    form = proven_form(visitor)
    visitor.post(f"{AT}/new", form)
    (entry,) = written(web)
    edit = fields_in(visitor.get(f"{AT}/{entry.item.id}/edit").text)
    visitor.post(f"{AT}/{entry.item.id}/edit", edit | {"evidence": ""})
    assert written(web)[0].item.evidence is None
    visitor.post(f"{AT}/{entry.item.id}/edit", edit | {"version": "2"})
    assert written(web)[0].item.quote == entry.item.quote


@pytest.mark.parametrize("tags", [",".join(map(str, range(13))), "x" * 41])
def test_too_many_or_too_long_tags_are_refused(tags: str, visitor: Browser, deck: str) -> None:
    response = write(visitor, tags=tags)
    assert (response.status_code, tags in response.text) == (422, True)


@pytest.mark.parametrize("path", ["new?kind=essay", "new"])
def test_an_unknown_kind_is_not_there(path: str, visitor: Browser, deck: str) -> None:
    answer = visitor.get(f"{AT}/{path}") if "?" in path else visitor.post(f"{AT}/new", {"kind": "essay"})
    assert answer.status_code == 404


def test_the_preview_s_own_fields_are_whole(visitor: Browser, deck: str) -> None:
    form = {"kind": "short_answer", "item_id": "new"} | SHARED | FORMS["short_answer"]
    text = visitor.post(f"{AT}/preview", form, htmx=True).text
    assert "&gt;" not in text
