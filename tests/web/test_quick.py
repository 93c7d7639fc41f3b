"""Quick entry: what a text gives is seen before it is stored, and what cannot be taken is not lost."""

from __future__ import annotations

from html import unescape

import pytest
from flask import Flask

from tests.web.cast import DECK, Browser
from tests.web.test_attempts import visible
from tests.web.test_writing import written

AT = f"/decks/{DECK}/items/quick"
TWO = "Which river flows through Harbin? {=Songhua ~Yalu ~Liao}\n\nHarbin lies on the Songhua. {T}"
NOT_CLOSED, ALL = "Where is the port? {=Dalian ~Harbin", "Which is it? {=one ~two ~All of the above}"
FAULTY = f"{TWO}\n\n$CATEGORY: ports\n\n{NOT_CLOSED}\n\n{ALL}"


def text_in(page: str) -> str:
    """What stands in the form."""
    return unescape(page.split('name="text"')[1].split(">\n", 1)[1].split("</textarea>")[0])


def test_the_page_shows_an_example(visitor: Browser, deck: str) -> None:
    assert "=Songhua" in visitor.get(AT).text


def test_looking_at_a_text_stores_nothing(visitor: Browser, web: Flask, deck: str) -> None:
    response = visitor.post(AT, {"text": TWO})
    words = visible(response.text)
    assert (response.status_code, "2 items" in words, "Add 2 items" in words) == (200, True, True)
    assert ("Multiple choice 1" in words, "True or false 1" in words) == (True, True)
    assert written(web) == []


def test_the_example_of_the_page_is_sound(visitor: Browser, deck: str) -> None:
    example = unescape(visitor.get(AT).text.split('<pre lang="en">')[1].split("</pre>")[0])
    words = visible(visitor.post(AT, {"text": example}).text)
    assert ("Add 4 items" in words, "error" in words) == (True, False)


def test_what_was_looked_at_is_added_and_can_be_undone(visitor: Browser, web: Flask, deck: str) -> None:
    response = visitor.post(AT, {"text": TWO, "category": "rivers", "add": "1"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/decks/{deck}/review")
    assert [(entry.status, entry.item.category) for entry in written(web)] == [("accepted", "rivers")] * 2
    visitor.post(f"/decks/{deck}/undo")
    assert [entry.status for entry in written(web)] == ["retired"] * 2


def test_errors_are_told_with_their_lines(visitor: Browser, deck: str) -> None:
    words = visible(visitor.post(AT, {"text": FAULTY}).text)
    assert ("2 items, 2 errors" in words, "Line 7" in words, "Line 9" in words) == (True, True, True)
    assert "all of the above" in words


def test_what_cannot_be_taken_stays_in_the_form(visitor: Browser, web: Flask, deck: str) -> None:
    response = visitor.post(AT, {"text": FAULTY, "add": "1"})
    rest = text_in(response.text)
    assert (response.status_code, len(written(web))) == (422, 2)
    assert ("Where is the port?" in rest, "$CATEGORY: ports" in rest, "Songhua" in rest) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("again", [TWO, TWO.upper().replace("{T}", "{T}")])
def test_the_same_items_are_not_added_twice(again: str, visitor: Browser, web: Flask, deck: str) -> None:
    visitor.post(AT, {"text": TWO, "add": "1"})
    response = visitor.post(AT, {"text": again, "add": "1"})
    assert (response.status_code, len(written(web))) == (422, 2)


@pytest.mark.parametrize("text", ["", "   ", "// only a comment", "No answers at all", "{", "x" * 200_001])
def test_a_text_without_items_is_refused_and_stays(text: str, visitor: Browser, deck: str) -> None:
    response = visitor.post(AT, {"text": text, "add": "1"})
    assert (response.status_code, text_in(response.text).strip()) == (422, text.strip())


def test_at_most_a_hundred_items_are_taken_at_once(visitor: Browser, web: Flask, deck: str) -> None:
    many = "\n\n".join(f"What is number {n} in words? {{=word {n}}}" for n in range(101))
    response = visitor.post(AT, {"text": many, "add": "1"})
    assert (len(written(web)), "number 100" in text_in(response.text)) == (100, True)


def test_tags_and_categories_of_the_text_are_kept(visitor: Browser, web: Flask, deck: str) -> None:
    text = "$CATEGORY: top/ports\n\n// [tag:exam] [tag:week 3]\nWhich is the port? {=Dalian ~Harbin ~Daqing}"
    visitor.post(AT, {"text": text, "add": "1"})
    (entry,) = written(web)
    assert (entry.item.category, entry.item.tags) == ("ports", ("exam", "week 3"))


@pytest.mark.parametrize("htmx", [False, True])
def test_the_form_works_with_and_without_a_script(htmx: bool, visitor: Browser, deck: str) -> None:
    response = visitor.post(AT, {"text": TWO}, htmx=htmx)
    assert ("<html" in response.text, 'id="quick"' in response.text) == (not htmx, True)
