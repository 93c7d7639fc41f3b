"""The statements of a deck in the browser, those that a teacher writes, and the coverage map."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from quizapp.core.text.source import Source
from quizapp.services.decks import get_deck
from quizapp.services.drafts import review_item
from quizapp.services.seeding import load_seed
from quizapp.services.statements import list_asked
from quizapp.store import decks, sources
from quizapp.store.database import transaction
from tests.store.northern import CARS, CITY, HEAD, NOW, POWER
from tests.store.northern import PORT as HARBOUR
from tests.web.cast import Browser
from tests.web.test_attempts import visible

PORT = "The port of Liaoning is Dalian."
MEETING = "The meeting took place in Harbin, the capital of Heilongjiang."
BOARD, MAP = "/decks/north/statements", "/decks/north/coverage"
FORM = {"sentence": PORT, "answers": "Liaoning", "type": "region", "category": "ports",
        "stem": "Of which province is Dalian the port?"}  # fmt: skip


@pytest.fixture
def north(web: Flask) -> Flask:
    """A site with a published deck of five statements, one of them without items."""
    with web.app_context():
        load_seed((HEAD + CITY + HARBOUR + CARS + POWER).encode(), name="north.toml", now=NOW)
        for entry in get_deck("north").items:
            if entry.item.quote == PORT:
                review_item("north", entry.item.id, status="draft", now=NOW)
    return web


def ids(web: Flask) -> dict[str, str]:
    """Quote → the statement's id."""
    with web.app_context():
        return {one.statement.quote: one.statement.id for one in list_asked("north").asked}


def test_every_statement_stands_with_its_items(visitor: Browser, north: Flask) -> None:
    text = visitor.get(BOARD).text
    with north.app_context():
        entries = get_deck("north").items
    assert all(f'href="/decks/north/items/{entry.item.id}"' in text for entry in entries)
    assert all(f'id="{id}"' in text for id in ids(north).values())


def test_statements_are_grouped_by_category(visitor: Browser, north: Flask) -> None:
    headings = re.findall(r'<h2 id="group-\d+">(.*?)</h2>', visitor.get(BOARD).text)
    assert [visible(heading) for heading in headings] == ["Region 2", "Meeting 1", "Sector 1"]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 4),
        ("kind=place", 3),
        ("items=with", 4),
        ("items=without", 0),
        ("kind=none", 0),
        ("items=x&page=y", 4),
    ],
)
def test_a_filter_shows_only_what_fits(query: str, number: int, visitor: Browser, north: Flask) -> None:
    assert visitor.get(f"{BOARD}?{query}").text.count('<tr id="') == number


def test_where_nothing_fits_that_is_said(visitor: Browser, north: Flask) -> None:
    assert "No statement fits this filter." in visitor.get(f"{BOARD}?kind=none").text


def test_a_deck_without_statements_says_what_to_do(visitor: Browser, web: Flask) -> None:
    with web.app_context(), transaction() as connection:
        source = sources.add(connection, Source(title="Bare", text="Nothing is said here."))
        decks.add(connection, public_id="bare", title="Bare", source_id=source, published=True, now=NOW)
    for page in ("statements", "coverage"):
        assert "No statements yet" in visitor.get(f"/decks/bare/{page}").text


def test_a_statement_of_ones_own_brings_drafts_and_leads_to_its_row(visitor: Browser, north: Flask) -> None:
    response = visitor.post(BOARD, FORM)
    assert response.status_code == 303
    id = response.headers["Location"].rpartition("#")[2]
    text = visitor.get(response.headers["Location"]).text
    row = text.split(f'<tr id="{id}"')[1].split("</tr>")[0]
    assert ("Yours" in row, "Draft" in visible(row)) == (True, True)
    assert "wait for you" in visible(text)


def test_words_that_the_text_does_not_hold_are_told_with_the_closest_sentence(
    visitor: Browser, north: Flask
) -> None:
    response = visitor.post(BOARD, FORM | {"sentence": "Dalian is the only port of Liaoning."})
    assert response.status_code == 422
    assert "does not stand in the text" in response.text
    assert f'<blockquote class="quote" lang="en">{PORT}</blockquote>' in response.text
    assert "Dalian is the only port of Liaoning." in response.text


@pytest.mark.parametrize(
    ("take", "read"), [("sentence", PORT), ("words", "Liaoning has the port of Dalian.")]
)
def test_the_closest_sentence_becomes_the_evidence(
    take: str, read: str, visitor: Browser, north: Flask
) -> None:
    sent = FORM | {"sentence": "Liaoning has the port of Dalian.", "take": take}
    assert visitor.post(BOARD, sent).status_code == 303
    with north.app_context():
        own = [one.statement for one in list_asked("north").asked if one.statement.id.startswith("w")]
    assert [(one.quote, one.text) for one in own] == [(PORT, read)]


def test_a_form_with_a_slip_keeps_what_was_typed(visitor: Browser, north: Flask) -> None:
    response = visitor.post(BOARD, FORM | {"answers": "Jilin\nLiaoning", "stem": "My <own> stem?"})
    assert response.status_code == 422
    assert "My &lt;own&gt; stem?" in response.text
    assert "Jilin\nLiaoning" in response.text


def test_the_form_of_a_statement_holds_what_it_says(visitor: Browser, north: Flask) -> None:
    text = visitor.get(f"{BOARD}/{ids(north)[PORT]}").text
    assert ("Ask it otherwise" in text, PORT in text, ">\nDalian</textarea>" in text) == (True, True, True)
    visitor.post(BOARD, FORM)
    own = next(id for id in re.findall(r'<tr id="(w\w+)"', visitor.get(BOARD).text))
    assert "Edit the statement" in visitor.get(f"{BOARD}/{own}").text
    changed = visitor.post(f"{BOARD}/{own}", FORM | {"stem": "Which province has the port of Dalian?"})
    assert changed.headers["Location"].endswith(f"#{own}")
    assert "Which province has the port of Dalian?" in visitor.get(BOARD).text


def test_a_statement_that_is_not_there_is_told(visitor: Browser, north: Flask) -> None:
    assert visitor.get(f"{BOARD}/s0").status_code == 404
    assert visitor.post(f"{BOARD}/s0", FORM).status_code == 404
    assert visitor.post(MAP, {"statement": "s0"}).status_code == 404


def test_the_map_marks_every_sentence_that_states_something(visitor: Browser, north: Flask) -> None:
    text = visitor.get(MAP).text
    article = text.split("<article")[1]
    assert (article.count("cover is-untested"), article.count("cover is-tested")) == (1, 3)
    assert "75% 3 of 4 sentences" in visible(text)
    assert f"statements?at={ids(north)[PORT]}#{ids(north)[PORT]}" in article
    assert "[Untested] The port of Liaoning" in visible(article)


def test_too_many_items_about_a_sentence_are_marked(visitor: Browser, north: Flask) -> None:
    visitor.post(BOARD, FORM)
    visitor.post(BOARD, FORM | {"answers": "port", "type": "other", "stem": "What is Dalian to Liaoning?"})
    visitor.post("/decks/north/accept")
    article = visitor.get(MAP).text.split("<article")[1]
    assert "cover is-over" in article
    assert "[Over-tested: " in visible(article)


def test_one_press_adds_what_is_missing_and_one_takes_it_back(visitor: Browser, north: Flask) -> None:
    response = visitor.post(MAP, {"statement": ids(north)[PORT], "page": "1"})
    assert response.status_code == 303
    text = visitor.get(response.headers["Location"]).text
    assert "100%" in visible(text)
    taken = visitor.post("/decks/north/undo", {"back": "coverage"})
    assert taken.headers["Location"] == MAP
    assert "75%" in visible(visitor.get(MAP).text)


def test_where_nothing_comes_of_a_sentence_the_form_is_next(visitor: Browser, north: Flask) -> None:
    with north.app_context():
        for entry in get_deck("north").items:
            if entry.item.quote == MEETING:
                review_item("north", entry.item.id, status="rejected", now=NOW)
        known = {entry.item.id for entry in get_deck("north").items}
    while (
        (response := visitor.post(MAP, {"statement": ids(north)[MEETING]}))
        .headers["Location"]
        .startswith(MAP)
    ):
        with north.app_context():
            fresh = [entry.item.id for entry in get_deck("north").items if entry.item.id not in known]
            known |= set(fresh)
            review_item("north", fresh[0], status="rejected", now=NOW)
    assert response.headers["Location"] == f"{BOARD}/{ids(north)[MEETING]}"
    assert "Say what you would ask." in visitor.get(response.headers["Location"]).text


def test_a_row_adds_its_own_item_and_leads_back_to_it(visitor: Browser, north: Flask) -> None:
    id = ids(north)[PORT]
    response = visitor.post(MAP, {"statement": id, "back": "statements"})
    assert response.headers["Location"] == f"{BOARD}?at={id}#{id}"


def test_what_a_text_says_is_escaped(visitor: Browser, web: Flask) -> None:
    with web.app_context():
        load_seed((HEAD + CITY.replace("Heilongjiang", "<b>")).encode(), name="north.toml", now=NOW)
    for path in (BOARD, MAP):
        assert "capital of &lt;b&gt;" in visitor.get(path).text
