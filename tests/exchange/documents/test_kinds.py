"""A file is what its content says, and its name must not say otherwise."""

from __future__ import annotations

import pytest

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents.kinds import kind_of

PAGE = b"<!DOCTYPE html><html><p>Hello"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", b"Hello", "text"),
        ("a.TXT", b"Hello", "text"),
        ("a.md", b"# Hello", "markdown"),
        ("a.markdown", b"# Hello", "markdown"),
        ("a.md", b"<html><p>Hello", "markdown"),
        ("a.html", PAGE, "web page"),
        ("a.htm", b"<p>Hello", "web page"),
        ("a.xhtml", b"<?xml version='1.0'?><!-- saved --><html>", "web page"),
        ("a.pdf", b"%PDF-1.4", "pdf"),
        ("a.pdf", b"junk before\n%PDF-1.4", "pdf"),
        ("a.docx", b"PK\x03\x04", "word"),
        ("", b"Hello", "text"),
        ("notes", b"%PDF-1.4", "pdf"),
        ("notes", b"\xef\xbb\xbf" + PAGE, "web page"),
        ("notes.log", b"Hello", "text"),
        ("notes.txt", b"See the mark %PDF-1.4", "text"),
        ("../../etc/passwd.d/notes.md", b"Hello", "markdown"),
        ("C:\\lessons.pdf\\notes.txt", b"Hello", "text"),
        ("lessons.pdf/notes", b"Hello", "text"),
        ("notes.txt.md", b"Hello", "markdown"),
    ],
)
def test_the_kind_is_told(name: str, content: bytes, kind: str) -> None:
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"%PDF-1.4", r"ends in \.txt, but it is a PDF document.*end in \.pdf"),
        ("a.docx", b"%PDF-1.4", r"ends in \.docx, but it is a PDF document"),
        ("a.pdf", b"PK\x03\x04", r"ends in \.pdf, but it is a Word document.*\.docx"),
        ("a.txt", PAGE, r"ends in \.txt, but it is a web page.*\.html"),
        ("a.pdf", b"Hello", "says that it is a PDF document, but it is none"),
        ("a.docx", b"Hello", "says that it is a Word document, but it is none"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"old Word document.*save it as \.docx"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "without a password"),
        ("a.png", b"\x89PNG\r\n", "a PNG picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a JPEG picture"),
        ("a.txt", b"{\\rtf1 Hello}", "an RTF document"),
        ("a.gz", b"\x1f\x8b\x08", "a gzip archive"),
    ],
)
def test_another_kind_than_ours_or_the_name_s_is_told(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(SourceUnreadable, match=reason):
        kind_of(name, content)
