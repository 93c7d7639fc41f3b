"""Notes that came from Anki on their way back: as they came, but for what somebody changed here."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.decks.kept import KeptNote, KeptType
from quizapp.core.items.interaction import Gap, TextEntry
from quizapp.core.items.item import Item
from quizapp.core.items.tags import taken
from quizapp.exchange.apkg.container import DeckRow, NoteRow
from quizapp.exchange.apkg.fields import cloze_text
from quizapp.exchange.apkg.markup import escape
from quizapp.exchange.apkg.names import RETIRED_TAG, deck_name, subdeck_id, tag_of
from quizapp.exchange.apkg.reading.schema import DEFAULT_DECK
from quizapp.exchange.apkg.taking import placed_fields

_SEPARATOR = "::"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a deck keeps of Anki: note types by number, notes by the ids of their items, and which items were changed
    here since."""

    types: Mapping[int, KeptType] = field(default_factory=dict)
    notes: Mapping[str, KeptNote] = field(default_factory=dict)
    edited: AbstractSet[str] = frozenset()


def place_of(note: KeptNote) -> str:
    """The deck that a note lies in, folded as Anki compares names."""
    return _SEPARATOR.join(note.path).casefold()


def deck_row(deck: Deck, note: KeptNote) -> DeckRow:
    """That deck; it has the deck's own number where it has its name. What lay in Anki's “Default”, which is where it
    puts what belongs nowhere, and of which it would make a second one, lies in the deck."""
    stated = "" if note.path == DEFAULT_DECK else _SEPARATOR.join(note.path)
    name = stated or deck_name(deck.title)
    is_whole = name.casefold() == deck_name(deck.title).casefold()
    return DeckRow(id=deck.anki_id if is_whole else subdeck_id(deck, name), name=name)


def note_row(entry: DeckItem, kept: Kept, *, place: int, into: int, modified: int) -> NoteRow:
    """The note of an item with its own guid, fields, cards and tags; ``modified`` is when it was changed here, which
    counts only where it was."""
    note = kept.notes[entry.item.id]
    note_type = kept.types[note.type]
    is_edited = entry.item.id in kept.edited
    is_retired = entry.status == "retired"
    fields, ordinals = _fields(note, note_type, entry.item) if is_edited else (note.fields, note.ordinals)
    tags = _tags(note, entry.item) if is_edited else note.tags
    return NoteRow(
        note_type=note_type,
        fields=dict(zip(note_type.fields, fields, strict=True)),
        tags=(*tags, RETIRED_TAG) if is_retired else tags,
        guid=note.guid,
        deck=into,
        modified=modified if is_edited or is_retired else int(note.modified.timestamp()),
        place=place,
        ordinals=ordinals,
    )


def _fields(note: KeptNote, note_type: KeptType, item: Item) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The fields with what the item says now, and the numbers of the cards."""
    asked, told, beside = placed_fields(note_type)
    how = item.body.interaction(item.stem)
    said: dict[str, str] = {}
    ordinals = note.ordinals
    if isinstance(how, Gap):
        ordinals = _numbers(note.ordinals, len(how.gaps))
        said = {asked: cloze_text(how, [number + 1 for number in ordinals]), beside: escape(item.rationale)}
    elif isinstance(how, TextEntry) and told:
        said = {asked: escape(item.stem), told: escape(how.answers[0])}
    pairs = zip(note_type.fields, note.fields, strict=True)
    return tuple(said.get(name, text) for name, text in pairs), ordinals


def _numbers(known: tuple[int, ...], count: int) -> tuple[int, ...]:
    """The cards that gaps have had, and free numbers for new ones."""
    free = (number for number in range(len(known) + count) if number not in known)
    return (*known[:count], *(next(free) for _ in range(count - len(known))))


def _tags(note: KeptNote, item: Item) -> tuple[str, ...]:
    """Anki's own, without those that somebody took away here and with those that somebody added."""
    away = set(taken(note.tags)) - set(item.tags)
    stay = tuple(tag for tag in note.tags if tag not in away)
    added = (part for tag in item.tags if tag not in note.tags and (part := tag_of(tag)))
    return (*stay, *added)
