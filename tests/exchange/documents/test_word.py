"""A Word document is read in its own order, with the marks of its lists."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from quizapp.exchange.documents import Document, read_document

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
BOXED = "<w:p><w:r><w:t>box</w:t></w:r></w:p>"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(fill: Callable[[WordDocument], object]) -> bytes:
    """A document as bytes."""
    word = docx.Document()
    fill(word)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def read(fill: Callable[[WordDocument], object]) -> Document:
    return read_document("lesson.docx", saved(fill))


def read_inside(xml: str) -> str:
    """The text of a document whose body begins with this."""

    def fill(word: WordDocument) -> None:
        body = word.element.body
        for number, element in enumerate(parse_xml(f"<w:body {NAMES}>{xml}</w:body>")):
            body.insert(number, element)

    return read(fill).text


def test_headings_paragraphs_and_tables_stand_in_the_order_of_the_document() -> None:
    def fill(word: WordDocument) -> None:
        word.add_heading("Bridges", 0)
        word.add_heading("Old ones", 1)
        word.add_paragraph("They are of stone.")
        table = word.add_table(2, 2)
        for number, said in enumerate(["town", "year", "Porto", "1998"]):
            table.cell(number // 2, number % 2).text = said
        word.add_paragraph("The end.")

    assert (
        read(fill).text
        == "Bridges\n\nOld ones\n\nThey are of stone.\n\ntown; year\n\nPorto; 1998\n\nThe end."
    )


def test_lists_get_their_bullets_and_numbers() -> None:
    def fill(word: WordDocument) -> None:
        for said, style in [
            ("stone", "Bullet"),
            ("iron", "Bullet"),
            ("first", "Number"),
            ("second", "Number"),
        ]:
            word.add_paragraph(said, style=f"List {style}")

    assert read(fill).text == "- stone\n- iron\n1. first\n2. second"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r></w:p>", "One two"),
        ("<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t></w:r></w:p>", "One\ntwo"),
        ("<w:p><w:r><w:t>One</w:t><w:noBreakHyphen/><w:t>two</w:t></w:r></w:p>", "One-two"),
        ("<w:p><w:hyperlink><w:r><w:t>One</w:t></w:r></w:hyperlink></w:p>", "One"),
        (f"<w:p><m:oMath {MATH}><m:r><m:t>x=2</m:t></m:r></m:oMath></w:p>", "x=2"),
        ("<w:p><w:ins><w:r><w:t>One</w:t></w:r></w:ins></w:p>", "One"),
        ("<w:p><w:r><w:t>One</w:t></w:r><w:del><w:r><w:delText>two</w:delText></w:r></w:del></w:p>", "One"),
        ("<w:p><w:r><w:t>One</w:t></w:r><w:moveFrom><w:r><w:t>two</w:t></w:r></w:moveFrom></w:p>", "One"),
        ("<w:p><w:r><w:t>One</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>two</w:t></w:r></w:p>", "One"),
        ("<w:p><w:r><w:t>One</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", "One"),
        ("<w:p><w:r><w:t>One</w:t><w:footnoteReference w:id='1'/></w:r></w:p>", "One"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>One</w:t></w:r></w:p></w:sdtContent></w:sdt>", "One"),
        (
            f"<w:p><w:r><w:t>One</w:t><w:pict><w:txbxContent>{BOXED}</w:txbxContent></w:pict></w:r></w:p>",
            "One\n\nbox",
        ),
        (f"<w:tbl><w:tr><w:tc>{BOXED}{BOXED}</w:tc></w:tr></w:tbl>", "box\n\nbox"),
        (f"<w:tbl><w:tr><w:tc>{BOXED}{BOXED}</w:tc><w:tc>{BOXED}</w:tc></w:tr></w:tbl>", "box box; box"),
    ],
)
def test_what_a_reader_sees_is_read(xml: str, text: str) -> None:
    assert read_inside(xml) == text


def test_properties_state_title_author_and_date() -> None:
    def fill(word: WordDocument) -> None:
        word.add_paragraph("One.")
        properties = word.core_properties
        properties.title, properties.author = "Bridges", "Ada L."
        properties.created = datetime(2024, 5, 3)  # noqa: DTZ001 - as python-docx has it

    found = read(fill)
    assert (found.title, found.author, found.dated) == ("Bridges", "Ada L.", date(2024, 5, 3))
