"""A teacher's first hour, and a round in the room, in real browsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, Site, Tab, open_tab
from tests.e2e.school import PASSWORD, hall, join, school, sign_in
from tests.e2e.steps import TEXT, finish, publish, submit_text

pytestmark = pytest.mark.slow


@pytest.fixture
def people(chromium: Browser, site: Site) -> Iterator[dict[str, Page]]:
    """ada at her desk, ben and cleo with their phones."""
    tabs: dict[str, Tab] = {
        "ada": open_tab(chromium, site, viewport=DESKTOP, accept_downloads=True),
        "ben": open_tab(chromium, site, viewport=PHONE, has_touch=True),
        "cleo": open_tab(chromium, site, viewport=PHONE, has_touch=True),
    }
    yield {name: tab.page for name, tab in tabs.items()}
    for tab in tabs.values():
        tab.page.context.close()
    assert [fault for tab in tabs.values() for fault in tab.faults] == []


def test_the_first_hour_of_a_teacher(people: dict[str, Page], site: Site) -> None:
    ada, ben, cleo = people["ada"], people["ben"], people["cleo"]
    title = f"Larvik {uuid4().hex[:6]}"

    _sign_up(ada)
    submit_text(ada, f"{title}\n\n{TEXT}")
    ada.get_by_label("Title").fill(title)
    publish(ada)

    _write_item(ada)

    code = _make_class(ada)
    ada.get_by_role("link", name="Assign a quiz").click()
    ada.get_by_label("Deck").select_option(label=_option(ada, title))
    ada.get_by_label("How many items").fill("4")
    ada.get_by_label("Immediate").check()
    ada.get_by_role("button", name="Assign").click()
    expect(ada.get_by_text("0 of 0 done")).to_be_visible()

    for page, name in ((ben, "Ben"), (cleo, "Cleo")):
        join(page, code, name)
        page.get_by_role("link", name=title).click()
        page.get_by_role("button", name="Start").click()
        page.wait_for_url("**/attempts/*/1")
    finish(ben, site.app, right=[True, True, True, True])
    finish(cleo, site.app, right=[False, False, True, False])

    ada.reload()
    expect(ada.get_by_text("2 of 2 done")).to_be_visible()
    ada.get_by_role("link", name=title).click()
    expect(ada.locator(".result-row")).to_have_count(2)
    expect(ada.locator(".result-row").filter(has_text="Ben")).to_contain_text("100 %")
    ada.get_by_role("link", name="Answers Cleo").click()
    expect(ada.get_by_text("Wrong").first).to_be_visible()

    ada.go_back()
    ada.get_by_role("link", name="Item analysis").click()
    expect(ada.locator(".analysed > li")).to_have_count(4)
    expect(ada.get_by_text("Too few learners (2) to say anything yet.").first).to_be_visible()

    ada.get_by_role("link", name=title).first.click()
    with ada.expect_download() as download:
        ada.get_by_role("link", name="Grades as CSV").click()
    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert [line.partition(",")[0] for line in lines] == ["Name", "Ben", "Cleo"]


def _sign_up(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("Teach").check()
    page.get_by_label("Name").fill("Ada Byron")
    page.get_by_label("Email").fill(f"ada-{uuid4().hex[:8]}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("Welcome, Ada Byron.")).to_be_visible()


def _write_item(page: Page) -> None:
    """A custom item, without a quote, in the deck whose page is open."""
    page.get_by_role("link", name="Write an item").first.click()
    page.get_by_role("button", name="Short answer").click()
    expect(page.get_by_label("Answers")).to_be_visible()
    page.get_by_label("Stem").fill("Who is the patron of the harbour of Larvik?")
    page.get_by_label("Answers").fill("Saint Olaf")
    page.get_by_label("Rationale").fill("As the plaque on the pier says.")
    page.get_by_label("Category").fill("harbour")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Written by the teacher").first).to_be_visible()


def _make_class(page: Page) -> str:
    page.get_by_role("link", name="Classes").click()
    page.get_by_label("Title").fill("9b")
    page.get_by_role("button", name="Make the class").click()
    expect(page.get_by_role("heading", name="9b")).to_be_visible()
    return page.locator(".join-code").inner_text()


def _option(page: Page, title: str) -> str:
    words = page.locator("#deck option").filter(has_text=title)
    return words.inner_text()


def test_a_room_answers_together(people: dict[str, Page], site: Site) -> None:
    ada, ben, cleo = people["ada"], people["ben"], people["cleo"]
    code, found = hall(site.app, 0)
    sign_in(ada, school(site.app).email)
    ada.goto(f"/live/{found}/screen")
    for page, name in ((ben, "Nils"), (cleo, "Olga")):
        join(page, code, name)
        page.get_by_role("link", name="Take part").click()
        expect(page.get_by_role("heading", name="You are in.")).to_be_visible()
    expect(ada.locator("[data-here]").first).to_have_text("2")

    ada.get_by_role("button", name="Begin").click()
    expect(ben.get_by_role("button", name="Answer")).to_be_visible()
    _choose(ben)
    expect(ben.get_by_text("Answered. Look at the screen.")).to_be_visible()
    expect(ada.locator("[data-answered]").first).to_have_text("1")

    ada.get_by_role("button", name="Show the answer").click()
    expect(ada.locator(".live-bars li").first).to_be_visible()
    expect(ben.locator(".verdict")).to_be_visible()
    expect(cleo.get_by_text("You did not answer this one.")).to_be_visible()

    ada.get_by_role("button", name="End the round here").click()
    expect(ben.get_by_role("link", name="Your results")).to_be_visible()
    ben.get_by_role("link", name="Your results").click()
    expect(ben.get_by_role("heading", name="Results")).to_be_visible()


def _choose(page: Page) -> None:
    """Answer with anything, whatever the kind."""
    for field in page.locator("#stage select").all():
        field.select_option(index=1)
    for field in page.locator('#stage input[type="text"]').all():
        field.fill("zzz")
    choices = page.locator('#stage input[type="radio"], #stage input[type="checkbox"]')
    if choices.count():
        choices.first.check()
    page.get_by_role("button", name="Answer").click()
