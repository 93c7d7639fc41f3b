"""Items that a person writes: checked while they are written, stored as accepted, proven where a quote was chosen."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from quizapp.core.decks.deck import Deck, DeckItem, ItemStatus
from quizapp.core.items.attachment import Attachment
from quizapp.core.items.codec import body_to_plain
from quizapp.core.items.flaws import CATALOGUE, Flaw
from quizapp.core.items.item import Item, written_id
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds import WRITABLE
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source
from quizapp.errors import InputError, ItemInvalid, NotFound
from quizapp.phrases import phrase
from quizapp.services import evidence, media
from quizapp.services.edits import (
    Fields,
    body_of,
    category_in,
    proven,
    require_key,
    single,
    tags_in,
)
from quizapp.services.media import Row
from quizapp.store import decks, items, learners
from quizapp.store.database import Connection, reading, transaction

RULES = phrase("Every item keeps these rules.")
UNSUPPORTED = phrase("The sentence that you chose does not support the key “%(key)s”.")
_FIELD_OF = {"stem": "stem", "options": "answers", "key": "answers"}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a form gives: ``body`` is None where there is nothing to show yet. ``problems`` names fields (stem, answers,
    tags, media, evidence) with what is wrong there; ``flaws`` are the broken rules, fatal ones first."""

    stem: str = ""
    body: ItemBody | None = None
    flaws: tuple[Flaw, ...] = ()
    problems: Mapping[str, InputError] = field(default_factory=dict)

    @property
    def fatal(self) -> tuple[Flaw, ...]:
        """The flaws that forbid the item."""
        return tuple(flaw for flaw in self.flaws if flaw.fatal)

    def flaws_of(self, name: str) -> tuple[Flaw, ...]:
        """The fatal flaws to be told beside a field."""
        return tuple(flaw for flaw in self.fatal if _FIELD_OF.get(flaw.scope) == name)


def check(
    kind: str, fields: Fields, *, source: Source, before: Item | None = None, rows: Sequence[Row] = ()
) -> Checked:
    """What an item of this form would be, and what is wrong with it: nothing is stored, nothing raised.

    ``rows`` are the media that it names, see `media.rows_of`.
    """
    problems = _problems(fields, source, before) | _undescribed(rows)
    try:
        stem, body = body_of(kind, fields, plain={} if before is None else body_to_plain(before.body))
    except InputError as error:
        return Checked(problems=problems | {"answers": error})
    problems |= _unkeyed(body)
    quoted = None if "evidence" in problems else _quoted(fields, source, before)
    found = [CATALOGUE[name] for name in body.flaws(stem, quote="" if quoted is None else quoted.quote)]
    if quoted is not None and "answers" not in problems and (why := _unproven(before, stem, body, quoted)):
        problems["evidence"] = why
    flaws = tuple(sorted(found, key=lambda flaw: not flaw.fatal))
    return Checked(stem=stem, body=body if body.keys() else None, flaws=flaws, problems=problems)


def _problems(fields: Fields, source: Source, before: Item | None) -> dict[str, InputError]:
    """What is wrong with the fields that no kind has alone."""
    reads: dict[str, Callable[[], object]] = {
        "tags": lambda: tags_in(fields),
        "evidence": lambda: evidence.chosen(fields, source, before),
    }
    problems = {}
    for name, read in reads.items():
        try:
            read()
        except InputError as error:
            problems[name] = error
    return problems


def _undescribed(rows: Sequence[Row]) -> dict[str, InputError]:
    """What is wrong with the media, the first of it."""
    first = next(filter(None, map(media.problem_of, rows)), None)
    return {} if first is None else {"media": first}


def _quoted(fields: Fields, source: Source, before: Item | None) -> Evidence | None:
    """What is to prove it: the sentence that was chosen, or the one that it has."""
    if before is not None and not (before.written and "evidence" in fields):
        return before.evidence
    return evidence.chosen(fields, source, before)


def _unkeyed(body: ItemBody) -> dict[str, InputError]:
    try:
        require_key(body)
    except ItemInvalid as error:
        return {"answers": error}
    return {}


def _unproven(before: Item | None, stem: str, body: ItemBody, quoted: Evidence) -> InputError | None:
    """Why a sentence proves no item of this wording, or None where it does."""
    blank = before or plain_item("", stem, body, category="")
    try:
        proven(blank, body, {"stem": stem}, evidence=quoted)
    except ItemInvalid as error:
        return _told(error)
    return None


def _told(error: ItemInvalid) -> ItemInvalid:
    """In the words of who chose the sentence."""
    key = error.values.get("key")
    return error if key is None else ItemInvalid(UNSUPPORTED, key=key, flaws=error.flaws)


def item_from(
    kind: str, fields: Fields, *, source: Source, id: str = "", media: tuple[Attachment, ...] = ()
) -> Item:
    """The item of a form, with these images and sounds. Raises `InputError`; `ItemInvalid` with the
    names of its fatal flaws."""
    if kind not in WRITABLE:
        raise InputError("There is no such kind of item.")
    stem, body = body_of(kind, fields, plain={})
    require_key(body)
    name = id or written_id(secrets.token_hex(8))
    told = {"category": category_in(fields), "rationale": single(fields, "rationale", "")}
    blank = replace(plain_item(name, stem, body, tags=tags_in(fields), **told), media=media)
    try:
        made = proven(blank, body, {}, evidence=evidence.chosen(fields, source))
    except ItemInvalid as error:
        raise _told(error) from error
    return sound(made)


def sound(item: Item) -> Item:
    """The item with the flaws found now. Raises `ItemInvalid` where one of them is fatal."""
    found = replace(item, flaws=item.broken_rules())
    if found.is_fatal():
        raise ItemInvalid(RULES, flaws=[name for name in found.flaws if CATALOGUE[name].fatal])
    return found


def plain_item(
    id: str, stem: str, body: ItemBody, *, category: str, rationale: str = "", tags: tuple[str, ...] = ()
) -> Item:
    """An item that a person wrote, without evidence yet and unchecked. Raises `ItemInvalid` where it has no key."""
    return Item(
        id=id,
        stem=stem,
        body=body,
        category=category,
        rationale=rationale,
        statement="",
        evidence=None,
        pattern="by hand",
        confidence=1.0,
        written=True,
        tags=tags,
    )


def add_item(deck_id: str, kind: str, fields: Fields, *, now: datetime, by: str | None = None) -> DeckItem:
    """Store what a person wrote, worded ``by`` this learner; in a published deck it is asked from the next quiz on.

    ``fields`` are those of `drafts.edit_item`, with ``tags`` (parted by commas) and ``evidence`` (“12-40”). Raises
    `NotFound`; `InputError`, as `ItemInvalid` with the names of its flaws where a rule forbids it.
    """
    deck = _deck(deck_id)
    item = item_from(kind, fields, source=deck.source, media=media.attached(deck_id, fields))
    (added,) = add_items(deck_id, [item], now=now, by=by)
    return added


def add_items(
    deck_id: str, written: Sequence[Item], *, now: datetime, status: ItemStatus = "accepted", by: str | None = None,
    source_id: int | None = None,
) -> tuple[DeckItem, ...]:  # fmt: skip
    """Store items behind those that a deck has. ``source_id`` is the row of the source that they quote, where that is
    not the deck's present one. Raises `NotFound`."""
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        first = items.next_position(connection, deck.id)
        placed = dict(enumerate(written, first))
        items.add(
            connection, deck.id, placed, source_id=source_id or deck.source_id, status=status, now=now,
            author=learners.row_of(connection, by),
        )  # fmt: skip
        if deck.published:
            items.release(connection, deck.id)
    return tuple(_entry(deck_id, item.id) for item in written)


def _deck(deck_id: str) -> Deck:
    with reading() as connection:
        return decks.get(connection, deck_id)


def _entry(deck_id: str, item_id: str) -> DeckItem:
    with reading() as connection:
        place = _place(connection, decks.find(connection, deck_id).id, item_id)
        return items.entries(connection, [place])[0]


def _place(connection: Connection, deck: int, item_id: str) -> items.Place:
    place = items.find(connection, deck, decks.storable(item_id))
    if place is None:
        raise NotFound("item", item_id)
    return place
