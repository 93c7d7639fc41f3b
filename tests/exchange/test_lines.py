"""JSON lines hold a deck whole: each line is an item that can be taken alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from quizapp.core.text.particulars import Particulars
from quizapp.core.text.source import Source
from quizapp.errors import ImportRejected
from quizapp.exchange import lines
from quizapp.exchange.lines import read_lines, write_lines
from tests.core.items.cast import EXEMPLARS, exemplar_item
from tests.exchange.awkward import deck_of

ITEMS = [exemplar_item(one) for one in EXEMPLARS.values()]
DATED = Particulars(dated=date(2023, 9, 7), author="Ada", licence="CC BY 4.0")
DECK = replace(deck_of([]), source=Source(title="A text", text="Said\nso. \u2028哈尔滨", particulars=DATED))
RAW = write_lines(DECK, ITEMS)


def test_items_and_their_text_come_back_whole() -> None:
    found = read_lines(RAW)
    assert [item for _, item in found.items] == ITEMS
    assert (found.title, found.source.text) == (DECK.title, DECK.source.text)


def test_every_line_says_which_text_proves_it() -> None:
    plain = [json.loads(line) for line in RAW.decode().split("\n") if line][1:]
    assert len(plain) == len(ITEMS)
    assert {(one["source"]["sha256"], one["source"]["dated"]) for one in plain} == {
        (DECK.source.sha256, "2023-09-07")
    }
    assert all(one["evidence"]["quote"] and one["statement"] for one in plain)


def test_a_line_that_is_no_item_costs_only_itself() -> None:
    first, second, *rest = RAW.split(b"\n")
    broken = [
        b"{",
        b'{"id": "x", "kind": "riddle", "stem": "Q"}',
        b"[1]",
        b"\xff",
        b'{"id": "x", "kind": "mcq"}',
    ]
    found = read_lines(b"\n".join([first, *broken, b"", second, *rest]))
    assert [error.line for error in found.errors] == [2, 3, 4, 5, 6]
    assert [line for line, _ in found.items] == list(range(8, 8 + len(ITEMS)))


def test_an_item_without_its_proof_is_no_item() -> None:
    line = json.loads(RAW.split(b"\n")[1]) | {"evidence": None}
    found = read_lines(RAW.split(b"\n")[0] + b"\n" + json.dumps(line).encode())
    assert (found.items, len(found.errors)) == ((), 1)


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"\xff\n", b'{"format": "quizapp-lines/2"}', b"[" * 100_000, RAW.split(b"\n", 1)[1]]
)
def test_what_does_not_name_the_format_is_rejected(raw: bytes) -> None:
    with pytest.raises(ImportRejected):
        read_lines(raw)


def test_what_is_too_large_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_BYTES", len(RAW) - 1)
    with pytest.raises(ImportRejected, match="larger"):
        read_lines(RAW)
