"""What ada (a teacher) and ben (her student) do in most tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from quizapp.core.decks.deck import DeckItem
from quizapp.core.study.attempt import Attempt
from quizapp.core.study.quiz import Quiz
from quizapp.services.decks import get_deck
from quizapp.services.quizzes import answer, start_quiz
from quizapp.services.seeding import load_seeds
from tests.store.northern import NOW, right, write, wrong

DECK = "north"


@pytest.fixture
def north(app: Flask, tmp_path: Path) -> str:
    """The id of ada's published deck."""
    load_seeds(write(tmp_path / "seeds"), now=NOW)
    return DECK


def entries(deck: str = DECK, *, kind: str | None = None) -> list[DeckItem]:
    """The items of a deck, of one kind or of all."""
    return [entry for entry in get_deck(deck).items if kind in {None, entry.item.kind}]


def one(kind: str, deck: str = DECK) -> DeckItem:
    """The first item of a kind."""
    return entries(deck, kind=kind)[0]


def again(entry: DeckItem) -> DeckItem:
    """The same item as it is now."""
    return next(other for other in entries() if other.item.id == entry.item.id)


def quiz(*, seed: int = 1, learner: str | None = None, **settings: Any) -> Attempt:
    """ben starts a quiz."""
    return start_quiz(DECK, now=NOW, seed=seed, quiz=Quiz(**settings), learner=learner)


def finish(attempt: Attempt, *, missing: Sequence[int] = ()) -> None:
    """ben answers everything, wrongly at the positions ``missing``."""
    for place in attempt.items:
        form = wrong(place) if place.position in missing else right(place)
        answer(attempt.id, place.position, form, now=NOW)
