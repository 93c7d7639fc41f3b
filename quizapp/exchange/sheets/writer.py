"""Items as rows of a table in CSV."""

from __future__ import annotations

from collections.abc import Sequence

from quizapp.core.items.interaction import Choice, Gap, Match, Order, Sides, TextEntry
from quizapp.core.items.item import Item
from quizapp.errors import ExportUnsupported
from quizapp.exchange.sheets.cells import joined, nested
from quizapp.exchange.sheets.columns import COLUMNS
from quizapp.exchange.tables import write_csv

FORMAT = "CSV"


def write_sheet(items: Sequence[Item]) -> bytes:
    """One row for each item, in their order, under a row of headers.

    Raises `ExportUnsupported` for a choice with two options of the same text, which a key could not tell apart. The
    quote is there to be read; where it stands in the source is left out, as is how a key derives from it.
    """
    return write_csv(COLUMNS, [_row(item) for item in items])


def _row(item: Item) -> list[str]:
    key, options, feedback = _answers(item)
    return [
        item.id, item.kind, item.stem, key, options, item.category, joined(item.tags), item.rationale, feedback,
        item.quote,
    ]  # fmt: skip


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
