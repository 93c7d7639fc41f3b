"""Cards that everybody can read: light and dark, large and small."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from quizapp.core.items.item import Item
from tests.axe import violations
from tests.exchange.apkg.cast import exemplars, mcq, names
from tests.exchange.apkg.screen import MANY, ONE, Screen, rendered


@pytest.mark.parametrize("mode", ["", "nightMode"], ids=["light", "dark"])
@pytest.mark.parametrize("asked", exemplars(), ids=names(exemplars()))
def test_both_sides_can_be_read_by_everybody(asked: Item, mode: str, phone: BrowserContext) -> None:
    screen = Screen(phone, mode=mode)
    found = []
    for side in rendered(asked):
        screen.loads(side)
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
        found += violations(screen.page, options)
    assert found == []


@pytest.mark.parametrize("mode", ["", "nightMode"], ids=["light", "dark"])
def test_a_checked_choice_can_be_read_by_everybody(mode: str, phone: BrowserContext) -> None:
    screen = Screen(phone, mode=mode)
    screen.loads(MANY[0])
    screen.taps("sun", "coal")
    screen.loads(MANY[1])
    assert violations(screen.page, {"runOnly": ["wcag2aa"]}) == []


@pytest.mark.parametrize("mode", ["nightMode", "night_mode"], ids=["Anki", "AnkiDroid of old"])
def test_dark_mode_is_dark(mode: str, phone: BrowserContext) -> None:
    screen = Screen(phone, mode=mode)
    screen.loads(ONE[0])
    colour = screen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(21, 27, 27)"


@pytest.mark.parametrize("width", [280, 360, 900])
@pytest.mark.parametrize("side", [0, 1], ids=["front", "back"])
def test_long_words_fit_the_screen(width: int, side: int, screen: Screen) -> None:
    asked = mcq("Donaudampfschifffahrt" * 4, "second", "third", stem="Rindfleischetikettierung" * 5)
    screen.page.set_viewport_size({"width": width, "height": 640})
    screen.loads(rendered(asked)[side])
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_option_is_large_enough_for_a_thumb(screen: Screen) -> None:
    screen.loads(ONE[0])
    heights = [row.bounding_box() for row in screen.page.locator("label.tappable").all()]
    assert all(box is not None and box["height"] >= 44 for box in heights)
