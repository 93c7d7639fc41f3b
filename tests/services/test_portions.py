"""Of decks that are too large to be loaded, pages and quizzes get the same as of small ones, read in portions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import pytest
from sqlalchemy import update

from quizapp.core.decks.deck import Deck
from quizapp.core.decks.outline import outlined
from quizapp.core.items.item import Item
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.quiz import Quiz
from quizapp.services import choices, offers, portions, quizzes, study
from quizapp.services.decks import get_deck, number_of_items, publish_deck
from quizapp.services.drafts import review_item
from quizapp.services.learners import new_learner
from quizapp.services.writing import add_items, plain_item
from quizapp.store import cards, decks, learners, versions
from quizapp.store import portions as store_portions
from quizapp.store.database import Connection, reading, transaction
from quizapp.store.rows import ItemRow
from quizapp.store.versions import Version
from tests.store.northern import LATER, NOW

CAPITALS = {"China": "Beijing", "Japan": "Tokyo", "France": "Paris", "Italy": "Rome", "Spain": "Madrid"}


def _made() -> Iterator[Item]:
    for n, (front, back) in enumerate(CAPITALS.items()):
        kind = ShortAnswer if n == 2 else Basic
        yield plain_item(f"wcap{n}", f"Capital of {front}?", kind(answers=(back,)), category=f"part {n % 2}",
                         rationale="", tags=("even",) if n % 2 == 0 else ())  # fmt: skip


@pytest.fixture
def large(workshop: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A deck of five cards, which here are more than are looked at together."""
    for entry in get_deck(workshop).items:
        review_item(workshop, entry.item.id, status="rejected", now=NOW)
    add_items(workshop, list(_made()), now=NOW)
    for one in _made():
        review_item(workshop, one.id, status="accepted", now=NOW)
    publish_deck(workshop)
    monkeypatch.setattr(portions, "MOST_DRAWN_FROM", 3)
    monkeypatch.setattr(offers, "MOST_COUNTED", 3)
    monkeypatch.setattr(cards, "_FIRST_READ", 2)
    return workshop


def test_a_cover_counts_what_the_whole_deck_asks(large: str) -> None:
    cover = portions.cover_of(large)
    assert (cover.size, dict(cover.kinds)) == (5, {"basic": 4, "short_answer": 1})
    assert cover.categories == (("part 0", 3), ("part 1", 2))
    assert (cover.deck.items, number_of_items(large)) == ((), len(get_deck(large).items))
    assert choices.turnable_in(cover) == choices.turnable(get_deck(large))


def test_what_waits_takes_no_place_of_what_can_be_asked(large: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction() as connection:
        connection.execute(update(ItemRow).where(ItemRow.public_id == "wcap0").values(news="changed"))
    monkeypatch.setattr(Deck, "waits", lambda deck, entry: entry.item.id == "wcap0")
    monkeypatch.setattr(choices, "MOST_COUNTED", 4)
    whole = choices.turnable(get_deck(large))
    assert (whole.cards, choices.turnable_in(portions.cover_of(large))) == (4, whole)


def test_an_outline_is_that_of_the_whole_deck(large: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction() as connection:
        connection.execute(update(ItemRow).where(ItemRow.public_id == "wcap0").values(news="changed"))
    monkeypatch.setattr(Deck, "waits", lambda deck, entry: entry.item.id == "wcap0")
    found = portions.outline(large)
    assert (found, len(found.asked)) == (outlined(get_deck(large)), 4)


@pytest.mark.parametrize(
    ("kind", "status", "page"), [("", "", 2), ("basic", "accepted", 1), ("", "rejected", 9)]
)
def test_a_page_of_all_items_holds_what_it_says(large: str, kind: str, status: str, page: int) -> None:
    everything = get_deck(large).items
    fitting = [one for one in everything if kind in {"", one.item.kind} and status in {"", one.status}]
    found = portions.lay_out(large, kind=kind, status=status, page=page, size=3)
    first = 3 * (found.number - 1)
    assert found.entries == tuple(fitting[first : first + 3])
    assert (found.total, found.pages) == (len(fitting), -(-len(fitting) // 3))
    assert found.statuses == Counter(one.status for one in everything)
    assert dict(found.kinds) == Counter(one.item.kind for one in everything)


def test_paper_is_made_of_some_items_and_always_of_the_same(large: str) -> None:
    first, again = portions.deck_on_paper(large), portions.deck_on_paper(large)
    assert (len(first.items), first) == (3, again)


@pytest.mark.parametrize("tag", ["", "even"])
def test_more_than_a_statement_holds_can_be_left_out(
    large: str, tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found() -> list[str]:
        with reading() as connection:
            row = decks.find(connection, large).id
            return store_portions.accepted(
                connection, row, tag=tag, first=1, most=2, without=["wcap0", "wcap3"]
            )

    named = found()
    monkeypatch.setattr(store_portions, "MOST_NAMED", 1)
    assert (found(), named) == (named, ["wcap4"] if tag else ["wcap2", "wcap4"])


@pytest.mark.parametrize(
    ("tag", "page", "shown", "told"),
    [
        ("", 1, ["wcap0", "wcap1"], (1, 3, 5)),
        ("", 9, ["wcap4"], (3, 3, 5)),
        ("even", 2, ["wcap4"], (2, 2, 3)),
        ("no such tag", 1, [], (1, 1, 0)),
    ],
)
def test_items_come_a_page_at_a_time(
    large: str, tag: str, page: int, shown: list[str], told: tuple[int, int, int]
) -> None:
    found = portions.list_items(large, tag=tag, page=page, size=2)
    assert [entry.item.id for entry in found.deck.items] == shown
    assert (found.number, found.pages, found.total) == told
    assert found.tags == {"even": 3}


def test_a_quiz_is_drawn_from_some_the_same_for_the_same_seed(large: str) -> None:
    drawn = [portions.deck_for(large, quiz=Quiz(count=2), seed=seed).items for seed in (1, 1, 2, 3)]
    assert {len(each) for each in drawn} == {3}
    assert drawn[0] == drawn[1]
    assert len({tuple(entry.item.id for entry in each) for each in drawn}) > 1


@pytest.mark.parametrize("seed", range(4))
def test_what_is_graded_is_found_among_many_that_are_not(large: str, seed: int) -> None:
    attempt = quizzes.start_quiz(large, now=LATER, seed=seed, quiz=Quiz(count=1, behaviour=DEFERRED))
    assert [place.entry.item.id for place in attempt.items] == ["wcap2"]


def test_chosen_items_have_others_beside_them_for_wrong_options(large: str) -> None:
    only = ["wcap0"]
    alone = portions.deck_for(large, quiz=Quiz(count=1), seed=1, only=only)
    beside = portions.deck_for(large, quiz=Quiz(count=1, as_choice=True), seed=1, only=only)
    assert [entry.item.id for entry in alone.items] == only
    assert {"wcap0"} < {entry.item.id for entry in beside.items}


def test_new_cards_are_read_as_far_as_they_are_asked_for(large: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ben = new_learner(now=NOW)
    first = study.deal(ben, now=LATER, deck=large).shown
    assert first is not None
    study.rate(ben, first.name, "easy", seen=0, now=LATER)
    read: list[int] = []
    load = versions.load

    def watched(connection: Connection, ids: Sequence[int]) -> dict[int, Version]:
        read.extend(ids)
        return load(connection, ids)

    monkeypatch.setattr(versions, "load", watched)
    with reading() as connection:
        rows = learners.row(connection, ben.id), [decks.find(connection, large).id]
        assert len(list(islice(cards.fresh(connection, *rows), 1))) == 1
        assert len(read) == 2
        assert len(list(cards.fresh(connection, *rows))) == 4


def test_of_a_large_deck_only_what_is_asked_for_is_counted(large: str) -> None:
    counted = {offer.format.name: offer.carried for offer in offers.offers_in(large, of="gift")}
    assert (counted.pop("gift"), set(counted.values())) == (5, {None})
    assert {offer.carried for offer in offers.offers_in(large, of="no such format")} == {None}
