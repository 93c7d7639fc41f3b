"""Live rounds: begun, led, answered and ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from quizapp.core.items.kind import Form
from quizapp.core.study.attempt import AttemptItem
from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.live import MOST_ITEMS, Live, Tally, tally
from quizapp.errors import InputError, NotFound
from quizapp.services import quizzes
from quizapp.services.portions import deck_for
from quizapp.store import attempts, classes, decks, learners, live
from quizapp.store.database import reading, transaction


def open_round(classroom: str, deck_id: str, *, count: int, now: datetime, seed: int) -> Live:
    """A round of a class, with items drawn from a deck, that waits in its lobby; one that goes on is gone on with.

    Raises `NotFound`, `InputError`.
    """
    going = going_on(classroom)
    if going is not None:
        return get_round(going)
    if not 1 <= count <= MOST_ITEMS:
        raise InputError("A live round asks from 1 to %(most)s items.", most=MOST_ITEMS)
    quiz = Quiz(count=count, behaviour=DEFERRED)
    chosen = quizzes.chosen_of(deck_for(deck_id, quiz=quiz, seed=seed), quiz=quiz, seed=seed)
    with transaction() as connection:
        id = live.add(
            connection, classroom=classes.row_of(connection, classroom), deck=decks.find(connection, deck_id).id,
            entries=quizzes.entries_of(chosen, seed=seed), now=now,
        )  # fmt: skip
    return get_round(id)


def get_round(id: str) -> Live:
    """Raises `NotFound`."""
    with reading() as connection:
        return live.get(connection, id)


def going_on(classroom: str) -> str | None:
    """The id of the round that a class is in. Raises `NotFound`."""
    with reading() as connection:
        return live.going_on(connection, classes.row_of(connection, classroom))


def sign(id: str) -> str:
    """What tells a page whether it shows the present state. Raises `NotFound`."""
    with reading() as connection:
        return live.sign(connection, id)


def step(id: str, *, seen: str, now: datetime) -> Live:
    """Move a round on by one step; a second press on a page that is old by then moves nothing. Raises `NotFound`."""
    found = get_round(id)
    if found.sign == seen:
        position, phase = found.following
        with transaction() as connection:
            live.step(connection, found, position=position, phase=phase)
        if phase == "over":
            _end(id, now=now)
    return get_round(id)


def end(id: str, *, now: datetime) -> Live:
    """End a round before its last item. Raises `NotFound`."""
    found = get_round(id)
    with transaction() as connection:
        live.step(connection, found, position=found.position, phase="over")
    _end(id, now=now)
    return get_round(id)


def count(id: str) -> Tally:
    """How the present item stands, or in the lobby and at the end only who is here. Raises `NotFound`."""
    with reading() as connection:
        found = live.get(connection, id)
        here = live.here(connection, id)
        given = live.responses(connection, id, found.position) if found.place else []
    if found.place is None:
        return Tally(here=here, answered=0, right=0, bars=())
    return tally(found.place, given, here=here)


def take_part(id: str, *, learner: str, now: datetime) -> tuple[Live, AttemptItem | None]:
    """The round as a learner has it: with the place that is asked or shown, and their response to it.

    Raises `NotFound`.
    """
    found = get_round(id)
    attempt = _attempt(id, learner)
    if attempt is None and found.phase != "over":
        with transaction(alone=True) as connection:
            attempt = live.take_part(connection, id, learners.row(connection, learner), now=now)
    if attempt is None or not found.position:
        return found, None
    with reading() as connection:
        asked = attempts.place(connection, attempt, found.position)
    return found, replace(asked.place, flagged=False)


def answer(id: str, position: int, form: Form, *, learner: str, now: datetime) -> None:
    """Answer the item that is asked; until it is shown an answer can be changed.

    Raises `NotFound`; `Conflict` where it is not asked any more; `ResponseInvalid`.
    """
    attempt = _attempt(id, learner)
    if attempt is None:
        raise NotFound("live round", id)
    get_round(id).require_asking(position)
    quizzes.answer(attempt, position, form, now=now)


def attempt_of(id: str, learner: str) -> str | None:
    """The secret id of a learner's attempt once the round is over: before, it would let them go ahead."""
    return _attempt(id, learner) if get_round(id).phase == "over" else None


def _attempt(id: str, learner: str) -> str | None:
    with reading() as connection:
        return live.attempt_of(connection, id, learners.row(connection, learner))


def _end(id: str, *, now: datetime) -> None:
    with reading() as connection:
        going = live.open_attempts(connection, id)
    for attempt in going:
        quizzes.finish(attempt, now=now)
