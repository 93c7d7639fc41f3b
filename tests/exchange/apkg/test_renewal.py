"""A deck's text changed: what ben's collection gets when he imports the deck again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from quizapp.services.changes import decide
from quizapp.services.exports import export_apkg
from tests.exchange.apkg.learner import Learner
from tests.services.atlas import (
    CAPITAL,
    CARS,
    HARBOUR,
    LINES,
    MOVED_CAPITAL,
    OIL,
    PORT,
    about,
    atlas,
    edited,
    update,
)  # fmt: skip
from tests.store.northern import LATER

__all__ = ["atlas"]


@pytest.fixture
def app(web: Flask) -> Iterator[Flask]:
    """The application, in its context."""
    with web.app_context():
        yield web


def imports(ben: Learner, deck: str) -> tuple[int, int, int, int]:
    """ben imports the deck as it is now; the numbers of new, updated, duplicate and conflicting notes."""
    return ben.imports(export_apkg(deck).content)


def test_the_same_text_again_brings_nothing(ben: Learner, atlas: str) -> None:
    new, *_ = imports(ben, atlas)
    update(*LINES)
    assert imports(ben, atlas) == (0, 0, new, 0)


def test_only_what_changed_is_updated_and_what_is_gone_is_marked(ben: Learner, atlas: str) -> None:
    new, *_ = imports(ben, atlas)
    changed, gone = about("Harbin").item.quote, about("Daqing").item.quote
    update(HARBOUR, PORT, MOVED_CAPITAL, CARS)
    assert (changed, gone) == (CAPITAL, OIL)
    assert imports(ben, atlas) == (0, 2, new - 2, 0)
    assert len(ben.notes()) == new
    assert [OIL.partition(" ")[2] in note.joined_fields() for note in ben.notes("tag:quizapp::retired")] == [
        True
    ]


def test_a_changed_card_keeps_what_ben_has_learned(ben: Learner, atlas: str) -> None:
    imports(ben, atlas)
    (card,) = ben.cards("Heilongjiang")
    ben.reviews(card, days=10)
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    imports(ben, atlas)
    (card,) = ben.cards("Heilongjiang")
    assert (card.ivl, "present capital" in card.answer()) == (10, True)


def test_what_comes_back_loses_its_banner(ben: Learner, atlas: str) -> None:
    new, *_ = imports(ben, atlas)
    update(CAPITAL, PORT, CARS)
    imports(ben, atlas)
    update(*LINES, now=LATER + timedelta(days=1))
    imports(ben, atlas)
    assert (len(ben.notes()), ben.notes("tag:quizapp::retired")) == (new, [])


def test_a_draft_that_vanished_leaves_no_tombstone(ben: Learner, atlas: str) -> None:
    update(HARBOUR, *LINES)
    update(*LINES)
    imports(ben, atlas)
    assert ben.notes("Yalu") == []


def test_an_edit_stays_on_its_card_until_ada_decides(ben: Learner, atlas: str) -> None:
    mine = edited("Harbin")
    imports(ben, atlas)
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    assert imports(ben, atlas)[1] == 0
    decide(atlas, mine.item.id, "new", now=LATER)
    assert imports(ben, atlas)[1] == 1
    assert "As ada says." not in ben.note("Heilongjiang")["Rationale"]


def test_who_comes_while_ada_has_not_decided_gets_no_card_that_the_text_contradicts(
    ben: Learner, atlas: str
) -> None:
    edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    imports(ben, atlas)
    assert (len(ben.notes()), ben.notes("Heilongjiang")) == (len(LINES) - 1, [])
