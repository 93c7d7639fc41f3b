"""Answers that were given without the network are neither lost nor sent twice, whatever comes in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.quiz import Quiz
from quizapp.services import quizzes
from quizapp.services.quizzes import finish
from tests.e2e.conftest import Site
from tests.e2e.offline import answer, begin, stored
from tests.e2e.steps import place_of

pytestmark = pytest.mark.slow
SENT = "The network is back: kept answers are sent."


def keep_first(phone: BrowserContext, site: Site) -> Page:
    """Answer the first item of a quiz without the network."""
    page = begin(phone, site)
    phone.set_offline(True)
    answer(page, site)
    expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()
    return page


def come_back(phone: BrowserContext, page: Page, path: str = "/") -> None:
    """Open a page when there is a network again."""
    page.goto("about:blank")
    phone.set_offline(False)
    page.goto(path)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The positions whose answers reach the server, one for each time."""
    sent: list[int] = []
    real = quizzes.respond

    def counted(id: str, position: int, *args: Any, **named: Any) -> Any:
        sent.append(position)
        return real(id, position, *args, **named)

    monkeypatch.setattr(quizzes, "respond", counted)
    return sent


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_waits_while_the_server_is_starting(
    method: str, phone: BrowserContext, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = keep_first(phone, site)
    serve: Callable[..., Iterable[bytes]] = site.app.wsgi_app
    refusals: list[str] = []

    def starting(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        ours = "/attempts/" in environ["PATH_INFO"] and environ["REQUEST_METHOD"] == method
        if ours and not refusals:
            refusals.append(environ["PATH_INFO"])
            start_response("503 Service Unavailable", [("Content-Type", "text/html")])
            return [b"<h1>Back in a moment</h1>"]
        return serve(environ, start_response)

    monkeypatch.setattr(site.app, "wsgi_app", starting)
    address = page.url
    come_back(phone, page)
    expect(page.locator("#announcer")).to_have_text(SENT)
    page.goto(address)
    assert (len(refusals), stored(page, site)) == (1, [1])


def test_a_second_press_sends_nothing_more(phone: BrowserContext, site: Site, sent: list[int]) -> None:
    page = begin(phone, site)
    phone.set_offline(True)
    page.evaluate(
        "document.addEventListener('click', ({ target }) => { if (target.closest('[data-ask] .primary, [name=recall]'))"
        " setTimeout(() => target.click()); }, { once: true, capture: true })"
    )
    answer(page, site)
    expect(page.get_by_role("heading", name="Answer kept")).to_have_count(1)
    phone.set_offline(False)
    expect(page.locator(".verdict.is-right")).to_be_visible()
    assert (sent, stored(page, site)) == ([1], [1])


def test_two_tabs_send_once_and_both_tell_the_outcome(
    phone: BrowserContext, site: Site, sent: list[int]
) -> None:
    page = keep_first(phone, site)
    twin = phone.new_page()
    twin.goto(page.url)
    expect(twin.get_by_role("heading", name="Answer kept")).to_be_visible()
    phone.set_offline(False)
    for tab in (page, twin):
        expect(tab.locator(".verdict.is-right")).to_be_visible()
    assert sent == [1]


def test_a_token_that_is_old_does_not_stop_an_answer(phone: BrowserContext, site: Site) -> None:
    page = keep_first(phone, site)
    phone.clear_cookies(name="quizapp")
    phone.set_offline(False)
    expect(page.locator(".verdict.is-right")).to_be_visible()
    assert stored(page, site) == [1]


def test_what_is_refused_stays_in_sight_until_it_is_put_away(phone: BrowserContext, site: Site) -> None:
    page = keep_first(phone, site)
    place = place_of(site.app, page)
    with site.app.app_context():
        finish(page.url.split("/")[-2], now=datetime.now(UTC))
    come_back(phone, page)
    for _ in range(2):
        told = page.get_by_role("alert").filter(has_text="could not be taken")
        expect(told).to_contain_text(place.entry.item.body.keys()[0])
        page.reload()
    told.get_by_role("button").click()
    expect(told).to_have_count(0)
    page.reload()
    expect(page.get_by_role("main")).to_be_visible()
    expect(told).to_have_count(0)


def test_sending_is_said_beside_the_outcome(phone: BrowserContext, site: Site) -> None:
    page = keep_first(phone, site)
    phone.set_offline(False)
    expect(page.locator(".verdict.is-right")).to_be_visible()
    expect(page.locator("#announcer")).to_have_text(SENT)


def test_an_exam_goes_on_and_says_that_an_answer_is_kept(phone: BrowserContext, site: Site) -> None:
    page = begin(phone, site, Quiz(count=5, behaviour=DEFERRED))
    phone.set_offline(True)
    for position in (1, 2):
        expect(page.locator(".steps-text")).to_have_text(f"Item {position} of 5")
        answer(page, site)
        expect(page.locator(".steps-text")).to_have_text(f"Item {position + 1} of 5")
        expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()
    phone.set_offline(False)
    expect(page.locator("#announcer")).to_have_text(SENT)
    assert stored(page, site) == [1, 2]


def test_without_a_worker_an_answer_is_kept_all_the_same(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=site.address, service_workers="block", locale="en")
    page = begin(context, site)
    context.set_offline(True)
    answer(page, site)
    expect(page.get_by_role("heading", name="Answer kept")).to_be_visible()
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
    context.set_offline(False)
    expect(page.locator(".verdict.is-right")).to_be_visible()
    assert stored(page, site) == [1]
    context.close()
