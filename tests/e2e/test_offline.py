"""A quiz that is open goes on without the network, and every answer arrives once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quizapp.services.quizzes import finish, get_attempt
from tests.e2e.conftest import Site
from tests.e2e.steps import SEED_DECK, fill, place_of, right_form

pytestmark = pytest.mark.slow


@pytest.fixture
def phone(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser with a service worker that has seen the first page."""
    context = chromium.new_context(base_url=site.address, service_workers="allow", locale="en")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.close()
    yield context
    context.close()


def begin(phone: BrowserContext) -> Page:
    """Start an exam-free quiz of five and wait until the next items are fetched."""
    page = phone.new_page()
    page.goto(SEED_DECK)
    page.get_by_label("5", exact=True).check()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*/1")
    page.wait_for_function("caches.keys().then(names => names.some(name => name.startsWith('quiz ')))")
    page.wait_for_function(
        "caches.open(`quiz ${location.pathname.replace(/\\/1$/, '')}`).then(c => c.keys()).then(k => k.length >= 5)"
    )
    return page


def answer(page: Page, site: Site) -> None:
    """Answer rightly without waiting for what is told."""
    place = place_of(site.app, page)
    if place.entry.item.body.self_graded:
        page.get_by_role("link", name="Show the answer").click()
        page.get_by_role("button", name="I knew it").click()
        return
    for name, values in right_form(place).items():
        for field in page.locator(f'#stage [name="{name}"]').all():
            fill(field, values, right=True)
    page.get_by_role("button", name="Answer", exact=True).click()


def stored(page: Page, site: Site) -> list[int]:
    """The positions that have a response, each of which is right."""
    id = page.url.split("/attempts/")[1].split("/")[0]
    with site.app.app_context():
        found = get_attempt(id).answered
    assert {place.response.outcome.verdict for place in found if place.response} <= {"right"}
    return [place.position for place in found]


def test_answers_without_the_network_arrive_when_it_is_back(phone: BrowserContext, site: Site) -> None:
    page = begin(phone)
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
    page = begin(phone)
    phone.set_offline(True)
    answer(page, site)
    expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()
    page.close()
    phone.set_offline(False)
    later = phone.new_page()
    later.goto("/")
    later.get_by_role("link", name="1 of 5 answered").or_(
        later.get_by_role("link", name="0 of 5 answered")
    ).first.wait_for()
    expect(later.locator("#announcer")).to_have_text("The network is back: kept answers are sent.")
    assert stored(page, site) == [1]


def test_the_item_on_the_page_tells_its_outcome_when_the_network_is_back(
    phone: BrowserContext, site: Site
) -> None:
    page = begin(phone)
    phone.set_offline(True)
    answer(page, site)
    expect(page.get_by_role("heading", name="Answer kept")).to_be_focused()
    phone.set_offline(False)
    expect(page.locator(".verdict.is-right")).to_be_visible()


def test_an_item_that_was_kept_shows_that_when_it_is_opened_again(phone: BrowserContext, site: Site) -> None:
    page = begin(phone)
    phone.set_offline(True)
    answer(page, site)
    first = page.url
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/2")
    page.goto(first)
    expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()


def test_a_page_that_was_not_opened_says_that_there_is_no_network(phone: BrowserContext, site: Site) -> None:
    page = begin(phone)
    phone.set_offline(True)
    page.goto("/study")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_another_browser_has_nothing_of_it(phone: BrowserContext, chromium: Browser, site: Site) -> None:
    page = begin(phone)
    phone.set_offline(True)
    answer(page, site)
    stranger = chromium.new_context(base_url=site.address)
    other = stranger.new_page()
    other.goto("/")
    assert other.evaluate("Object.keys(localStorage).length") == 0
    assert other.evaluate("caches.keys().then(names => names.filter(n => n.startsWith('quiz ')).length)") == 0
    stranger.close()
    assert stored(page, site) == []


def test_an_answer_that_comes_too_late_is_told(phone: BrowserContext, site: Site) -> None:
    page = begin(phone)
    phone.set_offline(True)
    answer(page, site)
    expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()
    with site.app.app_context():
        finish(page.url.split("/")[-2], now=datetime.now(UTC))
    page.goto("about:blank")
    phone.set_offline(False)
    page.goto("/")
    expect(page.locator("#trouble")).to_contain_text("could not be taken")
