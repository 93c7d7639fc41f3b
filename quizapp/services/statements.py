"""The statements of a deck: what each gave, what a teacher adds, and the best item of one that nobody asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.core.decks.coverage import Asked, asked_of
from quizapp.core.decks.deck import Deck, DeckItem, ItemStatus
from quizapp.core.decks.regeneration import regenerate
from quizapp.core.items.beside import best_of, generate_beside
from quizapp.core.items.generate import Generation
from quizapp.core.items.item import Item
from quizapp.core.items.modes import DEFAULT, LEAST
from quizapp.core.items.ranking import acceptance
from quizapp.core.statements.own import Wish, is_own, own_statement
from quizapp.core.statements.statement import Statement
from quizapp.core.text.sentences import closest_sentence, find_words
from quizapp.core.text.source import Source
from quizapp.errors import InputError, NotFound
from quizapp.store import decks, items, overlays, sources
from quizapp.store.database import Connection, reading, transaction


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A deck with all statements of its source."""

    deck: Deck
    asked: tuple[Asked, ...]


def list_asked(deck_id: str) -> Stated:
    """Every statement of a deck's source with its items, or why it has none. Raises `NotFound`."""
    with reading() as connection:
        deck = decks.get(connection, deck_id)
        statements, rejections = sources.of_deck(connection, decks.find(connection, deck_id).id)
    return Stated(deck=deck, asked=asked_of(deck, statements, rejections))


def get_statement(deck_id: str, statement_id: str) -> Statement:
    """One statement of a deck's source. Raises `NotFound`."""
    with reading() as connection:
        statements, _ = sources.of_deck(connection, decks.find(connection, deck_id).id)
    return _named(statements, statement_id)


def nearest_sentence(deck: Deck, words: str, answers: Sequence[str] = ()) -> str:
    """The sentence of a deck's text that is closest to these words and what they are asked for; empty where they stand
    there or none is close."""
    if find_words(deck.source.text, words) is not None:
        return ""
    place = closest_sentence(deck.source, " ".join([words, *answers]))
    return "" if place is None else " ".join(deck.source.text[slice(*place)].split())


def write_statement(
    deck_id: str, wish: Wish, *, now: datetime, replaces: str | None = None
) -> tuple[str, int]:
    """Add a teacher's statement to a deck's text, with its items as drafts; its id, and how many items it has.

    ``replaces`` names a statement of the teacher's own that is written otherwise: its items go on as when a text
    changes. One that was found in the text stays beside what is written in its place. Raises `NotFound`, and
    `InputError` where the text does not prove it or no item comes of it.
    """
    with reading() as connection:
        row = decks.find(connection, deck_id)
        statements, _ = sources.of_deck(connection, row.id)
        source = sources.text_of(connection, row.source_id)
        asked = [entry.item for entry in items.entries(connection, items.places(connection, row.id))]
    own = replaces is not None and is_own(_named(statements, replaces))
    statement = own_statement(wish, source.text, id=replaces if own else None)
    if not own and any(one.id == statement.id for one in statements):
        raise InputError("This statement is here already. Change what is asked for.")
    generation = generate_beside(statement, statements, text=source.text, asked=asked)
    if not generation.items:
        why = generation.rejections[0].reason
        raise InputError("No item comes of this statement: %(why)s.", why=why)
    with transaction(alone=True) as connection:
        deck = decks.find(connection, deck_id)
        if deck.source_id != row.source_id:
            raise InputError("The text was changed meanwhile. Look at it and try again.")
        sources.put_statement(connection, deck.source_id, statement)
        _store(connection, deck, source, statement, generation, now=now)
    return statement.id, len(generation.items)


def accept_best(deck_id: str, statement_id: str, *, now: datetime, alone: bool = False) -> DeckItem | None:
    """Accept the best item of a statement: a draft that waits, else one that was not chosen.

    Where it has none, that of another statement of the same sentence, unless ``alone``. None where nothing can be
    asked. Raises `NotFound`.
    """
    found = list_asked(deck_id)
    wanted = _named([one.statement for one in found.asked], statement_id)
    there = [one for one in found.asked if _is_meant(one.statement, wanted, alone)]
    there.sort(key=lambda one: one.statement.id != statement_id)
    drafts = {entry.item.id: entry for one in there for entry in one.drafts}
    best = best_of(entry.item for entry in drafts.values()) or _unchosen(found, there)
    if best is None:
        return None
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        place = items.find(connection, deck.id, best.id)
        if place is not None:
            items.set_status(connection, place, "accepted", now=now)
        else:
            _add(connection, deck, [best], status="accepted", now=now)
        if deck.published:
            items.release(connection, deck.id)
    with reading() as connection:
        placed = items.find(connection, decks.find(connection, deck_id).id, best.id)
        (entry,) = items.entries(connection, [] if placed is None else [placed])
    return entry


def _is_meant(one: Statement, wanted: Statement, alone: bool) -> bool:
    return one.id == wanted.id or (not alone and (one.start, one.end) == (wanted.start, wanted.end))


def _unchosen(found: Stated, there: Sequence[Asked]) -> Item | None:
    """The best sound item that the choice of a deck's items left out, of the first statement that has one."""
    statements = [one.statement for one in found.asked]
    asked = [entry.item for entry in found.deck.items]
    known = {item.id for item in asked}
    for one in there:
        if one.statement.context:
            continue
        text = found.deck.source.text
        generation = generate_beside(one.statement, statements, text=text, asked=asked)
        best = best_of(generation.candidates, without=known)
        if best is not None and acceptance(best) >= LEAST[DEFAULT]:
            return best
    return None


def _store(
    connection: Connection, deck: decks.Found, source: Source, statement: Statement, generation: Generation, *,
    now: datetime,
) -> None:  # fmt: skip
    placed = items.places(connection, deck.id, locked=True)
    entries = {entry.item.id: entry.item for entry in items.entries(connection, placed)}
    known = [
        place
        for place in placed
        if place.public_id in entries and entries[place.public_id].statement == statement.id
    ]
    if not known:
        _add(connection, deck, generation.items, status="draft", now=now)
        return
    present = overlays.overlays(connection, known)
    regeneration = regenerate(
        [each.standing for each in present], chosen=generation.items, candidates=generation.candidates
    )
    overlays.carry_out(
        connection, deck.id, present, regeneration, source_id=deck.source_id, text=source.text, now=now,
        first=items.last_position(connection, deck.id, upto=statement.start),
    )  # fmt: skip


def _add(
    connection: Connection, deck: decks.Found, new: Sequence[Item], *, status: ItemStatus, now: datetime
) -> None:
    """Put items where their sentence has its place among the others."""
    position = items.last_position(connection, deck.id, upto=new[0].span[0])
    for item in new:
        items.add(connection, deck.id, {position: item}, source_id=deck.source_id, status=status, now=now)


def _named(statements: Sequence[Statement], id: str) -> Statement:
    for statement in statements:
        if statement.id == id:
            return statement
    raise NotFound("statement", id)
