"""Workbooks are read as a person sees them, and written so that nothing in them is computed."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest

from quizapp.errors import ImportRejected
from quizapp.exchange.sheets import layout_of, read_grid, read_sheet, rows_of
from quizapp.exchange.sheets.roles import Row
from quizapp.exchange.sheets.written_workbook import write_workbook

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def book(cells: str, **parts: str) -> bytes:
    """A workbook whose one sheet has these rows; parts replace or join those of an empty one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_workbook(["x"], []))) as blank, zipfile.ZipFile(out, "w") as made:
        sheet = f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"
        members = {name: blank.read(name).decode() for name in blank.namelist()}
        members["xl/worksheets/sheet1.xml"] = sheet
        for name, text in (members | parts).items():
            made.writestr(name, text)
    return out.getvalue()


def rows(raw: bytes) -> list[tuple[str, ...]]:
    """All its cells."""
    return [cells for _, cells in read_grid(raw).rows]


def test_what_is_written_comes_back_whatever_it_holds() -> None:
    texts = ["=1+1", "'=x", "<&>", "a\nb", "_x0041_", "\x08", "٣ عربي", "007", " kept ", "'"]
    raw = write_workbook(["stem", "key"], [[text, "x"] for text in texts])
    grid = read_grid(raw)
    found = [row for row in rows_of(grid, layout_of(grid)) if isinstance(row, Row)]
    assert [row.cells["stem"] for row in found] == texts
    assert raw == write_workbook(["stem", "key"], [[text, "x"] for text in texts])


def test_no_cell_that_is_written_is_a_formula() -> None:
    raw = write_workbook(["stem"], [['=HYPERLINK("http://evil.example")'], ["@SUM(1)"]])
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ("<f" in sheet, sheet.count('t="inlineStr"')) == (False, 3)


def test_numbers_days_shares_and_truths_are_texts_as_they_are_seen() -> None:
    styles = (
        f'<styleSheet {MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="dd&quot;.&quot;mm\\.yyyy"/>'
        '<numFmt numFmtId="165" formatCode="0.0&quot;d&quot;"/></numFmts><cellXfs count="5"><xf numFmtId="0"/>'
        '<xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs></styleSheet>'
    )
    values = [
        ("0", "0.30000000000000004"),
        ("1", "44927"),
        ("2", "0.25"),
        ("3", "2.5"),
        ("0", "1E+20"),
        ("4", "0.5"),
    ]
    cells = "".join(f'<c s="{style}"><v>{value}</v></c>' for style, value in values) + '<c t="b"><v>1</v></c>'
    raw = book(f"<row>{cells}</row>", **{"xl/styles.xml": styles})
    assert rows(raw) == [("0.3", "2023-01-01", "25%", "2.5", "100000000000000000000", "12:00", "True")]


def test_places_are_those_of_the_sheet_and_phonetics_are_left_out() -> None:
    shared = (
        f"<sst {MAIN}><si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>"
        "<si><r><t>two </t></r><r><t>looks</t></r></si></sst>"
    )
    cells = '<row r="3"><c r="C3" t="s"><v>0</v></c></row><row r="9"><c r="A9" t="s"><v>1</v></c></row>'
    grid = read_grid(book(cells, **{"xl/sharedStrings.xml": shared}))
    assert grid.rows == ((3, ("", "", "東京")), (9, ("two looks",)))


def test_a_formula_gives_its_result_and_without_one_an_error_of_its_row() -> None:
    head = '<row r="1"><c t="str"><v>stem</v></c><c t="str"><v>key</v></c></row>'
    good = '<row r="2"><c t="str"><f>A1&amp;"?"</f><v>Where?</v></c><c t="str"><v>Here</v></c></row>'
    empty = '<row r="3"><c r="A3"><f>A1</f><v/></c><c r="B3" t="str"><v>x</v></c></row>'
    wrong = '<row r="4"><c r="A4" t="e"><v>#REF!</v></c><c r="B4" t="str"><v>x</v></c></row>'
    reading = read_sheet(book(head + good + empty + wrong)).reading
    assert [item.stem for item in reading.items] == ["Where?"]
    assert [(error.line, error.values["cell"]) for error in reading.errors] == [(3, "A3"), (4, "A4")]


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
HOSTILE = {
    "entities far behind": {"xl/worksheets/sheet1.xml": f"<!--{' ' * 3_000}-->{ENTITY}<worksheet {MAIN}/>"},
    "styles with entities": {"xl/styles.xml": f"<!--{' ' * 3_000}-->{ENTITY}<styleSheet {MAIN}/>"},
    "entities": {"xl/worksheets/sheet1.xml": f"{ENTITY}<worksheet {MAIN}><sheetData/></worksheet>"},
    "no workbook": {"xl/workbook.xml": "<workbook"},
    "no sheet": {"xl/_rels/workbook.xml.rels": "<none/>"},
}
ROWS = {
    "a text that is not there": '<row><c t="s"><v>9</v></c></row>',
    "a row without number": '<row r="x"><c><v>1</v></c></row>',
    "a number that is none": "<row><c><v>x</v></c></row>",
}


@pytest.mark.parametrize("name", [*HOSTILE, *ROWS])
def test_a_hostile_workbook_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(ImportRejected):
        read_grid(book(ROWS.get(name, ""), **HOSTILE.get(name, {})))


def test_a_form_of_numbers_that_is_never_closed_is_not_looked_through_again_and_again() -> None:
    styles = (
        f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="200" formatCode="{"[" * 100_000}"/></numFmts>'
        '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    started = time.process_time()
    assert rows(book('<row><c s="0"><v>1</v></c></row>', **{"xl/styles.xml": styles})) == [("1",)]
    assert time.process_time() - started < 2  # it took a minute


def test_a_way_of_packing_that_may_ask_for_any_memory_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(""))) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as made:
        for name in whole.namelist():
            made.writestr(name, whole.read(name))
    with pytest.raises(ImportRejected):
        read_grid(out.getvalue())


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.exchange.sheets.workbook._MOST_UNPACKED", 3_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            made.writestr(name, "<x/>")
        for n in range(4):
            made.writestr(f"xl/worksheets/sheet{n}.xml", b" " * 1_000_000)
    with pytest.raises(ImportRejected, match="would unpack"):
        read_grid(out.getvalue())


def test_a_workbook_with_a_flipped_byte_is_read_or_refused() -> None:
    raw, rng = write_workbook(["stem", "key"], [["Where?", "Here"]] * 5), random.Random(7)
    for _ in range(150):
        broken = bytearray(raw)
        broken[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        try:
            read_grid(bytes(broken))
        except ImportRejected:
            continue
