"""What somebody learned in Anki, as cards and a review log of our own."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from quizapp.core.study.card import CardState, Memory, Stage
from quizapp.core.study.review import Entry, replay
from quizapp.core.study.scheduling import RATINGS
from quizapp.exchange.apkg.reading import AnkiFile, LearnedCard
from quizapp.exchange.apkg.reading.learning import Kind
from quizapp.services.notes import batches
from quizapp.store import learned, notes
from quizapp.store.database import Connection
from quizapp.store.learned import Learned

_EASIEST, _HARDEST = 1.0, 10.0

Reviews = dict[tuple[str, int], "array[int]"]
"""By guid and number of the card, oldest first: milliseconds × 16 + kind of the review × 4 + rating − 1."""
_KINDS: tuple[Kind, ...] = ("learning", "review", "relearning", "cram")
_STAGES: tuple[Stage, ...] = ("learning", "review", "relearning", "review")


@dataclass(frozen=True, kw_only=True)
class Whose:
    """The row of the learner, the recall that they want, and how far their clock is ahead of UTC, in minutes."""

    learner: int
    retention: float
    offset: int = 0


def reviews_of(file: AnkiFile) -> Reviews:
    """The review log by card: eight bytes for each."""
    found: Reviews = {}
    for review in file.reviews():
        log = found.setdefault((review.note_guid, review.ordinal), array("q"))
        kind = _KINDS.index(review.kind)
        log.append(round(review.at.timestamp() * 1000) << 4 | kind << 2 | review.rating - 1)
    return found


def store(connection: Connection, file: AnkiFile, deck: int, whose: Whose, *, upto: datetime) -> int:
    """Give a learner the cards of a file that are known in a deck, with their logs; how many.

    A card that the learner has here already is left alone: what was learned here counts. Call it in the transaction
    that stored the notes. What was reviewed after ``upto`` is left out: that clock was wrong.
    """
    logs, stored = reviews_of(file), 0
    for batch in batches(file.cards()):
        found = notes.known(connection, deck, list({card.note_guid for card in batch}))
        mine = learned.faces_known(connection, whose.learner, [each.row for each in found.values()])
        made: dict[tuple[int, int], Learned] = {}
        for card in batch:
            known = found.get(card.note_guid)
            if known is None or card.ordinal not in known.ordinals:
                continue
            place = known.row, known.ordinals.index(card.ordinal)
            one = _learned(card, logs.get((card.note_guid, card.ordinal)), whose, upto)
            if one is not None and place not in mine:
                made[place] = one
        learned.add(connection, whose.learner, deck, made)
        stored += len(made)
    return stored


def _learned(card: LearnedCard, log: array[int] | None, whose: Whose, upto: datetime) -> Learned | None:
    """The state and the log of a card; None where nothing happened to it."""
    past = [line for line in _lines(log, whose) if line[0].at <= upto]
    entries = tuple(entry for entry, _ in past)
    if card.state == "new":
        if not card.is_suspended:
            return None
        return Learned(state=CardState(suspended=True, offset=whose.offset), log=())
    memory = _memory(card, entries)
    last = entries[-1].at if entries else _before(card, upto)
    state = CardState(
        stage=card.state,
        memory=memory,
        interval=max(1, round(card.interval_days)) if card.state == "review" else 0,
        due=card.due or upto,
        reviewed=min(last, upto),
        offset=whose.offset,
        reviews=max(card.reps, len(entries)),
        lapses=card.lapses,
        suspended=card.is_suspended,
    )
    return Learned(state=state, log=entries, stages=("new", *(stage for _, stage in past[1:])))


def _memory(card: LearnedCard, entries: tuple[Entry, ...]) -> Memory:
    """As FSRS left it; else what our own model makes of the log; else as good as the interval says."""
    if card.stability is not None and card.difficulty is not None and card.stability > 0:
        return Memory(stability=card.stability, difficulty=_within(card.difficulty))
    if entries:
        made = replay(entries).memory
        if made is not None:
            return made
    return Memory(stability=max(0.1, card.interval_days), difficulty=_within(11 - 2.4 * card.ease))


def _within(difficulty: float) -> float:
    return min(_HARDEST, max(_EASIEST, difficulty))


def _before(card: LearnedCard, upto: datetime) -> datetime:
    due = card.due or upto
    return due - timedelta(days=max(0.0, card.interval_days))


def _lines(log: array[int] | None, whose: Whose) -> Iterator[tuple[Entry, Stage]]:
    """Reviews with what each found the card to be."""
    blank = Entry(
        deed="rated", at=datetime.min.replace(tzinfo=UTC), retention=whose.retention, offset=whose.offset
    )
    for number in log or ():
        at = datetime.fromtimestamp((number >> 4) / 1000, UTC)
        yield replace(blank, at=at, rating=RATINGS[number & 3]), _STAGES[number >> 2 & 3]
