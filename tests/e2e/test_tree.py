"""What a screen reader is told: names and roles of a quiz, and every change announced."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Site, Tab
from tests.e2e.pages import PAGES
from tests.e2e.steps import asked, place_of
from tests.web.cast import NAMES, exemplar

pytestmark = pytest.mark.slow
ROLES = {"radio": "radio", "checkbox": "checkbox", "text": "textbox", "select": "combobox"}


@pytest.mark.parametrize("name", [name for name in NAMES if not exemplar(name).body.self_graded])
def test_a_question_is_a_group_whose_controls_have_names(name: str, ben: Tab, shelf: Site) -> None:
    page = ben.page
    asked(shelf.app, page, name)
    view = place_of(shelf.app, page).view()
    stem = exemplar(name).stem
    if not view.segments:
        expect(page.get_by_role("group", name=stem, exact=True)).to_be_visible()
        expect(page.get_by_role("heading", level=1, name=stem, exact=True)).to_be_visible()
    group = page.locator("#stage fieldset").first
    for control in view.inputs:
        if view.kind == "ordering":
            for words in ("Move up", "Move down"):
                expect(
                    group.get_by_role("button", name=f"{words} {control.label}", exact=True)
                ).to_be_visible()
            continue
        names = (
            [label for _, label in control.options]
            if control.type in {"radio", "checkbox"}
            else [control.label]
        )
        for label in names:
            expect(group.get_by_role(ROLES[control.type], name=label, exact=True)).to_have_count(1)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_an_outcome_is_a_heading_that_is_read_aloud(name: str, ben: Tab, shelf: Site) -> None:
    page = ben.page
    asked(shelf.app, page, name)
    if exemplar(name).body.self_graded:
        page.get_by_role("link", name="Show the answer").click()
        page.get_by_role("button", name="I knew it").click()
    else:
        for field, values in exemplar(name).wrong.items():
            for value in values:
                page.locator(f'#stage [name="{field}"]').evaluate_all(
                    """(all, value) => all.forEach((one) => one.options || one.type === "text" ? (one.value = value)
                      : (one.checked ||= one.value === value))""",
                    value,
                )
        page.get_by_role("button", name="Answer", exact=True).click()
    heading = page.get_by_role("heading", level=2, name="Right").or_(
        page.get_by_role("heading", level=2, name="Wrong")
    )
    expect(heading).to_be_focused()  # what gets the focus is read
    expect(page.get_by_role("region", name="Quiz")).to_have_count(1)
    expect(page.get_by_role("blockquote").first).to_contain_text("This sentence proves it")


def test_a_refusal_is_an_alert(ben: Tab, shelf: Site) -> None:
    page = ben.page
    asked(shelf.app, page, "mcq-0")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Choose one of the options.")).to_be_visible()


def test_the_places_of_an_exam_say_how_they_stand(tab: Tab, site: Site) -> None:
    page = tab.page
    PAGES["attempts.item, exam"](page, site.app)
    places = page.get_by_role("navigation", name="Items of this quiz")
    expect(places.get_by_role("button", name="Item 1, flagged", exact=True)).to_be_visible()
    expect(places.locator("[aria-current=step]")).to_have_accessible_name("Item 2")
    expect(page.get_by_role("group", name="How sure are you?")).to_be_visible()
    for level in ("A guess", "Unsure", "Sure"):
        expect(page.get_by_role("radio", name=level, exact=True)).to_have_count(1)


def test_results_are_pictures_with_their_words(tab: Tab, site: Site) -> None:
    page = tab.page
    PAGES["attempts.result"](page, site.app)
    expect(page.get_by_role("region", name="Score")).to_contain_text("of 10")
    pictures = page.get_by_role("region", name="By category").get_by_role("img")
    expect(pictures.first).to_have_accessible_name(re.compile(r"^\d right, \d partly right, \d wrong$"))


def test_a_card_and_its_ratings_have_names(tab: Tab, site: Site) -> None:
    page = tab.page
    PAGES["study.card"](page, site.app)
    page.wait_for_load_state()
    page.keyboard.press("Space")
    for rating in ("Again", "Hard", "Good", "Easy"):
        expect(page.get_by_role("button", name=rating)).to_be_visible()
