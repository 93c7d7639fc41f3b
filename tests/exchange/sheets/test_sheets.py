"""Items go into a table and come back, and a teacher's own table is read row by row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.interaction import Option
from quizapp.core.items.kind import Exemplar
from quizapp.core.items.kinds import WRITABLE
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.errors import ExportUnsupported, ImportRejected
from quizapp.exchange.sheets import guessed, read_sheet, write_sheet
from tests.exchange.gift.cast import unproven

EXEMPLARS = [(kind, each) for kind, made in WRITABLE.items() for each in made.exemplars()]
TEXTS = st.text(
    st.one_of(st.sampled_from(list("=+-@\t\r\n'\"|\\,;ع中")), st.characters(exclude_categories=["Cs"])),
    min_size=1, max_size=8,
).filter(lambda text: text == text.strip())  # fmt: skip


@pytest.mark.parametrize(("kind", "exemplar"), EXEMPLARS)
def test_every_kind_comes_back(kind: str, exemplar: Exemplar) -> None:
    (read,) = read_sheet(write_sheet([unproven(exemplar.body, stem=exemplar.stem)])).reading.items
    assert (read.stem, read.body.kind, read.body) == (exemplar.stem, kind, exemplar.body)


@given(TEXTS, st.lists(TEXTS, min_size=3, max_size=3, unique=True), TEXTS, TEXTS)
def test_any_text_comes_back(stem: str, texts: list[str], rationale: str, told: str) -> None:
    options = tuple(Option(text=text, correct=at == 1, feedback=told) for at, text in enumerate(texts))
    (read,) = read_sheet(
        write_sheet([unproven(Mcq(options=options), stem=stem, rationale=rationale)])
    ).reading.items
    assert (read.stem, read.body, read.rationale) == (stem, Mcq(options=options), rationale)


def test_options_that_no_key_tells_apart_are_refused() -> None:
    twice = Mcq(options=(Option(text="a", correct=True), Option(text="a", correct=False)))
    with pytest.raises(ExportUnsupported):
        write_sheet([unproven(twice, stem="Which?")])


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_cells_is_found(sign: str) -> None:
    raw = sign.join(("stem", "key")) + "\n" + sign.join(("Where?", "Here"))
    assert [(one.stem, one.body.keys()) for one in read_sheet(raw.encode()).reading.items] == [
        ("Where?", ("Here",))
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read(encoding: str) -> None:
    sheet = read_sheet("题干,答案\n哪里?,哈尔滨\n".encode(encoding))
    assert (sheet.reading.items[0].stem, sheet.is_guessed_encoding) == ("哪里?", False)


def test_another_encoding_is_read_and_said() -> None:
    sheet = read_sheet("stem,key\nCafé?,Zoë\n".encode("cp1252"))
    assert (sheet.reading.items[0].body.keys(), sheet.is_guessed_encoding) == (("Zoë",), True)


def test_a_faulty_row_costs_only_itself_and_tells_its_line() -> None:
    raw = b'stem,key,kind\n"Where\nis it?",Here,\nNo key,,\nOdd,x,riddle\n,x,\nWhen?,Now,\n'
    reading = read_sheet(raw).reading
    assert [one.line for one in reading.items] == [2, 7]
    assert [(error.line, "key" in error.reason) for error in reading.errors] == [
        (4, True),
        (5, False),
        (6, False),
    ]


def test_keys_that_are_no_options_become_options() -> None:
    (read,) = read_sheet(b"stem,key,options\nWhere?,Here,There | Nowhere\n").reading.items
    offered = [("Here", True), ("There", False), ("Nowhere", False)]
    assert read.body == Mcq(options=tuple(Option(text=text, correct=right) for text, right in offered))


def test_columns_can_be_said() -> None:
    (read,) = read_sheet(b"A,B\nHere,Where?\n", columns=("key", "stem")).reading.items
    assert (read.stem, read.body.keys()) == ("Where?", ("Here",))


def test_a_header_names_a_column_once() -> None:
    assert guessed(["Front", "Back", "Answer", "notes"]) == ("stem", "key", "", "")


@pytest.mark.parametrize(
    "raw", [b"", b"a,b\n1,2\n", b"PK\x03\x04rest", b"\x00\x01", b'stem,key\n"' + b"x" * 200_000]
)
def test_what_is_no_table_is_rejected(raw: bytes) -> None:
    with pytest.raises(ImportRejected):
        read_sheet(raw)
