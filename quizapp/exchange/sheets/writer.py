"""Items as rows of a table, in CSV or as a workbook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from quizapp.core.items.interaction import Choice, Gap, Match, Order, Sides, TextEntry
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported
from quizapp.exchange.sheets.cells import joined, nested
from quizapp.exchange.sheets.columns import COLUMNS
from quizapp.exchange.sheets.written_workbook import write_workbook
from quizapp.exchange.tables import write_csv

FORMAT = "CSV/XLSX"
_MARKED = ("kind", "stem", "key", "options", "category", "tags", "rationale", "feedback")


def write_sheet(items: Sequence[Item]) -> bytes:
    """One row for each item, in their order, under a row of headers.

    Raises `ExportUnsupported` for a choice with two options of the same text, which a key could not tell apart. The
    quote is there to be read; where it stands in the source is left out, as is how a key derives from it.
    """
    return write_csv(COLUMNS, rows_of_items(items))


def write_sheet_as_workbook(items: Sequence[Item]) -> bytes:
    """The same as a workbook for Excel and its like. Raises as `write_sheet` does."""
    return write_workbook(COLUMNS, rows_of_items(items))


def rows_of_items(items: Sequence[Item]) -> list[list[str]]:
    """Their cells, in the order of `COLUMNS`. Raises `ExportUnsupported`."""
    return [list(_row(item).values()) for item in items]


def cells_of(item: Item) -> dict[str, str]:
    """What a table can change of an item, by column. Raises `ExportUnsupported`."""
    key, options, feedback = _answers(item)
    return {
        "kind": item.kind,
        "stem": item.stem,
        "key": key,
        "options": options,
        "category": item.category,
        "tags": joined(item.tags),
        "rationale": item.rationale,
        "feedback": feedback,
    }


def mark_of(cells: Mapping[str, str]) -> str:
    """A short name of what an item says. It begins with a letter, so that no spreadsheet takes it for a number."""
    said = json.dumps([cells[name] for name in _MARKED]).encode()
    return f"v{hashlib.blake2b(said, digest_size=5).hexdigest()}"


def _row(item: Item) -> dict[str, str]:
    cells = cells_of(item)
    row = cells | {"id": item.id, "quote": item.quote, "version": mark_of(cells)}
    return {column: row[column] for column in COLUMNS}


def _answers(item: Item) -> tuple[str, str, str]:
    """The cells of key, options and feedback."""
    match item.body.interaction(item.stem):
        case Choice(options=options) if len({option.text for option in options}) == len(options):
            told = [option.feedback for option in options]
            keys = joined(option.text for option in options if option.correct)
            return keys, joined(option.text for option in options), joined(told) if any(told) else ""
        case Sides():  # words alone would lose what the card shows
            raise ExportUnsupported(item.kind, FORMAT)
        case TextEntry(open=True):
            return joined(item.body.keys()), "", ""  # the interaction has made one text of all members
        case TextEntry(answers=answers):
            return joined(answers), "", ""
        case Gap(gaps=gaps):
            return nested((gap.key, *gap.accept) for gap in gaps), "", ""
        case Match(pairs=pairs):
            return nested(pairs), "", ""
        case Order(sequence=sequence):
            return joined(sequence), "", ""
    raise ExportUnsupported(item.kind, FORMAT)
