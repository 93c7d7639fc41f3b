"""What a text of Anki's does not say and the deck that takes it knows: how notes look, and what they show."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from quizapp.exchange.apkg.reading import Known, read_text
from quizapp.exchange.apkg.reading.text_guids import Named
from quizapp.exchange.apkg.taking import type_of
from quizapp.services.notes import batches
from quizapp.store import decks, notes
from quizapp.store.database import reading


def known_of(deck_id: str) -> Known:
    """Empty for a deck that is not there (any more)."""
    with reading() as connection:
        found = decks.look_for(connection, deck_id)
        if found is None:
            return Known()
        types = {number: type_of(kept) for number, kept in notes.types(connection, found.id).items()}
        return Known(
            types=types, notes={note.guid: note for note in notes.of_deck(connection, found.id).values()}
        )


def likely_deck(path: Path, owner: int) -> str:
    """The id of the learner's own deck that knows most notes of a text; "" where none knows any.

    Raises `ImportRejected`.
    """
    counted = Counter[str]()
    with read_text(path) as file, reading() as connection:
        if file.states_guids:
            for batch in batches(file.notes()):
                counted.update(notes.decks_with(connection, owner, [note.guid for note in batch]))
        else:
            keys = {row.key for row in file.named()}
            for deck, note_type, fields in notes.named_of(connection, owner):
                counted[deck] += Named(note_type, fields).key in keys
    return max(+counted, key=lambda id: counted[id], default="")


def media_of(known: Known) -> dict[str, dict[str, str]]:
    """By guid and by their names in Anki what known notes show and play, by the names here."""
    return {guid: note.media for guid, note in known.notes.items() if note.media}
