"""The sheets of an Excel workbook as plain cells: what a person sees in them, and no formula is ever run.

Read by ourselves with a streaming parser: a workbook is a few XML files in an archive, and what a stranger sends must
cost bounded time and memory, which no library promised that was looked at.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree

from quizapp.errors import ImportRejected
from quizapp.exchange.gift.written import LineError
from quizapp.exchange.sheets.grid import MOST_COLUMNS, MOST_ROWS, TOO_MANY, Grid
from quizapp.exchange.sheets.numbers import Style, number_text, styles_of
from quizapp.exchange.tables import safe
from quizapp.exchange.zipped import METHODS
from quizapp.phrases import phrase

BROKEN = phrase("This workbook is damaged and cannot be opened. Save it again as .xlsx or as CSV.")
LOCKED = phrase("This workbook is locked with a password. Save it without one.")
TOO_LARGE = phrase("This workbook would unpack to far more than a table holds, so it was not opened.")
NO_VALUE = phrase("Cell %(cell)s holds a formula without a result. Write the result instead.")
FAULT = phrase("Cell %(cell)s holds an error of the spreadsheet, %(value)s.")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_MOST_MEMBERS, _MOST_UNPACKED, _MOST_TEXTS = 2_000, 150_000_000, 1_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def is_workbook(raw: bytes) -> bool:
    """Whether this is an archive with a workbook in it."""
    if not raw.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read_workbook(raw: bytes, *, sheet: int = 0) -> Grid:
    """The cells of one of its visible sheets, counted from 0. Raises `ImportRejected`."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _Workbook(archive).grid(sheet)
    except (
        zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, OSError, EOFError, KeyError, ValueError, IndexError,
        NotImplementedError, OverflowError, RuntimeError,
    ) as error:  # fmt: skip
        raise ImportRejected(BROKEN) from error


@dataclass(frozen=True, kw_only=True)
class _Value:
    text: str = ""
    fault: LineError | None = None


class _Workbook:
    """An open workbook whose size was looked at."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        members = archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise ImportRejected(LOCKED)
        if any(member.compress_type not in METHODS for member in members):
            raise ImportRejected(BROKEN)
        if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
            raise ImportRejected(TOO_LARGE)
        self._archive = archive
        self._names = set(archive.namelist())
        self._sheets, self._from_1904 = self._listed()
        self._styles: tuple[Style, ...] = ()
        self._texts: list[str] = []

    def grid(self, sheet: int) -> Grid:
        """The cells of a sheet."""
        names = tuple(name for name, _ in self._sheets)
        if not 0 <= sheet < len(names):
            raise ImportRejected(phrase("This workbook has no such sheet."))
        if "xl/styles.xml" in self._names:
            with self._open("xl/styles.xml") as stream:
                self._styles = styles_of(_parsed(stream))
        self._texts = self._shared()
        rows, faults = [], {}
        for line, cells, fault in self._rows(self._sheets[sheet][1]):
            if fault:
                faults[line] = fault
            rows.append((line, cells))
            if len(rows) > MOST_ROWS:
                raise ImportRejected(TOO_MANY)
        return Grid(rows=tuple(rows), faults=faults, sheets=names)

    def _listed(self) -> tuple[list[tuple[str, str]], bool]:
        """Names and files of the visible sheets, and whether days count from 1904."""
        with self._open("xl/_rels/workbook.xml.rels") as stream:
            targets = {each.get("Id"): each.get("Target", "") for each in _parsed(stream)}
        with self._open("xl/workbook.xml") as stream:
            root = _parsed(stream)
        found = []
        for each in root.iter("{*}sheet"):
            link = next((value for name, value in each.attrib.items() if name.endswith("}id")), "")
            file = posixpath.normpath(posixpath.join("xl", targets.get(link, ""))).lstrip("/")
            if targets.get(link, "").startswith("/"):
                file = targets[link].lstrip("/")
            if each.get("state", "visible") == "visible" and file in self._names:
                found.append((each.get("name", ""), file))
        days = next(root.iter("{*}workbookPr"), None)
        return found, days is not None and days.get("date1904") in {"1", "true"}

    def _shared(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._names:
            return []
        texts = []
        with self._open("xl/sharedStrings.xml") as stream:
            for element in _elements(stream, "si"):
                texts.append(_text(element))
                if len(texts) > _MOST_TEXTS:
                    raise ImportRejected(TOO_LARGE)
        return texts

    def _rows(self, file: str) -> Iterator[tuple[int, tuple[str, ...], LineError | None]]:
        """Line, cells and what is wrong of every row that holds something."""
        line = 0
        with self._open(file) as stream:
            for row in _elements(stream, "row"):
                line = int(row.get("r") or line + 1)
                cells, fault = self._cells(row, line)
                if any(cell.strip() for cell in cells) or fault:
                    yield line, cells, fault

    def _cells(self, row: Any, line: int) -> tuple[tuple[str, ...], LineError | None]:
        cells: list[str] = []
        fault = None
        for place, element in enumerate(row.iterfind("{*}c")):
            found = _REFERENCE.fullmatch(element.get("r", ""))
            at = _column(found[1]) if found else place
            if at >= MOST_COLUMNS:
                break
            cells += [""] * (at + 1 - len(cells))
            value = self._value(element, line)
            fault = fault or value.fault
            cells[at] = value.text
        return tuple(cells), fault

    def _value(self, cell: Any, line: int) -> _Value:
        kind, name = cell.get("t", "n"), cell.get("r", "")
        if kind == "inlineStr":
            return _Value(text=safe(_text(cell.find("{*}is"))))
        written = cell.findtext("{*}v")
        if written is None or (kind == "n" and not written.strip()):
            is_formula = cell.find("{*}f") is not None
            fault = LineError(line=line, template=NO_VALUE, values={"cell": name}) if is_formula else None
            return _Value(fault=fault)
        if kind == "e":
            return _Value(
                fault=LineError(line=line, template=FAULT, values={"cell": name, "value": written[:20]})
            )
        if kind == "s":
            return _Value(text=safe(self._texts[int(written)]))
        if kind == "b":
            return _Value(text="True" if written == "1" else "False")
        if kind in {"str", "d"}:
            return _Value(text=safe(_unescaped(written)))
        style = int(cell.get("s") or 0)
        how = self._styles[style] if style < len(self._styles) else "number"
        return _Value(text=number_text(written, how, from_1904=self._from_1904))

    def _open(self, name: str) -> IO[bytes]:
        return self._archive.open(name)


def _parsed(stream: IO[bytes]) -> Any:
    """A small part as a tree."""
    raw = stream.read(20_000_001)
    if len(raw) > 20_000_000:
        raise ImportRejected(TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return _plain(etree.fromstring(raw, parser))


def _plain(element: Any) -> Any:
    """The element, where its document declares no type, and so no entities. Raises `ImportRejected`."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise ImportRejected(BROKEN)
    return element


def _elements(stream: IO[bytes], name: str) -> Iterator[Any]:
    """Each element of this name, forgotten after it was looked at."""
    tags = (_MAIN + name, _STRICT + name)
    found = etree.iterparse(
        stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, element in found:
        yield _plain(element)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    _plain(found.root)  # where there was no such element


def _text(element: Any) -> str:
    """The words of a text, plain or in pieces of several looks; how Japanese is read aloud is left out."""
    if element is None:
        return ""
    pieces = [
        part.text or "" for part in element.iter("{*}t") if etree.QName(part.getparent()).localname != "rPh"
    ]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _column(letters: str) -> int:
    """The place of a column, counted from 0."""
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - ord("A") + 1
    return place - 1
