"""ben studies in Chromium: by keyboard alone, without JavaScript, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import violations
from tests.e2e.conftest import DESKTOP, PHONE, Site, Tab, open_tab
from tests.e2e.steps import SEED_DECK

NEXT = re.compile(r"/study/next")


def begin(page: Page) -> None:
    """From the deck to its first card."""
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Study").click()
    page.wait_for_url(NEXT)
    page.wait_for_load_state()


def prompt(page: Page) -> str:
    """What the card asks."""
    return page.locator("h1.stem").inner_text()


def rate(page: Page, rating: str) -> None:
    """Show the answer and rate it; the next card is there afterwards."""
    seen = page.locator('.ratings [name="item"]').get_attribute("value")
    page.get_by_text("Show the answer").click()
    page.get_by_role("button", name=rating).click()
    expect(page.locator(f'.ratings [name="item"][value="{seen}"]')).to_have_count(0)


def test_cards_are_rated_and_a_rating_is_taken_back(anyone: Tab) -> None:
    page = anyone.page
    begin(page)
    first = prompt(page)
    expect(page.locator(".recall")).to_be_hidden()
    rate(page, "Good")
    second = prompt(page)
    rate(page, "Easy")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1.stem")).to_have_text(second)
    assert first != second
    page.goto("/study")
    expect(page.locator("main")).to_contain_text("1 review in the last year")


def test_a_session_needs_no_mouse(tab: Tab) -> None:
    page = tab.page
    begin(page)
    first = prompt(page)
    page.keyboard.press("Space")
    expect(page.locator("[data-answer-text]")).to_be_focused()
    page.keyboard.press("3")
    expect(page.locator("h1.stem")).not_to_have_text(first)
    expect(page.locator("h1.stem")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("learning")
    page.keyboard.press("u")
    expect(page.locator("h1.stem")).to_have_text(first)
    page.keyboard.press("Enter")
    expect(page.locator(".recall")).to_be_visible()
    page.keyboard.press("4")
    expect(page.locator("h1.stem")).not_to_have_text(first)


def test_keys_rate_only_what_is_shown(tab: Tab) -> None:
    page = tab.page
    begin(page)
    first = prompt(page)
    page.keyboard.press("3")
    page.wait_for_timeout(300)
    assert prompt(page) == first


def test_a_double_click_rates_one_card(tab: Tab) -> None:
    page = tab.page
    begin(page)
    page.keyboard.press("Space")
    page.get_by_role("button", name="Good").dblclick()
    expect(
        page.get_by_role("button", name="Undo")
    ).to_be_visible()  # the answer is there before the page is left
    expect(page.locator(".steps-text")).to_contain_text("new")
    page.goto("/study")
    expect(page.locator("main")).to_contain_text("1 review in the last year")


def test_the_server_learns_the_time_zone(chromium: Browser, site: Site) -> None:
    tab = open_tab(chromium, site, viewport=DESKTOP, timezone_id="Asia/Shanghai")
    begin(tab.page)
    kept = {cookie["name"]: cookie["value"] for cookie in tab.page.context.cookies()}
    tab.page.context.close()
    assert kept["offset"] == "480"


@pytest.fixture
def phone(chromium: Browser, site: Site) -> Iterator[Tab]:
    """A phone in the evening; `test_axe` looks at the same pages by day."""
    tab = open_tab(chromium, site, viewport=PHONE, color_scheme="dark", has_touch=True)
    yield tab
    tab.page.context.close()
    assert tab.faults == []


def test_a_title_without_a_space_fits_a_phone_before_anything_was_learned(phone: Tab) -> None:
    phone.page.goto("/study")
    phone.page.locator(".study-choices .button").first.evaluate(
        "it => { it.firstChild.textContent = 'x'.repeat(120); }"
    )
    look(phone.page)


def test_a_title_without_a_space_fits_a_phone(phone: Tab) -> None:
    begin(phone.page)
    phone.page.get_by_text("Show the answer").tap()
    phone.page.get_by_role("button", name="Good").tap()
    expect(phone.page.get_by_role("button", name="Undo")).to_be_visible()
    phone.page.goto("/study")
    phone.page.locator(".row-title").first.evaluate("title => { title.textContent = 'x'.repeat(120); }")
    look(phone.page)


def look(page: Page) -> None:
    """Nothing sticks out, and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    boxes = [box for link in page.locator("header.top a").all() if (box := link.bounding_box())]
    assert all(left["x"] + left["width"] <= right["x"] + 1 for left, right in pairwise(boxes)), page.url
    assert violations(page) == []
