"""Reports on the pages, without a script."""

from __future__ import annotations

import re

import pytest

from tests.web.cast import DECK, Browser, exemplar

EVIL = "<script>alert(1)</script>"


def told(visitor: Browser, name: str = "mcq-0") -> str:
    """The address of an item that was answered wrongly."""
    attempt = visitor.start(name)
    visitor.post(f"{attempt}/1", exemplar(name).wrong)
    return f"{attempt}/1"


def reported(visitor: Browser, **more: str) -> str:
    """The address of an item that was reported."""
    address = told(visitor)
    sent = visitor.post(f"{address}/report", {"reason": "wrong", "words": "It is the other."} | more)
    assert sent.headers["Location"] == address
    return address


def number(visitor: Browser) -> str:
    """The number of the newest report that waits."""
    found = re.search(rf"/decks/{DECK}/reports/(\d+)", visitor.get(f"/decks/{DECK}/reports").text)
    assert found is not None
    return found[1]


def test_feedback_offers_a_report_and_an_open_item_does_not(visitor: Browser, deck: str) -> None:
    texts = [visitor.get(f"{visitor.start('mcq-0')}/1").text, visitor.get(told(visitor)).text]
    assert ["Report this item" in text for text in texts] == [False, True]


def test_a_report_is_confirmed_and_shown_to_who_sent_it(visitor: Browser, deck: str) -> None:
    text = visitor.get(reported(visitor)).text
    assert ("Sent to the owner" in text, "has not decided yet" in text) == (True, True)


def test_a_report_reaches_the_owner(visitor: Browser, deck: str) -> None:
    reported(visitor)
    listed = visitor.get(f"/decks/{DECK}/reports").text
    assert ("It is the other." in listed, "1 report waits for you." in listed) == (True, True)
    assert "1 report<" in visitor.get("/").text


def test_a_report_without_a_reason_is_refused(visitor: Browser, deck: str) -> None:
    assert visitor.post(f"{told(visitor)}/report", {"words": "Bad."}).status_code == 422


def test_markup_in_a_report_stays_text(visitor: Browser, deck: str) -> None:
    reported(visitor, words=EVIL)
    visitor.post(f"/decks/{DECK}/reports/{number(visitor)}", {"ruling": "declined", "reply": EVIL})
    pages = [visitor.get("/").text, visitor.get(f"/decks/{DECK}/reports").text]
    assert [("&lt;script&gt;alert" in page, "<script>alert" in page) for page in pages] == [(True, False)] * 2


def test_the_learner_hears_the_ruling_and_then_no_more(visitor: Browser, deck: str) -> None:
    address = reported(visitor)
    one = number(visitor)
    visitor.post(f"/decks/{DECK}/reports/{one}", {"ruling": "declined", "reply": "Read on."})
    home = visitor.get("/").text
    assert ("What became of your reports" in home, "Read on." in home) == (True, True)
    visitor.post("/rulings", {"number": one})
    assert "What became of your reports" not in visitor.get("/").text
    assert "Read on." in visitor.get(address).text


def test_a_decision_is_taken_back_until_the_learner_has_heard_it(visitor: Browser, deck: str) -> None:
    reported(visitor)
    address = f"/decks/{DECK}/reports/{number(visitor)}"
    told = visitor.post(address, {"ruling": "declined", "reply": "Read on."}, follow=True).text
    assert (f'undo-note" method="post" action="{address}/reopen"' in told, "Decide again" in told) == (
        True,
        True,
    )
    for _ in range(2):  # a second press changes nothing
        again = visitor.post(f"{address}/reopen", follow=True).text
        assert ("1 report waits for you." in again, "Read on." in again) == (True, False)
    assert "What became of your reports" not in visitor.get("/").text
    visitor.post(address, {"ruling": "declined", "reply": "Read on."})
    visitor.post("/rulings", {"number": address.rpartition("/")[2]})
    assert visitor.post(f"{address}/reopen").status_code == 409
    assert "Decide again" not in visitor.get(f"/decks/{DECK}/reports").text


def test_a_report_that_is_right_leads_to_the_edit_form(visitor: Browser, deck: str) -> None:
    reported(visitor)
    ruled = visitor.post(f"/decks/{DECK}/reports/{number(visitor)}", {"ruling": "upheld"})
    assert ruled.headers["Location"].endswith("/items/i-mcq-0/edit")


@pytest.mark.parametrize(
    ("name", "offered"),
    [("short_answer-0", True), ("cloze-0", True), ("mcq-0", False), ("matching-0", False)],
)
def test_only_what_was_written_can_be_appealed(name: str, offered: bool, visitor: Browser, deck: str) -> None:
    assert ("I was right" in visitor.get(told(visitor, name)).text) is offered


def test_an_appeal_that_is_upheld_turns_the_verdict(visitor: Browser, deck: str) -> None:
    attempt = visitor.start("short_answer-0")
    visitor.post(f"{attempt}/1", {"answer": "Ice City"})
    text = visitor.post(f"{attempt}/1/appeal", follow=True).text
    assert 'action="' + f"{attempt}/1/appeal" not in text
    visitor.post(f"/decks/{DECK}/reports/{number(visitor)}", {"ruling": "upheld"})
    assert 'class="verdict is-right"' in visitor.get(f"{attempt}/1").text
    assert visitor.post(f"/decks/{DECK}/reports/1/reopen").status_code == 409  # the answer is right by now


def test_a_deck_without_reports_says_so(visitor: Browser, deck: str) -> None:
    assert "No report waits for you." in visitor.get(f"/decks/{DECK}/reports").text


@pytest.mark.parametrize("sent", ["", "x", "9" * 40, "-1"])
def test_hearing_nothing_does_no_harm(sent: str, visitor: Browser, deck: str) -> None:
    visitor.start("mcq-0")
    assert visitor.post("/rulings", {"number": sent}).status_code == 303


def test_a_stranger_has_nothing_to_hear(visitor: Browser, deck: str) -> None:
    assert visitor.post("/rulings", {"number": "1"}).status_code == 404


def test_a_number_that_is_none_is_not_found(visitor: Browser, deck: str) -> None:
    codes = [
        visitor.post(f"/decks/{DECK}/reports/{n}", {"ruling": "upheld"}).status_code for n in (0, 7, 10**30)
    ]
    assert codes == [404, 404, 404]
