"""Whether this process is asked to end: an answer that goes on for long looks here, and lets it."""

from __future__ import annotations

from threading import Event

_asked = Event()


def ask() -> None:
    """Let what goes on for long come to its end."""
    _asked.set()


def is_asked() -> bool:
    """Whether to end now."""
    return _asked.is_set()
