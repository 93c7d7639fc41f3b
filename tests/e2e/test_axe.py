"""No state of a page has a violation that axe can find; test_look has it look at every page of the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.axe import violations
from tests.e2e.conftest import DESKTOP, PHONE, Site, open_tab
from tests.e2e.pages import Opener, at
from tests.e2e.steps import (
    SEED_DECK,
    TEXT,
    answer,
    asked,
    submit_text,
)
from tests.web.cast import NAMES

pytestmark = pytest.mark.slow

LOOKS: dict[str, dict[str, Any]] = {
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark", "has_touch": True, "is_mobile": True},
}
KINDS = {
    "mcq",
    "multiple_response",
    "true_false",
    "cloze",
    "short_answer",
    "matching",
    "ordering",
    "basic",
    "faces",
}


@pytest.fixture(scope="module", params=LOOKS)
def screen(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[Page]:
    """A page in one of the looks; axe itself needs what the content security policy forbids."""
    tab = open_tab(chromium, site, bypass_csp=True, reduced_motion="reduce", **LOOKS[request.param])
    yield tab.page
    tab.page.context.close()


def test_what_is_wrong_is_found(screen: Page) -> None:
    screen.set_content("<title>Harbin</title><main><h1>Harbin</h1><p style='color:#eee'>pale</p></main>")
    assert [line.partition(":")[0] for line in violations(screen)] == ["color-contrast", "html-has-lang"]


def _error_form(page: Page, app: Flask) -> None:
    page.goto("/texts/new")
    page.get_by_role("button", name="Make drafts").click()
    expect(page.locator(".problem")).to_be_visible()


def _old_form(page: Page, app: Flask) -> None:
    page.goto("/texts/new")
    page.locator('main [name="csrf_token"]').evaluate("field => { field.value = 'old'; }")
    page.get_by_label("Text", exact=True).fill("A text that somebody typed. " * 9)
    page.get_by_role("button", name="Make drafts").click()
    expect(page.get_by_role("heading", name="open too long")).to_be_visible()


MORE: dict[str, Opener] = {
    "items without answers": at(f"{SEED_DECK}/items"),
    "text refused": _error_form,
    "old form": _old_form,
}
"""Pages as they are after a slip, beside those of the table."""


@pytest.mark.parametrize("name", MORE)
def test_a_page_after_a_slip_has_no_violation_in_light_nor_dark(
    name: str, chromium: Browser, site: Site
) -> None:
    page = open_tab(
        chromium, site, bypass_csp=True, reduced_motion="reduce", viewport=DESKTOP, color_scheme="light"
    ).page
    MORE[name](page, site.app)
    light = violations(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = violations(page)
    page.context.close()
    assert (light, dark) == ([], [])


@pytest.mark.parametrize("look", LOOKS)
def test_every_kind_has_no_violation_before_and_after_its_answer(
    look: str, chromium: Browser, shelf: Site
) -> None:
    page = open_tab(chromium, shelf, bypass_csp=True, reduced_motion="reduce", **LOOKS[look]).page
    names = {name.rpartition("-")[0]: name for name in NAMES}
    for kind, name in names.items():
        asked(shelf.app, page, name)
        found = violations(page)
        answer(page, shelf.app, right=False)
        assert found + violations(page) == [], kind
    page.context.close()
    assert set(names) == KINDS


def test_reviewing_and_editing_have_no_violation(screen: Page, request: pytest.FixtureRequest) -> None:
    submit_text(screen, f"{request.node.name}\n\n{TEXT}")
    assert violations(screen) == []
    screen.get_by_role("button", name="Accept", exact=True).first.click()
    expect(screen.locator(".tally")).to_contain_text("1 accepted")
    screen.get_by_role("link", name="Edit").nth(2).click()
    expect(screen.get_by_label("Stem")).to_be_visible()
    assert violations(screen) == []
