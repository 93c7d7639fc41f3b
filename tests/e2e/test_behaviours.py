"""An exam, its clock and its hand-in, hints and flags in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site, Tab
from tests.e2e.steps import SEED_DECK, answer, answer_by_keys, fill, place_of
from tests.e2e.steps import right_form as right

pytestmark = pytest.mark.slow


def begin(page: Page, behaviour: str, *, minutes: str = "") -> None:
    """Start a quiz of five."""
    page.goto(SEED_DECK)
    page.get_by_label("5", exact=True).check()
    page.get_by_label(behaviour).check()
    if minutes:
        page.get_by_text("Time limit and more").click()
        page.get_by_label("Time limit").select_option(minutes)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*/1")


def fill_in(page: Page, site: Site) -> None:
    """Fill in the right answer without sending it."""
    for name, values in right(place_of(site.app, page)).items():
        for field in page.locator(f'#stage [name="{name}"]').all():
            fill(field, values, right=True)


def test_an_exam_is_answered_in_any_order_and_handed_in(tab: Tab, site: Site) -> None:
    page = tab.page
    begin(page, "Exam")
    for position in (4, 1, 5, 2, 3):
        page.locator(f'.places [value="{position}"]').click()
        page.wait_for_url(f"**/{position}")
        expect(page.locator(".steps-text")).to_have_text(f"Item {position} of 5")
        fill_in(page, site)
    page.get_by_role("button", name="Finish…").last.click()
    page.wait_for_url("**/finish")
    expect(page.get_by_text("All items are answered.")).to_be_visible()
    expect(page.locator(".verdict")).to_have_count(0)
    page.get_by_role("button", name="Finish and see the results").click()
    expect(page.get_by_text("All right. Well done.")).to_be_visible()


def test_an_exam_is_sat_by_keys_alone(tab: Tab, site: Site) -> None:
    page = tab.page
    begin(page, "Exam")
    for position in range(1, 6):
        expect(page.locator(".steps-text")).to_have_text(f"Item {position} of 5")
        answer_by_keys(page, site.app)
    page.wait_for_url("**/finish")


def test_back_leads_to_the_item_before_as_it_was_filled_in(tab: Tab, site: Site) -> None:
    page = tab.page
    begin(page, "Exam")
    fill_in(page, site)
    page.get_by_role("button", name="Next").click()
    page.wait_for_url("**/2")
    page.go_back()
    page.wait_for_url("**/1")
    expect(page.locator(".steps-text")).to_have_text("Item 1 of 5")
    expect(page.get_by_role("button", name="Clear my answer")).to_be_visible()


def test_when_time_is_over_what_is_filled_in_is_sent(tab: Tab, site: Site) -> None:
    page = tab.page
    page.clock.install()
    begin(page, "Exam", minutes="5")
    fill_in(page, site)
    page.clock.run_for(4 * 60_000 + 5_000)
    expect(page.locator(".timer")).to_contain_text("0:5")
    expect(page.locator("#announcer")).to_have_text("One minute left.")
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        page.clock.run_for(60_000)
    assert sent.value.status in {0, 303}
    page.wait_for_url("**/finish")  # the server's own clock has four minutes left
    expect(page.get_by_text("4 items are not answered yet.")).to_be_visible()


def test_a_hint_comes_in_place_and_the_answer_stays_possible(tab: Tab, site: Site) -> None:
    page = tab.page
    begin(page, "Practice")
    hint = page.get_by_role("button", name="Hint")
    while not hint.count():
        answer(page, site.app, right=True)
        page.locator("[data-next]").click()
        expect(page.locator(".verdict")).to_have_count(0)
    hint.click()
    expect(page.locator(".hints")).to_be_visible()
    answer(page, site.app, right=True)
    expect(page.get_by_text("With a hint: it counts as hard to remember.")).to_be_visible()


def test_a_flag_survives_a_reload_and_another_tab(tab: Tab, site: Site) -> None:
    page = tab.page
    begin(page, "Exam")
    with page.expect_response("**/flag"):
        page.get_by_label("Flag it").check()
    page.reload()
    expect(page.get_by_label("Flag it")).to_be_checked()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_label("Flag it")).to_be_checked()
    other.close()


def test_a_quiz_goes_on_in_another_tab(tab: Tab, site: Site) -> None:
    page = tab.page
    begin(page, "Immediate")
    answer(page, site.app, right=True)
    other = page.context.new_page()
    other.goto("/")
    other.get_by_role("link", name="1 of 5 answered").click()
    expect(other.locator(".steps-text")).to_have_text("Item 2 of 5")
    other.close()


def test_what_is_missed_in_practice_comes_again(tab: Tab, site: Site) -> None:
    page = tab.page
    begin(page, "Practice")
    answer(page, site.app, right=False)
    page.locator("[data-next]").click()
    expect(page.locator(".steps-text")).to_have_text("Item 2 of 6")
