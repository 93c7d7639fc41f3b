"""Whatever bytes come in: a document or a sentence goes out."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents import Document, read_document
from tests.exchange.documents.paper import PROSE, page, pdf
from tests.exchange.documents.traps import deflated, forms_in_forms, self_drawing, wide_letters, word
from tests.fuzz import documents

NAMES = ["", "a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.exe", "..\\a.PDF "]
PDFS = [
    pdf(page(PROSE, head="Bridges", foot="1"), page(PROSE), stated="/Title(Bridges)/CreationDate(D:2024)"),
    self_drawing(),
    forms_in_forms(3),
    deflated(b"BT (One) Tj ET" * 9),
    wide_letters()[:9000],
]
TAGS = (
    "<p> <li> <ol> <ul> </ul> <table> <tr> <td> </td> </tr> </table> </ol> <pre> <br> a <sup>[1]</sup> <main> "
    "<form> <header> </header> <article> <h1> </article> &amp; <!-- --> </main> </pre> <title> </title> <time>"
).split()
MARKS = [*"# - * _ ` > | [ ] ( ) ! < & ; : 1. a".split(), "\n", "\n\n", "    ", "---\n", "```\n", "|-|-|\n"]


def read(name: str, content: bytes) -> Document | None:
    """The document, None where it ends in a sentence; any other end fails the test."""
    try:
        return read_document(name, content)
    except SourceUnreadable as error:
        return None if str(error).endswith(".") else Document(text="")


def is_whole(found: Document | None) -> bool:
    """Whether this is a sentence, or a text that can be stored and shown."""
    return found is None or ("\x00" not in found.text and bool(found.text.strip().encode()))


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(NAMES), st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_under_any_name_are_read_or_refused(name: str, content: bytes) -> None:
    assert is_whole(read(name, content))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=50), st.sampled_from([b"One.", b"%PDF-1.4\n", b"PK\x03\x04", b"<!doctype html>"]))
def test_any_name_is_read_or_refused(name: str, content: bytes) -> None:
    assert is_whole(read(name, content))


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([("a.docx", word()), *(("a.pdf", made) for made in PDFS)]), st.data())
def test_a_damaged_file_is_read_or_refused(made: tuple[str, bytes], more: st.DataObject) -> None:
    name, content = made
    start = more.draw(st.integers(8, len(content)))
    end = more.draw(st.integers(start, min(len(content), start + 40)))
    assert is_whole(read(name, content[:start] + more.draw(st.binary(max_size=40)) + content[end:]))


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PDFS), st.data())
def test_a_pdf_with_another_word_in_it_is_read_or_refused(content: bytes, more: st.DataObject) -> None:
    words = [
        b"/Kids",
        b"/Contents",
        b"/Font",
        b"Tj",
        b"Td",
        b"1",
        b"0 R",
        b"<<",
        b">>",
        b"[",
        b"/Resources",
        b"null",
    ]
    old, new = more.draw(st.sampled_from(words)), more.draw(st.sampled_from(words))
    assert is_whole(read("a.pdf", content.replace(old, new, more.draw(st.integers(1, 3)))))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(TAGS)))
@example(["<tr>", "<td>", "a", "<table>", "<tr>", "<td>", "a"])
def test_any_heap_of_tags_is_read_or_refused(tags: list[str]) -> None:
    assert is_whole(read("a.html", " ".join(["<html>", *tags]).encode()))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(MARKS)))
def test_any_heap_of_marks_is_read_or_refused(marks: list[str]) -> None:
    assert is_whole(read("a.md", "".join(marks).encode()))


def test_files_broken_at_random_are_read_or_refused() -> None:
    rng = random.Random(7)
    assert {documents.read(*documents.mutant(rng)) for _ in range(150)} == {"read", "refused"}
