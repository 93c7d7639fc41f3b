"""What becomes of images and sounds: kept as long as an item says so, and taken along wherever it goes."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.core.items.item import Item
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.account import Account
from quizapp.core.teaching.assignment import Assignment
from quizapp.errors import InputError, NotFound
from quizapp.exchange.native import read_document
from quizapp.services import access, accounts, assignments, classes, media, personal
from quizapp.services.access import Actor
from quizapp.services.decks import delete_deck, get_deck
from quizapp.services.drafts import edit_item
from quizapp.services.exports import export_items, export_missed
from quizapp.services.learners import new_learner
from quizapp.services.media import KEPT_FOR, add_files
from quizapp.services.parity import verify_deck
from quizapp.services.writing import add_item
from quizapp.store import decks as stored
from quizapp.store import learners
from quizapp.store.database import reading, transaction
from quizapp.store.media_rows import DeckMediaRow, MediaRow
from tests.exchange.media.samples import mp3, png
from tests.services.cast import DECK, finish, quiz
from tests.services.school import PASSWORD
from tests.store.northern import LATER, NOW


def add(*contents: bytes, deck: str = DECK, now: datetime = NOW) -> list[str]:
    """Add files; their names."""
    added = add_files(deck, [(f"{n}.bin", content) for n, content in enumerate(contents)], now=now)
    assert added.refused == ()
    return [each.name for each in added.media]


def illustrated(*names: str) -> dict[str, list[str]]:
    """The fields of media in a form."""
    return {"has_media": ["1"], "media_name": list(names), "media_alt": ["A map"] * len(names),
            "media_place": ["stem"] * len(names)}  # fmt: skip


def write(*names: str, deck: str = DECK) -> Item:
    """Store an item with these images and sounds."""
    fields: dict[str, Any] = {"stem": ["Which river is it?"], "answers": ["Songhua"]}
    return add_item(deck, "short_answer", fields | illustrated(*names), now=NOW).item


def counts() -> tuple[int, int]:
    """How many files there are, and how many times a deck has one."""
    with reading() as connection:
        found = [
            connection.execute(select(func.count()).select_from(row)).scalar_one()
            for row in (MediaRow, DeckMediaRow)
        ]
    return found[0], found[1]


def test_what_no_item_names_is_forgotten_after_a_day_when_the_next_file_comes(north: str) -> None:
    kept, waiting = add(png(shade=1), png(shade=2))
    item = write(kept)
    soon = NOW + KEPT_FOR - timedelta(minutes=1)
    add(png(shade=3), now=soon)
    assert counts() == (3, 3)
    add(png(shade=2), now=soon)  # it is chosen once more: its day begins anew
    add(png(shade=4), now=NOW + KEPT_FOR + timedelta(minutes=1))
    assert counts() == (4, 4)
    add(png(shade=4), now=NOW + 3 * KEPT_FOR)
    assert counts() == (2, 2)
    with pytest.raises(InputError, match="Add its file again"):
        write(waiting)
    edit_item(DECK, item.id, {"has_media": ["1"]}, version=1, now=LATER)
    assert get_deck(DECK).items[-1].item.media == ()
    add(png(shade=4), now=NOW + 9 * KEPT_FOR)
    assert media.content_of(media.get_media(DECK, kept)) == png(shade=1)  # the first version may be restored


def test_a_file_is_stored_once_and_goes_with_the_last_deck_that_has_it(north: str, workshop: str) -> None:
    for deck in (DECK, workshop):
        write(*add(png(), deck=deck), deck=deck)
    assert counts() == (1, 2)
    delete_deck(DECK)
    assert counts() == (1, 1)
    delete_deck(workshop)
    assert counts() == (0, 0)


def test_a_deck_without_room_takes_no_item_from_another(
    north: str, workshop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (name,) = add(png())
    monkeypatch.setattr(media, "MOST_BYTES", 5)
    with pytest.raises(InputError, match="together"):
        media.lend(DECK, workshop, [name], now=NOW)
    with pytest.raises(NotFound):
        media.get_media(workshop, name)


def test_an_export_carries_them_or_says_so(north: str) -> None:
    names = add(png(), mp3())
    item = write(*names)
    read = read_document(export_items(DECK, "json").content)
    assert read.media == dict(zip(names, (png(), mp3()), strict=True))
    assert next(each for each in read.items if each.id == item.id) == item
    found = {one.format: one for one in verify_deck(DECK) if one.item == item.id}
    assert {name: (one.holds, one.bare) for name, one in found.items()} == {
        "json": (True, False), "csv": (True, True), "gift": (True, True),
    }  # fmt: skip


def test_a_file_of_json_whose_content_is_another_is_not_believed(north: str) -> None:
    (name,) = add(png())
    write(name)
    plain = json.loads(export_items(DECK, "json").content)
    plain["media"] = {name: "AAAA", "../x.png": "AAAA"}
    assert read_document(json.dumps(plain).encode()).media == {}
    plain["items"][-1]["media"][0]["name"] = "../../etc/passwd"
    read = read_document(json.dumps(plain).encode())
    assert [problem for _, problem in read.broken] == ["“../../etc/passwd” is no name of an image or a sound"]


def test_ben_may_see_what_he_is_asked_and_cleo_may_not(app: Flask, north: str) -> None:
    teacher, ben, cleo, dan = (new_learner(now=NOW).id for _ in range(4))
    room = classes.new_class(title="9b", learner=teacher, name="Ada", now=NOW)
    classes.join(room.code, learner=ben, name="Ben", now=NOW)
    quiz(learner=dan, count=1)
    with transaction() as connection:
        owner = learners.row(connection, teacher)
        stored.change(connection, stored.find(connection, DECK).id, visibility="own", owner_id=owner)

    def seeing() -> list[bool]:
        return [access.may(Actor(learner=one), "see", DECK) for one in (ben, cleo, dan, None)]

    assert seeing() == [False, False, True, False]
    given = Assignment(
        id="", classroom=room.id, deck_id=DECK, deck_title="", title="T", created=NOW, quiz=Quiz(count=1)
    )
    assignments.give(given)
    assert seeing() == [True, False, True, False]


def test_a_copy_of_everything_has_the_files_and_leaving_deletes_them(ada: Account, north: str) -> None:
    with transaction() as connection:
        deck = stored.find(connection, DECK).id
        stored.change(connection, deck, owner_id=learners.row(connection, ada.learner))
    (name,) = add(png())
    write(name)
    copy = personal.copy_of(ada, now=NOW)
    with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
        kept = json.loads(archive.read("quizapp-copy.json"))
        assert (copy.filename, archive.read(f"media/{name}")) == ("quizapp-copy.zip", png())
    (told,) = [item["media"] for item in kept["decks"][0]["items"] if "media" in item]
    assert (told[0]["name"], told[0]["alt"]) == (name, "A map")
    accounts.delete_account(ada.id, password=PASSWORD)
    assert counts() == (0, 0)


def test_what_was_missed_leaves_with_its_images(north: str) -> None:
    attempt = quiz(count=5)
    finish(attempt, missing=[2])
    (name,) = add(png())
    edit_item(DECK, attempt.items[1].entry.item.id, illustrated(name), version=1, now=LATER)
    with zipfile.ZipFile(io.BytesIO(export_missed(attempt.id).content)) as package:
        assert package.read("0") == png()
