"""What people said of items in review, as lines to learn from."""

from __future__ import annotations

from typing import Any

from quizapp.store import items
from quizapp.store.database import reading


def rated_lines() -> tuple[dict[str, Any], ...]:
    """Every item that somebody judged alone, in all decks, as `quizapp.core.items.training` reads it.

    ``verdict`` is A for one that is good as it is, else why it is not. What was accepted in bulk, came from a file or
    was edited first, or what a person wrote, says nothing about what is generated, and is left out.
    """
    with reading() as connection:
        judged = items.judged(connection)
    return tuple(
        {
            "document": deck,
            "kind": item.kind,
            "pattern": item.pattern,
            "stem": item.stem,
            "key": list(item.body.keys()),
            "options": [str(option.text) for option in getattr(item.body, "options", ())],
            "confidence": item.confidence,
            "verdict": "A" if said == "accepted" else said,
        }
        for deck, item, said in judged
        if not item.written
    )
