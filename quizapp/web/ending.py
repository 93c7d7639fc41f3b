"""Whether this process is asked to end: an answer that goes on for long looks here, and lets it."""

from __future__ import annotations

_asked: list[bool] = []
"""No `threading.Event`: its lock would be waited for by a second signal that comes while the first is heard."""


def ask() -> None:
    """Let what goes on for long come to its end."""
    _asked.append(True)


def is_asked() -> bool:
    """Whether to end now."""
    return bool(_asked)
