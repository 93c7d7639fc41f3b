"""The last decisions of a reviewer, remembered in the session so that they can be taken back."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from flask import session

from quizapp.core.decks.deck import ItemStatus

Before = ItemStatus | list[Any]
"""What an item was before a decision: its status, or all that a decision about a conflict changes."""

STEPS = 20
MOST_ITEMS = 120  # a cookie holds 4 kB
FEW = 20
MANY = "*"
"""Stands for the items of a step of many."""


def remember(deck_id: str, before: Mapping[str, Before]) -> None:
    """Put a step on top: item → what it was before it. Another deck's steps, and the oldest ones, are forgotten."""
    steps = [*_steps(deck_id), dict(before)]
    while len(steps) > STEPS or sum(map(_size, steps)) > MOST_ITEMS:
        steps.pop(0)
    session["undo"] = {"deck": deck_id, "steps": steps}


def remember_many(deck_id: str, items: Sequence[str], was: ItemStatus, *, among: Sequence[str]) -> None:
    """Put a step of many items on top, as short as a cookie needs it: their places among all of the deck."""
    if len(items) <= FEW:
        remember(deck_id, dict.fromkeys(items, was))
        return
    chosen = set(items)
    bits = "".join("1" if item in chosen else "0" for item in among)
    packed = base64.b85encode(int(bits, 2).to_bytes(-(-len(bits) // 8))).decode()
    remember(deck_id, {MANY: [was, packed, _digest(among)]})


def last(deck_id: str, *, among: Sequence[str] = ()) -> dict[str, Before]:
    """Take the top step off; empty where there is none, or where the deck has other items since."""
    steps = _steps(deck_id)
    if not steps:
        return {}
    session["undo"] = {"deck": deck_id, "steps": steps[:-1]}
    step = steps[-1]
    if MANY not in step:
        return step
    was, packed, digest = list(step[MANY])
    if digest != _digest(among):
        return {}
    number = int.from_bytes(base64.b85decode(packed))
    bits = f"{number:0{len(among)}b}"
    return {item: was for item, bit in zip(among, bits, strict=True) if bit == "1"}


def elsewhere(deck_id: str, item_id: str) -> str:
    """The name, in a step, of an item of another deck."""
    return f"{deck_id}/{item_id}"


def place_of(name: str) -> tuple[str, str]:
    """The deck and the item that such a name means."""
    deck_id, _, item_id = name.rpartition("/")
    return deck_id, item_id


def concerns(deck_id: str, item_id: str) -> bool:
    """Whether the top step is about this item, and no other of its deck."""
    steps = _steps(deck_id)
    return bool(steps) and {name for name in steps[-1] if "/" not in name} == {item_id}


def depth(deck_id: str) -> int:
    """How many steps can be taken back."""
    return len(_steps(deck_id))


def _size(step: Mapping[str, Before]) -> int:
    """What a step weighs, in items."""
    return len(step[MANY][1]) // 20 + 2 if MANY in step else len(step)


def _digest(items: Sequence[str]) -> str:
    return hashlib.blake2b("\x1f".join(items).encode(), digest_size=6).hexdigest()


def _steps(deck_id: str) -> list[dict[str, Before]]:
    kept = session.get("undo", {})
    steps: list[dict[str, Before]] = kept.get("steps", []) if kept.get("deck") == deck_id else []
    return steps
