"""A browser that prefers Chinese gets a Chinese quiz, and its reader may change the language at any item."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import violations
from tests.e2e.conftest import DESKTOP, PHONE, Site, Tab, open_tab
from tests.e2e.steps import SEED_DECK, answer

ASKED_IN = ["zh-Hans", "zh-Hans", "en", "zh-Hans", "zh-Hans"]
SWITCH = {"en": "English", "zh-Hans": "简体中文"}
STEPS = {"en": "Item {} of 5", "zh-Hans": "第 {} 题，共 5 题"}
HEADINGS = {"en": "Results", "zh-Hans": "结果"}


@pytest.fixture(params=[(True, DESKTOP), (False, PHONE)], ids=["script", "no-script-phone"])
def reader(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[Tab]:
    """A visitor whose browser prefers Chinese, with JavaScript and without."""
    script, screen = request.param
    tab = open_tab(chromium, site, java_script_enabled=script, viewport=screen, locale="zh-CN")
    yield tab
    tab.page.context.close()
    assert tab.faults == []


def speaks(page: Page, language: str) -> None:
    """The page is in this language."""
    expect(page.locator("html")).to_have_attribute("lang", language)


def switch(page: Page, language: str) -> None:
    """Press the switch at the foot of the page."""
    page.get_by_role("contentinfo").get_by_role("button", name=SWITCH[language]).click()
    speaks(page, language)


def test_a_quiz_is_taken_in_chinese_with_a_turn_to_english_and_back(reader: Tab, site: Site) -> None:
    page = reader.page
    page.goto(SEED_DECK)
    page.get_by_role("radio", name="5", exact=True).check(force=True)
    page.get_by_role("button", name="开始").click()
    now = "zh-Hans"
    for position, language in enumerate(ASKED_IN, 1):
        speaks(page, now)
        if language != now:
            switch(page, now := language)
        expect(page.get_by_text(STEPS[now].format(position))).to_be_visible()
        answer(page, site.app, right=True)
        page.locator("[data-next]").click()
        expect(page.locator(".verdict")).to_have_count(0)
    expect(page.get_by_role("heading", name=HEADINGS[now])).to_be_visible()
    expect(page.get_by_text("全部正确")).to_be_visible()


def test_the_choice_outlives_the_visit(reader: Tab) -> None:
    page = reader.page
    page.goto("/")
    speaks(page, "zh-Hans")
    switch(page, "en")
    page.goto("/texts/new")
    speaks(page, "en")
    switch(page, "zh-Hans")
    assert page.url.endswith("/texts/new")


PAGES = ["/", "/texts/new", SEED_DECK, f"{SEED_DECK}/items?show=answers", f"{SEED_DECK}/review", "/nowhere"]


@pytest.fixture(scope="module")
def narrow(chromium: Browser, site: Site) -> Iterator[Page]:
    """A Chinese page on the narrowest screen; axe itself needs what the content security policy forbids."""
    narrowest = {"width": 320, "height": 640}
    tab = open_tab(chromium, site, bypass_csp=True, locale="zh-CN", viewport=narrowest)
    yield tab.page
    tab.page.context.close()


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_a_chinese_page_is_accessible_and_fits_the_narrowest_screen(path: str, narrow: Page) -> None:
    narrow.goto(path)
    speaks(narrow, "zh-Hans")
    assert violations(narrow) == []
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_switch_is_reached_and_pressed_with_the_keyboard(reader: Tab) -> None:
    page = reader.page
    page.goto("/texts/new")
    button = page.get_by_role("contentinfo").get_by_role("button", name="English")
    for _ in range(20):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    speaks(page, "en")
