"""Chromium is as Playwright sets it up, and prepares nothing that no test sees."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.conftest import UNSEEN


def test_what_playwright_switches_off_stays_off(chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto("chrome://version")
    told = page.locator("#command_line").inner_text()
    page.close()
    theirs, ours = (set(found.split(",")) for found in re.findall(r"--disable-features=(\S+)", told))
    assert ours == theirs | set(UNSEEN)
