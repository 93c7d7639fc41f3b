"""WebP (RFC 9649): its size, and its chunks without EXIF and XMP."""

from __future__ import annotations

from quizapp.exchange.media.picture import Broken, Picture, number, taken

_LEFT_OUT = frozenset({b"EXIF", b"XMP "})
_TOLD = 0x0C
"""The flags that say that there are such."""


def read(content: bytes) -> Picture:
    """Chunk by chunk to its end; what stands behind that is cut. Raises `Broken`."""
    at, end = 12, 8 + number(content, 4, 4, little=True)
    taken(content, 0, end)
    kept: list[bytes] = []
    size = (0, 0)
    while at + 8 <= end:
        kind, length = taken(content, at, 4), number(content, at + 4, 4, little=True)
        chunk = (
            taken(content, at, 8 + length + length % 2)
            if at + 8 + length < end
            else taken(content, at, 8 + length)
        )
        at += len(chunk)
        size = size if any(size) else _size(kind, chunk[8:])
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes((number(chunk, 8, 1) & ~_TOLD,)) + chunk[9:]
        if kind not in _LEFT_OUT:
            kept.append(chunk)
    body = b"WEBP" + b"".join(kept)
    return Picture(width=size[0], height=size[1], content=b"RIFF" + len(body).to_bytes(4, "little") + body)


def _size(kind: bytes, body: bytes) -> tuple[int, int]:
    """Width and height where a chunk of this kind says them."""
    if kind == b"VP8X":
        return number(body, 4, 3, little=True) + 1, number(body, 7, 3, little=True) + 1
    if kind == b"VP8L":
        if number(body, 0, 1) != 0x2F:
            raise Broken
        bits = number(body, 1, 4, little=True)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        if taken(body, 3, 3) != b"\x9d\x01\x2a":
            raise Broken
        return number(body, 6, 2, little=True) & 0x3FFF, number(body, 8, 2, little=True) & 0x3FFF
    return 0, 0
