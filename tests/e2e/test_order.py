"""Parts of an order and rights of a matching, dragged by a mouse or a finger."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect

from quizapp.core.items.interaction import Match, Order
from quizapp.services import decks
from quizapp.services.quizzes import get_attempt
from tests.e2e.conftest import Site, Tab
from tests.e2e.steps import SEED_DECK

pytestmark = pytest.mark.slow


def asked(page: Page, site: Site, kind: type[Match] | type[Order]) -> Sequence[str]:
    """Open a place of an attempt that asks like this; its keys."""
    with site.app.app_context():
        found = decks.get_deck(SEED_DECK.rpartition("/")[2]).asked
        category = next(
            e.item.category for e in found if isinstance(e.item.body.interaction(e.item.stem), kind)
        )
    page.goto(SEED_DECK)
    page.get_by_label("Category").select_option(category)
    page.locator('[name="count"]').last.check()
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*/1")
    id = page.url.split("/")[-2]
    with site.app.app_context():
        place = next(
            p
            for p in get_attempt(id).items
            if isinstance(p.entry.item.body.interaction(p.entry.item.stem), kind)
        )
    page.goto(f"/attempts/{id}/{place.position}")
    return place.entry.item.body.keys()


def drag(page: Page, grip: str, target: str) -> None:
    """Take one thing and let it go over another."""
    ends = []
    for one in (grip, target):
        box = page.locator(one).bounding_box()
        assert box is not None
        ends.append((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(*ends[1], steps=8)
    page.mouse.up()


def test_parts_are_dragged_into_their_order(tab: Tab, site: Site) -> None:
    page = tab.page
    keys = asked(page, site, Order)
    for n, key in enumerate(keys, 1):
        names = page.locator(".part-text").all_inner_texts()
        if names[n - 1] != key:
            page.locator(".part").last.scroll_into_view_if_needed()
            drag(page, f".part:nth-child({names.index(key) + 1}) .part-grip", f".part:nth-child({n})")
    assert page.locator(".part-text").all_inner_texts() == list(keys)
    expect(page.locator("#announcer")).to_contain_text("is now at place")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict.is-right")).to_be_visible()


def test_an_order_that_nobody_touched_is_no_answer(tab: Tab, site: Site) -> None:
    page = tab.page
    asked(page, site, Order)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Give every part a place of its own.")
    tab.faults[:] = [fault for fault in tab.faults if "422" not in fault]


def test_rights_are_dragged_to_their_lefts(tab: Tab, site: Site) -> None:
    page = tab.page
    keys = asked(page, site, Match)
    rights = dict(zip(keys[::2], keys[1::2], strict=True))
    for n, left in enumerate(page.locator(".pair label").all_inner_texts(), 1):
        page.locator(".chips").scroll_into_view_if_needed()
        drag(page, f'[data-chip="{rights[left]}"]', f".pair:nth-child({n})")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict.is-right")).to_be_visible()
