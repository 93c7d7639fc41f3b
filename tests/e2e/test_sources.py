"""A file is chosen or dropped and outlives a slip in the form; a source is found still right with one press."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quizapp.core.text.particulars import Particulars
from quizapp.services.sources import describe_source
from tests.e2e.conftest import Site, Tab
from tests.e2e.steps import SEED_DECK
from tests.exchange.documents.paper import PROSE, page, pdf

pytestmark = pytest.mark.slow

DROP = """() => {
  const dropped = new DataTransfer();
  dropped.items.add(new File(["%PDF-1.7"], "report.pdf", { type: "application/pdf" }));
  const event = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
  document.querySelector("#text").dispatchEvent(event);
}"""


@pytest.fixture
def overdue(site: Site) -> Iterator[None]:
    """Somebody should look at the source of the starting deck again."""
    id = SEED_DECK.rpartition("/")[2]
    before = Particulars(dated=date(2023, 9, 9))
    with site.app.app_context():
        late = Particulars(dated=before.dated, review_by=date(2026, 3, 1))
        describe_source(id, late, now=datetime.now(UTC))
        yield
        describe_source(id, before, now=datetime.now(UTC))


def test_a_file_that_was_chosen_outlives_a_slip_in_the_form(tab: Tab, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(page(PROSE)))
    tab.page.goto("/texts/new")
    tab.page.get_by_text("What is known of the text").click()
    tab.page.get_by_label("Author").fill("a" * 150)
    tab.page.get_by_label("Address").fill("ftp://example.org/report")
    tab.page.locator("#file").set_input_files(file)
    tab.page.get_by_role("button", name="Make drafts").click()
    expect(tab.page.locator(".problem")).to_contain_text("is no address of a page")
    assert tab.page.locator("#file").evaluate("input => input.files[0].name") == "report.pdf"
    expect(tab.page.get_by_label("Author")).to_have_value("a" * 150)
    tab.faults.clear()  # the browser notes the status of a form that came back


def test_a_file_is_dropped_on_the_text(tab: Tab) -> None:
    tab.page.goto("/texts/new")
    tab.page.evaluate(DROP)
    assert tab.page.locator("#file").evaluate("input => input.files[0].name") == "report.pdf"
    expect(tab.page.get_by_role("button", name="Remove the file")).to_be_visible()


def test_an_overdue_source_is_checked_and_that_is_taken_back(anyone: Tab, overdue: None) -> None:
    anyone.page.goto("/")
    anyone.page.get_by_role("button", name="Checked: still right").click()
    expect(anyone.page.get_by_text("You are reminded again after 1 March")).to_be_visible()
    anyone.page.get_by_role("button", name="Undo").click()
    expect(anyone.page.get_by_text("to be reviewed by 1 March 2026")).to_be_visible()
    assert anyone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_another_licence_is_asked_for_only_where_it_is_chosen(tab: Tab) -> None:
    tab.page.goto(f"{SEED_DECK}/settings")
    expect(tab.page.get_by_label("Which other licence")).to_be_hidden()
    tab.page.get_by_label("Licence", exact=True).select_option("other")
    expect(tab.page.get_by_label("Which other licence")).to_be_visible()
