"""A quiz that is open goes on without the network, and every answer arrives once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.e2e.conftest import Site
from tests.e2e.offline import answer, begin, stored

pytestmark = pytest.mark.slow


def test_answers_without_the_network_arrive_when_it_is_back(phone: BrowserContext, site: Site) -> None:
    page = begin(phone, site)
    phone.set_offline(True)
    for position in (1, 2, 3):
        expect(page.locator(".steps-text")).to_have_text(f"Item {position} of 5")
        answer(page, site)
        expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()
        page.get_by_role("link", name="Next").click()
    expect(page.locator(".steps-text")).to_have_text("Item 4 of 5")
    assert stored(page, site) == []
    phone.set_offline(False)
    expect(page.locator("#announcer")).to_have_text("The network is back: kept answers are sent.")
    assert stored(page, site) == [1, 2, 3]


def test_answers_outlive_the_tab(phone: BrowserContext, site: Site) -> None:
    page = begin(phone, site)
    phone.set_offline(True)
    answer(page, site)
    expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()
    page.close()
    phone.set_offline(False)
    later = phone.new_page()
    later.goto("/")
    expect(later.locator("#announcer")).to_have_text("The network is back: kept answers are sent.")
    assert stored(page, site) == [1]


def test_the_item_on_the_page_tells_its_outcome_when_the_network_is_back(
    phone: BrowserContext, site: Site
) -> None:
    page = begin(phone, site)
    phone.set_offline(True)
    answer(page, site)
    expect(page.get_by_role("heading", name="Answer kept")).to_be_focused()
    phone.set_offline(False)
    expect(page.locator(".verdict.is-right")).to_be_visible()


def test_an_item_that_was_kept_shows_that_when_it_is_opened_again(phone: BrowserContext, site: Site) -> None:
    page = begin(phone, site)
    phone.set_offline(True)
    answer(page, site)
    first = page.url
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/2")
    page.goto(first)
    expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()


def test_a_page_that_was_not_opened_says_that_there_is_no_network(phone: BrowserContext, site: Site) -> None:
    page = begin(phone, site)
    phone.set_offline(True)
    page.goto("/study")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_another_browser_has_nothing_of_it(phone: BrowserContext, chromium: Browser, site: Site) -> None:
    page = begin(phone, site)
    phone.set_offline(True)
    answer(page, site)
    stranger = chromium.new_context(base_url=site.address)
    other = stranger.new_page()
    other.goto("/")
    assert other.evaluate("Object.keys(localStorage).length") == 0
    assert other.evaluate("caches.keys().then(names => names.filter(n => n.startsWith('quiz ')).length)") == 0
    stranger.close()
    assert stored(page, site) == []
