"""Items from a table in CSV or TSV, as spreadsheets save them; a faulty row costs only itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapp.errors import ImportRejected, InputError
from quizapp.exchange.gift.written import LineError, Reading, Written
from quizapp.exchange.sheets.bodies import body_of, kind_of
from quizapp.exchange.sheets.cells import parted
from quizapp.exchange.sheets.columns import guessed
from quizapp.exchange.tables import unguarded
from quizapp.phrases import phrase

if TYPE_CHECKING:
    from _csv import Reader

NO_STEM = phrase("The row has no stem.")
NO_COLUMNS = phrase("No column is named “stem” and “key” in the first row. Say which columns they are.")
_MOST_CHARS = 5_000_000
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """``rows`` are the cells with the line where each row begins, ``columns`` what each holds ("": nothing of ours).

    ``is_guessed_encoding``: it was neither UTF-8 nor UTF-16 and was read as Windows-1252, which may be wrong.
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: tuple[str, ...]
    reading: Reading
    is_guessed_encoding: bool = False


def read_sheet(raw: bytes, *, columns: Sequence[str] | None = None) -> Sheet:
    """Items and errors of a table whose first row holds headers; ``columns`` overrides what these seem to mean.

    Raises `ImportRejected` for what is no table, and where no column is the stem or the key.
    """
    text, is_guessed = _text(raw)
    try:
        rows = tuple(_rows(text))
    except csv.Error as error:
        raise ImportRejected(phrase("This is not a table that can be read.")) from error
    named = tuple(columns) if columns is not None else guessed(rows[0][1]) if rows else ()
    if not {"stem", "key"} <= set(named):
        raise ImportRejected(NO_COLUMNS, line=1)
    items, errors = list[Written](), list[LineError]()
    for line, cells in rows[1:]:
        try:
            items.append(_item(line, dict(zip(named, cells, strict=False))))
        except InputError as error:
            errors.append(LineError(line=line, template=error.template, values=error.values))
    reading = Reading(items=tuple(items), errors=tuple(errors))
    return Sheet(rows=rows, columns=named, reading=reading, is_guessed_encoding=is_guessed)


def _text(raw: bytes) -> tuple[str, bool]:
    """The text, and whether its encoding is a guess."""
    if len(raw) > _MOST_CHARS or b"\x00" in raw[:1] or raw.startswith(b"PK\x03\x04"):
        raise ImportRejected(phrase("This is not a table in CSV, or it is too large. Save it as CSV UTF-8."))
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return raw.decode(encoding), False
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), True


def _rows(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every row that holds something, cut at the sign that gives the first row most cells."""
    delimiter = max(_DELIMITERS, key=lambda sign: len(next(_cut(text, sign), [])))
    reader, line = _cut(text, delimiter), 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, tuple(unguarded(cell) for cell in cells)
        line = reader.line_num + 1


def _cut(text: str, delimiter: str) -> Reader:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _item(line: int, row: dict[str, str]) -> Written:
    """Raises `InputError`."""
    stem, key, options = (row.get(name, "") for name in ("stem", "key", "options"))
    if not stem.strip():
        raise InputError(NO_STEM)
    kind = row.get("kind", "").strip() or kind_of(stem, key=key, options=options)
    return Written(
        line=line,
        stem=stem.strip(),
        body=body_of(kind, key=key, options=options, feedback=row.get("feedback", "")),
        category=row.get("category", "").strip(),
        rationale=row.get("rationale", "").strip(),
        id=row.get("id", "").strip(),
        tags=parted(row.get("tags", "")),
    )
