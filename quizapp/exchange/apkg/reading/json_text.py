"""JSON as other programs write it."""

from __future__ import annotations

import json
from typing import TypeVar

import msgspec

_T = TypeVar("_T")


def decoded(text: str | bytes, type: type[_T]) -> _T:
    """The document in the shape of a type; halves of a character, cut where a text was shortened, are passed on.

    Raises ValueError, msgspec's errors and RecursionError.
    """
    try:
        return msgspec.json.decode(text, type=type, strict=False)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(text), type=type, strict=False)
