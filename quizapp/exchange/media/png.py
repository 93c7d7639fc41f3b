"""PNG (W3C, third edition): its size, and only the chunks that show something."""

from __future__ import annotations

import zlib

from quizapp.exchange.media.picture import Broken, Picture, number, taken

SIGN = b"\x89PNG\r\n\x1a\n"
_SHOWN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split()
)  # what is left out are texts, times and EXIF, which may tell a place


def read(content: bytes) -> Picture:
    """Chunk by chunk to its end; what stands behind that is cut. Raises `Broken`."""
    kept, at, size = [SIGN], len(SIGN), (0, 0)
    drawn = False
    while True:
        length, kind = number(content, at, 4), taken(content, at + 4, 4)
        chunk = taken(content, at, length + 12)
        if zlib.crc32(chunk[4:-4]) != number(chunk, length + 8, 4):
            raise Broken
        if (kind == b"IHDR") != (at == len(SIGN)):
            raise Broken
        if kind == b"IHDR":
            size = number(chunk, 8, 4), number(chunk, 12, 4)
        if kind in _SHOWN:
            kept.append(chunk)
        drawn = drawn or kind == b"IDAT"
        at += len(chunk)
        if kind == b"IEND":
            break
    if not drawn:
        raise Broken
    return Picture(width=size[0], height=size[1], content=b"".join(kept))
