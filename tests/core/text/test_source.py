"""Any bytes become a text that nobody has to doubt, or a sentence that says why not."""

from __future__ import annotations

import gzip
import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.text.source import MAX_BYTES, MAX_TITLE, Source, source_from_bytes, source_from_text
from quizapp.errors import SourceUnreadable

PROSE = "The café in Harbin was opened in 1903 – it is “old”, and the owners are proud of it."
PLAIN = "The owners of the old house in the town are proud of it."


def zipped() -> bytes:
    """A zip archive with a text in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", PROSE)
    return stream.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"],
)  # fmt: skip
def test_a_text_is_the_same_in_every_encoding_it_can_be_told_from(encoding: str) -> None:
    assert source_from_bytes(PROSE.encode(encoding)).text == PROSE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_its_mark(encoding: str) -> None:
    assert source_from_bytes(("\ufeff" + PROSE).encode(encoding)).text == PROSE


def test_latin_1_is_read_as_western() -> None:
    assert "café" in source_from_bytes("The café is in the town of Harbin.".encode("latin-1")).text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "no text"),
        (b"   \n\t \r\n ", "no text"),
        ("\u200b\ufeff".encode(), "no text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "PNG picture"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "JPEG picture"),
        (b"GIF89a" + b"\x00" * 40, "GIF picture"),
        (b"%PDF-1.7\n1 0 obj", "PDF document"),
        (zipped(), "zip archive or an Office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document"),
        (gzip.compress(b"text", mtime=0), "gzip archive"),
        (b"{\\rtf1 Hello}", "RTF document"),
        (b"The owners\x00 of the house", "binary"),
        (PLAIN.encode("utf-16-le"), "binary"),
        (PLAIN.encode("utf-32-be"), "binary"),
        (b"\xff\xfe\x00", "damaged"),
        (bytes(range(128, 256)) * 4, "encoding"),
        ("Город на реке очень старый и красивый.".encode("cp1251"), "encoding"),
        ("東京は日本の首都です。".encode("shift_jis"), "encoding"),
        (b"The owners are \x81 proud.", "encoding"),
        (b"a" * 5_000_000, "limit"),
        (b"a" * (MAX_BYTES + 1), "limit"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(SourceUnreadable, match=reason):
        source_from_bytes(raw)


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 5_000_000])
def test_a_text_that_is_too_large_is_told_the_limit_and_no_smaller_size(size: int) -> None:
    with pytest.raises(SourceUnreadable, match="1 MB") as caught:
        source_from_bytes(b"a " * (size // 2 + 1))
    assert "1.0 MB" not in str(caught.value)


def test_a_pasted_text_has_the_same_limit() -> None:
    with pytest.raises(SourceUnreadable, match="1 MB"):
        source_from_text("the " * 300_000)


def test_a_text_of_just_the_limit_is_taken() -> None:
    raw = (PLAIN + "\n").encode() * (MAX_BYTES // (len(PLAIN) + 1))
    assert source_from_bytes(raw).words > 150_000


def read(text: str | bytes, **more: str) -> Source | str:
    """The source, or why there is none."""
    try:
        return source_from_bytes(text, **more) if isinstance(text, bytes) else source_from_text(text, **more)
    except SourceUnreadable as error:
        return str(error)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_sentence(raw: bytes) -> None:
    found = read(raw)
    assert found.endswith(".") if isinstance(found, str) else found.text.strip()


@given(st.text(st.characters(), max_size=200))
def test_any_string_gives_a_text_that_can_be_stored_or_a_sentence(text: str) -> None:
    found = read(text, title=text, name=text)
    assert found.endswith(".") if isinstance(found, str) else found.text.encode()


@given(st.text(st.characters(), max_size=200))
def test_any_string_gives_a_title_that_can_be_shown(text: str) -> None:
    found = read(f"{text}\n\n{PLAIN}", title=text, name=text)
    assert isinstance(found, Source)
    assert found.title.strip().encode()


@given(st.text(st.characters(), max_size=100))
def test_no_text_keeps_what_nobody_can_see(text: str) -> None:
    source = source_from_text(f"{PLAIN} {text}", title=text)
    unseen = {char for char in source.text + source.title if unicodedata.category(char) in {"Cc", "Cs", "Cf"}}
    assert unseen <= {"\n", "\t", "\u200c", "\u200d"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("one\r\ntwo the", "one\ntwo the"),
        ("one\rtwo the", "one\ntwo the"),
        ("one\u2028two the", "one\ntwo the"),
        ("one\u2029two the", "one\n\ntwo the"),
        ("one\ftwo the", "one\ntwo the"),
        ("one\vtwo the", "one\ntwo the"),
        ("one\x85two the", "one\ntwo the"),
        ("the ze\u200bro wi\u00addth", "the zero width"),
        ("the \u202eright\u202c to left", "the right to left"),
        ("the lone \ud800surrogate", "the lone surrogate"),
        ("the bell\x07 rings", "the bell rings"),
        ("the family 👩\u200d👧", "the family 👩\u200d👧"),
    ],
)
def test_line_ends_are_one_and_hidden_characters_go(written: str, read: str) -> None:
    assert source_from_text(written).text == read


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("A town\n\n" + PLAIN, "x.txt", "A town"),
        ("# A town #\n\n" + PLAIN, "x.txt", "A town #"),
        (PLAIN, "my_old-house.txt", "my old house"),
        (PLAIN, "", "The owners of the old house in the"),
        ("#\n\n" + PLAIN, "", "The owners of the old house in the"),
        ("Updated 10:15, 03-May-2021\n\nA town\n\n" + PLAIN, "", "A town"),
        ("---\n\nA town\n\n" + PLAIN, "", "A town"),
        ("x" * 200 + "\n\n" + PLAIN, "", "x" * MAX_TITLE),
    ],
)
def test_a_text_without_a_given_title_has_one(text: str, name: str, title: str) -> None:
    assert source_from_text(text, name=name).title == title


def test_a_given_title_wins() -> None:
    assert source_from_text("A town\n\n" + PLAIN, title="  My \n town ", name="x.txt").title == "My town"


def test_an_empty_title_does_not_count_as_given() -> None:
    assert source_from_text("A town\n\n" + PLAIN, title=" \u200b ").title == "A town"


def test_words_count_a_hyphenated_word_once() -> None:
    assert source_from_text("A well-known, old café’s tea costs 3.50 in the town").words == 10


def test_offsets_count_code_points_not_bytes() -> None:
    source = source_from_text("🚂🚃 the old river")
    assert source.quote(3, 6) == "the"


def test_the_digest_is_that_of_the_text_in_utf_8() -> None:
    assert source_from_text("the").sha256.startswith(
        "b9776d7ddf459c9ad5b0e1d6ac61e27befb5e99fd62446677600d7cacef544d0"
    )
