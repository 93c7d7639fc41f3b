"""Bodies of items to plain values and back: the part of the native format that differs by kind."""

from __future__ import annotations

from typing import Any

import msgspec

from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds import KINDS
from quizapp.errors import ImportRejected


def body_to_plain(body: ItemBody) -> dict[str, Any]:
    """The body's fields as JSON values."""
    plain: dict[str, Any] = msgspec.to_builtins(body)
    return plain


def body_from_plain(kind: str, plain: object) -> ItemBody:
    """The body of a kind from JSON values. Raises `ImportRejected` for an unknown kind or other fields."""
    if kind not in KINDS:
        raise ImportRejected(f"there is no kind of item named “{kind}”")
    fields = getattr(KINDS[kind], "__dataclass_fields__", {})
    strange = sorted(map(str, set(plain) - set(fields))) if isinstance(plain, dict) else []
    if strange:
        raise ImportRejected(f"a {kind} item has no “{strange[0]}”")
    try:
        return msgspec.convert(plain, type=KINDS[kind])
    except msgspec.ValidationError as error:
        raise ImportRejected(f"this is not the body of a {kind} item: {error}") from error


def parts_of(kind: str) -> tuple[str, ...]:
    """The names of a body's fields."""
    return tuple(getattr(KINDS[kind], "__dataclass_fields__", {}))
