"""Files made to break a reader, for tests."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx

from tests.exchange.documents.paper import from_drawings, from_objects, stream

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = b"BT /F1 11 Tf 72 700 Td (The bridge is old.) Tj ET"


def word(text: str = "The bridge is old.") -> bytes:
    """A document of one paragraph."""
    made, stream = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(stream)
    return stream.getvalue()


def repacked(replaced: dict[str, bytes], *, dropped: str = "", kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A document with other members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(packed, "w", kind) as new:
        members = {name: old.read(name) for name in old.namelist() if name != dropped}
        for name, content in (members | replaced).items():
            new.writestr(name, content)
    return packed.getvalue()


def body(xml: str, *, before: str = "") -> bytes:
    """A document with this body."""
    return repacked(
        {
            "word/document.xml": f'{before}<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'.encode()
        }
    )


def archive(names: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        for name, content in names.items():
            new.writestr(name, content)
    return packed.getvalue()


def laughs() -> str:
    """Ten entities, each ten times the one before."""
    lines = ['<!ENTITY e0 "ha ha ha">']
    lines += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11)]
    return f"<!DOCTYPE w:document [{''.join(lines)}]>"


def locked(password: str) -> bytes:
    """A PDF that needs a password; without one it only forbids changes."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(from_drawings([TEXT]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def kids_of_kids(depth: int) -> bytes:
    """A tree in which every node has the next one ten times."""
    nodes = [b"<</Type/Pages/Count 1/Kids[%s]>>" % (b"%d 0 R " % (n + 1) * 10) for n in range(2, 2 + depth)]
    return from_objects(
        [b"<</Type/Catalog/Pages 2 0 R>>", *nodes, b"<</Type/Page/MediaBox[0 0 9 9]>>"],
        trailer=b"/Root 1 0 R",
    )


def forms_in_forms(depth: int) -> bytes:
    """Forms that each draw the next one ten times."""
    forms = [
        stream(
            b"/X Do " * 10 + TEXT,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 3 0 R>>/XObject<</X %d 0 R>>>>"
            % (n + 1 if n < 5 + depth else 6),
        )
        for n in range(6, 6 + depth)
    ]
    return from_drawings([b"/X Do"], forms=b"/X 6 0 R", extra=forms)


def self_drawing() -> bytes:
    """A form that draws itself, beside a text."""
    form = stream(
        b"/X Do " + TEXT,
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 3 0 R>>/XObject<</X 6 0 R>>>>",
    )
    return from_drawings([b"/X Do"], forms=b"/X 6 0 R", extra=[form])


def deflated(drawing: bytes, *, times: int = 1) -> bytes:
    """A page whose instructions are compressed, several times over."""
    for _ in range(times):
        drawing = zlib.compress(drawing, 9)
    filters = b"/Filter[%s]" % (b"/FlateDecode" * times)
    return from_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents 4 0 R>>",
            stream(drawing, filters),
        ],
        trailer=b"/Root 1 0 R",
    )


def shared_drawing(pages: int, size: int) -> bytes:
    """Many pages that all draw one large page."""
    kids = b"5 0 R " * pages
    return from_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            stream(zlib.compress(b"0 0 m 1 1 l S\n" * size), b"/Filter/FlateDecode"),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>",
        ],
        trailer=b"/Root 1 0 R",
    )


def wide_letters() -> bytes:
    """A font whose short table stands for many letters, on each of many pages."""
    table = b"1 beginbfrange\n<0000> <00ff> <0000>\nendbfrange\n" * 380
    font = b"<</Type/Font/Subtype/Type1/BaseFont/A/ToUnicode 7 0 R>>"
    extra = [font, stream(zlib.compress(table), b"/Filter/FlateDecode")]
    return from_drawings([TEXT] * 500, fonts=b"/F2 6 0 R", extra=extra)
