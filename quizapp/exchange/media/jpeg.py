"""JPEG (ITU-T T.81): its size as it is seen, and its segments without EXIF, which may tell a place."""

from __future__ import annotations

import re

from quizapp.exchange.media.picture import Broken, Picture, number, taken

SIGN = b"\xff\xd8\xff"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END, _EXIF, _COLOURS, _COMMENT = 0xDA, 0xD9, 0xE1, 0xE2, 0xFE
_LEFT_OUT = frozenset({*range(0xE1, 0xF0), _COMMENT}) - {_COLOURS, 0xEE}  # kept: colours (ICC, Adobe)
_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")  # within a scan: no stuffed zero, no restart
_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})


def read(content: bytes) -> Picture:
    """Segment by segment to its end; what stands behind that is cut. Raises `Broken`."""
    kept, at, orientation = [b"\xff\xd8"], 2, 1
    size, scanned = (0, 0), False
    while True:
        marker, at = _marker(content, at)
        if marker == _END:
            break
        segment = taken(content, at, number(content, at, 2))
        at += len(segment)
        if marker == _EXIF and segment[2:8] == b"Exif\0\0":
            orientation = _orientation(segment[8:])
        if marker in _FRAMES:
            size = number(segment, 5, 2), number(segment, 3, 2)
        if marker not in _LEFT_OUT and (marker != _COLOURS or segment[2:].startswith(b"ICC_PROFILE\0")):
            kept.append(bytes((0xFF, marker)) + segment)
        if marker == _SCAN:
            end = _scan_end(content, at)
            kept.append(content[at:end])
            at, scanned = end, True
    if not scanned:
        raise Broken
    return _whole(kept, size, orientation)


def _whole(kept: list[bytes], size: tuple[int, int], orientation: int) -> Picture:
    width, height = size[::-1] if orientation in _TURNED else size
    head = [kept[0], _oriented(orientation)] if orientation > 1 else [kept[0]]
    return Picture(width=width, height=height, content=b"".join([*head, *kept[1:], b"\xff\xd9"]))


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker at a place, and where what follows it begins."""
    if taken(content, at, 1) != b"\xff":
        raise Broken
    while taken(content, at, 1) == b"\xff":
        at += 1
    return content[at], at + 1


def _scan_end(content: bytes, at: int) -> int:
    found = _MARKER.search(content, at)
    if found is None:
        raise Broken
    return found.start()


def _orientation(tiff: bytes) -> int:
    """How the camera was held, 1–8 (EXIF 2.32, 4.6.4), 1 where that is not said."""
    try:
        little = {b"II": True, b"MM": False}[taken(tiff, 0, 2)]
        first = number(tiff, 4, 4, little=little)
        for n in range(number(tiff, first, 2, little=little)):
            entry = first + 2 + 12 * n
            if number(tiff, entry, 2, little=little) == _ORIENTATION:
                found = number(tiff, entry + 8, 2, little=little)
                return found if found in range(1, 9) else 1
    except (Broken, KeyError):
        pass
    return 1


def _oriented(orientation: int) -> bytes:
    """EXIF that says this and nothing else."""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01" + bytes((0, orientation, 0, 0))
    tiff = b"MM\x00\x2a\x00\x00\x00\x08\x00\x01" + entry + bytes(4)
    body = b"Exif\0\0" + tiff
    return bytes((0xFF, _EXIF)) + (len(body) + 2).to_bytes(2) + body
