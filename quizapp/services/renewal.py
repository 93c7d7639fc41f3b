"""A deck's source changed: its items follow, and a teacher's edits wait for the teacher."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from quizapp.core.decks.deck import ItemStatus
from quizapp.core.decks.regeneration import Regeneration
from quizapp.core.decks.remaking import Found, Made, Remade, remake
from quizapp.core.text.source import Source
from quizapp.errors import InputError
from quizapp.phrases import phrase
from quizapp.services.decks import get_deck
from quizapp.services.generation import require_items
from quizapp.store import decks, items, overlays, sources
from quizapp.store.database import Connection, reading, transaction

if TYPE_CHECKING:
    from quizapp.core.statements.extract import Extraction

Progress = Callable[[float, str], None]
_SHARE_OF_READING = 0.95
FOLLOWS = phrase(
    "This deck follows its file of statements (*.toml). Change it and load it: quizapp regenerate DECK FILE"
)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """What a new source gives for a deck. ``replaces`` is the row of the source that it was compared with."""

    deck_id: str
    source: Source
    remade: Remade
    replaces: int


def prepare(deck_id: str, text: Source, *, progress: Progress | None = None) -> Prepared:
    """Read a new text, which comes with its own particulars, and compare it with the deck's; nothing is stored.

    Raises `NotFound`; `InputError` for a deck that follows a file; `NothingToAsk` where no item comes out: a deck
    does not lose all its items to a wrong file.
    """
    from quizapp.core.statements.extract import extract  # loads the language model: never in a web process

    tell = progress or (lambda share, stage: None)
    source = text_for(deck_id, text)
    extraction = extract(source, progress=lambda share, stage: tell(_SHARE_OF_READING * share, stage))
    tell(_SHARE_OF_READING, phrase("Comparing with the deck"))
    with reading() as connection:
        row = decks.find(connection, deck_id)
        made = made_of(connection, row)
    remade = remake(made, _found(source, extraction), mode=row.mode)
    require_items(extraction, remade.generation)
    return Prepared(deck_id=deck_id, source=source, remade=remade, replaces=row.source_id)


def text_for(deck_id: str, text: Source) -> Source:
    """A text as the next source of a deck: the title stays.

    Raises `NotFound`; `InputError` for a deck that follows a file.
    """
    deck = get_deck(deck_id)
    if deck.follows_file:
        raise InputError(FOLLOWS)
    return replace(text, title=deck.source.title)


def preview(prepared: Prepared) -> Regeneration:
    """What would become of the deck's items as they are now. Raises `NotFound`."""
    with reading() as connection:
        deck = decks.find(connection, prepared.deck_id)
        present = overlays.overlays(connection, items.places(connection, deck.id))
    return prepared.remade.regeneration([each.standing for each in present])


def update_deck(
    deck_id: str, text: Source, *, now: datetime, progress: Progress | None = None
) -> Regeneration:
    """Give a deck a new text at once; what became of its items. Raises as `prepare` does."""
    while True:
        prepared = prepare(deck_id, text, progress=progress)
        with transaction(alone=True) as connection:
            regeneration = carry_out(connection, prepared, now=now)
        if regeneration is not None:
            return regeneration


def carry_out(
    connection: Connection, prepared: Prepared, *, now: datetime, source_id: int | None = None
) -> Regeneration | None:
    """Store a prepared change; None where the deck got another text meanwhile, so that it must be prepared again.

    ``source_id`` is the row of the new source if it is stored already. Raises `NotFound`.
    """
    deck = decks.find(connection, prepared.deck_id)
    if deck.source_id != prepared.replaces:
        return None
    return replace_source(
        connection, deck, prepared.source, prepared.remade, now=now, arrive="draft", source_id=source_id
    )


def replace_source(
    connection: Connection, deck: decks.Found, source: Source, remade: Remade, *, now: datetime, arrive: ItemStatus,
    source_id: int | None = None,
) -> Regeneration:  # fmt: skip
    """Give a deck its new source, statements and items, new ones in the status ``arrive``."""
    present = overlays.overlays(connection, items.places(connection, deck.id, locked=True))
    regeneration = remade.regeneration([each.standing for each in present], arrive=arrive)
    before = sources.text_of(connection, deck.source_id).particulars
    row = sources.replace(connection, deck.source_id, source, stored=source_id)
    sources.add_statements(connection, row, remade.statements, remade.generation.rejections)
    decks.change(connection, deck.id, source_id=row)
    overlays.carry_out(
        connection, deck.id, present, regeneration, source_id=row, text=source.text, now=now,
        released=deck.published and arrive == "accepted",
    )  # fmt: skip
    if before.dated != source.particulars.dated:
        items.touch(connection, deck.id, now=now)
    return regeneration


def made_of(connection: Connection, deck: decks.Found) -> Made:
    """What a deck is made of now."""
    statements, _ = sources.of_deck(connection, deck.id)
    there = {statement.id for statement in statements}
    gone = tuple(each for each in sources.withdrawn(connection, deck.id) if each.id not in there)
    present = overlays.overlays(connection, items.places(connection, deck.id))
    return Made(statements=statements, items=tuple(each.standing for each in present), gone=gone)


def _found(source: Source, extraction: Extraction) -> Found:
    return Found(
        text=source.text,
        statements=extraction.statements,
        sentences=extraction.sentences,
        curated=extraction.curated,
    )
