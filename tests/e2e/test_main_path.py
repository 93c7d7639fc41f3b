"""The whole river in a browser, with JavaScript and without."""

from __future__ import annotations

import zipfile
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Site, Tab
from tests.e2e.steps import (
    CHANGED,
    SEED_DECK,
    TEXT,
    accept_all,
    answer,
    edit_year,
    finish,
    publish,
    submit_text,
    update_text,
)

pytestmark = pytest.mark.slow


def test_a_text_becomes_a_quiz_and_a_deck_for_anki(anyone: Tab, site: Site) -> None:
    page, title = anyone.page, f"Larvik {uuid4().hex[:6]}"
    submit_text(page, f"{title}\n\n{TEXT}")
    drafts = page.locator("[data-draft]").count()
    assert drafts >= 5
    page.get_by_role("button", name="Reject").first.click()
    expect(page.locator(".tally")).to_contain_text("1 rejected")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tally")).to_contain_text("0 rejected")
    accept_all(page)
    expect(page.locator(".tally")).to_contain_text(f"{drafts} accepted")
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()

    page.locator('[name="count"][value="5"]').check()
    page.get_by_role("button", name="Start").click()
    finish(page, site.app, right=[True, False, True, True, False])
    expect(page.locator(".item-line")).to_have_count(2)
    page.get_by_role("button", name="Again with what I missed").click()
    expect(page.locator(".steps-text")).to_have_text("Item 1 of 2")
    finish(page, site.app, right=[True, True])
    expect(page.locator(".score")).to_contain_text("All right")

    page.locator(".crumb a").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download for Anki").click()
    assert zipfile.is_zipfile(download.value.path())


def test_a_reload_keeps_the_place(anyone: Tab, site: Site) -> None:
    page = anyone.page
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Start").click()
    answer(page, site.app, right=True)
    page.reload()
    expect(page.locator(".verdict")).to_be_visible()
    page.locator("[data-next]").click()
    expect(page.locator(".steps-text")).to_have_text("Item 2 of 10")
    page.reload()
    expect(page.locator(".steps-text")).to_have_text("Item 2 of 10")


def test_back_shows_an_answered_item_with_its_feedback(anyone: Tab, site: Site) -> None:
    page = anyone.page
    page.goto(SEED_DECK)
    page.get_by_role("button", name="Start").click()
    answer(page, site.app, right=False)
    page.locator("[data-next]").click()
    expect(page.locator(".steps-text")).to_have_text("Item 2 of 10")
    page.go_back()
    expect(page.locator(".steps-text")).to_have_text("Item 1 of 10")
    expect(page.locator(".verdict")).to_be_visible()


def test_an_edit_is_kept(anyone: Tab) -> None:
    page = anyone.page
    submit_text(page, f"Edit {uuid4().hex[:6]}\n\n{TEXT}")
    page.get_by_role("link", name="Edit").first.click()
    page.get_by_label("Rationale").fill("Because the text says so.")
    page.get_by_role("button", name="Save and accept").click()
    expect(page.locator(".tally")).to_contain_text("1 accepted")


def test_a_deck_follows_its_text_and_the_teacher_decides(anyone: Tab) -> None:
    page, title = anyone.page, f"Follow {uuid4().hex[:6]}"
    submit_text(page, f"{title}\n\n{TEXT}")
    edit_year(page)
    publish(page)
    page.get_by_role("link", name="Update the text").click()
    update_text(page, f"{title}\n\n{CHANGED}")
    expect(page.locator("#conflicts .change")).to_have_count(1)
    expect(page.locator("#changed ins").first).to_be_visible()
    expect(page.locator("#new .change").first).to_be_visible()
    page.locator("#conflicts").get_by_role("button", name="Take the new one").click()
    expect(page.locator("#conflicts")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#conflicts .change")).to_have_count(1)
    page.locator("#conflicts").get_by_role("button", name="Keep mine").click()
    page.get_by_role("button", name="Mark all as seen").click()
    expect(page.locator("main")).to_contain_text("There is nothing to look at")


def test_a_text_that_cannot_be_read_is_not_lost(anyone: Tab) -> None:
    page = anyone.page
    page.goto("/texts/new")
    page.get_by_label("Text", exact=True).fill("今天在哈尔滨召开了一次重要会议。" * 20)
    page.get_by_role("button", name="Make drafts").click()
    expect(page.get_by_role("alert").filter(has_text="English")).to_be_visible()
    assert page.get_by_label("Text", exact=True).input_value().count("哈尔滨") == 20
    anyone.faults[:] = [fault for fault in anyone.faults if "422" not in fault]


def test_five_megabytes_are_refused_and_what_was_typed_stays(anyone: Tab) -> None:
    page = anyone.page
    page.goto("/texts/new")
    big = {"name": "big.txt", "mimeType": "text/plain", "buffer": b"word " * 1_000_000}
    page.get_by_label("Title").fill("Dear to me")
    page.locator('input[type="file"]').set_input_files(big)  # type: ignore[arg-type]
    page.get_by_role("button", name="Make drafts").click()
    expect(page.get_by_role("alert")).to_contain_text("holds too much text")
    expect(page.get_by_label("Title")).to_have_value("Dear to me")
    anyone.faults[:] = [fault for fault in anyone.faults if "422" not in fault]
