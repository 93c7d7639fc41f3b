"""A text file is read in the encoding in which it was written."""

from __future__ import annotations

import pytest

from quizapp.errors import SourceUnreadable
from quizapp.exchange.documents import read_document

PROSE = "The café in Harbin was opened in 1903 – it is “old”, and the owners are proud of it."
CHINESE = "哈尔滨的咖啡馆于1903年开业。The café, no: the coffee house “Moderne” is old."


def text(content: bytes) -> str:
    return read_document("notes.txt", content).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_told(encoding: str) -> None:
    assert text(PROSE.encode(encoding)) == PROSE


def test_chinese_computers_write_gb_18030() -> None:
    written = CHINESE.replace("é", "e")
    assert text(written.encode("gb18030")) == written


def test_english_with_chinese_quotation_marks_is_not_read_as_western() -> None:
    written = "The mayor said “no” and left the hall of the town."
    assert text(written.encode("gb18030")) == written


def test_western_text_with_two_accents_in_a_row_stays_western() -> None:
    written = "The company Créée has a café in the old town of the river."
    assert text(written.encode("cp1252")) == written


def test_blank_lines_stay() -> None:
    assert text(b"One.\r\n\r\nTwo.\r\n") == "One.\n\nTwo."


def test_invisible_characters_are_left_out() -> None:
    assert text("The \u200bbridge\ufeff of\u202e Por\u00adto.\x07".encode()) == "The bridge of Porto."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"The owners\x00 of the house", "binary"),
        (b"\xff\xfe\x00", "damaged"),
        (bytes(range(128, 256)) * 4, "encoding"),
        ("Город на реке очень старый и красивый.".encode("cp1251"), "encoding"),
        (b" \n\t ", "no text"),
    ],
)
def test_bytes_that_are_no_text_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(SourceUnreadable, match=reason):
        text(content)
