"""What a learner does who loses the network in the middle of a quiz."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import BrowserContext, Page

from quizapp.core.study.quiz import Quiz
from quizapp.services.quizzes import get_attempt, start_quiz
from tests.e2e.conftest import Site
from tests.e2e.steps import SEED_DECK, fill, place_of, right_form, wait_until

FIVE = Quiz(count=5)
HELD = """async () => {
  const names = (await caches.keys()).filter(name => name.startsWith("quiz "));
  const held = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
  return held.flat().map(request => new URL(request.url)).filter(url => !url.search).map(url => url.pathname);
}"""


def begin(phone: BrowserContext, site: Site, quiz: Quiz = FIVE) -> Page:
    """Open the first item of a quiz and wait until the next ones are fetched."""
    page = phone.new_page()
    with site.app.app_context():
        attempt = start_quiz(SEED_DECK.rpartition("/")[2], now=datetime.now(UTC), seed=1, quiz=quiz)
    page.goto(f"/attempts/{attempt.id}/1")
    wait_until_held(page, 5)
    return page


def held(page: Page) -> list[int]:
    """The positions of the items whose pages the browser has."""
    return sorted({int(path.rpartition("/")[2]) for path in page.evaluate(HELD)})


def wait_until_held(page: Page, *positions: int) -> None:
    """Wait until the browser has these pages."""
    _wait(page, "wanted.every(n => held.includes(n))", positions)


def wait_until_gone(page: Page, *positions: int) -> None:
    """Wait until the browser has none of these pages."""
    _wait(page, "!wanted.some(n => held.includes(n))", positions)


def _wait(page: Page, condition: str, positions: tuple[int, ...]) -> None:
    numbers = f"(await ({HELD})()).map(path => Number(path.split('/').pop()))"
    wait_until(page, f"async wanted => {{ const held = {numbers}; return {condition}; }}", list(positions))


def answer(page: Page, site: Site) -> None:
    """Answer rightly without waiting for what is told."""
    place = place_of(site.app, page)
    if place.entry.item.body.self_graded:
        page.get_by_role("link", name="Show the answer").click()
        page.get_by_role("button", name="I knew it").click()
        return
    for name, values in right_form(place).items():
        for field in page.locator(f'#stage [name="{name}"]').all():
            fill(field, values, right=True)
    page.locator("[data-ask] .primary").click()


def stored(page: Page, site: Site) -> list[int]:
    """The positions that have a response, each of which is right."""
    id = page.url.split("/attempts/")[1].split("/")[0]
    with site.app.app_context():
        found = get_attempt(id).answered
    assert {place.response.outcome.verdict for place in found if place.response} <= {"right"}
    return [place.position for place in found]
