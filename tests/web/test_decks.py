"""The list of decks, a deck's page, and its end."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from quizapp.core.items.interaction import Side
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.faces import Faces
from quizapp.exchange import losses
from quizapp.exchange.formats import FORMATS
from quizapp.services import portions
from quizapp.services.drafts import review_item
from quizapp.services.writing import add_items, plain_item
from quizapp.store.database import db
from tests.web.cast import DECK, NAMES, NOW, PROOF, Browser
from tests.web.test_attempts import visible


def test_an_empty_house_says_how_to_begin(visitor: Browser) -> None:
    text = visitor.get("/").text
    assert ("No deck yet" in text, 'href="/texts/new"' in text) == (True, True)


def test_a_deck_is_a_card_with_its_counts(visitor: Browser, deck: str) -> None:
    text = visible(visitor.get("/").text)
    assert "Capitals" in text
    assert f"{len(NAMES)} items" in text


def test_drafts_stand_apart(visitor: Browser, drafts: str) -> None:
    assert f"{len(NAMES)} drafts to review" in visitor.get("/").text


def test_a_quiz_starts_from_the_list(visitor: Browser, deck: str) -> None:
    assert visitor.post(f"/decks/{deck}/quiz", follow=True).request.path.endswith("/1")


def test_items_are_listed_without_keys(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"/decks/{deck}/items").text
    assert (text.count('class="item-line"'), PROOF in text, "is-key" in text) == (len(NAMES), False, False)


def test_items_show_keys_and_proof_where_asked(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"/decks/{deck}/items?show=answers").text
    assert (text.count(PROOF) >= len(NAMES), "is-key" in text) == (True, True)


def test_anki_gets_its_file(visitor: Browser, deck: str) -> None:
    response = visitor.get(f"/decks/{deck}/anki")
    assert response.data[:2] == b"PK"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert ".apkg" in response.headers["Content-Disposition"]


def test_a_title_can_be_changed(visitor: Browser, deck: str) -> None:
    visitor.post(f"/decks/{deck}/settings", {"title": "Northern capitals", "about": "Three of them."})
    assert "Northern capitals" in visitor.get(f"/decks/{deck}").text


def test_an_empty_title_is_refused(visitor: Browser, deck: str) -> None:
    assert visitor.post(f"/decks/{deck}/settings", {"title": " ", "about": ""}).status_code == 422


def test_a_deck_that_asks_nothing_says_so_instead_of_printing(visitor: Browser, drafts: str) -> None:
    page = visitor.get(f"/decks/{drafts}/print")
    assert (page.status_code, "Nothing to print" in page.text, "paper-items" in page.text) == (
        200,
        True,
        False,
    )


@pytest.mark.parametrize("count", ["0", "-1", "x", "9" * 40, "٣"])
def test_a_number_of_items_that_makes_no_sense_is_told_above_a_sheet(
    count: str, visitor: Browser, deck: str
) -> None:
    page = visitor.get(f"/decks/{deck}/print?count={count}&sheet=nothing&version=C")
    assert (page.status_code, "is not a number from 1 to" in page.text, "paper-items" in page.text) == (
        422, True, True,
    )  # fmt: skip


def test_a_sheet_says_that_it_is_made_of_some_of_many_items(
    visitor: Browser, deck: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "always the same ones" not in visitor.get(f"/decks/{deck}/print").text
    monkeypatch.setattr(portions, "MOST_DRAWN_FROM", 2)
    for sheet in ("quiz", "key", "cards"):
        text = visible(visitor.get(f"/decks/{deck}/print?sheet={sheet}").text)
        assert f"2 of this deck’s {len(NAMES)} items, always the same ones" in text


def test_a_sheet_asks_the_database_as_often_for_many_cards_as_for_one(
    web: Flask, visitor: Browser, deck: str
) -> None:
    sides = (Side(prompt="<b>Ulaanbaatar</b>", answer="<i>Mongolia</i>"),)
    cards = [
        plain_item(f"wcard{n}", f"Card {n}", Faces(sides=sides), category="", rationale="") for n in range(4)
    ]
    asked: list[str] = []

    def note(*told: Any) -> None:
        asked.append(told[2])

    with web.app_context():
        add_items(deck, cards, now=NOW)
        event.listen(db.engine, "before_cursor_execute", note)
    for sheet in ("quiz", "key"):
        asked.clear()
        text = visitor.get(f"/decks/{deck}/print?sheet={sheet}&count={len(NAMES) + 4}").text
        assert text.count("Mongolia" if sheet == "key" else "Ulaanbaatar") >= 4
        assert sum("note_type_id" in one for one in asked) == 1


def test_deleting_asks_first(visitor: Browser, deck: str) -> None:
    assert "Delete this deck?" in visitor.get(f"/decks/{deck}/delete").text
    assert visitor.get(f"/decks/{deck}").status_code == 200


def test_a_deleted_deck_is_gone(visitor: Browser, deck: str) -> None:
    gone = visitor.post(f"/decks/{deck}/delete", follow=True)
    assert "was deleted" in gone.text
    assert visitor.get(f"/decks/{deck}").status_code == 404


def test_an_attempt_at_a_deleted_deck_is_gone_too(visitor: Browser, deck: str) -> None:
    attempt = visitor.start()
    visitor.post(f"/decks/{deck}/delete")
    assert visitor.get(f"{attempt}/1").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "٣"])
def test_a_page_number_that_makes_no_sense_shows_items(page: str, visitor: Browser, deck: str) -> None:
    assert visitor.get(f"/decks/{DECK}/items?page={page}").text.count('class="item-line"') == len(NAMES)


LEFT = {"all": 0, "cards of markup": 2, "gaps and orders, too": 4}
"""How many of the exemplars a format refuses."""


def test_the_export_page_says_what_each_format_carries(visitor: Browser, deck: str) -> None:
    text = visitor.get(f"/decks/{deck}/export").text
    assert [f"/decks/{deck}/export/{form}" in text for form in FORMATS] == [True] * len(FORMATS)
    carried = {name: text.count(f"It carries {len(NAMES) - left} items.") for name, left in LEFT.items()}
    assert carried == {"all": 3, "cards of markup": 4, "gaps and orders, too": 1}
    assert text.count("2 items cannot be carried") == 4


def test_what_is_left_out_is_counted_and_a_refusal_has_its_reason(visitor: Browser, deck: str) -> None:
    text = " ".join(visitor.get(f"/decks/{deck}/export").text.split())
    place = 'Where the quote stands in the text is left out. <span class="small">'
    assert text.count(place) == sum(losses.PLACE in form.lost for form in FORMATS.values())
    assert "GIFT has room for one gap in a text." in text
    assert text.count("Nothing of them is left out.") == 2


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("anki", b"PK"), ("moodle", b"<?xml"), ("qti", b"PK"), ("csv", b"\xef\xbb\xbfid,"), ("gift", b"$CATEGORY"),
        ("jsonl", b'{"format": "quizapp-lines/1"'), ("json", b"{"),
    ],
)  # fmt: skip
def test_a_deck_leaves_in_each_format(form: str, begins: bytes, visitor: Browser, deck: str) -> None:
    response = visitor.get(f"/decks/{deck}/export/{form}")
    assert response.data.startswith(begins)
    name = f"{deck}.{FORMATS[form].extension}"
    assert response.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert response.mimetype == FORMATS[form].media_type


def test_a_format_that_is_not_offered_is_not_there(visitor: Browser, deck: str) -> None:
    assert visitor.get(f"/decks/{deck}/export/docx").status_code == 404


def test_plain_cards_can_be_asked_as_multiple_choice(visitor: Browser, deck: str) -> None:
    assert 'name="as_choice"' not in visitor.get(f"/decks/{deck}").text  # no card has enough wrong options
    cities = ("Harbin", "Dalian", "Jilin", "Fushun")
    made = [
        plain_item(
            f"wcity{n}", f"City number {n}?", Basic(answers=(name,)), category="cities", rationale="", tags=()
        )
        for n, name in enumerate(cities)
    ]
    with visitor.client.application.app_context():
        add_items(deck, made, now=NOW)
        for one in made:
            review_item(deck, one.id, status="accepted", now=NOW)
    assert "6 of 6 plain cards have enough wrong options" in visible(visitor.get(f"/decks/{deck}").text)
    form = {"count": "4", "category": "cities", "as_choice": "1"}
    page = visitor.post(f"/decks/{deck}/quiz", form, follow=True)
    assert (page.text.count('name="choice"') >= 3, 'name="recall"' in page.text) == (True, False)
    attempt = page.request.path.rpartition("/")[0]
    for place in range(1, 5):
        told = visitor.post(f"{attempt}/{place}", {"choice": "0"}, follow=True)
    assert told.status_code == 200
    results = visitor.get(f"{attempt}/results").text
    assert 'name="as_choice" value="1"' in results  # a new quiz asks the same way
