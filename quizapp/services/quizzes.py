"""Taking a quiz."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.decks.select import draw
from quizapp.core.items.as_choice import Choices
from quizapp.core.items.kind import Form
from quizapp.core.items.surroundings import Surroundings, surroundings
from quizapp.core.study.attempt import Attempt, AttemptItem, OpenAttempt, Response, results
from quizapp.core.study.behaviours import IMMEDIATE
from quizapp.core.study.confidence import confidence_in
from quizapp.core.study.quiz import Quiz
from quizapp.errors import AttemptFinished, InputError
from quizapp.phrases import phrase
from quizapp.services.choices import choices_of, turned
from quizapp.services.decks import get_deck
from quizapp.services.portions import deck_for
from quizapp.services.study import record_answer
from quizapp.store import attempts, decks, open_attempts
from quizapp.store.again import retried
from quizapp.store.attempts import Asked
from quizapp.store.database import Connection, reading, transaction

GRACE = timedelta(seconds=5)
"""An answer sent in time may be on its way so long."""
KEPT = timedelta(days=14)
"""What was begun longer ago is not offered any more."""
_MOST_OPEN = 20
ANY = Quiz()
CLOSED = phrase("This quiz has ended: it takes no more answers.")
GONE = phrase("What was missed in this quiz is not asked any more.")


def start_quiz(
    deck_id: str, *, now: datetime, seed: int, quiz: Quiz = ANY, learner: str | None = None
) -> Attempt:
    """A new attempt at items drawn from a deck. Raises `NotFound`; `InputError` where no item fits."""
    deck = published(deck_id, quiz=quiz, seed=seed)
    choices = choices_of(deck) if quiz.as_choice else None
    chosen = chosen_of(deck, quiz=quiz, seed=seed, choices=choices)
    return _attempt(deck, chosen, choices, quiz=quiz, now=now, seed=seed, learner=learner)


def chosen_of(
    deck: Deck, *, quiz: Quiz, seed: int, only: Collection[str] | None = None, choices: Choices | None = None
) -> tuple[DeckItem, ...]:
    """The items that a quiz asks, of all or ``only`` of these ids. Raises `InputError` where none fits.

    Before the end nobody can judge themselves, unless their card is one of the ``choices``, asked as multiple choice.
    """
    fitting = [entry for entry in deck.asked if quiz.behaviour.tells or not entry.item.body.self_graded]
    if choices is not None and not quiz.behaviour.tells:
        fitting = [e for e in deck.asked if not e.item.body.self_graded or choices.can_be(e.item.id)]
    chosen = draw(fitting, count=quiz.count, rng=_rng(seed), category=quiz.category, only=only)
    if not chosen:
        raise _nothing_to_ask(quiz.category)
    return chosen


def entries_of(chosen: Sequence[DeckItem], *, seed: int) -> list[tuple[DeckItem, int]]:
    """Items, each with the seed that shuffles its options."""
    rng = _rng(seed)
    return [(entry, rng.getrandbits(31)) for entry in chosen]


def retry_missed(attempt_id: str, *, now: datetime, seed: int) -> Attempt:
    """A new attempt of the same learner at what was missed in this one, without a limit and told at once.

    Raises `NotFound`; `InputError` where nothing was missed.
    """
    attempt = get_attempt(attempt_id, now=now)
    missed = missed_items(attempt)
    behaviour = attempt.behaviour if attempt.behaviour.tells else IMMEDIATE
    quiz = Quiz(
        count=len(missed), behaviour=behaviour, confidence=attempt.confidence, as_choice=attempt.as_choice
    )
    deck = published(attempt.deck_id, quiz=quiz, seed=seed, only=missed)
    chosen = draw(deck.asked, count=len(missed), rng=_rng(seed), only=missed)
    if not chosen:
        raise InputError(GONE)
    choices = choices_of(deck) if quiz.as_choice else None
    return _attempt(deck, chosen, choices, quiz=quiz, now=now, seed=seed, learner=attempt.learner_id)


def missed_items(attempt: Attempt) -> set[str]:
    """The ids of what was missed. Raises `InputError` where nothing was."""
    missed = {place.entry.item.id for place in results(attempt).missed}
    if not missed:
        raise InputError("Nothing was missed in this quiz.")
    return missed


def get_attempt(id: str, *, now: datetime | None = None) -> Attempt:
    """An attempt with its items and responses, each item in the version it was asked in.

    One whose time ran out before ``now`` is ended. Raises `NotFound`.
    """
    with reading() as connection:
        found = attempts.get(connection, id)
    if now is None or found.deadline is None or found.as_of(now) is found:
        return found
    return _ended(id, at=found.deadline)


def finish(id: str, *, now: datetime) -> Attempt:
    """Hand an attempt in: it takes no more answers, and all is told. Raises `NotFound`."""
    found = get_attempt(id, now=now)
    return found if found.finished else _ended(id, at=now)


def open_attempts_of(learner: str, *, now: datetime, most: int = 3) -> tuple[OpenAttempt, ...]:
    """What a learner may go on with, the newest first."""
    with reading() as connection:
        found = open_attempts.newest(connection, learner, since=now - KEPT, most=_MOST_OPEN)
    return tuple(each for each in found if each.goes_on(now))[:most]


@dataclass(frozen=True, kw_only=True)
class LookedBack:
    """An attempt, and by position the text before and after each answered item's quote."""

    attempt: Attempt
    around: Mapping[int, Surroundings]


def review_attempt(id: str, *, now: datetime | None = None) -> LookedBack:
    """An attempt with its quotes in their context. Raises `NotFound`.

    A quote of an older text, which is not in the deck's present one, stands alone.
    """
    attempt = get_attempt(id, now=now)
    text = get_deck(attempt.deck_id, only=()).source.text
    around = {place.position: surroundings(text, place.entry.item.evidence) for place in attempt.told}
    return LookedBack(attempt=attempt, around=around)


@dataclass(frozen=True, kw_only=True)
class Responded:
    """What an answer led to: the attempt as it is now, the place, and whether the answer was its first."""

    attempt: Attempt
    place: AttemptItem
    is_new: bool


def answer(
    attempt_id: str, position: int, form: Form, *, now: datetime, flagged: bool | None = None
) -> AttemptItem:
    """As `respond`; the place alone."""
    return respond(attempt_id, position, form, now=now, flagged=flagged).place


@retried
def respond(
    attempt_id: str, position: int, form: Form, *, now: datetime, flagged: bool | None = None
) -> Responded:
    """Grade and store a response; the place comes back with it.

    Where answers are told at once, a second submission for the same place, even at the same moment, stores nothing
    and gets the first one's response; otherwise it takes the first one's place. What was missed may be asked again.
    ``flagged``, where known, is kept in any case. Raises `NotFound`, `AttemptFinished`, and `ResponseInvalid`, which
    uses nothing up.
    """
    with reading() as connection:
        found, asked = attempts.get_at(connection, attempt_id, position)
    if _keep_flag(asked, flagged):
        found, asked = _flagged(found, asked)
    if asked.place.response is not None and asked.behaviour.tells:
        return Responded(attempt=found, place=asked.place, is_new=False)
    _require_open(asked, now)
    body = asked.place.entry.item.body
    given = body.parse(form)
    response = Response(answer=given, outcome=body.grade(given), answered=now, confidence=confidence_in(form))
    repeats = asked.behaviour.repeats if response.outcome.fraction < 1 else 0
    with transaction(together=True) as connection:
        _hold(connection, attempt_id, asked)
        new = attempts.respond(connection, asked, response)
        if new and asked.behaviour.tells:
            record_answer(connection, asked, response.outcome, now=now, hinted=_helped(asked.place))
            if repeats:
                seed = _rng(asked.place.seed).getrandbits(31)
                open_attempts.repeat(connection, asked, seed=seed, most=repeats)
    if repeats or (asked.behaviour.tells and not new):
        with reading() as connection:
            found, asked = attempts.get_at(connection, attempt_id, position)
        return Responded(attempt=found, place=asked.place, is_new=new)
    place = asked.place.with_response(response)
    return Responded(attempt=found.with_place(place), place=place, is_new=new)


def hint(attempt_id: str, position: int, *, now: datetime, flagged: bool | None = None) -> tuple[str, ...]:
    """The hints of a place, noted there; none where it has its response, or where answers are not told at once.

    Raises `NotFound`, `AttemptFinished`.
    """
    asked = _asked(attempt_id, position)
    _keep_flag(asked, flagged)
    found = asked.place.hints()
    if asked.place.response is not None or not asked.behaviour.tells or not found:
        return ()
    _require_open(asked, now)
    with transaction() as connection:
        open_attempts.mark(connection, asked, hinted=True)
    return found


def flag(attempt_id: str, position: int, *, flagged: bool) -> None:
    """Mark a place to come back to, or not any more. Raises `NotFound`."""
    _keep_flag(_asked(attempt_id, position), flagged)


def clear(attempt_id: str, position: int, *, now: datetime) -> None:
    """Take back a response that is not told yet; one that is told stays. Raises `NotFound`, `AttemptFinished`."""
    asked = _asked(attempt_id, position)
    if asked.behaviour.tells:
        return
    _require_open(asked, now)
    with transaction() as connection:
        _hold(connection, attempt_id, asked)
        open_attempts.clear(connection, asked)


def _helped(place: AttemptItem) -> bool:
    """Whether an answer was easier than the card alone: by a hint, or among options that the card does not have."""
    return place.hinted or place.as_choice


def _asked(attempt_id: str, position: int) -> Asked:
    with reading() as connection:
        return attempts.place(connection, attempt_id, position)


def _keep_flag(asked: Asked, flagged: bool | None) -> bool:
    """Keep a flag; whether that changed anything."""
    if flagged is None or asked.place.flagged == flagged:
        return False
    with transaction() as connection:
        open_attempts.mark(connection, asked, flagged=flagged)
    return True


def _flagged(found: Attempt, asked: Asked) -> tuple[Attempt, Asked]:
    """With the other flag."""
    place = replace(asked.place, flagged=not asked.place.flagged)
    return found.with_place(place), replace(asked, place=place)


def _require_open(asked: Asked, now: datetime) -> None:
    late = asked.deadline is not None and now > asked.deadline + GRACE
    if late or asked.ended is not None:
        raise AttemptFinished(CLOSED)


def _hold(connection: Connection, attempt_id: str, asked: Asked) -> None:
    """Where the end of an attempt counts, let nobody end it before this transaction does."""
    ends = asked.deadline is not None or not asked.behaviour.tells or asked.behaviour.repeats
    if ends and not open_attempts.lock(connection, attempt_id):
        raise AttemptFinished(CLOSED)


@retried
def _ended(id: str, *, at: datetime) -> Attempt:
    """End an attempt, once; only now do answers that were not told at once count as reviews."""
    with transaction() as connection:
        for asked in open_attempts.end(connection, id, at=at):
            response = asked.place.response
            if response is not None and not asked.behaviour.tells:
                record_answer(connection, asked, response.outcome, now=at, hinted=asked.place.as_choice)
    with reading() as connection:
        return attempts.get(connection, id)


def _nothing_to_ask(category: str | None) -> InputError:
    """What to tell where no item of a deck, or of one of its categories, can be asked."""
    if category is None:
        return InputError("This deck has no item to ask.")
    return InputError("The category “%(category)s” has no item to ask.", category=category)


def published(deck_id: str, *, quiz: Quiz, seed: int, only: Collection[str] | None = None) -> Deck:
    """What of a deck a quiz can be drawn from, see `deck_for`. Raises `NotFound`; `InputError` where it is not
    published."""
    deck = deck_for(deck_id, quiz=quiz, seed=seed, only=only)
    if not deck.published:
        raise InputError("This deck is not published yet.")
    return deck


def _attempt(
    deck: Deck, chosen: Sequence[DeckItem], choices: Choices | None, *, quiz: Quiz, now: datetime, seed: int,
    learner: str | None,
) -> Attempt:  # fmt: skip
    entries = entries_of(chosen, seed=seed)
    bodies = {} if choices is None else turned(choices, chosen, seed=seed)
    with transaction() as connection:
        row = decks.find(connection, deck.id).id
        id = attempts.add(
            connection, deck=row, entries=entries, quiz=quiz, now=now, learner=learner, choices=bodies
        )
    return get_attempt(id)


def _rng(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - drawing and shuffling, not secrecy
