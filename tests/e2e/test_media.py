"""ada puts an image and a sound into an item; ben sees and hears them, also where the network is gone."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from quizapp.core.study.quiz import Quiz
from quizapp.services.quizzes import start_quiz
from tests.axe import violations
from tests.e2e.conftest import DESKTOP, PHONE, Site
from tests.e2e.offline import HELD
from tests.e2e.steps import wait_until
from tests.exchange.media.samples import png, wav
from tests.web.cast import DECK

pytestmark = pytest.mark.slow
MAP: FilePayload = {"name": "map.png", "mimeType": "image/png", "buffer": png(600, 400)}
VOICE: FilePayload = {"name": "voice.wav", "mimeType": "audio/wav", "buffer": wav(1)}
DRAWING: FilePayload = {"name": "drawing.svg", "mimeType": "image/svg+xml", "buffer": b"<svg></svg>"}
STEM = "Which river is drawn in blue?"
NARROW = {"width": 320, "height": 640}
SEEN = "() => { const i = document.querySelector('main .media img'); return i?.complete && i.naturalWidth === 600; }"
WIDE = """[...document.querySelectorAll("main *")].filter(node => node.getBoundingClientRect().right > innerWidth
  && !node.closest(".unseen")).map(node => node.outerHTML.slice(0, 80))"""
HEARD = """async () => {
  const audio = document.querySelector("main .media audio");
  audio.preload = "auto";
  await new Promise((done, broken) => { audio.oncanplaythrough = done; audio.onerror = broken; audio.load(); });
  return audio.duration;
}"""


def snap(page: Page, name: str) -> None:
    """A picture for whoever wants to look: SNAPS names a folder."""
    if folder := os.environ.get("SNAPS"):
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=f"{folder}/{name}-{theme}.png", full_page=True)
        page.emulate_media(color_scheme="light")


def is_sound(page: Page) -> None:
    """No violation, and nothing sticks out at any width."""
    assert violations(page) == []
    for size in (NARROW, PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate(WIDE) == [], size


def write(page: Page) -> None:
    """The form with both files, once a third was refused and nothing lost."""
    page.goto(f"/decks/{DECK}/items/new?kind=short_answer&category=maps")
    page.get_by_label("Stem").fill(STEM)
    page.get_by_label("Answers, one a line").fill("Songhua")
    page.get_by_label("Add images or sounds").set_input_files([MAP, VOICE])
    described = page.get_by_label("What does one see?")
    expect(described).to_be_focused()
    page.get_by_label("Add images or sounds").set_input_files(DRAWING)
    expect(page.locator(".field-problem", has_text="An SVG can carry scripts")).to_be_focused()
    expect(page.get_by_label("Stem")).to_have_value(STEM)
    described.fill("A map of rivers")
    expect(page.locator(".edit-preview .media img")).to_have_attribute("alt", "A map of rivers")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Say what each sound is").first).to_be_visible()
    page.get_by_label("What is it?").fill("A voice reads its name")
    page.locator("[name=media_place]").nth(1).select_option("rationale")
    expect(page.locator(".edit-preview")).to_contain_text("After the answer")


def test_what_ada_adds_is_seen_and_heard_by_ben_also_without_the_network(
    chromium: Browser, shelf: Site
) -> None:
    context = chromium.new_context(
        base_url=shelf.address, viewport=DESKTOP, locale="en", service_workers="allow", bypass_csp=True
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    write(page)
    snap(page, "form")
    is_sound(page)
    page.set_viewport_size(PHONE)
    snap(page, "form-phone")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. It is asked")).to_be_visible()
    wait_until(page, SEEN)
    snap(page, "item-phone")
    with shelf.app.app_context():
        attempt = start_quiz(DECK, now=datetime.now(UTC), seed=1, quiz=Quiz(count=1, category="maps"))
    page.evaluate("navigator.serviceWorker.ready")
    page.goto(f"/attempts/{attempt.id}/1")
    wait_until(page, SEEN)
    is_sound(page)
    snap(page, "asked")
    wait_until(page, f"async () => (await ({HELD})()).some(path => path.includes('/media/'))")
    context.set_offline(True)
    page.reload()
    wait_until(page, SEEN)
    context.set_offline(False)
    page.get_by_label("Your answer").fill("Songhua")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator(".verdict audio")).to_be_visible()
    assert round(page.evaluate(HEARD), 1) == 1.0
    is_sound(page)
    snap(page, "told")
    context.close()
    assert faults == []
