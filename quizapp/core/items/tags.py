"""How many tags an item takes, and how long they may be."""

from __future__ import annotations

MOST_TAGS, MOST_TAG_CHARS = 12, 40


def taken(tags: tuple[str, ...]) -> tuple[str, ...]:
    """The first of these that an item takes."""
    return tuple(tag for tag in tags if len(tag) <= MOST_TAG_CHARS)[:MOST_TAGS]
