"""How studying goes: what waits, what was done, what is coming, and how much is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizapp.core.study.card import CardName
from quizapp.core.study.days import day_of
from quizapp.core.study.learner import Learner
from quizapp.services.study import Waiting, waiting_by_deck
from quizapp.store import cards, decks, learners, versions
from quizapp.store.database import Connection, reading

YEAR = 371
"""Days of the heat map: 53 weeks."""
COMING = 28
MEASURED = 30
"""Days over which retention is measured."""


@dataclass(frozen=True, kw_only=True)
class DeckLine:
    """A deck that is studied."""

    id: str
    title: str
    waiting: Waiting


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A card that is suspended or is a leech. ``seen`` is the length of its log."""

    name: CardName
    seen: int
    prompt: str
    suspended: bool
    lapses: int


@dataclass(frozen=True, kw_only=True)
class Overview:
    """``done`` and ``coming`` are reviews by day; ``stages`` counts cards by what they are.

    ``remembered`` of ``measured`` reviews of learned cards were not forgotten in the last ``MEASURED`` days.
    """

    today: date
    decks: tuple[DeckLine, ...]
    done: Mapping[date, int]
    coming: Mapping[date, int]
    stages: Mapping[str, int]
    remembered: int
    measured: int
    aside: tuple[Aside, ...]

    @property
    def waiting(self) -> Waiting:
        """What waits in all decks together."""
        return Waiting(
            new=sum(line.waiting.new for line in self.decks),
            learning=sum(line.waiting.learning for line in self.decks),
            review=sum(line.waiting.review for line in self.decks),
        )


def overview(learner: Learner, *, now: datetime, offset: int = 0) -> Overview:
    """All of it for one learner."""
    today = day_of(now, offset)
    with reading() as connection:
        row = learners.row(connection, learner.id)
        held = cards.of_learner(connection, row)
        counted = waiting_by_deck(connection, learner, now=now, offset=offset)
        lines = tuple(
            DeckLine(id=id, title=title, waiting=counted.get(id, Waiting()))
            for id, title in decks.titles(connection, cards.decks_of(connection, row))
        )
        done = cards.per_day(connection, row, since=today.toordinal() - YEAR)
        remembered, measured = cards.recalled(connection, row, since=today.toordinal() - MEASURED)
        aside = _aside(connection, held, learner.preferences.leech_after)
    return Overview(
        today=today,
        decks=lines,
        done={date.fromordinal(day): number for day, number in done.items()},
        coming=_coming(held, today, offset),
        stages=_stages(held),
        remembered=remembered,
        measured=measured,
        aside=aside,
    )


def _coming(held: list[cards.Card], today: date, offset: int) -> dict[date, int]:
    """Cards by the day they fall due; what waits from before waits today."""
    found: Counter[date] = Counter()
    for card in held:
        if card.state.due is not None and not card.state.suspended:
            found[max(today, day_of(card.state.due, offset))] += 1
    return {today + timedelta(days=n): found[today + timedelta(days=n)] for n in range(COMING)}


def _stages(held: list[cards.Card]) -> dict[str, int]:
    counted = Counter("suspended" if card.state.suspended else card.state.stage for card in held)
    return {stage: counted[stage] for stage in ("learning", "review", "relearning", "suspended")}


def _aside(connection: Connection, held: list[cards.Card], leech_after: int) -> tuple[Aside, ...]:
    chosen = [card for card in held if card.state.suspended or card.state.is_leech(leech_after)]
    loaded = versions.load(connection, [card.place.version_id for card in chosen])
    found = []
    for card in chosen:
        item = loaded[card.place.version_id].item
        faces = item.body.faces(item.stem)
        if card.place.face < len(faces):
            found.append(
                Aside(
                    name=CardName(deck_id=card.place.deck, item_id=item.id, face=card.place.face),
                    seen=card.entries,
                    prompt=faces[card.place.face].prompt,
                    suspended=card.state.suspended,
                    lapses=card.state.lapses,
                )
            )
    return tuple(found)
