"""What is deleted on a page is undone on the next one, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from quizapp.store.database import db
from tests.web.cast import DECK, Browser

PASSWORD = "correct horse"
FOUND = re.compile(r"WHERE deck\.id = |AND item_version\.id IN ")
"""What is asked by a row that was found before."""
BINNED = ("deck", "classroom", "member", "assignment")


@pytest.fixture
def ada(visitor: Browser, deck: str) -> Browser:
    """A teacher who is signed in."""
    form = {"role": "teacher", "name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    assert visitor.post("/sign-up", form).status_code == 303
    return visitor


def addresses(ada: Browser, web: Flask) -> tuple[str, str, str, Browser]:
    """Her class, what is assigned in it, a learner's page there, and ben, the learner."""
    room = ada.post("/classes", {"title": "9b"}).headers["Location"]
    ada.post(f"{room}/assign", {"deck": DECK, "count": "3", "behaviour": "deferred", "title": "Rivers"})
    text = ada.get(room).text
    assignment = re.search(r"/assignments/[\w-]+", text)
    code = re.search(r"/join/\w+", text)
    assert assignment is not None
    assert code is not None
    ben = Browser(web.test_client())
    ben.post(code[0], {"name": "Ben"})
    member = re.search(rf"{room}/members/\d+", ada.get(room).text)
    assert member is not None
    return room, assignment[0], member[0], ben


def undo_in(text: str) -> str:
    """Where the button of the note leads."""
    found = re.search(r'undo-note" method="post" action="(/deleted/[^"]+/restore)"', text)
    assert found is not None
    return found[1]


def test_every_deletion_is_undone_from_the_note_that_tells_it(ada: Browser, web: Flask) -> None:
    room, assignment, member, ben = addresses(ada, web)
    deeds = {
        f"{assignment}/delete": assignment,
        f"{member}/remove": member,
        f"{room}/delete": room,
        f"/decks/{DECK}/delete": f"/decks/{DECK}",
    }
    for deed, page in deeds.items():
        told = ada.post(deed, follow=True)
        assert ada.get(page).status_code == 404, deed
        back = ada.post(undo_in(told.text), follow=True)
        assert ("is back" in back.text, ada.get(page).status_code) == (True, 200), deed
    told = ben.post(f"{room}/leave", follow=True)
    assert ben.get(room).status_code == 404
    assert "is back" in ben.post(undo_in(told.text), follow=True).text
    assert ben.get(room).status_code == 200


def test_the_note_of_an_undone_deletion_is_told_once(ada: Browser, deck: str) -> None:
    ada.post(f"/decks/{deck}/delete", follow=True)
    assert "undo-note" not in ada.get("/").text


def test_the_page_of_what_was_deleted_brings_back_or_deletes_for_ever(ada: Browser, web: Flask) -> None:
    assert "Nothing here" in ada.get("/deleted").text
    room, _, member, ben = addresses(ada, web)
    for deed in (f"{member}/remove", f"/decks/{DECK}/delete"):
        ada.post(deed)
    text = ada.get("/deleted").text
    assert ("Capitals" in text, "Out of a class · 9b" in text, "30 days left" in text) == (True, True, True)
    assert "Ben" not in ben.get("/deleted").text
    assert ada.post(f"/deleted/deck.{DECK}/restore").headers["Location"] == f"/decks/{DECK}"
    assert ada.post(f"/deleted/deck.{DECK}/destroy").status_code == 303
    assert ada.get(f"/decks/{DECK}").status_code == 200  # it was brought back before
    ada.post(f"{room}/delete")
    gone = ada.post(f"/deleted/class.{room.rpartition('/')[2]}/destroy", follow=True)
    assert "deleted for ever" in gone.text
    assert ada.post(f"/deleted/class.{room.rpartition('/')[2]}/restore").status_code == 404


def test_a_screen_of_a_round_ends_when_its_class_is_deleted(
    ada: Browser, web: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.web.live.TICK_SECONDS", 0)
    room, _, _, _ = addresses(ada, web)
    screen = ada.post(f"{room}/live", {"deck": DECK, "count": "2"}).headers["Location"]
    stream = ada.client.get(f"{screen.rpartition('/')[0]}/events").response
    lines: Iterator[Any] = iter(stream)
    assert [bool(next(lines)) for _ in range(2)] == [True, True]
    ada.post(f"{room}/delete")
    assert list(lines) == []


def test_every_query_says_whether_it_wants_what_is_in_the_bin(ada: Browser, web: Flask) -> None:
    room, assignment, member, ben = addresses(ada, web)
    attempt = ben.post(f"{assignment}/start").headers["Location"].rpartition("/")[0]
    screen = ada.post(f"{room}/live", {"deck": DECK, "count": "2"}).headers["Location"]
    phone = screen.rpartition("/")[0]
    of_deck = ("", "/items", "/source", "/export", "/export/csv", "/anki", "/settings", "/review", "/statements",
               "/coverage", "/reports", "/changes", "/delete", "/items/i-mcq-0", "/items/i-mcq-0/history",
               "/items/i-mcq-0/move", "/items/i-mcq-0/regrade")  # fmt: skip
    of_class = ("", "/gradebook", "/gradebook.csv", "/settings", "/assign", "/delete")
    pages = [
        "/",
        "/classes",
        "/study",
        "/account",
        "/account/delete",
        member,
        screen,
        assignment,
        f"{assignment}/items",
    ]
    pages += [f"/decks/{DECK}{page}" for page in of_deck] + [f"{room}{page}" for page in of_class]
    seen: set[str] = set()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.add(statement)

    with web.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    for page in pages:
        assert ada.get(page).status_code < 300, page
    for page in ("/", "/classes", room, assignment, phone, f"{attempt}/1", f"{attempt}/finish", "/study"):
        assert ben.get(page).status_code < 300, page
    ben.post(f"/decks/{DECK}/study")
    ben.get(f"/study/next?deck={DECK}")
    silent = {
        statement
        for statement in seen
        for table in BINNED
        if re.search(rf"(FROM|JOIN) {table}\b", statement) and f"{table}.deleted_at" not in statement
        if not FOUND.search(statement)
    }
    assert len(seen) > 40
    assert silent == set()
