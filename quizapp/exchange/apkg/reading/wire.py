"""Protocol buffers as far as Anki's settings need them: the fields of a message, one after another."""

from __future__ import annotations

from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_MOST_SHIFT = 63


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field, values unparsed. Raises ValueError where the message is none."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        length, at = _length(message, at, kind)
        if at + length > len(message):
            raise ValueError("a field longer than its message")
        yield number, message[at : at + length]
        at += length


def last_bytes(message: bytes, number: int) -> bytes:
    """The field's value, empty where it is not set or no bytes."""
    found = b""
    for each, value in fields(message):
        if each == number and isinstance(value, bytes):
            found = value
    return found


def last_number(message: bytes, number: int) -> int:
    """The field's value, zero where it is not set or no number."""
    found = 0
    for each, value in fields(message):
        if each == number and isinstance(value, int):
            found = value
    return found


def _length(message: bytes, at: int, kind: int) -> tuple[int, int]:
    if kind == _BYTES:
        return _varint(message, at)
    if kind in (_FIXED64, _FIXED32):
        return (8 if kind == _FIXED64 else 4), at
    raise ValueError("a field of no kind that is written today")


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message) and shift <= _MOST_SHIFT:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7
    raise ValueError("a number without an end")
