"""Loading the starting decks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


def load_seeds(folder: Path, *, now: datetime) -> tuple[str, ...]:
    """Load every ``*.toml`` of statements as a published deck; the titles of what was added or changed.

    A second load of the same files changes nothing. Where a file changed, unchanged items stay as they are, changed
    ones get a new version, vanished ones are retired; a deck that somebody deleted is not brought back unasked.
    """
    raise NotImplementedError
