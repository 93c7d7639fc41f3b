"""A deck gets a new text in the browser; what that did can be read, decided and taken back."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from quizapp.core.decks.deck import DeckItem
from quizapp.services.changes import list_changes
from quizapp.services.decks import get_deck
from quizapp.services.seeding import load_seeds
from quizapp.services.texts import run_next_job
from tests.services.atlas import (
    ATLAS,
    CAPITAL,
    CARS,
    HARBOUR,
    LINES,
    MOVED_CAPITAL,
    OIL,
    PORT,
    about,
    again,
    atlas,
    edited,
    update,
)  # fmt: skip
from tests.store.northern import LATER, NOW, write
from tests.web.cast import Browser
from tests.web.test_attempts import visible

__all__ = ["atlas"]

TEXT = f"/decks/{ATLAS}/text"
CHANGES = f"/decks/{ATLAS}/changes"


@pytest.fixture
def app(web: Flask) -> Iterator[Flask]:
    """The application, in its context."""
    with web.app_context():
        yield web


def decide(visitor: Browser, entry: DeckItem, choice: str) -> str:
    """Choose, and see the page that follows."""
    path = f"/decks/{ATLAS}/items/{entry.item.id}/decide"
    return visitor.post(path, {"choice": choice}, follow=True).text


def test_the_form_holds_the_present_text(visitor: Browser, atlas: str) -> None:
    page = visitor.get(TEXT).text
    assert "\n".join(LINES) in page
    assert ("Update the text" in page, 'name="title"' in page) == (True, False)


def test_a_new_text_becomes_a_job_that_leads_to_what_changed(visitor: Browser, atlas: str) -> None:
    place = visitor.post(TEXT, {"text": f"{MOVED_CAPITAL}\n{PORT}\n{CARS}"}).headers["Location"]
    assert "Updating the text" in visitor.get(place).text
    assert run_next_job(now=LATER)
    assert visitor.get(place).headers["Location"] == CHANGES
    assert visitor.get(place, htmx=True).headers["HX-Redirect"] == CHANGES
    assert "present capital" in visitor.get(CHANGES).text


def test_a_text_that_cannot_be_read_comes_back(visitor: Browser, atlas: str) -> None:
    response = visitor.post(TEXT, {"text": "今天在哈尔滨召开了一次重要会议。" * 20})
    assert (response.status_code, "English" in response.text, "哈尔滨" in response.text) == (422, True, True)


def test_a_job_that_fails_gives_the_text_back_in_the_same_form(visitor: Browser, atlas: str) -> None:
    place = visitor.post(TEXT, {"text": "Nothing here that a line of ours would state, alas."}).headers[
        "Location"
    ]
    run_next_job(now=LATER)
    page = visitor.get(place).text
    assert ("No key statements found" in page, f'action="{TEXT}"' in page, "alas." in page) == (True,) * 3


@pytest.mark.parametrize(
    ("pasted", "status"),
    [("\n".join(LINES), 303), ("\r\n".join(LINES), 303), ("", 303), ("Another text.", 422)],
)
def test_a_file_takes_the_place_of_the_text_unless_that_was_changed_too(
    pasted: str, status: int, visitor: Browser, atlas: str
) -> None:
    file = FileStorage(io.BytesIO(f"{MOVED_CAPITAL}\n{PORT}".encode()), filename="new.txt")
    assert visitor.post(TEXT, {"text": pasted, "file": file}).status_code == status


def test_a_deck_that_follows_a_file_offers_no_form(
    visitor: Browser, app: Flask, tmp_path_factory: pytest.TempPathFactory
) -> None:
    load_seeds(write(tmp_path_factory.mktemp("seeds")), now=NOW)
    assert "/decks/north/text" not in visitor.get("/decks/north").text
    response = visitor.post("/decks/north/text", {"text": "\n".join(LINES)})
    assert (response.status_code, "follows its file" in response.text) == (422, True)


def test_without_an_update_there_is_nothing_to_look_at(visitor: Browser, atlas: str) -> None:
    assert "nothing to look at" in visitor.get(CHANGES).text
    assert CHANGES not in visitor.get(f"/decks/{ATLAS}").text


@pytest.mark.parametrize("page", [f"/decks/{ATLAS}", f"/decks/{ATLAS}/review"])
def test_the_deck_says_what_waits(page: str, visitor: Browser, atlas: str) -> None:
    edited("Dalian")
    update(MOVED_CAPITAL, PORT.replace("largest", "only"), CARS, OIL)
    shown = visible(visitor.get(page).text)
    assert "touched 2 items" in shown
    assert "1 waits for your decision" in shown


def test_all_that_happened_is_on_one_page(visitor: Browser, atlas: str) -> None:
    edited("Dalian")
    update(HARBOUR, MOVED_CAPITAL, PORT.replace("largest", "only"), OIL)
    shown = visible(visitor.get(CHANGES).text)
    for words in (
        "1 in conflict",
        "1 changed",
        "1 new",
        "1 retired",
        "Keep mine",
        "Take the new one",
        "As ada says",
    ):
        assert words in shown


def test_a_changed_item_stands_beside_what_it_said_with_the_difference_marked(
    visitor: Browser, atlas: str
) -> None:
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    page = visitor.get(CHANGES).text
    assert ("<del>old</del>" in page, "<ins>present</ins>" in page) == (True, True)


def test_an_edit_without_a_sentence_can_be_retired(visitor: Browser, atlas: str) -> None:
    mine = edited("Daqing")
    update(CAPITAL, PORT, CARS)
    assert "Retire the item" in visitor.get(CHANGES).text
    decide(visitor, mine, "new")
    assert again(mine).status == "retired"


@pytest.mark.parametrize(("choice", "words"), [("mine", "As ada says."), ("new", MOVED_CAPITAL)])
def test_a_decision_is_kept_and_can_be_undone(choice: str, words: str, visitor: Browser, atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    assert "Decided" in decide(visitor, mine, choice)
    assert (again(mine).item.rationale, again(mine).is_disputed) == (words, False)
    assert visitor.post(f"/decks/{ATLAS}/undo", {"back": "changes"}).headers["Location"].startswith(CHANGES)
    assert (again(mine).item.rationale, again(mine).is_disputed) == ("As ada says.", True)


def test_a_second_decision_is_told_to_be_late(visitor: Browser, atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    decide(visitor, mine, "new")
    assert "decided this already" in decide(visitor, mine, "mine")
    assert again(mine).item.rationale != "As ada says."


def test_a_choice_that_there_is_not_is_refused(visitor: Browser, atlas: str) -> None:
    path = f"/decks/{ATLAS}/items/{about('Harbin').item.id}/decide"
    assert visitor.post(path, {"choice": "both"}).status_code == 422


def test_a_new_item_is_accepted_on_the_spot(visitor: Browser, atlas: str) -> None:
    update(HARBOUR, *LINES)
    path = f"/decks/{ATLAS}/items/{about('Dandong').item.id}/status"
    response = visitor.post(path, {"status": "accepted", "back": "changes"})
    assert response.headers["Location"].startswith(CHANGES)
    assert (about("Dandong").status, list_changes(ATLAS).total) == ("accepted", 0)


def test_all_but_conflicts_can_be_marked_as_seen(visitor: Browser, atlas: str) -> None:
    edited("Dalian")
    update(HARBOUR, MOVED_CAPITAL, PORT.replace("largest", "only"), OIL)
    assert "3 items marked as seen" in visitor.post(f"{CHANGES}/seen", follow=True).text
    assert [entry.item.quote for entry in get_deck(ATLAS).touched] == [PORT]


def test_the_source_says_where_a_quote_is_of_an_earlier_text(visitor: Browser, atlas: str) -> None:
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    gone, there = f"e0-{len(CAPITAL)}", f"e0-{len(MOVED_CAPITAL)}"
    assert "earlier version" in visitor.get(f"/decks/{ATLAS}/source?at={gone}").text
    assert "earlier version" not in visitor.get(f"/decks/{ATLAS}/source?at={there}").text


def test_the_review_says_where_a_quote_is_of_an_earlier_text(visitor: Browser, atlas: str) -> None:
    edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    assert visitor.get(f"/decks/{ATLAS}/review").text.count("This quote is of an earlier one") == 1
