"""Reviewing drafts: nothing typed is lost, every decision can be taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask, session

from quizapp.services.decks import get_deck
from quizapp.web import undo
from tests.web.cast import DECK, NAMES, PROOF, Browser
from tests.web.test_attempts import visible

ITEM = f"/decks/{DECK}/items/i-mcq-0"
EDIT: dict[str, Any] = {
    "stem": "Which province has Harbin for its capital?",
    "rationale": "So it is.",
    "category": "north",
    "option_text": ["Liaoning", "Heilongjiang", "Jilin"],
    "option_correct": "1",
    "option_feedback": ["No.", "", ""],
    "version": "1",
}


def statuses(web: Flask) -> dict[str, str]:
    """Item → status."""
    with web.app_context():
        return {entry.item.id: entry.status for entry in get_deck(DECK).items}


def decide(visitor: Browser, name: str, status: str, **how: bool) -> None:
    """Accept, reject or take back."""
    response = visitor.post(f"/decks/{DECK}/items/i-{name}/status", {"status": status}, **how)
    assert response.status_code in {200, 303}


def test_the_drafts_stand_beside_their_source(visitor: Browser, drafts: str) -> None:
    text = visitor.get(f"/decks/{drafts}/review").text
    assert text.count("data-draft") == len(NAMES)
    names = set(re.findall(r'href="#(e\d+-\d+)"', text))
    assert names == set(re.findall(r'class="anchor" id="(e\d+-\d+)"', text))


def test_all_of_the_source_can_be_read(visitor: Browser, web: Flask, drafts: str) -> None:
    with web.app_context():
        words = get_deck(drafts).source.text.split()
    shown = visible(visitor.get(f"/decks/{drafts}/review").text.split('class="source-text"')[1])
    assert " ".join(words)[:200] in shown.removeprefix(">").strip()


@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_a_decision_is_kept(status: str, visitor: Browser, web: Flask, drafts: str) -> None:
    decide(visitor, "mcq-0", status)
    assert statuses(web)["i-mcq-0"] == status


def test_a_decision_gives_back_the_card_and_the_counts(visitor: Browser, drafts: str) -> None:
    response = visitor.post(f"{ITEM}/status", {"status": "accepted"}, htmx=True)
    assert 'id="i-mcq-0"' in response.text
    assert 'id="tally" hx-swap-oob="true"' in response.text
    assert "1 accepted" in visible(response.text)


def test_without_a_script_a_decision_leads_back_to_the_item(visitor: Browser, drafts: str) -> None:
    response = visitor.post(f"{ITEM}/status", {"status": "accepted"})
    assert (response.status_code, response.headers["Location"]) == (303, f"/decks/{DECK}/review#i-mcq-0")


@pytest.mark.parametrize("status", ["", "retired", "published"])
def test_a_status_that_nobody_may_set_is_refused(status: str, visitor: Browser, drafts: str) -> None:
    assert visitor.post(f"{ITEM}/status", {"status": status}).status_code == 422


def test_the_last_decisions_are_undone_one_by_one(visitor: Browser, web: Flask, drafts: str) -> None:
    decide(visitor, "mcq-0", "accepted")
    decide(visitor, "cloze-0", "rejected")
    visitor.post(f"/decks/{drafts}/undo")
    assert (statuses(web)["i-mcq-0"], statuses(web)["i-cloze-0"]) == ("accepted", "draft")
    visitor.post(f"/decks/{drafts}/undo")
    assert statuses(web)["i-mcq-0"] == "draft"


def test_accepting_all_is_undone_at_once(visitor: Browser, web: Flask, drafts: str) -> None:
    decide(visitor, "cloze-0", "rejected")
    visitor.post(f"/decks/{drafts}/accept")
    assert set(statuses(web).values()) == {"accepted", "rejected"}
    visitor.post(f"/decks/{drafts}/undo")
    assert set(statuses(web).values()) == {"draft", "rejected"}


def test_with_nothing_to_undo_that_is_said(visitor: Browser, drafts: str) -> None:
    assert "nothing to undo" in visitor.post(f"/decks/{drafts}/undo", follow=True).text


@pytest.mark.parametrize(
    ("query", "number"),
    [("kind=mcq", 1), ("status=accepted", 0), ("kind=cloze&status=draft", 2), ("page=x", len(NAMES))],
)
def test_a_filter_shows_only_what_fits(query: str, number: int, visitor: Browser, drafts: str) -> None:
    assert visitor.get(f"/decks/{drafts}/review?{query}").text.count("data-draft") == number


@pytest.mark.parametrize("name", NAMES)
def test_an_item_sent_back_unchanged_is_accepted(
    name: str, visitor: Browser, web: Flask, drafts: str
) -> None:
    form = fields_in(visitor.get(f"/decks/{drafts}/items/i-{name}/edit").text)
    response = visitor.post(f"/decks/{drafts}/items/i-{name}/edit", form)
    assert response.status_code == 303, visible(response.text)[:600]
    assert statuses(web)[f"i-{name}"] == "accepted"


def fields_in(text: str) -> dict[str, list[str]]:
    """The edit form as a browser would send it."""
    from html import unescape

    form = text.split('class="stack edit"')[1].split("</form>")[0]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]+>|<textarea.*?</textarea>|<select.*?</select>", form, re.DOTALL):
        name = re.search(r'name="([^"]+)"', tag)
        shown = r'value="([^"]*)" selected' if tag.startswith("<select") else r'value="([^"]*)"'
        value = re.search(r">\n(.*)</textarea>", tag, re.DOTALL) or re.search(shown, tag)
        chosen = "checked" in tag or not re.search(r'type="(?:radio|checkbox)"', tag)
        if name and value and chosen:
            found.setdefault(name[1], []).append(unescape(value[1]))
    return found


def test_an_edit_makes_a_new_version(visitor: Browser, web: Flask, drafts: str) -> None:
    visitor.post(f"{ITEM}/edit", EDIT)
    with web.app_context():
        entry = next(entry for entry in get_deck(drafts).items if entry.item.id == "i-mcq-0")
    assert (entry.version, entry.item.stem, entry.status) == (2, EDIT["stem"], "accepted")


def test_a_flawed_edit_says_its_flaws_and_keeps_what_was_typed(visitor: Browser, drafts: str) -> None:
    typed = EDIT | {"option_text": ["Liaoning", "Liaoning", "Jilin"], "stem": "My very own stem?"}
    response = visitor.post(f"{ITEM}/edit", typed)
    assert response.status_code == 422
    assert ("My very own stem?" in response.text, 'role="alert"' in response.text) == (True, True)


def test_a_key_that_the_quote_does_not_hold_is_refused(visitor: Browser, drafts: str) -> None:
    typed = EDIT | {"option_text": ["Liaoning", "Shandong", "Jilin"]}
    response = visitor.post(f"{ITEM}/edit", typed)
    assert (response.status_code, "quote" in response.text) == (422, True)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("faces")])
def test_a_refused_edit_that_sent_one_field_alone_comes_back_as_a_form(
    name: str, visitor: Browser, drafts: str
) -> None:
    response = visitor.post(f"/decks/{drafts}/items/i-{name}/edit", {"version": "1", "stem": ""})
    assert (response.status_code, 'class="stack edit"' in response.text) == (422, True)


def test_a_late_edit_keeps_what_was_typed_and_shows_what_is_now(visitor: Browser, drafts: str) -> None:
    visitor.post(f"{ITEM}/edit", EDIT)
    late = visitor.post(f"{ITEM}/edit", EDIT | {"stem": "What ben typed meanwhile?"})
    assert late.status_code == 409
    assert ("What ben typed meanwhile?" in late.text, "What the item says now" in late.text) == (True, True)
    assert EDIT["stem"] in visible(late.text)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_late_edit_sent_once_more_is_taken(htmx: bool, visitor: Browser, drafts: str) -> None:
    visitor.post(f"{ITEM}/edit", EDIT)
    late = visitor.post(f"{ITEM}/edit", EDIT | {"stem": "What ben typed meanwhile?"}, htmx=htmx)
    again = visitor.post(f"{ITEM}/edit", fields_in(late.text))
    assert again.status_code == 303


def test_a_version_that_is_no_number_is_refused(visitor: Browser, drafts: str) -> None:
    assert visitor.post(f"{ITEM}/edit", EDIT | {"version": "one"}).status_code == 422


def test_publishing_without_an_accepted_item_is_refused(visitor: Browser, drafts: str) -> None:
    response = visitor.post(f"/decks/{drafts}/publish", {"title": "My own title", "about": "About it."})
    assert (response.status_code, "My own title" in response.text) == (422, True)


def test_publishing_leads_to_the_deck(visitor: Browser, drafts: str) -> None:
    decide(visitor, "mcq-0", "accepted")
    response = visitor.post(
        f"/decks/{drafts}/publish", {"title": "Capitals of the north", "about": ""}, follow=True
    )
    assert ("Capitals of the north" in response.text, "Take a quiz" in response.text) == (True, True)


def test_an_unpublished_deck_leads_to_its_review(visitor: Browser, drafts: str) -> None:
    assert visitor.get(f"/decks/{drafts}").headers["Location"] == f"/decks/{drafts}/review"


def test_rejecting_what_learners_have_keeps_it_in_sight(visitor: Browser, web: Flask, deck: str) -> None:
    decide(visitor, "mcq-0", "accepted")
    decide(visitor, "mcq-0", "rejected")
    assert 'id="i-mcq-0"' in visitor.get(f"/decks/{deck}/review").text
    assert PROOF in visitor.get(f"/decks/{deck}/source").text


def test_a_rejected_item_asks_why_and_shows_the_answer(visitor: Browser, web: Flask, drafts: str) -> None:
    asked = visitor.post(f"{ITEM}/status", {"status": "rejected"}, htmx=True)
    assert ("data-ask" in asked.text, "Why?" in asked.text) == (True, True)
    told = visitor.post(f"{ITEM}/status", {"status": "rejected", "why": "trivial"}, htmx=True)
    assert ("data-ask" in told.text, "Rejected: Trivial" in visible(told.text)) == (False, True)
    assert "Rejected: Trivial" in visible(visitor.get(f"/decks/{drafts}/review?status=rejected").text)


def test_to_say_why_is_no_step_of_its_own(visitor: Browser, web: Flask, drafts: str) -> None:
    decide(visitor, "mcq-0", "rejected")
    visitor.post(f"{ITEM}/status", {"status": "rejected", "why": "key"})
    visitor.post(f"/decks/{drafts}/undo")
    assert statuses(web)["i-mcq-0"] == "draft"
    assert "nothing to undo" in visitor.post(f"/decks/{drafts}/undo", follow=True).text


def test_a_reason_that_there_is_not_is_refused(visitor: Browser, drafts: str) -> None:
    assert visitor.post(f"{ITEM}/status", {"status": "rejected", "why": "ugly"}).status_code == 422


def test_how_much_is_decided_is_shown(visitor: Browser, drafts: str) -> None:
    decide(visitor, "mcq-0", "accepted")
    decide(visitor, "cloze-0", "rejected")
    assert f"2 of {len(NAMES)} decided" in visible(visitor.get(f"/decks/{drafts}/review").text)


@pytest.mark.parametrize("htmx", [False, True])
def test_the_drafts_of_a_rating_are_counted(htmx: bool, visitor: Browser, drafts: str) -> None:
    text = visitor.get(f"/decks/{drafts}/accept?least=0", htmx=htmx).text
    assert f"Accept {len(NAMES)} drafts rated ≥ 0 %" in visible(text)
    assert ("<html" in text) is not htmx


def test_drafts_of_a_rating_are_accepted_and_taken_back_at_once(
    visitor: Browser, web: Flask, drafts: str
) -> None:
    told = visitor.get(f"/decks/{drafts}/accept?least=30").text
    found = re.search(r"Accept (\d+) drafts? rated", told)
    assert found is not None
    visitor.post(f"/decks/{drafts}/accept", {"least": "30"})
    accepted = [id for id, status in statuses(web).items() if status == "accepted"]
    assert len(accepted) == int(found[1])
    visitor.post(f"/decks/{drafts}/undo")
    assert set(statuses(web).values()) == {"draft"}


@pytest.mark.parametrize("least", ["x", "-1", "101"])
def test_a_rating_that_is_no_percentage_is_refused(least: str, visitor: Browser, drafts: str) -> None:
    assert visitor.post(f"/decks/{drafts}/accept", {"least": least}).status_code == 422
    assert visitor.get(f"/decks/{drafts}/accept?least={least}").status_code == 200


def test_hundreds_of_items_are_one_step(visitor: Browser, web: Flask, deck: str) -> None:
    many = [f"i{n:016x}" for n in range(900)]
    with web.test_request_context():
        undo.remember_many("big", many[3:800], "draft", among=many)
        assert len(str(session["undo"])) < 400
        assert undo.last("big", among=many[1:]) == {}
        undo.remember_many("big", many[3:800], "draft", among=many)
        assert undo.last("big", among=many) == dict.fromkeys(many[3:800], "draft")
        assert undo.depth("big") == 0
