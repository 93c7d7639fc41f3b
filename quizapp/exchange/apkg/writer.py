"""From a deck to an Anki package: pure, so the same deck always gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.decks.kept import KeptType
from quizapp.core.items.item import Item
from quizapp.core.items.shown import media_names
from quizapp.errors import InputError
from quizapp.exchange.apkg.attachments import shown
from quizapp.exchange.apkg.container import DeckRow, NoteRow, write_package
from quizapp.exchange.apkg.evidence import evidence, rationale, source
from quizapp.exchange.apkg.fields import fill
from quizapp.exchange.apkg.kept import Kept, deck_row, note_row, place_of
from quizapp.exchange.apkg.markup import escape
from quizapp.exchange.apkg.names import deck_name, guid, own_name, renamed, subdeck_id, subdeck_name, tags
from quizapp.phrases import phrase

NOTHING = Kept()
"""What a deck keeps that never was in Anki."""
TWO_FORMS = phrase(
    "These decks bring the note type “%(name)s” of Anki’s with different fields. Export them one by one."
)
_RETIRED = "Taken out of the deck by its author. If you never learned these cards, delete this deck."


@dataclass(frozen=True, kw_only=True)
class Part:
    """A deck on its way to Anki.

    ``only`` names the items of a part of the deck, which are the same notes at the same places as in the whole:
    importing both, in either order, adds nothing twice. A part carries no tombstones.

    ``kept`` are the notes that items came as: they go back as they came. ``media`` are the files by name; those go
    along that a note shows. ``name`` is what the deck is called in the Anki that it goes to, where it is not its title.
    """

    deck: Deck
    only: AbstractSet[str] | None = None
    media: Mapping[str, bytes] = field(default_factory=dict)
    kept: Kept = NOTHING
    name: str = ""


def write_apkg(
    deck: Deck,
    *,
    only: AbstractSet[str] | None = None,
    media: Mapping[str, bytes] | None = None,
    kept: Kept = NOTHING,
    name: str = "",
) -> bytes:
    """The deck as an .apkg: items that are asked as notes, retired ones as tombstones, no others; see `Part`.

    What waits for a decision is left out, which leaves the cards that learners have as they are. Raises
    `ExportUnsupported` where an item's interaction has no form in Anki.
    """
    return write_decks([Part(deck=deck, only=only, media=media or {}, kept=kept, name=name)])


def write_decks(parts: Sequence[Part]) -> bytes:
    """Several decks as one .apkg. Where two hold the same note of Anki's, the one that was changed last goes.

    Raises `InputError` where two bring one note type of Anki's in different forms.
    """
    _require_one_form(parts)
    decks: dict[str, DeckRow] = {}
    notes: dict[str, NoteRow] = {}
    files: dict[str, bytes] = {}
    for part in parts:
        rows, found, media = _rows(part)
        # one name, one deck: of two, Anki would call the second “Name_”
        into = {row.id: decks.setdefault(row.name.casefold(), row).id for row in rows}
        files |= media
        for note in found:
            if note.guid not in notes or notes[note.guid].modified < note.modified:
                notes[note.guid] = replace(note, deck=into[note.deck])
    return write_package(decks.values(), notes.values(), files)


def _require_one_form(parts: Sequence[Part]) -> None:
    """A note type has one number in Anki: with other fields, its notes could not be read."""
    known: dict[int, KeptType] = {}
    for part in parts:
        for number, one in part.kept.types.items():
            if known.setdefault(number, one).fields != one.fields:
                raise InputError(TWO_FORMS, name=one.name)


def _rows(part: Part) -> tuple[list[DeckRow], list[NoteRow], dict[str, bytes]]:
    deck, kept = part.deck, part.kept
    asked = {entry.item.id for entry in deck.asked}
    whole = [entry for entry in deck.items if entry.status == "retired" or entry.item.id in asked]
    wanted = None if part.only is None else part.only & asked
    placed = [
        (place, entry) for place, entry in enumerate(whole, 1) if wanted is None or entry.item.id in wanted
    ]
    decks = _decks(deck, [entry for _, entry in placed], kept)
    notes = [
        _note(deck, entry, kept, place=place, into=decks[_place(entry, kept)].id) for place, entry in placed
    ]
    named = files_of((entry.item for _, entry in placed), kept)
    files = {name: part.media[here] for name, here in sorted(named.items()) if here in part.media}
    return _called(list(decks.values()), part), notes, files


def _called(rows: list[DeckRow], part: Part) -> list[DeckRow]:
    """The decks under the name that they have where they go."""
    name = own_name(part.name)
    if not name:
        return rows
    roots = dict.fromkeys(
        [deck_name(part.deck.title), *(n.path[0] for n in part.kept.notes.values() if n.path)]
    )
    return [replace(row, name=renamed(row.name, roots, name)) for row in rows]


def files_of(items: Iterable[Item], kept: Kept) -> dict[str, str]:
    """What notes show, by the name in the package: the name here. What is ours goes by the name of its content."""
    found: dict[str, str] = {}
    for item in items:
        names = {each.name for each in item.media} if item.id in kept.notes else media_names(item)
        found |= {name: name for name in names}
        if item.id in kept.notes:
            found |= kept.notes[item.id].media
    return found


def _decks(deck: Deck, entries: list[DeckItem], kept: Kept) -> dict[str, DeckRow]:
    """Place (see `_place`) → deck; the deck itself comes first, under the empty place."""
    title = deck_name(deck.title)
    decks = {"": DeckRow(id=deck.anki_id, name=title, about=escape(deck.about))}
    for entry in entries:
        place, name = _place(entry, kept), subdeck_name(entry.item.category)
        if entry.status == "retired":
            decks.setdefault(
                place, DeckRow(id=subdeck_id(deck, place), name=f"{title} (retired)", about=_RETIRED)
            )
        elif entry.item.id in kept.notes:
            decks.setdefault(place, deck_row(deck, kept.notes[entry.item.id]))
        else:
            decks.setdefault(place, DeckRow(id=subdeck_id(deck, place), name=f"{title}::{name}"))
    return _used(decks, {_place(entry, kept) for entry in entries}) if kept.notes else decks


def _used(decks: dict[str, DeckRow], places: AbstractSet[str]) -> dict[str, DeckRow]:
    """Without an empty deck of our title beside those that came: one name, one deck."""
    return {place: row for place, row in decks.items() if place in places} or decks


def _place(entry: DeckItem, kept: Kept) -> str:
    """The subdeck's name, folded because Anki does not tell letter case apart; tombstones lie elsewhere.

    Cards that a learner has already do not move. Places matter only for cards that are new to a collection,
    and a newcomer must not be asked what was retired.
    """
    if entry.status == "retired":
        return "::retired"
    if entry.item.id in kept.notes:
        return f"::{place_of(kept.notes[entry.item.id])}"
    return subdeck_name(entry.item.category).casefold()


def _note(deck: Deck, entry: DeckItem, kept: Kept, *, place: int, into: int) -> NoteRow:
    item, retired = entry.item, entry.status == "retired"
    modified = int(_utc(entry.modified).timestamp())
    if item.id in kept.notes:
        return note_row(entry, kept, place=place, into=into, modified=modified)
    filled = fill(item)
    stem = "Stem" if "Stem" in filled.fields else "Text"
    fields = filled.fields | {
        stem: filled.fields[stem] + shown(item, "stem"),
        "Rationale": rationale(item) + shown(item, "rationale"),
        "Evidence": evidence(item),
        "Source": source(deck, deck.dated(entry)),
        "Retired": _banner(entry) if retired else "",
    }
    return NoteRow(
        note_type=filled.note_type,
        fields=fields,
        tags=tuple(tags(item, retired=retired)),
        guid=guid(deck, item),
        deck=into,
        modified=modified,
        place=place,
        ordinals=filled.ordinals,
    )


def _banner(entry: DeckItem) -> str:
    """What a learner is told who has cards of an item that is asked no more."""
    day = _utc(entry.modified).date().isoformat()
    return f"Retired by its author on {day}: no longer part of this deck. You may suspend or delete it."


def _utc(moment: datetime) -> datetime:
    """Databases may hand out moments without a zone; ours are stored in UTC, whatever the machine's zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
