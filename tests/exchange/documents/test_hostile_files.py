"""Files that are broken, or made to break the reader, cost little and end in a sentence."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents import read_document
from tests.exchange.documents.paper import PROSE, from_drawings, from_objects, page, pdf
from tests.exchange.documents.traps import (
    TEXT,
    archive,
    body,
    deflated,
    forms_in_forms,
    kids_of_kids,
    laughs,
    locked,
    repacked,
    self_drawing,
    shared_drawing,
    wide_letters,
    word,
)  # fmt: skip

PATIENCE = 20.0  # seconds; each case takes far less on a machine with nothing else to do

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
    "a page nested without end": (
        "a.html",
        lambda: b"<html>" + b"<div>" * 20_000 + b"One.",
        "nested too deeply",
    ),
    "tables nested without end": (
        "a.html",
        lambda: b"<html>" + b"<table><tr><td>" * 2_000,
        "nested too deeply",
    ),
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
    "a PDF with one endless page": (
        "a.pdf",
        lambda: deflated(b"0 0 m 1 1 l S\n" * 600_000),
        "so many drawings",
    ),
    "a PDF whose pages share a large one": (
        "a.pdf",
        lambda: shared_drawing(400, 200_000),
        "so many drawings",
    ),
    "a PDF with endless tables of letters": ("a.pdf", wide_letters, "so many drawings"),
    "a PDF of lists in lists": (
        "a.pdf",
        lambda: from_objects([b"[" * 50_000, b"<</Type/Catalog>>"], trailer=b"/Root 1 0 R"),
        "damaged",
    ),
    "a PDF with a password": ("a.pdf", lambda: locked("secret"), "locked with a password"),
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
        lambda: word().replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x63\x00"
        ),
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
    "deep lists": (
        "a.md",
        lambda: b"".join(b"  " * n + b"- a\n" for n in range(17)) + b"  " * 17 + b"- The bridge is old.",
    ),
    "deep quotes": ("a.md", lambda: b"> " * 5_000 + b"The bridge is old.\n\nThe bridge is old."),
    "open brackets": ("a.md", lambda: b"[" * 19_000 + b"The bridge is old."),
    "open stars": ("a.md", lambda: b"*a **b " * 20_000 + b"The bridge is old."),
    "open ticks": ("a.md", lambda: b"".join(b"`" * n + b" " for n in range(400)) + b"The bridge is old."),
    "one long row": ("a.html", lambda: b"<table><tr>" + b"<td>a" * 50_000 + b"<td>The bridge is old."),
    "rows in rows": ("a.html", lambda: b"<table><tr><td>" * 50 + b"The bridge is old."),
    "many headers": (
        "a.html",
        lambda: (
            b"<header><b>a</b></header>" * 3_000
            + b"<header>" * 90
            + b"</header>" * 90
            + b"The bridge is old."
        ),
    ),
    "entities that would multiply": (
        "a.html",
        lambda: f"<!DOCTYPE html {laughs()[21:]}<p>The bridge is old. &e10;".encode(),
    ),
    "a page that includes files": (
        "a.html",
        lambda: (
            b"<html><iframe src='file:///etc/passwd'></iframe><link href='http://127.0.0.1:9/'>"
            b"The bridge is old."
        ),
    ),
    "zeros in a page": ("a.html", lambda: b"<html><p>The bridge\x00 is old.".replace(b"\x00", b"&#0;") + b""),
    "a form that draws itself": ("a.pdf", self_drawing),
    "a wrong table of places": ("a.pdf", lambda: from_drawings([TEXT]).replace(b"0000000", b"0000009")),
    "a PDF that only forbids changes": ("a.pdf", lambda: locked("")),
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
