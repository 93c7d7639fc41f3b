"""What a deck was when it left for Anki, and what has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from quizapp.core.decks.outline import Outline, Outlined

EditionState = Literal["asked", "retired"]


@dataclass(frozen=True)
class Sent:
    """An item as it left: when it was last changed in seconds, what became of it, and its version."""

    modified: int
    state: EditionState
    version: int


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A state in which a deck left: ``number`` counts a deck's from 1; ``title`` is what the deck was called."""

    number: int
    at: datetime
    title: str
    sent: Mapping[str, Sent] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EditionChanges:
    """What a program that has the earlier state will do with the present one, by the ids of items.

    ``changed`` counts what was retired and is asked again. ``waiting`` was sent and is not sent now, since somebody
    has to decide about it or it was deleted: cards of it stay as they are.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    same: tuple[str, ...]
    waiting: tuple[str, ...]


def sent_now(deck: Outlined) -> dict[str, Sent]:
    """What leaves with a deck: the items that are asked, and the retired ones as tombstones."""
    return {one.id: _sent(one) for one in deck.items if one.status == "retired" or one.is_asked}


def _sent(one: Outline) -> Sent:
    moment = one.modified if one.modified.tzinfo else one.modified.replace(tzinfo=UTC)
    return Sent(int(moment.timestamp()), "asked" if one.is_asked else "retired", one.version)


def digest_of(title: str, sent: Mapping[str, Sent]) -> str:
    """A name of what leaves: equal where nothing of it differs."""
    plain = [title, sorted((id, one.modified, one.state, one.version) for id, one in sent.items())]
    return hashlib.blake2b(json.dumps(plain).encode(), digest_size=16).hexdigest()


def changes_since(
    before: Mapping[str, Sent], now: Mapping[str, Sent], *, only: AbstractSet[str] | None = None
) -> EditionChanges:
    """What differs; ``only`` names a part of the deck, which carries no tombstones."""
    if only is not None:
        now = {id: one for id, one in now.items() if id in only and one.state == "asked"}
        before = {id: one for id, one in before.items() if id in now}
    asked = [id for id, one in now.items() if one.state == "asked"]
    return EditionChanges(
        new=_those(id for id in asked if id not in before),
        changed=_those(id for id in asked if id in before and before[id] != now[id]),
        retired=_those(
            id for id, one in now.items() if one.state == "retired" and _was_asked(before.get(id))
        ),
        same=_those(id for id in asked if before.get(id) == now[id]),
        waiting=_those(id for id, one in before.items() if id not in now and _was_asked(one)),
    )


def _was_asked(sent: Sent | None) -> bool:
    return sent is not None and sent.state == "asked"


def _those(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(ids)
