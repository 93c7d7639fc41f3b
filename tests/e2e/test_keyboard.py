"""A quiz and a review without a mouse."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Site, Tab
from tests.e2e.steps import SEED_DECK, TEXT, answer_by_keys, place_of, submit_text

pytestmark = pytest.mark.slow


def test_a_quiz_is_taken_by_keys_alone(tab: Tab, site: Site) -> None:
    page = tab.page
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Start").press("Enter")
    for position in range(1, 11):
        expect(page.locator(".steps-text")).to_have_text(f"Item {position} of 10")
        answer_by_keys(page, site.app)
        expect(page.locator("#verdict")).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Results")).to_be_visible()


def test_letters_choose_too(tab: Tab, site: Site) -> None:
    page = tab.page
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Start").click()
    for _ in range(10):
        if place_of(site.app, page).entry.item.kind == "mcq":
            break
        id, position = page.url.split("/")[-2:]
        page.goto(f"/attempts/{id}/{int(position) + 1}")
    page.keyboard.press("b")
    expect(page.locator("[data-choice]").nth(1)).to_be_checked()


def test_drafts_are_reviewed_by_keys_alone(tab: Tab) -> None:
    page = tab.page
    submit_text(page, f"Keys {uuid4().hex[:6]}\n\n{TEXT}")
    drafts = page.locator("[data-draft]")
    page.keyboard.press("j")
    expect(drafts.nth(0)).to_be_focused()
    expect(page.locator(".span.is-lit").first).to_be_visible()
    page.keyboard.press("a")
    expect(drafts.nth(0)).to_have_class("draft is-accepted")
    expect(drafts.nth(1)).to_be_focused()
    page.keyboard.press("r")
    expect(drafts.nth(1)).to_have_class("draft is-rejected")
    expect(drafts.nth(1)).to_be_focused()
    page.keyboard.press("2")
    expect(drafts.nth(1)).to_contain_text("Rejected: Trivial")
    expect(drafts.nth(2)).to_be_focused()
    page.keyboard.press("r")
    expect(drafts.nth(2)).to_contain_text("Why?")
    page.keyboard.press("Enter")
    expect(drafts.nth(3)).to_be_focused()
    page.keyboard.press("u")
    expect(drafts.nth(2)).to_have_class("draft is-draft")
    expect(drafts.nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(drafts.nth(1)).to_be_focused()
    page.keyboard.press("e")
    expect(page.get_by_label("Stem")).to_be_focused()
    page.get_by_role("link", name="Cancel").click()
    expect(drafts.nth(1)).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(".tally")).to_contain_text("0 rejected")


def test_drafts_are_accepted_by_their_rating_and_taken_back_as_one_step(tab: Tab) -> None:
    page = tab.page
    submit_text(page, f"Rated {uuid4().hex[:6]}\n\n{TEXT}")
    page.locator("summary").filter(has_text="Accept all…").click()
    page.get_by_label("Rated at least").fill("0")
    go = page.locator("#rated button")
    expect(go).to_contain_text("rated ≥ 0 %")
    count = int(go.inner_text().split()[1])
    expect(page.locator("[data-draft]")).to_have_count(count)
    go.click()
    expect(page.locator(".tally")).to_contain_text(f"{count} of {count} decided")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tally")).to_contain_text(f"0 of {count} decided")


def test_the_first_key_decides_on_the_draft_in_view(tab: Tab) -> None:
    page = tab.page
    submit_text(page, f"First {uuid4().hex[:6]}\n\n{TEXT}")
    drafts = page.locator("[data-draft]")
    expect(drafts.nth(1)).to_be_visible()
    page.keyboard.press("a")
    expect(drafts.nth(0)).to_have_class("draft is-accepted")
    expect(drafts.nth(1)).to_be_focused()


def test_keys_can_be_switched_off(tab: Tab) -> None:
    page = tab.page
    submit_text(page, f"Off {uuid4().hex[:6]}\n\n{TEXT}")
    page.locator("summary").filter(has_text="Keys").click()
    page.get_by_label("Use keys").uncheck()
    page.locator("[data-draft]").first.focus()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    expect(page.locator(".tally")).to_contain_text("0 accepted")


def test_a_filter_leaves_the_switch_of_the_keys_as_it_is(tab: Tab) -> None:
    page = tab.page
    submit_text(page, f"Still {uuid4().hex[:6]}\n\n{TEXT}")
    page.locator("summary").filter(has_text="Keys").click()
    page.get_by_label("Use keys").uncheck()
    page.get_by_label("Status").select_option("accepted")
    expect(page.locator("main")).to_contain_text("No item fits this filter.")
    page.locator("summary").filter(has_text="Keys").click()
    expect(page.get_by_label("Use keys")).not_to_be_checked()


def test_words_are_counted_while_they_are_typed(tab: Tab) -> None:
    page = tab.page
    page.goto("/texts/new")
    page.get_by_label("Text", exact=True).fill("high-quality growth, 2023")
    expect(page.locator("[data-count]")).to_have_text("3 words")


def test_a_double_click_sends_one_answer(tab: Tab, site: Site) -> None:
    page = tab.page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Start").dblclick()
    expect(page.locator("#stage")).to_be_visible()
    assert len([url for url in sent if url.endswith("/quiz")]) == 1


def test_a_lost_connection_is_said_and_loses_nothing(tab: Tab, site: Site) -> None:
    page = tab.page
    page.goto("/texts/new")
    page.get_by_label("Text", exact=True).fill("Some text that is dear to me.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Make drafts").click()
    expect(page.locator("#trouble")).to_contain_text("cannot be reached")
    assert page.get_by_label("Text", exact=True).input_value() == "Some text that is dear to me."
    tab.faults.clear()
