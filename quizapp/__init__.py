"""A text becomes a quiz in the browser and a deck in Anki."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapp.web.app import create_app

__version__ = "0.1.0"
__all__ = ["__version__", "create_app"]


def __getattr__(name: str) -> object:
    """Load the web application only when somebody asks for it, so that quizapp.core never loads Flask."""
    if name == "create_app":
        from quizapp.web.app import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
