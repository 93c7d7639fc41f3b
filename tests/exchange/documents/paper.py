"""PDF files made by hand, as small as they may be, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PROSE = (
    "The council opened the bridge of Porto in 1998, and it was the longest of its time.",
    "It carries a road for cars and a path for people on foot above the wide river.",
    "The architect had never built a bridge before, which many people in town feared.",
    "It has stood ever since.",
)


@dataclass(frozen=True)
class Printed:
    """A line at a place of a page, in points from the left and from the foot."""

    text: str
    height: float
    left: float = 72.0
    size: float = 11.0


def page(lines: Sequence[str], *, head: str = "", foot: str = "", top: float = 720.0) -> tuple[Printed, ...]:
    """A page of lines at the usual distance; an empty line leaves a gap."""
    placed = [Printed(line, top - 14 * number) for number, line in enumerate(lines) if line]
    above = [Printed(head, 770)] if head else []
    below = [Printed(foot, 40)] if foot else []
    return (*above, *placed, *below)


def drawn(lines: Sequence[Printed]) -> bytes:
    """The instructions that draw a page."""
    return b"\n".join(
        b"BT /F1 %g Tf %g %g Td (%s) Tj ET" % (line.size, line.left, line.height, _escaped(line.text))
        for line in lines
    )


def pdf(*pages: Sequence[Printed], stated: str = "", extra: Sequence[bytes] = ()) -> bytes:
    """A whole file. ``stated`` is the body of its document properties, ``extra`` further objects from 6 on."""
    return from_drawings([drawn(lines) for lines in pages], stated=stated, extra=extra)


def from_drawings(
    drawings: Sequence[bytes],
    *,
    stated: str = "",
    extra: Sequence[bytes] = (),
    forms: bytes = b"",
    fonts: bytes = b"",
) -> bytes:
    """A file of pages given as instructions; objects 1 to 5 are the frame."""
    first = 6 + len(extra)
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(drawings)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(drawings), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<<%s>>" % stated.encode("latin-1"),
        b"<</Font<</F1 3 0 R%s>>/XObject<<%s>>>>" % (fonts, forms),
        *extra,
    ]
    for number, drawing in enumerate(drawings):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources 5 0 R/Contents %d 0 R>>"
            % (first + 2 * number + 1)
        )
        objects.append(stream(drawing))
    return from_objects(objects)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """An object that is a stream."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def from_objects(objects: Sequence[bytes], *, trailer: bytes = b"/Root 1 0 R/Info 4 0 R") -> bytes:
    """A file of objects numbered from 1, with the table of their places."""
    written = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    written += b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(written)


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
