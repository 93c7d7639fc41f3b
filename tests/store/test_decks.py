"""Names and numbers of decks."""

from __future__ import annotations

import pytest
from flask import Flask

from quizapp.core.text.source import Source
from quizapp.store import decks, sources
from quizapp.store.database import reading, transaction
from tests.store.northern import NOW

SLUGS = [
    ("Northeast China revitalization, 2023", "northeast-china-revitalization-2023"),
    ("  L’été à Besançon!  ", "lete-a-besancon"),
    ("Don't panic", "dont-panic"),
    ("東北", "deck"),
    ("…", "deck"),
    ("word " * 30, "word-word-word-word-word-word-word-word-word"),
    ("x" * 80, "x" * 48),
]


def add(title: str, public_id: str = "") -> str:
    with transaction() as connection:
        name = public_id or decks.free_public_id(connection, title)
        source = sources.add(connection, Source(title=title, text="A text."))
        decks.add(connection, public_id=name, title=title, source_id=source, published=False, now=NOW)
    return name


def anki_id(public_id: str) -> int:
    with reading() as connection:
        return decks.get(connection, public_id).anki_id


@pytest.mark.parametrize(("title", "slug"), SLUGS)
def test_a_title_gives_a_readable_name(title: str, slug: str) -> None:
    assert decks.slug_of(title) == slug


def test_a_second_deck_of_a_title_gets_random_letters(app: Flask) -> None:
    first, second = add("The north"), add("The north")
    assert first == "the-north"
    assert second.startswith("the-north-")


@pytest.mark.parametrize("title", ["New", "Import"])
def test_a_name_that_addresses_need_is_not_given_to_a_deck(title: str, app: Flask) -> None:
    assert add(title).startswith(f"{title.casefold()}-")


def test_the_name_of_a_deleted_deck_is_not_given_again(app: Flask) -> None:
    add("The north")
    with transaction() as connection:
        decks.delete_for_ever(connection, decks.find(connection, "the-north").id)
    assert add("The north") != "the-north"


def test_a_deck_has_the_same_number_in_anki_everywhere(app: Flask) -> None:
    add("The north", "north")
    assert anki_id("north") == 1_215_772_949


def test_numbers_in_anki_lie_where_anki_takes_them(app: Flask) -> None:
    assert all(1 << 30 <= anki_id(add("A deck")) < 1 << 31 for _ in range(20))


def test_two_decks_never_share_a_number_in_anki(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    add("The north", "north")
    with transaction() as connection:
        taken = decks._free_anki_id(connection, "north")
    assert taken != anki_id("north")
