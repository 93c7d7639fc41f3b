"""Small images and sounds, built byte by byte or made once with ImageMagick."""

from __future__ import annotations

import zlib
from base64 import b64decode

SCRIPT = b"<script>alert(1)</script>"
JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQ"
    "YEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAeACgD"
    "ASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQG/8QAFRABAQAAAAAAAAAAAAAAAAAAABL/xAAWAQEBAQAAAAAAAAAAAAAAAAAABgH/xAAX"
    "EQADAQAAAAAAAAAAAAAAAAAAARRh/9oADAMBAAIRAxEAPwDOWWnstsGFnbpRZaeyyDBbpRYnsIMFuk9lp6KWkKJGxlFlp6KIULGUWJ6CFCxn/9k="
)
"""40 × 30."""
WEBP = b64decode(
    "UklGRjwAAABXRUJQVlA4IDAAAADQAQCdASoIAAYAAgA0JaACdLoB+AADsAD+8MQL/yC5YXXI1/8gP+QH/ID/+PIAAAA="
)
"""8 × 6."""
GIF = b64decode(
    "R0lGODlhKAAeAPAAAP8AAAAAACH5BAAAAAAALAAAAAAoAB4AAAIhhI+py+0Po5y02ouz3rz7D4biSJbmiabqyrbuC8fyTHMFADs="
)
"""40 × 30."""


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


def png(width: int = 4, height: int = 3, *, more: bytes = b"", shade: int = 90) -> bytes:
    """A grey PNG that says this size, with ``more`` chunks before its pixels; only a small one has all of them."""
    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 0, 0, 0, 0))
    rows = min(height, 600) * (b"\0" + bytes([shade]) * min(width, 600))
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + pixels + chunk(b"IEND", b"")


def oriented(orientation: int) -> bytes:
    """`JPEG` as a phone that was held otherwise writes it, with the place where it was."""
    entries = [b"\x12\x01\x03\x00\x01\x00\x00\x00" + bytes((orientation, 0, 0, 0)),
               b"\x25\x88\x02\x00\x07\x00\x00\x0048.85 N"[:12]]  # fmt: skip
    tiff = (
        b"II\x2a\x00\x08\x00\x00\x00" + bytes((len(entries), 0)) + b"".join(entries) + bytes(4) + b"48.85 N"
    )
    body = b"Exif\0\0" + tiff
    return JPEG[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body + JPEG[2:]


def wav(seconds: float = 0.1) -> bytes:
    """Silence, 8000 samples a second."""
    samples = bytes([128]) * int(8000 * seconds)
    form = b"\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00"
    body = b"WAVEfmt \x10\x00\x00\x00" + form + b"data" + len(samples).to_bytes(4, "little") + samples
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def mp3(*, tag: bytes = b"") -> bytes:
    """Three silent frames: MPEG-1 layer III, 128 kbit/s, 44.1 kHz."""
    return tag + 3 * (b"\xff\xfb\x90\x00" + bytes(413))


def ogg(codec: bytes = b"\x01vorbis") -> bytes:
    """The first page of a stream."""
    return b"OggS\x00\x02" + bytes(20) + b"\x01\x1e" + codec + bytes(22)


def m4a(handler: bytes = b"soun") -> bytes:
    """The boxes that say what a file is."""
    told = bytes(8) + handler + bytes(12)
    return b"\x00\x00\x00\x10ftypM4A \x00\x00\x00\x00" + (len(told) + 8).to_bytes(4) + b"hdlr" + told


ALL: dict[str, bytes] = {
    "png": png(), "jpg": JPEG, "gif": GIF, "webp": WEBP, "wav": wav(), "mp3": mp3(), "ogg": ogg(), "m4a": m4a()
}  # fmt: skip
