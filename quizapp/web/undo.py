"""The last decisions of a reviewer, remembered in the session so that they can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import session

from quizapp.core.decks.deck import ItemStatus

Before = ItemStatus | list[Any]
"""What an item was before a decision: its status, or all that a decision about a conflict changes."""

STEPS = 20
MOST_ITEMS = 120  # a cookie holds 4 kB


def remember(deck_id: str, before: Mapping[str, Before]) -> None:
    """Put a step on top: item → what it was before it. Another deck's steps, and the oldest ones, are forgotten."""
    steps = [*_steps(deck_id), dict(before)]
    while len(steps) > STEPS or sum(map(len, steps)) > MOST_ITEMS:
        steps.pop(0)
    session["undo"] = {"deck": deck_id, "steps": steps}


def last(deck_id: str) -> dict[str, Before]:
    """Take the top step off; empty where there is none."""
    steps = _steps(deck_id)
    if not steps:
        return {}
    session["undo"] = {"deck": deck_id, "steps": steps[:-1]}
    return steps[-1]


def depth(deck_id: str) -> int:
    """How many steps can be taken back."""
    return len(_steps(deck_id))


def _steps(deck_id: str) -> list[dict[str, Before]]:
    kept = session.get("undo", {})
    steps: list[dict[str, Before]] = kept.get("steps", []) if kept.get("deck") == deck_id else []
    return steps
