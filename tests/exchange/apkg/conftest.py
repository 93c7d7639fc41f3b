"""Ben's Anki, and the screens on which he sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.exchange.apkg.learner import Learner
from tests.exchange.apkg.screen import Screen


@pytest.fixture
def ben(tmp_path: Path) -> Iterator[Learner]:
    """A learner with an empty collection."""
    learner = Learner(tmp_path)
    yield learner
    learner.collection.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone's screen, whose chance always shuffles in the same way."""
    context = chromium.new_context(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    context.add_init_script("Math.random = () => 0")
    yield context
    context.close()


@pytest.fixture
def screen(phone: BrowserContext) -> Screen:
    """Where a card is shown."""
    return Screen(phone)


@pytest.fixture
def forgetful(phone: BrowserContext) -> Screen:
    """A screen whose pages have no storage: reading it raises."""
    return Screen(phone, headers={"Content-Security-Policy": "sandbox allow-scripts"})


@pytest.fixture
def scriptless(chromium: Browser) -> Iterator[Page]:
    """A screen that runs no script."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
