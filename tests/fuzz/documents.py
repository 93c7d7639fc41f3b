"""Thousands of broken documents: each is read, or refused in a sentence for a teacher, in bounded time and memory."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents import read_document
from tests.exchange.documents.paper import PROSE, page, pdf
from tests.exchange.documents.traps import deflated, forms_in_forms, self_drawing, wide_letters, word
from tests.fuzz import Tally, read_all

COUNT = 6_000
MOST_SECONDS = 20.0
"""For one file, on a machine with other work; the process that reads uploads is ended after 3 s of the processor."""
_WITHIN = 0.8
"""Of the archives are changed before they are packed: others only prove that a sum is checked."""
_PAGE = (
    b"<!doctype html><html><head><title>Bridges</title><meta charset=utf-8></head><body><nav><a href=/>Home</a></nav>"
    b"<article><h1>Bridges</h1><p>The bridge is old &amp; long.<ul><li>One<li>Two</ul><table><tr><th>Town<td>Porto"
    b"</table><pre>x</pre><svg><title>a</title></svg><template><p>b</template></article></body></html>"
)
_NOTES = (
    b"---\ntitle: Bridges\n---\n# Bridges\n\nThe *bridge* is [old](https://x).\n\n> a\n\n- b\n  - c\n\n"
    b"|a|b|\n|-|-|\n|1|2|\n"
)
_TEXT = "Bridges\n\nThe bridge is old. Die Brücke ist alt. 桥很旧。\n".encode()
_WORDS = (
    b"<", b">", b"</", b"<table>", b"<tr><td>", b"<!--", b"]]>", b"<![CDATA[", b"&#x110000;", b"&#0;", b"\x00",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<<", b">>", b"[", b"/Kids", b"/Contents 1 0 R",
    b"/Length 999999999", b"stream\n", b"endobj", b"/Filter/FlateDecode", b"xref\n0 99999999\n", b"-1", b"2147483648",
    b"1e309", b"obj", b"PK\x03\x04", b"PK\x05\x06", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"&x;", b"<w:p>",
    b'w:val="999999999"', b"```", b"> " * 50, b"[" * 50,
)  # fmt: skip


def _seeds() -> list[tuple[str, bytes]]:
    pdfs = [
        pdf(page(PROSE, head="Bridges", foot="1"), page(PROSE), stated="/Title(Bridges)/CreationDate(D:2024)"),
        self_drawing(), forms_in_forms(3), deflated(b"BT (One) Tj ET" * 9), wide_letters()[:9000],
    ]  # fmt: skip
    others = [("a.docx", word()), ("a.html", _PAGE), ("a.md", _NOTES), ("a.txt", _TEXT)]
    return [*(("a.pdf", made) for made in pdfs), *others]


def _flipped(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randint(1, 8)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(rng: random.Random, content: bytes) -> bytes:
    start, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return content[:start] + content[end:]


def _inserted(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice(_WORDS) * rng.choice([1, 1, 1, 40]) + content[at:]


def _repeated(rng: random.Random, content: bytes) -> bytes:
    start, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    return content[:end] + content[start:end] * rng.choice([1, 2, 30]) + content[end:]


def _number(rng: random.Random, content: bytes) -> bytes:
    """Another number in the place of one."""
    digits = [n for n, sign in enumerate(content) if 48 <= sign <= 57]
    if not digits:
        return content
    at = rng.choice(digits)
    return (
        content[:at]
        + rng.choice([b"0", b"-1", b"4294967296", b"99999999999999999999", b"1.5"])
        + content[at + 1 :]
    )


def _within(rng: random.Random, content: bytes) -> bytes:
    """A part of an archive changed before it is packed, so that its sums are right."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            changes = name == chosen and part
            new.writestr(name, rng.choice(_CHANGES)(rng, part) if changes else part)
    return packed.getvalue()


_CHANGES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _flipped,
    _cut,
    _inserted,
    _repeated,
    _number,
)


def mutant(rng: random.Random) -> tuple[str, bytes]:
    """A file that was sound once, and sometimes the name of another kind."""
    name, content = rng.choice(_SEEDS)
    if content.startswith(b"PK") and rng.random() < _WITHIN:
        return name, _within(rng, content)
    content = _changed(rng, content)
    return (rng.choice(_SEEDS)[0] if rng.random() < 0.05 else name), content


def changed(rng: random.Random, content: bytes) -> bytes:
    """A file with something wrong in it, in a part of it where it is an archive."""
    is_archive = content.startswith(b"PK") and rng.random() < _WITHIN
    return _within(rng, content) if is_archive else _changed(rng, content)


def _changed(rng: random.Random, content: bytes) -> bytes:
    for _ in range(rng.choice([1, 1, 2, 4])):
        content = rng.choice(_CHANGES)(rng, content or b" ")
    return content


_SEEDS = _seeds()


def read(name: str, content: bytes) -> str:
    """“read”, “refused”, or “given up” where the memory did not suffice. Raises `AssertionError` for anything else."""
    began = time.process_time()
    outcome, words = "read", ""
    try:
        words = read_document(name, content).text
    except SourceUnreadable as error:
        outcome, words = "refused", str(error)
    except MemoryError:
        return "given up"
    assert "\x00" not in words
    assert words.strip().encode()
    assert outcome == "read" or words.endswith("."), words
    assert time.process_time() - began < MOST_SECONDS
    return outcome


def fuzz(count: int, seed: int) -> Tally:
    """Read so many broken files in this process, within a limit of memory; raises on the first that escapes."""
    return read_all(count, seed, mutant=mutant, read=read, sort=lambda name: name.rpartition(".")[2])
