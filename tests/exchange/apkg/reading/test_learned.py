"""What a package says of its learner."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizapp.exchange.apkg.reading import LearnedCard, LoggedReview, open_package
from tests.exchange.apkg.reading.library import DAY, FORMS, files, small


@pytest.fixture(scope="module", params=FORMS)
def learned(request: pytest.FixtureRequest) -> tuple[list[LearnedCard], list[LoggedReview]]:
    """Cards and reviews of one form."""
    with open_package(files()[request.param]) as package:
        return list(package.cards()), list(package.reviews())


Learned = tuple[list[LearnedCard], list[LoggedReview]]


def test_a_learned_card_keeps_its_schedule(learned: Learned) -> None:
    card = learned[0][0]
    assert (card.state, card.interval_days, card.ease, card.reps, card.lapses) == ("review", 12, 2.35, 5, 1)
    assert card.due is not None
    assert card.due.tzinfo is UTC
    assert timedelta(days=2) < card.due - datetime.now(UTC) < timedelta(days=4)


def test_a_learned_card_keeps_what_fsrs_knows_of_it(learned: Learned) -> None:
    card = learned[0][0]
    assert card.stability == pytest.approx(20.5)
    assert card.difficulty == pytest.approx(6.25)


def test_a_suspended_card_says_so(learned: Learned) -> None:
    assert [card.is_suspended for card in learned[0]] == [False, True, *[False] * 9]


def test_a_new_card_has_no_due_date_and_no_memory(learned: Learned) -> None:
    card = learned[0][-1]
    assert (card.state, card.due, card.stability, card.difficulty, card.is_suspended) == (
        "new",
        None,
        None,
        None,
        False,
    )


def test_a_card_in_learning_is_due_to_the_second(learned: Learned) -> None:
    card = learned[0][2]
    assert (card.state, card.due) == ("learning", datetime.fromtimestamp(1_800_000_000, UTC))


def test_reviews_keep_time_rating_and_kind_and_leave_out_what_was_set_by_hand(learned: Learned) -> None:
    first = learned[0][0].note_guid
    told = [(each.at.timestamp(), each.rating, each.kind, each.interval_days) for each in learned[1]]
    assert told == [(1, 1, "learning", 600 / DAY), (2, 3, "learning", 1), (3, 4, "review", 12)]
    assert {(each.note_guid, each.ordinal, each.taken_ms) for each in learned[1]} == {(first, 0, 1500)}


def _card(**columns: object) -> Callable[[sqlite3.Connection], object]:
    """A change of a small package's only card."""
    said = ", ".join(f"{name} = ?" for name in columns)
    return lambda connection: connection.execute(f"UPDATE cards SET {said}", list(columns.values()))  # noqa: S608


def _only(path: Path) -> LearnedCard:
    with open_package(path) as package:
        (card,) = package.cards()
    return card


def test_a_card_in_a_filtered_deck_is_told_at_home(tmp_path: Path) -> None:
    change = _card(did=5, odid=9, due=-100, odue=20, type=2)
    card = _only(small(tmp_path / "a.apkg", change=change))
    assert (card.deck, card.due) == (("A", "B"), datetime.fromtimestamp(20 * DAY, UTC))


@pytest.mark.parametrize(
    ("said", "state"),
    [({"type": 3, "queue": 1}, "relearning"), ({"type": 2, "queue": 1}, "relearning"), ({"type": 77}, "new")],
)
def test_states_of_older_and_stranger_programs(said: dict[str, int], state: str, tmp_path: Path) -> None:
    assert _only(small(tmp_path / "a.apkg", change=_card(**said))).state == state


@pytest.mark.parametrize(
    "memory",
    [
        '{"s":-1,"d":5}',
        '{"s":1,"d":500}',
        '{"s":"x","d":5}',
        '{"s":1e999,"d":5}',
        '{"s":1}',
        '{"s":',
        '["s"]',
        "\x00",
    ],
)
def test_a_memory_that_cannot_be_is_no_memory(memory: str, tmp_path: Path) -> None:
    card = _only(small(tmp_path / "a.apkg", change=_card(data=memory)))
    assert (card.stability, card.difficulty) == (None, None)


@pytest.mark.parametrize("value", [2**62, -(2**62), 1e300, None, "many", b"\xff\x00"])
def test_numbers_that_cannot_be_become_the_nearest_that_can(value: object, tmp_path: Path) -> None:
    columns = ("did", "ord", "due", "ivl", "factor", "reps", "lapses", "queue")
    change = _card(type=2, **dict.fromkeys(columns, value))
    card = _only(small(tmp_path / "a.apkg", change=change))
    assert 0 <= card.interval_days <= 36_500
    assert card.ordinal >= 0
    assert card.due is not None


def test_a_package_without_a_log_has_no_reviews(tmp_path: Path) -> None:
    with open_package(small(tmp_path / "a.apkg")) as package:
        assert (list(package.reviews()), package.counts.reviews) == ([], 0)


def test_cards_and_reviews_without_a_note_are_left_out(tmp_path: Path) -> None:
    def change(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM notes")

    with open_package(small(tmp_path / "a.apkg", change=change)) as package:
        assert list(package.cards()) == []
