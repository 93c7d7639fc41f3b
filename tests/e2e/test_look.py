"""Every page is accessible, light, stands still, fits the narrowest screen and large letters, and moves only for who
likes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.axe import violations
from tests.e2e.conftest import DESKTOP, PHONE, Site, open_tab
from tests.e2e.pages import NO_PAGES, PAGES, endpoints

pytestmark = pytest.mark.slow

MOST_BYTES = 50_000
NARROW: ViewportSize = {"width": 320, "height": 640}
ZOOMED: ViewportSize = {"width": 640, "height": 430}
"""What a window of 1280 × 860 is at 200 %."""
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 100);
})"""
CUT = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const style = getComputedStyle(each);
  const hides = ["hidden", "clip"].includes(style.overflowX) && style.clipPath === "none";
  return hides && each.innerText && style.webkitLineClamp === "none"
    && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 120))"""
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((each) => {
  if (each.closest(".picture-scroll, .table-scroll, .unseen, .skip, .column-source, .top .brand span")) return false;
  const box = each.getBoundingClientRect();
  return box.width > 1 && box.right > document.documentElement.clientWidth + 1;
}).map((each) => each.outerHTML.slice(0, 120))"""
MOVES = """() => [...document.querySelectorAll("*")].filter((each) => {
  const style = getComputedStyle(each);
  return style.animationName !== "none" || style.transitionDuration.split(",").some((t) => parseFloat(t) > 0
    && style.transitionProperty !== "none");
}).map((each) => each.outerHTML.slice(0, 80))"""
ON_A_PHONE = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}}
"""The rules that colours and a narrower page can break; what a page says is the same in each look."""
MOVING = "() => document.getAnimations().filter((each) => each.playState === 'running').length"


class Wire:
    """Counts what a fresh visitor's browser fetches: addresses, and bytes as they are sent, headers included.

    What the page before asked for and is still coming does not count, nor do icons that the browser itself draws.
    """

    def __init__(self, page: Page) -> None:
        self.asked: dict[str, str] = {}
        self.bytes = 0
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        line.on("Network.requestWillBeSent", self._note)
        line.on("Network.loadingFinished", self._count)

    @property
    def addresses(self) -> list[str]:
        """Whom the page asked."""
        return [address for address in self.asked.values() if not address.startswith("data:")]

    def _note(self, event: dict[str, Any]) -> None:
        self.asked[event["requestId"]] = event["request"]["url"]

    def _count(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.asked:
            self.bytes += int(event["encodedDataLength"])


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[Page]:
    """Each page of the table, opened once for all that is asked of it; axe needs what our policy forbids."""
    tab = open_tab(chromium, site, viewport=DESKTOP, bypass_csp=True, color_scheme="light")
    PAGES[request.param](tab.page, site.app)
    yield tab.page
    tab.page.context.close()


def test_every_page_stands_in_the_table(site: Site) -> None:
    known = {name.partition(",")[0] for name in PAGES} | NO_PAGES
    assert endpoints(site.app) - known == set()
    assert known - endpoints(site.app) == {"not found"}


def test_axe_finds_no_violation_in_light_nor_dark(page: Page) -> None:
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    light = violations(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = violations(page, ON_A_PHONE)
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    assert (light, dark) == ([], [])


def test_a_visit_is_light_stands_still_and_asks_nobody_else(page: Page, site: Site) -> None:
    wire = Wire(page)
    page.reload(wait_until="networkidle")
    assert page.evaluate(SHIFTS) == 0
    assert [address for address in wire.addresses if not address.startswith(site.address)] == []
    assert 2_000 < wire.bytes <= MOST_BYTES
    page.emulate_media(reduced_motion="reduce")
    page.mouse.move(200, 300)
    assert page.evaluate(MOVING) == 0
    assert page.evaluate(MOVES) == []


def test_nothing_is_cut_or_sticks_out_at_320_px_and_at_200_percent(page: Page) -> None:
    for screen in (NARROW, ZOOMED):
        page.set_viewport_size(screen)
        page.evaluate("scrollTo(500, 0)")
        assert page.evaluate("scrollX") == 0
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(CUT) == []
