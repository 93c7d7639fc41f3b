"""Items of a file into a deck at once, as the shell does it: what pages do in steps is done by `intakes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from quizapp.core.decks.deck import ItemStatus
from quizapp.errors import ImportRejected
from quizapp.exchange.sheets import layout_from
from quizapp.phrases import phrase
from quizapp.services import intakes
from quizapp.services.intakes import Choices, Look
from quizapp.services.planning import Plan

UNKNOWN = phrase(
    "This is no file of items that can be read here: a table with columns “stem” and “key” in its first row, GIFT, "
    "Moodle XML, QTI 2.1 or JSON."
)


def read_file(
    deck_id: str, raw: bytes, *, columns: Mapping[str, str] | None = None, choices: Choices | None = None
) -> Plan:
    """What a file, known by its content, does to a deck; nothing is stored.

    ``columns`` says what the columns of a table hold, as in `layout_from`. An item that the deck asks already is
    refused or, where the file names its id, changed: a file read twice doubles nothing. Raises `NotFound`;
    `ImportRejected` for what cannot be read.
    """
    return intakes.preview(deck_id, _look(raw, columns, choices))


def import_file(
    deck_id: str, raw: bytes, *, now: datetime, status: ItemStatus = "draft",
    columns: Mapping[str, str] | None = None, choices: Choices | None = None,
) -> Plan:  # fmt: skip
    """Store what the sound lines of a file do. Raises as `read_file` does."""
    return intakes.store_at_once(deck_id, _look(raw, columns, choices), now=now, status=status)


def _look(raw: bytes, columns: Mapping[str, str] | None, choices: Choices | None) -> Look:
    chosen = choices or Choices()
    if columns:
        chosen = replace(chosen, as_table=True)
    look = intakes.look_at(raw, chosen)
    if columns and look.grid is not None:
        return replace(look, layout=replace(layout_from(look.grid, columns), kind=chosen.kind))
    if look.layout is not None and not look.layout.header and chosen.columns is None:
        raise ImportRejected(UNKNOWN)
    return look
