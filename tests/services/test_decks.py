"""Reading, publishing, renaming and deleting decks."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from quizapp.core.text.source import Source
from quizapp.errors import InputError, NotFound
from quizapp.services.decks import delete_deck, get_deck, list_decks, publish_deck, rename_deck
from quizapp.services.drafts import accept_all, list_statements
from quizapp.services.quizzes import get_attempt
from quizapp.services.seeding import load_seeds
from quizapp.services.texts import run_next_job, submit_text
from tests.services.cast import entries, quiz
from tests.services.generator import fake_generator
from tests.store.northern import HEAD, NOW, write

UNKNOWN = ["nowhere", "", "north\x00", "n\udce9", "東北", "x" * 5000, "north'; --"]


@pytest.fixture
def draft(app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a deck that ada has not reviewed yet."""
    fake_generator(monkeypatch)
    job = submit_text(Source(title="Power", text="Coal is black."), now=NOW)
    run_next_job(now=NOW)
    assert job.title == "Power"
    return "power"


def test_published_decks_come_first_and_then_titles_decide(north: str, draft: str, tmp_path: Path) -> None:
    arctic = write(tmp_path / "more", head=HEAD.replace('"north"', '"arctic"').replace("The north", "arctic"))
    load_seeds(arctic, now=NOW)
    assert [deck.id for deck in list_decks()] == ["arctic", "north", "power"]


def test_a_summary_counts_what_learners_are_asked(north: str) -> None:
    (summary,) = list_decks()
    assert summary.items == len(entries()) == sum(number for _, number in summary.kinds)


def test_a_summary_names_the_most_frequent_category_first(north: str) -> None:
    (summary,) = list_decks()
    assert summary.categories[0][0] == "region"


def test_a_summary_counts_drafts_apart(draft: str) -> None:
    (summary,) = list_decks()
    assert (summary.items, summary.drafts, summary.published) == (0, 1, False)


@pytest.mark.parametrize("id", UNKNOWN)
def test_a_deck_that_does_not_exist_is_not_found(id: str, north: str) -> None:
    with pytest.raises(NotFound):
        get_deck(id)


def test_every_quote_stands_in_the_source_where_it_says(north: str) -> None:
    deck = get_deck(north)
    quoted = [entry.item for entry in deck.items]
    assert [deck.source.quote(*each.span) for each in quoted] == [each.quote for each in quoted]


def test_a_deck_without_an_accepted_item_cannot_be_published(draft: str) -> None:
    with pytest.raises(InputError, match="Accept"):
        publish_deck(draft)


def test_accepted_items_make_a_deck_for_learners(draft: str) -> None:
    accept_all(draft, now=NOW)
    assert publish_deck(draft).published
    assert get_deck(draft).accepted


def test_a_renamed_deck_keeps_its_id_and_its_number_in_anki(north: str) -> None:
    before = get_deck(north)
    after = rename_deck(north, title="  The far\n north ", about="Cold.")
    assert (after.title, after.about) == ("The far north", "Cold.")
    assert (after.id, after.anki_id) == (before.id, before.anki_id)


@pytest.mark.parametrize(("title", "about"), [("", "a"), (" \n ", "a"), ("t" * 121, "a"), ("t", "a" * 501)])
def test_a_deck_takes_no_title_that_is_empty_or_endless(title: str, about: str, north: str) -> None:
    with pytest.raises(InputError):
        rename_deck(north, title=title, about=about)
    assert get_deck(north).title == "The north"


def test_a_deleted_deck_is_gone_with_its_attempts(north: str) -> None:
    attempt = quiz()
    delete_deck(north, now=NOW)
    with pytest.raises(NotFound):
        get_attempt(attempt.id)
    assert list_decks() == ()


@pytest.mark.parametrize("read", [get_deck, publish_deck, partial(delete_deck, now=NOW), list_statements])
def test_what_was_deleted_is_not_found(read: object, north: str) -> None:
    delete_deck(north, now=NOW)
    assert callable(read)
    with pytest.raises(NotFound):
        read(north)
