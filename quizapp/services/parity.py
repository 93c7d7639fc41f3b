"""Whether a deck survives its formats: written, read back, and compared item by item."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.core.decks.deck import Deck
from quizapp.services.carriers import FORMATS, Carrier
from quizapp.services.decks import get_deck
from quizapp.services.media import contents_of


@dataclass(frozen=True, kw_only=True)
class Parity:
    """``hash`` is that of what came back, "" where nothing did; ``expected`` that of what the format should carry.

    ``refused``: the format says that it cannot carry the item, ``bare``: that it goes without its images and sounds.
    Both are losses that are told, not faults.
    """

    item: str
    format: str
    expected: str
    hash: str
    refused: bool = False
    bare: bool = False

    @property
    def holds(self) -> bool:
        """Whether all came back that should."""
        return self.refused or self.hash == self.expected


def verify_deck(deck_id: str) -> tuple[Parity, ...]:
    """Every accepted item through every format. Raises `NotFound`."""
    deck = get_deck(deck_id)
    return tuple(found for name, carrier in FORMATS.items() for found in _through(name, carrier, deck))


def _through(name: str, carrier: Carrier, deck: Deck) -> Iterator[Parity]:
    items = [entry.item for entry in deck.accepted]
    refused = {item.id for item in items if carrier.refuses(item)}
    carried = [item for item in items if item.id not in refused]
    found = (
        carrier.read(carrier.write(deck.source, carried, contents_of(deck.id, deck.accepted)))
        if carried
        else {}
    )
    for item in items:
        back = _hash(found[item.id]) if item.id in found else ""
        yield Parity(
            item=item.id, format=name, expected=_hash(carrier.carried(item)), hash=back, refused=item.id in refused,
            bare=carrier.bares(item),
        )  # fmt: skip


def _hash(plain: object) -> str:
    text = json.dumps(plain, ensure_ascii=True, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
