"""The objects that a PDF is made of, looked at without trusting them."""

from __future__ import annotations

from collections.abc import Mapping


def followed(holder: object, key: str | int) -> object:
    """What stands in a dictionary or a list of the file, followed to where it is; None where there is nothing."""
    found: object = None
    if isinstance(holder, Mapping):
        found = holder.get(key)
    elif isinstance(holder, list) and isinstance(key, int) and key < len(holder):
        found = holder[key]
    follow = getattr(found, "get_object", None)
    return follow() if follow else found


def streams(holder: object) -> bytes:
    """The unpacked bytes of a stream, or of several in a row."""
    from pypdf.generic import ArrayObject, StreamObject

    if isinstance(holder, StreamObject):
        return bytes(holder.get_data())
    if isinstance(holder, ArrayObject):
        parts = (part.get_object() for part in holder)
        return b"\n".join(part.get_data() for part in parts if isinstance(part, StreamObject))
    return b""
