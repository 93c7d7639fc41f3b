"""Taking a quiz."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.decks.select import draw
from quizapp.core.items.kind import Form
from quizapp.core.items.surroundings import Surroundings, surroundings
from quizapp.core.study.attempt import Attempt, AttemptItem, results
from quizapp.errors import InputError
from quizapp.phrases import phrase
from quizapp.services.decks import get_deck
from quizapp.services.study import record_answer
from quizapp.store import attempts, decks
from quizapp.store.database import reading, transaction

MOST_ITEMS = 500
GONE = phrase("What was missed in this quiz is not asked any more.")


def start_quiz(
    deck_id: str,
    *,
    now: datetime,
    seed: int,
    count: int = 10,
    category: str | None = None,
    learner: str | None = None,
) -> Attempt:
    """A new attempt at items drawn from a deck. Raises `NotFound`; `InputError` where no item fits."""
    if not 1 <= count <= MOST_ITEMS:
        raise InputError("A quiz asks from 1 to %(most)s items.", most=MOST_ITEMS)
    deck = _published(deck_id)
    chosen = draw(deck.asked, count=count, rng=_rng(seed), category=category)
    if not chosen:
        raise _nothing_to_ask(category)
    return _attempt(deck, chosen, now=now, seed=seed, learner=learner)


def retry_missed(attempt_id: str, *, now: datetime, seed: int) -> Attempt:
    """A new attempt of the same learner at what was missed in this one.

    Raises `NotFound`; `InputError` where nothing was missed.
    """
    attempt = get_attempt(attempt_id)
    missed = missed_items(attempt)
    deck = _published(attempt.deck_id)
    chosen = draw(deck.asked, count=len(missed), rng=_rng(seed), only=missed)
    if not chosen:
        raise InputError(GONE)
    return _attempt(deck, chosen, now=now, seed=seed, learner=attempt.learner_id)


def missed_items(attempt: Attempt) -> set[str]:
    """The ids of what was missed. Raises `InputError` where nothing was."""
    missed = {place.entry.item.id for place in results(attempt).missed}
    if not missed:
        raise InputError("Nothing was missed in this quiz.")
    return missed


def get_attempt(id: str) -> Attempt:
    """An attempt with its items and responses, each item in the version it was asked in.

    Raises `NotFound`.
    """
    with reading() as connection:
        return attempts.get(connection, id)


@dataclass(frozen=True, kw_only=True)
class LookedBack:
    """An attempt, and by position the text before and after each answered item's quote."""

    attempt: Attempt
    around: Mapping[int, Surroundings]


def review_attempt(id: str) -> LookedBack:
    """An attempt with its quotes in their context. Raises `NotFound`.

    A quote of an older text, which is not in the deck's present one, stands alone.
    """
    attempt = get_attempt(id)
    text = get_deck(attempt.deck_id).source.text
    around = {place.position: surroundings(text, place.entry.item.evidence) for place in attempt.answered}
    return LookedBack(attempt=attempt, around=around)


def answer(attempt_id: str, position: int, form: Form, *, now: datetime) -> AttemptItem:
    """Grade and store a response; the place comes back with it.

    A second submission for the same place, even at the same moment, stores nothing and gets the first one's
    response. Raises `NotFound`, and `ResponseInvalid`, which uses nothing up.
    """
    with reading() as connection:
        asked = attempts.place(connection, attempt_id, position)
    if asked.place.response is not None:
        return asked.place
    body = asked.place.entry.item.body
    given = body.parse(form)
    outcome = body.grade(given)
    with transaction() as connection:
        if attempts.respond(connection, asked, given, outcome, now=now):
            record_answer(connection, asked.row, outcome, now=now)
    with reading() as connection:
        return attempts.place(connection, attempt_id, position).place


def _nothing_to_ask(category: str | None) -> InputError:
    """What to tell where no item of a deck, or of one of its categories, can be asked."""
    if category is None:
        return InputError("This deck has no item to ask.")
    return InputError("The category “%(category)s” has no item to ask.", category=category)


def _published(deck_id: str) -> Deck:
    deck = get_deck(deck_id)
    if not deck.published:
        raise InputError("This deck is not published yet.")
    return deck


def _attempt(
    deck: Deck, chosen: Sequence[DeckItem], *, now: datetime, seed: int, learner: str | None
) -> Attempt:
    rng = _rng(seed)
    entries = [(entry, rng.getrandbits(31)) for entry in chosen]
    with transaction() as connection:
        row = decks.find(connection, deck.id).id
        id = attempts.add(connection, deck=row, entries=entries, now=now, learner=learner)
    return get_attempt(id)


def _rng(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - drawing and shuffling, not secrecy
