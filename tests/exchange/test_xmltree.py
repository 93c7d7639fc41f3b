"""XML of strangers is read without anything that it could do."""

from __future__ import annotations

import pytest

from quizapp.errors import ImportRejected
from quizapp.exchange.formats import FORMATS
from quizapp.exchange.xmltree import tree_of

LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
BOMBS = {
    "laughs": f'<!DOCTYPE quiz [<!ENTITY a0 "ha">{LAUGHS}]><quiz>&a9;</quiz>',
    "quadratic": f'<!DOCTYPE quiz [<!ENTITY a "{"x" * 50_000}">]><quiz>{"&a;" * 10_000}</quiz>',
    "file": '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>',
    "parameter": '<!DOCTYPE quiz [<!ENTITY % a SYSTEM "http://localhost/a.dtd"> %a;]><quiz/>',
    "hidden": '<!-- a --><?b c?>\n<!-- <quiz> --><!DOCTYPE quiz SYSTEM "a.dtd"><quiz/>',
    "deep": "<quiz>" * 50_000,
    "undeclared": "<quiz>&unknown;</quiz>",
    "cut": "<quiz><question",
    "null": "<quiz>\x00</quiz>",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", BOMBS)
def test_what_declares_nests_or_breaks_is_rejected(name: str, encoding: str) -> None:
    with pytest.raises(ImportRejected):
        tree_of(BOMBS[name].encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_that_is_named_is_read(encoding: str) -> None:
    raw = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<quiz>é</quiz>'.encode(encoding)
    assert tree_of(raw).text == "é"


@pytest.mark.parametrize("encoding", ["utf-7", "idna", "zlib", "gb18030x", "rot13"])
def test_other_encodings_are_rejected(encoding: str) -> None:
    with pytest.raises(ImportRejected):
        tree_of(f'<?xml version="1.0" encoding="{encoding}"?><quiz>+ADw-a+AD4-</quiz>'.encode())


def test_a_document_type_is_text_where_it_is_text() -> None:
    assert tree_of(b"<quiz><![CDATA[<!DOCTYPE a>]]></quiz>").text == "<!DOCTYPE a>"


def test_lines_are_counted_from_the_first_of_the_file() -> None:
    assert tree_of(b'<?xml version="1.0"?>\n\n<quiz>\n<a/></quiz>')[0].sourceline == 4


def test_what_is_too_large_is_not_parsed() -> None:
    with pytest.raises(ImportRejected, match="too large"):
        tree_of(b"<quiz/>" + b" " * 100, most=50)


@pytest.mark.parametrize("name", ["moodle", "qti"])
def test_other_xml_is_rejected_by_name(name: str) -> None:
    read = FORMATS[name].read
    assert read is not None
    with pytest.raises(ImportRejected):
        read(b"<html/>" if name == "moodle" else b"PK\x05\x06" + b"\x00" * 18)
