"""GIF 87a and 89a: its size, and its blocks without comments."""

from __future__ import annotations

from quizapp.exchange.media.picture import Broken, Picture, number, taken

_TABLE, _IMAGE, _EXTENSION, _TRAILER = 0x80, 0x2C, 0x21, 0x3B
_COMMENT = 0xFE


def read(content: bytes) -> Picture:
    """Block by block to its end; what stands behind that is cut. Raises `Broken`."""
    at = 13 + _table(number(content, 10, 1))
    kept, drawn = [taken(content, 0, at)], False
    while (sign := number(content, at, 1)) != _TRAILER:
        if sign == _IMAGE:
            head = 10 + _table(number(content, at + 9, 1)) + 1
            drawn = True
        elif sign == _EXTENSION:
            head = 2
        else:
            raise Broken
        end = _blocks_end(content, at + head)
        if sign == _IMAGE or content[at + 1] != _COMMENT:
            kept.append(content[at:end])
        at = end
    if not drawn:
        raise Broken
    width, height = (number(content, place, 2, little=True) for place in (6, 8))
    return Picture(width=width, height=height, content=b"".join([*kept, b"\x3b"]))


def _table(flags: int) -> int:
    """The bytes of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & _TABLE else 0


def _blocks_end(content: bytes, at: int) -> int:
    while length := number(content, at, 1):
        at += length + 1
    return at + 1
