"""The request that is answered now, and what is noted with it.

Flask's ``request`` and ``g`` ask at each look which request this is, which costs more than most of the looks. What
looks several times asks here, once.
"""

from __future__ import annotations

from typing import Any

from flask import Request, g, request


def asked() -> Request:
    """The request itself."""
    found: Request = request._get_current_object()  # type: ignore[attr-defined]
    return found


def noted() -> dict[str, Any]:
    """What ``g`` holds, by name."""
    found: dict[str, Any] = vars(g._get_current_object())
    return found
