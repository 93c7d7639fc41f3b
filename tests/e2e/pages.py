"""Every page of quizapp and the way to it: what looks at all pages takes them from here."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page

from quizapp.services import decks
from tests.e2e.steps import SEED_DECK, answer

Opener = Callable[[Page, Flask], object]
NO_PAGES = {"static", "favicon", "decks.anki", "attempts.missed_deck", "attempts.attempt", "items.card"}
"""Addresses that give a file, lead on to a page or give a part of one."""
PASSING = {"texts.job", "renewal.listed", "renewal.text"}
"""Pages that stand only while a text is worked on, or for a deck of one's own; `test_axe` walks through them."""


def at(path: str) -> Opener:
    """The page with this address."""
    return lambda page, app: page.goto(path)


def _asked(page: Page, app: Flask) -> None:
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*/1")


def _told(page: Page, app: Flask) -> None:
    _asked(page, app)
    answer(page, app, right=False)
    page.reload()


def _after(path: str) -> Opener:
    def opened(page: Page, app: Flask) -> None:
        _told(page, app)
        page.goto(page.url.rpartition("/")[0] + path)

    return opened


def _card(page: Page, app: Flask) -> None:
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Study").click()
    page.wait_for_url("**/study/next**")


def _form(page: Page, app: Flask) -> None:
    with app.app_context():
        item = decks.get_deck(SEED_DECK.rpartition("/")[2]).items[0].item
    page.goto(f"{SEED_DECK}/items/{item.id}/edit")


PAGES: dict[str, Opener] = {
    "decks.home": at("/"),
    "decks.deck": at(SEED_DECK),
    "decks.items": at(f"{SEED_DECK}/items?show=answers"),
    "decks.source": at(f"{SEED_DECK}/source"),
    "decks.settings": at(f"{SEED_DECK}/settings"),
    "decks.delete": at(f"{SEED_DECK}/delete"),
    "texts.new": at("/texts/new"),
    "review.drafts": at(f"{SEED_DECK}/review"),
    "items.form": _form,
    "attempts.item": _asked,
    "attempts.item, told": _told,
    "attempts.result": _after("/results"),
    "attempts.review": _after("/review"),
    "study.today": at("/study"),
    "study.card": _card,
    "settings.page": at("/settings"),
    "style.page": at("/style"),
    "not found": at("/nothing"),
}


def endpoints(app: Flask) -> set[str]:
    """Everything that can be asked for with GET."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
