"""Files that are broken, or made to break the reader, cost little and end in a sentence."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from collections.abc import Callable

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents import Document, read_document
from tests.exchange.documents.paper import PROSE, from_drawings, from_objects, page, pdf, stream

PATIENCE = 20.0  # seconds; each case takes far less on a machine with nothing else to do
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
        {"word/document.xml": f'{before}<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'.encode()}
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


def locked() -> bytes:
    """A PDF that needs a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(pdf(page(PROSE)))))
    writer.encrypt("secret", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def kids_of_kids(depth: int) -> bytes:
    """A tree in which every node has the next one ten times."""
    nodes = [
        b"<</Type/Pages/Count 1/Kids[%s]>>" % (b"%d 0 R " % (n + 1) * 10) for n in range(2, 2 + depth)
    ]
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
    """Fonts whose tables of letters are long, on each of many pages."""
    table = b"1 beginbfrange\n<0000> <ffff> <0000>\nendbfrange\n" * 3000
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[]>>"
    extra = [font, stream(zlib.compress(table), b"/Filter/FlateDecode")]
    return from_drawings([TEXT] * 100, fonts=b"/F2 6 0 R", extra=extra)


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("a.txt", lambda: b"", "empty"),
    "only zeros": ("a.txt", lambda: b"\x00" * 100, "binary"),
    "only invisible signs": ("a.txt", lambda: "\u200b\u2060\ufeff".encode(), "no text"),
    "a long run of one byte": ("a.txt", lambda: b"\xff" * 1_000_001, "encoding"),
    "too large a file": ("a.txt", lambda: b"a" * 50_000_001, "too large.*50 MB"),
    "too long a text": ("a.txt", lambda: b"word " * 500_000, "2 million characters"),
    "a program": ("a.exe", lambda: b"MZ\x90\x00\x03\x00\x00\x00", "binary"),
    "a truncated picture called a text": ("a.txt", lambda: b"\x89PNG", "PNG picture"),
    "markdown of nothing but marks": ("a.md", lambda: b"---\n***\n![](a.png)\n", "no text"),
    "markdown with zeros": ("a.md", lambda: b"# One\x00", "binary"),
    "a page of scripts": ("a.html", lambda: b"<html><script>alert(1)</script></html>", "no text"),
    "a page of menus": ("a.html", lambda: b"<html><nav>Home</nav></html>", "no text"),
    "a page nested without end": ("a.html", lambda: b"<html>" + b"<div>" * 20_000 + b"One.", "nested too deeply"),
    "tables nested without end": ("a.html", lambda: b"<html>" + b"<table><tr><td>" * 2_000, "nested too deeply"),
    "a tag of endless attributes": (
        "a.html",
        lambda: b"<html><p " + b" ".join(b"a%d='>'" % n for n in range(100_000)) + b">One.",
        "too much markup",
    ),
    "a tag of attributes without spaces": (
        "a.html",
        lambda: b"<html><p " + b"".join(b'=a%d="<b"' % n for n in range(100_000)) + b">One.",
        "too much markup",
    ),
    "a page of endless markup": ("a.html", lambda: b"<html>" + b"<b>" * 1_700_000, "too much markup"),
    "endless markdown": ("a.md", lambda: b"a " * 500_001, "1 million characters"),
    "markdown of pictures in pictures": ("a.md", lambda: b"![" * 300_000, "too many links and pictures"),
    "a PDF that is only a header": ("a.pdf", lambda: b"%PDF-1.7\n", "damaged"),
    "a PDF cut off": ("a.pdf", lambda: pdf(page(PROSE))[:300], "damaged"),
    "a PDF without a catalogue": ("a.pdf", lambda: from_objects([b"<<>>"], trailer=b""), "damaged"),
    "a PDF without pages": (
        "a.pdf",
        lambda: from_objects([b"<</Type/Catalog>>"], trailer=b"/Root 1 0 R"),
        "damaged",
    ),
    "a PDF with no page": ("a.pdf", lambda: pdf(), "pictures"),
    "a PDF whose tree is its own branch": (
        "a.pdf",
        lambda: from_objects(
            [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"], trailer=b"/Root 1 0 R"
        ),
        "damaged|pictures",
    ),
    "a PDF with a tree of ten to the ninth": ("a.pdf", lambda: kids_of_kids(9), "damaged|pages"),
    "a PDF whose tables point at themselves": (
        "a.pdf",
        lambda: from_objects([b"<</Type/Catalog>>"], trailer=b"/Root 1 0 R/Prev 54"),
        "damaged",
    ),
    "a PDF with 501 pages": ("a.pdf", lambda: from_drawings([TEXT] * 501), "501 pages; the limit is 500"),
    "a PDF with thousands of pages": ("a.pdf", lambda: from_drawings([b""] * 4000), "4000 pages"),
    "a PDF of forms in forms": ("a.pdf", lambda: forms_in_forms(9), "so many drawings"),
    "a PDF of forms in a ring": ("a.pdf", lambda: forms_in_forms(14), "so many drawings"),
    "a PDF that unpacks to gigabytes": ("a.pdf", lambda: deflated(bytes(300_000_000), times=2), "damaged"),
    "a PDF with one endless page": ("a.pdf", lambda: deflated(b"0 0 m 1 1 l S\n" * 600_000), "so many drawings"),
    "a PDF whose pages share a large one": ("a.pdf", lambda: shared_drawing(400, 200_000), "so many drawings"),
    "a PDF with endless tables of letters": ("a.pdf", lambda: wide_letters(), "so many drawings"),
    "a PDF of lists in lists": (
        "a.pdf",
        lambda: from_objects([b"[" * 50_000, b"<</Type/Catalog>>"], trailer=b"/Root 1 0 R"),
        "damaged",
    ),
    "a PDF with a password": ("a.pdf", locked, "locked with a password"),
    "a PDF of pictures": ("a.pdf", lambda: from_drawings([b"q 9 0 0 9 0 0 cm /X Do Q"] * 3), "OCR"),
    "a Word document cut off": ("a.docx", lambda: word()[:2000], "damaged"),
    "a Word document without its text": (
        "a.docx",
        lambda: repacked({}, dropped="word/document.xml"),
        "damaged",
    ),
    "a Word document without a list of its parts": (
        "a.docx",
        lambda: repacked({}, dropped="[Content_Types].xml"),
        "damaged",
    ),
    "a Word document without text": ("a.docx", lambda: word(""), "no text"),
    "a Word document of broken XML": ("a.docx", lambda: repacked({"word/document.xml": b"<w:"}), "damaged"),
    "a Word document of other XML": ("a.docx", lambda: repacked({"word/document.xml": b"<a/>"}), "damaged"),
    "a Word document that unpacks to much": (
        "a.docx",
        lambda: repacked({"word/media/a.png": bytes(100_000_000)}),
        "unpack to far more",
    ),
    "a Word document with an endless text": (
        "a.docx",
        lambda: repacked({"word/document.xml": b"<a>" * 9_000_000}),
        "unpack to far more",
    ),
    "a Word document with thousands of parts": (
        "a.docx",
        lambda: repacked({f"word/{n}.xml": b"" for n in range(5001)}),
        "unpack to far more",
    ),
    "a Word document whose entities multiply": (
        "a.docx",
        lambda: body("<w:p><w:r><w:t>&e10;</w:t></w:r></w:p>", before=laughs()),
        "declarations that Word does not write",
    ),
    "a Word document that reads other files": (
        "a.docx",
        lambda: body(
            "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
            before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
        "declarations that Word does not write",
    ),
    "a Word document nested without end": (
        "a.docx",
        lambda: body("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000),
        "damaged",
    ),
    "a Word document with parts of unknown packing": (
        "a.docx",
        lambda: word().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00"),
        "damaged",
    ),
    "a workbook": ("a.docx", lambda: archive({"xl/workbook.xml": b"<a/>"}), "an Excel workbook"),
    "a presentation": ("a.docx", lambda: archive({"ppt/presentation.xml": b"<a/>"}), "PowerPoint"),
    "an OpenDocument file": ("a.odt", lambda: archive({"content.xml": b"<a/>"}), "OpenDocument"),
    "an e-book": ("a.epub", lambda: archive({"META-INF/container.xml": b"<a/>"}), "e-book"),
    "a zip archive": ("a.zip", lambda: archive({"a.txt": b"One."}), "zip archive"),
    "an empty zip archive": ("a.docx", lambda: archive({}), "zip archive"),
    "an archive that climbs out": ("a.docx", lambda: archive({"../../word/a.xml": b"<a/>"}), "zip archive"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_it_ends_soon_in_a_sentence(case: str) -> None:
    name, made, reason = HOSTILE[case]
    content = made()
    start = time.monotonic()
    with pytest.raises(SourceUnreadable, match=reason) as caught:
        read_document(name, content)
    assert str(caught.value).endswith(".")
    assert time.monotonic() - start < PATIENCE


HARMLESS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "deep markup": ("a.html", lambda: b"<html>" + b"<div>" * 200 + b"The bridge is old."),
    "deep lists": ("a.md", lambda: b"".join(b"  " * n + b"- a\n" for n in range(17)) + b"  " * 17 + b"- The bridge is old."),
    "deep quotes": ("a.md", lambda: b"> " * 5_000 + b"The bridge is old.\n\nThe bridge is old."),
    "open brackets": ("a.md", lambda: b"[" * 19_000 + b"The bridge is old."),
    "open stars": ("a.md", lambda: b"*a **b " * 20_000 + b"The bridge is old."),
    "open ticks": ("a.md", lambda: b"".join(b"`" * n + b" " for n in range(400)) + b"The bridge is old."),
    "one long row": ("a.html", lambda: b"<table><tr>" + b"<td>a" * 50_000 + b"<td>The bridge is old."),
    "rows in rows": ("a.html", lambda: b"<table><tr><td>" * 50 + b"The bridge is old."),
    "many headers": ("a.html", lambda: b"<header><b>a</b></header>" * 3_000 + b"<header>" * 90 + b"</header>" * 90 + b"The bridge is old."),
    "entities that would multiply": (
        "a.html",
        lambda: f"<!DOCTYPE html {laughs()[21:]}<p>The bridge is old. &e10;".encode(),
    ),
    "a page that includes files": (
        "a.html",
        lambda: b"<html><iframe src='file:///etc/passwd'></iframe><link href='http://127.0.0.1:9/'>"
        b"The bridge is old.",
    ),
    "zeros in a page": ("a.html", lambda: b"<html><p>The bridge\x00 is old.".replace(b"\x00", b"&#0;") + b""),
    "a form that draws itself": ("a.pdf", self_drawing),
    "a wrong table of places": ("a.pdf", lambda: from_drawings([TEXT]).replace(b"0000000", b"0000009")),
    "a name with folders": ("../../../etc/passwd/../a.txt", lambda: b"The bridge is old."),
    "a name with a zero": ("a.txt\x00.exe", lambda: b"The bridge is old."),
    "an endless name": ("a" * 100_000 + ".txt", lambda: b"The bridge is old."),
    "no name": ("", lambda: b"The bridge is old."),
    "text read from right to left": ("a.txt", lambda: "The bridge \u202eis old.".encode()),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_it_does_no_harm(case: str) -> None:
    name, made = HARMLESS[case]
    content = made()
    start = time.monotonic()
    found = read_document(name, content).text
    assert "bridge" in found
    assert "is old." in found
    assert "ha ha ha ha" not in found
    assert time.monotonic() - start < PATIENCE


NAMES = ["", "a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.exe", "..\\a.PDF "]
SEEDS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<!doctype html>", pdf(page(PROSE)), word()]


def read(name: str, content: bytes) -> Document | None:
    """The document, None where it ends in a sentence."""
    try:
        return read_document(name, content)
    except SourceUnreadable as error:
        assert str(error).endswith(".")
        return None


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(NAMES), st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_under_any_name_give_a_document_or_a_sentence(name: str, content: bytes) -> None:
    found = read(name, content)
    assert found is None or found.text.strip()


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), st.sampled_from(NAMES), st.data())
def test_a_damaged_file_gives_a_document_or_a_sentence(seed: bytes, name: str, more: st.DataObject) -> None:
    start = more.draw(st.integers(0, len(seed)))
    end = more.draw(st.integers(start, min(len(seed), start + 40)))
    found = read(name, seed[:start] + more.draw(st.binary(max_size=40)) + seed[end:])
    assert found is None or found.text.encode()


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from("<p> <li> <ol> <table> <tr> <td> </td> </tr> </table> </ol> <pre> <br> a <sup>[1]</sup> "
                                "<form> <header> <article> <h1> </article> &amp; <!-- --> </ul> <div hidden>".split())))  # fmt: skip
@example(["<tr>", "<td>", "a", "<table>", "<tr>", "<td>", "a"])
def test_any_heap_of_tags_gives_a_document_or_a_sentence(tags: list[str]) -> None:
    found = read("a.html", " ".join(["<html>", *tags]).encode())
    assert found is None or "<" not in found.text
