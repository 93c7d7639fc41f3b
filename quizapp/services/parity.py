"""Whether a deck survives its formats: written, read back, and compared item by item."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizapp.core.decks.deck import Deck
from quizapp.core.items.item import Item
from quizapp.exchange.formats import FORMATS, Format
from quizapp.exchange.losses import Loss
from quizapp.services.decks import get_deck
from quizapp.services.media import contents_of


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
    deck = get_deck(deck_id)
    media = contents_of(deck.id, deck.accepted)
    return tuple(found for form in FORMATS.values() for found in _through(form, deck, media))


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
