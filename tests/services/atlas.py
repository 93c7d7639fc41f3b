"""ada's atlas: a published deck made from a text of a few lines, and what she does with it."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.decks.regeneration import Regeneration
from quizapp.core.text.source import Source
from quizapp.services.decks import get_deck, publish_deck
from quizapp.services.drafts import accept_all, edit_item
from quizapp.services.renewal import update_deck
from quizapp.services.texts import run_next_job, submit_text
from tests.services.generator import about_each_line, fake_generator
from tests.store.northern import LATER, NOW

ATLAS = "atlas"
LINES = (
    "Harbin is the old capital of Heilongjiang in the far north.",
    "Dalian is the largest port of Liaoning on the warm coast.",
    "Changchun is the home of the car plants of Jilin.",
    "Daqing is the town of the oil wells beyond the river.",
)
CAPITAL, PORT, CARS, OIL = LINES
MOVED_CAPITAL = CAPITAL.replace("old capital", "present capital")
HARBOUR = "Dandong is the harbour at the mouth of the Yalu."


def text(*lines: str) -> Source:
    """A text of these lines."""
    return Source(title="Atlas", text="\n".join(lines))


@pytest.fixture
def atlas(app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of the deck, published, all its items accepted; no language model is loaded."""
    fake_generator(monkeypatch, about_each_line)
    submit_text(text(*LINES), now=NOW)
    assert run_next_job(now=NOW)
    accept_all(ATLAS, now=NOW)
    publish_deck(ATLAS)
    return ATLAS


def update(*lines: str, now: datetime = LATER) -> Regeneration:
    """The deck gets a text of these lines."""
    return update_deck(ATLAS, text(*lines), now=now)


def about(word: str, deck: Deck | None = None) -> DeckItem:
    """The first item that quotes this word."""
    entries = (deck or get_deck(ATLAS)).items
    return next(entry for entry in entries if word in entry.item.quote)


def again(entry: DeckItem) -> DeckItem:
    """The same item as it is now."""
    return next(other for other in get_deck(ATLAS).items if other.item.id == entry.item.id)


def edited(word: str, rationale: str = "As ada says.") -> DeckItem:
    """ada words the rationale of the first item that quotes this."""
    entry = about(word)
    return edit_item(ATLAS, entry.item.id, {"rationale": [rationale]}, version=entry.version, now=NOW)
