"""Whether a deck survives its formats: written, read back, and compared item by item."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.core.decks.deck import Deck, DeckItem
from quizapp.core.items.item import Item
from quizapp.exchange.apkg import Kept, Part, files_of, returned, write_decks
from quizapp.exchange.formats import FORMATS, Format
from quizapp.exchange.losses import Loss
from quizapp.services.decks import get_deck
from quizapp.services.exports import ANKI, kept_of
from quizapp.services.media import contents_named, contents_of


@dataclass(frozen=True, kw_only=True)
class Parity:
    """``hash`` is that of what came back, "" where nothing did; ``expected`` that of what the format should carry.

    ``refused``: the format says that it cannot carry the item; ``lost``: what it says that it leaves out of it. Both
    are losses that are told, not faults.
    """

    item: str
    format: str
    expected: str
    hash: str
    refused: bool = False
    lost: tuple[Loss, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether all came back that should."""
        return self.refused or self.hash == self.expected


def verify_deck(deck_id: str) -> tuple[Parity, ...]:
    """Every accepted item through every format that is read back. Raises `NotFound`."""
    deck, kept = get_deck(deck_id), kept_of(deck_id)
    media = contents_of(deck.id, deck.accepted)
    return tuple(
        found
        for form in FORMATS.values()
        for found in (_to_anki(form, deck, kept, media) if form.name == ANKI else _through(form, deck, media))
    )


def _to_anki(form: Format, deck: Deck, kept: Kept, media: Mapping[str, bytes]) -> Iterator[Parity]:
    """Notes that came from there go back as they came, whole; the rest as into every format."""
    back = [entry for entry in deck.accepted if entry.item.id in kept.notes]
    ours = [entry for entry in deck.accepted if entry.item.id not in kept.notes]
    yield from _through(form, _only(deck, ours), media)
    if not back:
        return
    files = contents_named(deck.id, set(files_of([entry.item for entry in back], kept).values()))
    raw = write_decks([Part(deck=_only(deck, back), kept=kept, media=files)])
    found = returned.returned_back(raw, kept)
    for entry in back:
        guid = kept.notes[entry.item.id].guid
        yield Parity(
            item=entry.item.id, format=form.name, expected=_hash(returned.carried_back(deck, kept, entry)),
            hash=_hash(found[guid]) if guid in found else "",
        )  # fmt: skip


def _only(deck: Deck, entries: Sequence[DeckItem]) -> Deck:
    """With these items, whatever waits for a decision."""
    return replace(deck, items=tuple(replace(entry, news=None, is_disputed=False) for entry in entries))


def _through(form: Format, deck: Deck, media: Mapping[str, bytes]) -> Iterator[Parity]:
    if form.carried is None or form.returned is None:
        return
    items = [entry.item for entry in deck.accepted]
    carried = [item for item in items if form.refusal(item) is None]
    kept = {item.id for item in carried}
    found = form.returned(form.write(deck, carried, media)) if carried else {}
    for item in items:
        yield Parity(
            item=item.id, format=form.name, expected=_expected(form, item) if item.id in kept else "",
            hash=_hash(found[item.id]) if item.id in found else "", refused=item.id not in kept,
            lost=form.losses(item),
        )  # fmt: skip


def _expected(form: Format, item: Item) -> str:
    return "" if form.carried is None else _hash(form.carried(item))


def _hash(plain: object) -> str:
    text = json.dumps(plain, ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
