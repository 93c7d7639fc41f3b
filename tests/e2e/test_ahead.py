"""The pages of a quiz that a browser holds for going on without the network are those it may need."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from quizapp.core.study.quiz import Quiz
from quizapp.services.quizzes import finish
from tests.e2e.conftest import Site
from tests.e2e.offline import answer, begin, held, wait_until_gone, wait_until_held
from tests.e2e.steps import wait_until

pytestmark = pytest.mark.slow


def go_on(page: Page, site: Site) -> None:
    """Answer an item and go to the next one."""
    answer(page, site)
    expect(page.locator(".verdict.is-right")).to_be_visible()
    page.locator("[data-next]").click()
    expect(page.locator(".verdict")).to_have_count(0)


def test_what_was_answered_before_is_not_asked_again_without_the_network(
    phone: BrowserContext, site: Site
) -> None:
    page = begin(phone, site)
    go_on(page, site)
    wait_until_gone(page, 1)
    phone.set_offline(True)
    for position in (2, 3, 4, 5):
        expect(page.locator(".steps-text")).to_have_text(f"Item {position} of 5")
        answer(page, site)
        expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()
        page.locator("[data-next]").click()
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_an_outcome_leads_to_the_next_item_without_the_network(phone: BrowserContext, site: Site) -> None:
    page = begin(phone, site)
    answer(page, site)
    expect(page.locator(".verdict.is-right")).to_be_visible()
    phone.set_offline(True)
    page.locator("[data-next]").click()
    expect(page.locator(".steps-text")).to_have_text("Item 2 of 5")


def test_a_long_quiz_is_fetched_on_as_it_goes_on(phone: BrowserContext, site: Site) -> None:
    page = begin(phone, site, Quiz(count=30))
    wait_until_held(page, 20)
    assert 21 not in held(page)
    address = page.url.rpartition("/")[0]
    page.goto(f"{address}/18")
    go_on(page, site)
    wait_until_held(page, 21)


def test_the_pages_of_a_quiz_go_with_its_end(phone: BrowserContext, site: Site) -> None:
    page = begin(phone, site)
    with site.app.app_context():
        finish(page.url.split("/")[-2], now=datetime.now(UTC))
    page.goto(page.url.rpartition("/")[0] + "/results")
    wait_until_gone(page, *range(1, 6))


def test_the_time_of_a_quiz_does_not_start_anew_without_the_network(
    phone: BrowserContext, site: Site
) -> None:
    page = begin(phone, site, Quiz(count=5, limit=timedelta(minutes=10)))
    page.clock.install()
    page.clock.fast_forward("05:00")
    phone.set_offline(True)
    page.goto(page.url.rpartition("/")[0] + "/2")
    wait_until(page, "() => document.querySelector('[data-clock]').textContent < '5:10'")


def test_the_page_that_says_there_is_no_network_speaks_the_language_of_the_others(
    phone: BrowserContext,
) -> None:
    page = phone.new_page()
    page.goto("/")
    page.get_by_role("button", name="简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    wait_until(
        page,
        "async () => (await (await caches.match('/offline')).text()).includes('<html lang=\"zh-Hans\"')",
    )
    phone.set_offline(True)
    page.goto("/study")
    expect(page.get_by_role("heading", name="你已离线")).to_be_visible()
