"""A table as plain cells: CSV and TSV of any spreadsheet, with what had to be guessed to read it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from quizapp.errors import ImportRejected
from quizapp.exchange.gift.written import LineError
from quizapp.exchange.sheets.columns import guessed
from quizapp.exchange.sheets.encodings import decoded
from quizapp.phrases import phrase

if TYPE_CHECKING:
    from _csv import Reader

MOST_BYTES = 20_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 60
MOST_CHARS = 10_000
SEPARATORS = (",", ";", "\t")
TOO_MANY = phrase("A table may have at most %(most)s rows. Split it into several files.") % {
    "most": MOST_ROWS
}
NO_TABLE = phrase("This is not a table in CSV, TSV or XLSX, or it is too large.")
MISREAD = phrase(
    "A spreadsheet opened this table in a wrong encoding, so letters in it are damaged. Open the CSV again as UTF-8."
)
_MARK = "ï»¿"
"""What the mark of UTF-8 becomes where its bytes are read as Western letters."""
NOT_CLOSED = phrase("A cell begins with a quote mark that is never closed. Close it or take it out.")
TOO_LONG = phrase("A cell has more than %(most)s characters. A quote mark may be missing in this row.")
_SAID = re.compile(r'sep=([^"\r\n])\r?\n')
_SAMPLE_CHARS, _SAMPLE_ROWS, _STRANGE_SHARE = 100_000, 40, 0.1


@dataclass(frozen=True, kw_only=True)
class Grid:
    """``rows`` are the cells of every row that holds something, with its line (or row of the sheet), counted from 1;
    guards against formulas still stand before them.

    ``faults`` are rows whose cells cannot be used, by their line. ``encoding`` and ``separator`` say how it was read,
    empty for a workbook; ``is_guessed``: the encoding may be wrong. ``sheets`` are the names of a workbook's sheets.
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: Mapping[int, LineError] = field(default_factory=dict)
    encoding: str = ""
    separator: str = ""
    is_guessed: bool = False
    sheets: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(cells) for _, cells in self.rows), default=0)


def require_well_read(grid: Grid) -> Grid:
    """The same. Raises `ImportRejected` where a program took the mark of UTF-8 for letters: it took others so, too, and
    items that they go to by their ids would be damaged."""
    if grid.rows and any(cell.startswith(_MARK) for cell in grid.rows[0][1][:1]):
        raise ImportRejected(MISREAD)
    return grid


def read_text(raw: bytes, *, encoding: str = "", separator: str = "") -> Grid:
    """The cells of a table in CSV or TSV; what is not said is guessed. Raises `ImportRejected`."""
    if len(raw) > MOST_BYTES or raw.startswith(b"PK\x03\x04"):
        raise ImportRejected(NO_TABLE)
    text, used, is_guessed = decoded(raw, encoding)
    strange = sum(char < " " and char not in "\t\r\n" for char in text[:_SAMPLE_CHARS])
    if text.startswith("\x00") or strange > _STRANGE_SHARE * len(text[:_SAMPLE_CHARS]):
        raise ImportRejected(NO_TABLE)
    said = _SAID.match(text)  # Excel's own way to say it
    if said:
        text = text[said.end() :]
    sign = separator or (said[1] if said else separator_of(text))
    first = 2 if said else 1
    rows = tuple(islice(_rows(text, sign, first), MOST_ROWS + 1))
    if len(rows) > MOST_ROWS:
        raise ImportRejected(TOO_MANY)
    return Grid(rows=rows, encoding=used, separator=sign, is_guessed=is_guessed)


def separator_of(text: str) -> str:
    """The sign whose cells have headings that we know, or else that gives most rows as many cells as each other."""
    sample = text[:_SAMPLE_CHARS]
    return max(SEPARATORS, key=lambda sign: _fitness(sample, sign))


def _fitness(sample: str, sign: str) -> tuple[bool, int, bool, int]:
    try:
        rows = [cells for cells in islice(_reader(sample, sign), _SAMPLE_ROWS) if any(cells)]
    except csv.Error:
        rows = [line.split(sign) for line in sample.splitlines()[:_SAMPLE_ROWS] if line.strip()]
    counts = Counter(len(cells) for cells in rows)
    most, number = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
    named = max((len(set(guessed(cells)) - {""}) for cells in rows[:20]), default=0)
    return named > 1, number if most > 1 else 0, sign == "\t", most


def _rows(text: str, sign: str, first: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every row that holds something; a quote mark inside a cell of a TSV is a sign like others, as Quizlet has it."""
    try:
        found = list(_strictly(text, sign, first))
    except csv.Error as error:
        if sign == "\t":
            found = list(_plainly(text, first))
        elif "unexpected end" in str(error):
            raise ImportRejected(NOT_CLOSED, line=_last_line(text, sign, first)) from error
        else:
            found = list(_loosely(text, sign, first))
    yield from found


def _strictly(text: str, sign: str, first: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    return _numbered(_reader(text, sign, strict=True), first)


def _loosely(text: str, sign: str, first: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = _reader(text, sign)
    try:
        yield from _numbered(reader, first)
    except csv.Error as error:
        most = csv.field_size_limit()
        raise ImportRejected(TOO_LONG % {"most": most}, line=reader.line_num + first - 1) from error


def _plainly(text: str, first: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, row in enumerate(text.splitlines(), first):
        if row.strip():
            yield line, _cells(row.split("\t"))


def _numbered(reader: Reader, first: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    line, number = first, 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, _cells(cells)
            number += 1
        if number > MOST_ROWS:
            return
        line = reader.line_num + first


def _cells(cells: list[str]) -> tuple[str, ...]:
    return tuple(cells[:MOST_COLUMNS])


def _last_line(text: str, sign: str, first: int) -> int:
    """Where the row begins that has no end."""
    reader, line = _reader(text, sign), first
    try:
        for _ in reader:
            last, line = line, reader.line_num + first
    except csv.Error:
        return line
    return last


def _reader(text: str, sign: str, *, strict: bool = False) -> Reader:
    return csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=strict)
