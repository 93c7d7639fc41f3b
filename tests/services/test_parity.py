"""A deck comes back from its formats with all that they say they carry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quizapp.core.items.kinds import KINDS
from quizapp.core.items.shown import media_names
from quizapp.errors import ImportRejected, InputError
from quizapp.exchange.formats import FORMATS
from quizapp.services import parity
from quizapp.services.decks import get_deck
from quizapp.services.exports import export_items
from quizapp.services.imports import import_file, read_file
from quizapp.services.parity import verify_deck
from quizapp.services.writing import add_items, plain_item
from tests.store.northern import LATER


@pytest.fixture
def every_kind(north: str) -> str:
    """Ada's deck with an item of each exemplar of each kind."""
    made = [
        plain_item(f"w{kind}{at}", one.stem, one.body, category="all", rationale="Why.", tags=("a|b", "c"))
        for kind, body in KINDS.items()
        for at, one in enumerate(body.exemplars())
    ]
    add_items(north, [item for item in made if not media_names(item)], now=LATER)
    return north


def test_every_kind_survives_every_format(every_kind: str) -> None:
    found = verify_deck(every_kind)
    assert {one.format for one in found} == {name for name, form in FORMATS.items() if form.returned}
    assert [one for one in found if not one.holds] == []


def test_only_what_a_format_cannot_carry_is_refused(every_kind: str) -> None:
    kinds = {entry.item.id: entry.item.kind for entry in get_deck(every_kind).accepted}
    refused = {(one.format, kinds[one.item]) for one in verify_deck(every_kind) if one.refused}
    assert refused == {("gift", "ordering"), ("gift", "cloze")} | {
        (form, "faces") for form in ("csv", "xlsx", "gift", "moodle", "qti")
    }


@pytest.mark.parametrize("returned", [{}, None])
def test_a_format_that_loses_more_than_it_says_is_told(
    north: str, monkeypatch: pytest.MonkeyPatch, returned: dict[str, Any] | None
) -> None:
    truly = FORMATS["csv"].returned
    assert truly is not None

    def lossy(raw: bytes) -> dict[str, Any]:
        return dict.fromkeys(truly(raw), "other") if returned is None else returned

    monkeypatch.setattr(parity, "FORMATS", {"csv": replace(FORMATS["csv"], returned=lossy)})
    assert not any(one.holds for one in verify_deck(north))


@pytest.mark.parametrize("form", ["csv", "gift", "moodle", "qti", "jsonl", "json"])
def test_what_left_comes_in_once(every_kind: str, workshop: str, form: str) -> None:
    content = export_items(every_kind, form).content
    assert import_file(workshop, content, now=LATER).items
    assert not read_file(workshop, content).items


def test_imported_items_are_drafts(north: str) -> None:
    found = import_file(north, b"stem,key\nWhich river flows through Harbin?,Songhua\n,x\n", now=LATER)
    ids = {item.id for _, item in found.items}
    assert [entry.status for entry in get_deck(north).items if entry.item.id in ids] == ["draft"]
    assert [one.line for one in found.refused] == [3]


def test_there_is_no_other_format(north: str) -> None:
    with pytest.raises(InputError):
        export_items(north, "docx")


def test_a_table_with_braces_is_a_table(north: str) -> None:
    found = read_file(north, b"Front,Back\nThe river of Harbin is the {{1}}.,Songhua\n")
    assert [item.kind for _, item in found.items] == ["cloze"]


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7 \xff{", b"PK\x03\x04{", b"Only words."])
def test_what_is_neither_table_nor_gift_is_rejected(north: str, raw: bytes) -> None:
    with pytest.raises(ImportRejected):
        read_file(north, raw)
