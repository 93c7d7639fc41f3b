"""Copies, moves, ends and histories of items: each can be taken back, and no answer is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from quizapp.core.decks.deck import DeckItem
from quizapp.core.text.source import Source
from quizapp.services.decks import get_deck
from quizapp.store import decks, sources
from quizapp.store.database import transaction
from tests.web.cast import DECK, NAMES, NOW, PROOF, Browser
from tests.web.test_attempts import visible
from tests.web.test_review import EDIT, fields_in
from tests.web.test_writing import AT, write, written

ITEM = f"{AT}/i-mcq-0"
OTHER = "rivers"


def item(web: Flask, id: str = "i-mcq-0", deck: str = DECK) -> DeckItem:
    """An item as it is now."""
    with web.app_context():
        return next(entry for entry in get_deck(deck).items if entry.item.id == id)


def of(web: Flask, deck: str) -> list[DeckItem]:
    """The items of a deck."""
    with web.app_context():
        return list(get_deck(deck).items)


@pytest.fixture
def other(web: Flask, deck: str) -> str:
    """Another deck, with a text of its own and no items."""
    with web.app_context(), transaction() as connection:
        source = sources.add(connection, Source(title="Rivers", text="The Songhua flows through Harbin."))
        decks.add(connection, public_id=OTHER, title="Rivers", source_id=source, published=True, now=NOW)
    return OTHER


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_a_draft_with_the_same_words(name: str, visitor: Browser, web: Flask, deck: str) -> None:
    response = visitor.post(f"{AT}/i-{name}/duplicate")
    (copy,) = written(web)
    assert (response.status_code, response.headers["Location"]) == (303, f"{AT}/{copy.item.id}/edit")
    old = item(web, f"i-{name}")
    assert (copy.status, copy.item.stem, copy.item.body, copy.item.evidence) == (
        "draft", old.item.stem, old.item.body, old.item.evidence,
    )  # fmt: skip


def test_a_copy_is_undone(visitor: Browser, web: Flask, deck: str) -> None:
    visitor.post(f"{ITEM}/duplicate")
    visitor.post(f"/decks/{deck}/undo")
    assert [entry.status for entry in written(web)] == ["rejected"]


def test_a_copy_is_asked_once_it_is_saved(visitor: Browser, web: Flask, deck: str) -> None:
    address = visitor.post(f"{ITEM}/duplicate").headers["Location"]
    form = fields_in(visitor.get(address).text)
    assert visitor.post(address, form | {"stem": "Which one has Harbin for its capital?"}).status_code == 303
    assert [entry.status for entry in written(web)] == ["accepted"]


def test_the_decks_that_an_item_may_go_to_are_others_of_mine(visitor: Browser, other: str) -> None:
    text = visitor.get(f"{ITEM}/move").text
    assert (f'value="{other}"' in text, f'value="{DECK}"' in text) == (True, False)


def test_without_another_deck_that_is_said(visitor: Browser, deck: str) -> None:
    assert "no other deck" in visible(visitor.get(f"{ITEM}/move").text)


def test_a_moved_item_is_asked_there_and_not_here(visitor: Browser, web: Flask, other: str) -> None:
    visitor.post(f"{ITEM}/status", {"status": "accepted"})
    assert visitor.post(f"{ITEM}/move", {"to": other}).status_code == 303
    (moved,) = of(web, other)
    assert (moved.status, item(web).status, moved.item.evidence) == ("accepted", "retired", None)
    assert (moved.item.stem, moved.item.rationale) == (item(web).item.stem, item(web).item.rationale)


def test_a_moved_item_keeps_its_quote_where_the_other_text_holds_it(
    visitor: Browser, web: Flask, other: str
) -> None:
    write(visitor, "short_answer")
    (mine,) = written(web)
    visitor.post(f"{AT}/{mine.item.id}/move", {"to": other})
    (moved,) = of(web, other)
    edit = f"/decks/{other}/items/{moved.item.id}"
    form = fields_in(visitor.get(f"{edit}/edit").text)
    assert visitor.post(f"{edit}/edit", form | {"evidence": "0-33"}).status_code == 303
    assert visitor.post(f"{edit}/move", {"to": DECK}).status_code == 303
    back = next(entry for entry in written(web) if entry.status == "accepted")
    assert back.item.evidence is None
    assert back.item.rationale == "Because it is so."


def test_a_move_is_undone_in_both_decks(visitor: Browser, web: Flask, other: str) -> None:
    visitor.post(f"{ITEM}/move", {"to": other})
    assert "Undo" in visible(visitor.get(ITEM).text)
    visitor.post(f"/decks/{DECK}/undo")
    assert (item(web).status, of(web, other)[0].status) == ("accepted", "retired")


@pytest.mark.parametrize(("to", "status"), [("", 422), (DECK, 422), ("nowhere", 404)])
def test_a_move_to_nowhere_changes_nothing(
    to: str, status: int, visitor: Browser, web: Flask, deck: str
) -> None:
    assert visitor.post(f"{ITEM}/move", {"to": to}).status_code == status
    assert item(web).status == "accepted"


def test_a_deleted_item_is_not_asked_and_comes_back(visitor: Browser, web: Flask, deck: str) -> None:
    visitor.post(f"{ITEM}/status", {"status": "accepted"})
    response = visitor.post(f"{ITEM}/delete", follow=True)
    assert ("not asked any more" in visible(response.text), item(web).status) == (True, "retired")
    visitor.post(f"/decks/{deck}/undo", {"back": "item", "item_id": "i-mcq-0"})
    assert item(web).status == "accepted"


def test_answers_to_a_deleted_item_stay(visitor: Browser, web: Flask, deck: str) -> None:
    address = visitor.start("mcq-0")
    visitor.post(f"{address}/1", {"choice": "1"})
    visitor.post(f"{ITEM}/delete")
    assert PROOF in visitor.get(f"{address}/review").text


@pytest.mark.parametrize(("tag", "number"), [("exam", 1), ("week 3", 1), ("nothing", 0)])
def test_items_are_filtered_by_tag(tag: str, number: int, visitor: Browser, deck: str) -> None:
    write(visitor)
    text = visitor.get(f"{AT}?tag={tag}").text
    assert text.count('class="item-line"') == number
    assert "#exam" in visitor.get(AT).text


def test_only_who_may_edit_is_offered_it(visitor: Browser, web: Flask, deck: str) -> None:
    assert f"{ITEM}" in visitor.get(AT).text


def edit(visitor: Browser, **fields: Any) -> None:
    """ada words an item otherwise."""
    version = item_version(visitor)
    assert visitor.post(f"{ITEM}/edit", EDIT | {"version": version} | fields).status_code == 303


def item_version(visitor: Browser) -> str:
    """The version that its form names."""
    return fields_in(visitor.get(f"{ITEM}/edit").text)["version"][0]


def test_the_history_shows_every_version_with_what_changed(visitor: Browser, deck: str) -> None:
    edit(visitor)
    edit(visitor, stem="Which old province has Harbin for its capital?", tags="north")
    text = visitor.get(f"{ITEM}/history").text
    assert text.count('class="revision') >= 3
    assert re.search(r"<ins>\s*old\s*</ins>", text)
    assert ("Version 3" in visible(text), "In force" in visible(text)) == (True, True)
    assert ("Generated from the text" in visible(text), "You" in visible(text)) == (True, True)


def test_a_history_of_one_version_says_all_of_it(visitor: Browser, deck: str) -> None:
    text = visible(visitor.get(f"{ITEM}/history").text)
    assert ("Heilongjiang" in text, "Restore" in text) == (True, False)


def test_a_version_is_restored_as_a_new_one(visitor: Browser, web: Flask, deck: str) -> None:
    before = item(web)
    edit(visitor)
    response = visitor.post(f"{ITEM}/restore", {"number": "1"})
    assert (response.status_code, response.headers["Location"]) == (303, f"{ITEM}/history")
    after = item(web)
    assert (after.version, after.item, after.status) == (3, before.item, "accepted")


def test_a_restored_version_is_undone(visitor: Browser, web: Flask, deck: str) -> None:
    edit(visitor)
    edited = item(web)
    visitor.post(f"{ITEM}/restore", {"number": "1"})
    visitor.post(f"/decks/{deck}/undo")
    assert item(web).item == edited.item


def test_an_edit_is_undone(visitor: Browser, web: Flask, drafts: str) -> None:
    before = item(web)
    edit(visitor)
    visitor.post(f"/decks/{drafts}/undo")
    assert (item(web).item, item(web).status) == (before.item, "draft")


@pytest.mark.parametrize(("number", "status"), [("7", 404), ("x", 422), ("", 422), ("1", 303)])
def test_a_version_that_is_none_or_in_force_is_not_restored(
    number: str, status: int, visitor: Browser, web: Flask, deck: str
) -> None:
    assert visitor.post(f"{ITEM}/restore", {"number": number}).status_code == status
    assert item(web).version == 1


@pytest.mark.parametrize("path", ["history", "move"])
def test_an_item_that_is_not_there_has_no_page(path: str, visitor: Browser, deck: str) -> None:
    assert visitor.get(f"{AT}/nothing/{path}").status_code == 404
