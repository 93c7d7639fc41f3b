"""Files at the wrong door are told where they go."""

from __future__ import annotations

import io
import zipfile

import pytest

from quizapp.errors import ImportRejected
from quizapp.exchange import elsewhere
from quizapp.exchange.elsewhere import require_here
from quizapp.exchange.sheets import write_template


def archive(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        zipped.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (archive("collection.anki21b"), elsewhere.ANKI),
        (archive("word/document.xml"), elsewhere.DOCUMENT),
        (b"%PDF-1.7", elsewhere.DOCUMENT),
        (b"<?xml version='1.0'?><rss/>", elsewhere.MARKUP),
        (b"<!doctype html><title>Sign in</title>", elsewhere.MARKUP),
        (
            b"<!doctype html>\n<style>\np { margin: 0 }\n</style><script>f({}, {{#a}})</script>",
            elsewhere.MARKUP,
        ),
        (b"<html><style>#a {color: red}</style><script>function f(){}</script></html>\n", elsewhere.MARKUP),
        (b"\xef\xbb\xbf#separator:tab\n#guid column:1\ng\ta\tb\n", elsewhere.ANKI),
        (b"#separator:tab\n#html:true\n#notetype:Basic\na\tb\n", elsewhere.ANKI),
    ],
    ids=["apkg", "docx", "pdf", "rss", "html", "html-style", "html-line", "anki-text-marked", "anki-text"],
)
def test_what_goes_in_elsewhere_is_told_so(raw: bytes, told: str) -> None:
    with pytest.raises(ImportRejected) as refused:
        require_here(raw)
    assert refused.value.reason == told


@pytest.mark.parametrize(
    "raw",
    [write_template("xlsx"), write_template("csv"), archive("imsmanifest.xml"), b"PK\x03\x04", b"# a head\nstem,key\n",
     b"<?xml version='1.0'?><quiz/>", b"<b>a</b>,b\n",
     archive("collection.anki2")[:60], b"<html> is the root element. {T}\n", b"<!DOCTYPE> comes first.{ TRUE#Yes }",
     b"<?xml begins {\n=a declaration\n~a tag\n}\n", b"<html> ends with what? {}\n\nNext {T}",
     b"\xef\xbb\xbf<html lang> says {~what it is =its language}"],
    ids=["xlsx", "csv", "qti", "zip-begun", "csv-with-a-head", "moodle", "csv-with-marks", "zip-cut",
         "gift-true", "gift-told", "gift-lines", "gift-essay", "gift-marked"],
)  # fmt: skip
def test_what_may_be_a_file_of_items_is_not_stopped(raw: bytes) -> None:
    require_here(raw)
