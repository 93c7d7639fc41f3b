"""A real browser prints: no item is split over pages, and nothing but the sheet is on paper."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from quizapp.core.text.source import Source
from quizapp.exchange.paper import marks
from quizapp.services.writing import add_items
from quizapp.store import decks, sources
from quizapp.store.database import transaction
from tests.e2e.conftest import Site, Tab
from tests.exchange.printed import NOW, item, token

pytestmark = pytest.mark.slow

SIZE = 100
DECK = "a-hundred-on-paper"


@pytest.fixture
def hundred(site: Site) -> str:
    """The address of a published deck of a hundred items of every kind, long and Chinese ones among them."""
    with site.app.app_context():
        with transaction() as connection:
            source = sources.add(connection, Source(title="Paper", text="Paper is white."))
            deck = decks.add(
                connection, public_id=DECK, title="Paper", source_id=source, published=True, now=NOW
            )
            decks.change(connection, deck, visibility="link")
        add_items(DECK, [item(number) for number in range(SIZE)], now=NOW)
    return f"/decks/{DECK}/print"


def pages_of(tab: Tab, address: str, *, size: str = "A4") -> list[str]:
    """The text of each page as it is printed."""
    tab.page.goto(address)
    return [page.extract_text() for page in PdfReader(io.BytesIO(tab.page.pdf(format=size))).pages]


def test_paper_holds_whole_items_and_nothing_else(hundred: str, tab: Tab) -> None:
    tab.page.emulate_media(color_scheme="dark")
    for size, rest in (("A4", ""), ("Letter", "&large=1")):
        pages = pages_of(tab, f"{hundred}?count={SIZE}&version=B{rest}", size=size)
        assert 10 < len(pages) < 60
        for number in range(SIZE):
            assert sum(token(number) in page for page in pages) == 1, (size, number)
        assert all(re.search(r"Q\d{3}x", page) for page in pages)  # no page is empty
        assert all(f"{n} / {len(pages)}" in page for n, page in enumerate(pages, 1))
        text = "\n".join(pages)
        assert ("哪些是对的" in text, "Name" in pages[0], "Show it" in text, "Settings" in text) == (
            True, True, False, False,
        )  # fmt: skip
    ink = "sheet => [getComputedStyle(sheet).backgroundColor, getComputedStyle(sheet).color]"
    assert tab.page.locator(".paper").evaluate(ink) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]

    key = pages_of(tab, f"{hundred}?sheet=key&version=B&count={SIZE}")
    named = marks([item(number).id for number in range(SIZE)])
    assert len(key) < len(pages)
    for number in range(SIZE):
        (on,) = (page for page in pages if token(number) in page)
        mark = named[item(number).id]
        assert (mark in on, mark in "\n".join(key)) == (True, True), mark

    cut = pages_of(tab, f"{hundred}?sheet=cards&count=20")
    assert len(cut) == 2 * -(
        -21 // 8
    )  # a text with two gaps gives two cards, so there are a few more than items
    tab.page.emulate_media(media="print")
    sides = (
        "grid => [grid.parentElement, ...grid.children].map(each => each.getBoundingClientRect().toJSON())"
    )
    paper, left, right, *_ = tab.page.locator(".cut-sheet").first.evaluate(sides)
    margins = (left["left"] - paper["left"], paper["right"] - right["right"])
    assert margins[0] == pytest.approx(margins[1], abs=1)  # in the middle, so that backs meet fronts
    assert tab.page.locator(".cut-card").first.evaluate("card => getComputedStyle(card).overflow") == "hidden"
    spilt = "cards => cards.filter(card => card.scrollHeight > card.clientHeight + 1).length"
    assert tab.page.locator(".cut-card").evaluate_all(spilt) == 0

    tab.page.emulate_media(media="screen")
    tab.page.goto(f"{hundred}?count=900")
    assert "is not a number from 1 to 100" in tab.page.locator(".field-problem").inner_text()
    tab.faults.clear()  # the browser notes the status of a form that came back
