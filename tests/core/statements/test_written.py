"""A teacher's file of statements: every mistake is told with the statement and the word that is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.generate import generate
from quizapp.core.statements.written import read_written
from quizapp.core.text.particulars import Particulars
from quizapp.errors import ImportRejected

HEAD = 'format = "quizapp-statements/1"\nid = "bridges"\ntitle = "🌉 Bridges"\n'
BRIDGE = """
[[statement]]
id = "bridge"
kind = "place"
category = "town"
topic = "The bridge"
text = "Ada Lovelace opened the bridge in Porto in 1998."
why = "It is carved above the gate."
focus = [
  { answer = "Porto", type = "city", question = "In which town is the bridge?", accept = ["Oporto"] },
  { answer = "1998", type = "year", question = "In which year was the bridge opened?", gap = false },
]
"""
LIST = """
[[statement]]
id = "works"
kind = "enumeration"
category = "town"
topic = "The bridge"
text = "The council builds roads, mills and inns."
focus = [{ answers = ["roads", "mills", "inns"], type = "work", name = "works", question = "What is built?" }]
match = { prompt = "Match.", pairs = [["council", "roads"], ["mills", "inns"]] }
"""
POOL = '[[pool]]\ntype = "city"\nvalues = ["Faro", "Lisbon"]\n'


def written(*parts: str, head: str = HEAD) -> bytes:
    """A file of these parts."""
    return "\n".join([head, *parts]).encode()


def test_the_head_is_read() -> None:
    read = read_written(written(BRIDGE))
    assert (read.id, read.title, read.about, read.reference) == ("bridges", "🌉 Bridges", "", "")


def test_every_statement_quotes_the_source() -> None:
    read = read_written(written(BRIDGE, LIST))
    assert [read.source.quote(one.start, one.end) for one in read.statements] == [
        one.text for one in read.statements
    ]


def test_every_answer_stands_at_its_place_in_the_source() -> None:
    read = read_written(written(BRIDGE, LIST))
    spans = [span for one in read.statements for focus in one.focuses for span in focus.spans]
    assert [read.source.quote(span.start, span.end) for span in spans] == [
        "Porto",
        "1998",
        "roads",
        "mills",
        "inns",
    ]


def test_every_pair_stands_at_its_place_in_the_source() -> None:
    (read,) = read_written(written(LIST)).statements
    assert read.pairing is not None
    assert [(left.text, right.text) for left, right in read.pairing.pairs] == [
        ("council", "roads"),
        ("mills", "inns"),
    ]


def test_the_source_has_the_title_and_each_topic_once() -> None:
    read = read_written(written(BRIDGE, LIST))
    assert read.source.text.split("\n\n") == [
        "🌉 Bridges", "The bridge", "Ada Lovelace opened the bridge in Porto in 1998.",
        "The council builds roads, mills and inns.",
    ]  # fmt: skip


def test_wordings_and_reasons_are_kept() -> None:
    (read,) = read_written(written(BRIDGE)).statements
    assert (read.focuses[0].accept, read.focuses[1].gap, read.rationale) == (
        ("Oporto",), False, "It is carved above the gate.",
    )  # fmt: skip


def test_the_pool_lends_wrong_answers() -> None:
    assert [(entry.type, entry.text) for entry in read_written(written(BRIDGE, POOL)).curated] == [
        ("city", "Faro"), ("city", "Lisbon"),
    ]  # fmt: skip


def test_an_id_depends_on_the_file_and_the_statement_alone() -> None:
    moved = read_written(written(LIST, BRIDGE.replace("1998", "1999"))).statements[1]
    assert moved.id == read_written(written(BRIDGE)).statements[0].id


def test_two_files_have_statements_of_different_names() -> None:
    other = read_written(written(BRIDGE, head=HEAD.replace("bridges", "roads"))).statements[0]
    assert other.id != read_written(written(BRIDGE)).statements[0].id


def test_written_statements_make_items() -> None:
    read = read_written(written(BRIDGE, LIST, POOL))
    assert {item.statement for item in generate(read.statements, curated=read.curated).items} == {
        one.id for one in read.statements
    }


WRONG: dict[str, tuple[str | bytes, list[str]]] = {
    "no toml": ("this is not = = toml", ["not TOML"]),
    "no utf-8": (b"\xff\xfe\x00", ["UTF-8"]),
    "empty": (b"", ["format"]),
    "other format": (written(BRIDGE, head=HEAD.replace("/1", "/9")), ["quizapp-statements/9"]),
    "no title": (written(BRIDGE, head=HEAD.replace("title", "# title")), ["title"]),
    "no statement": (written(), ["statement"]),
    "unknown field": (written(BRIDGE.replace("why =", "because =")), ["because"]),
    "unknown field of a focus": (written(BRIDGE.replace("accept =", "accepts =")), ["accepts"]),
    "unknown kind": (written(BRIDGE.replace('"place"', '"riddle"')), ["riddle"]),
    "text is a number": (written(BRIDGE.replace('"It is carved above the gate."', "7")), ["str", "int"]),
    "no id": (written(BRIDGE.replace('id = "bridge"\n', "")), ["id"]),
    "same id": (written(BRIDGE, BRIDGE), ["“bridge”", "same id"]),
    "answer not in the text": (written(BRIDGE.replace('= "Porto"', '= "Lisbon"')), ["“bridge”", "“Lisbon”"]),
    "half a word": (written(BRIDGE.replace('answer = "Porto"', 'answer = "Port"')), ["“bridge”", "“Port”"]),
    "another case": (written(BRIDGE.replace('answer = "Porto"', 'answer = "porto"')), ["“bridge”", "“porto”"]),
    "member not in the text": (written(LIST.replace('"inns"]', '"pubs"]', 1)), ["“works”", "“pubs”"]),
    "pair not in the text": (written(LIST.replace('l", "roads"]', 'l", "boats"]')), ["“works”", "“boats”"]),
    "empty answer": (written(BRIDGE.replace('answer = "Porto"', 'answer = ""')), ["“bridge”"]),
    "no answer": (written(BRIDGE.replace('answer = "Porto", ', "")), ["“bridge”", "answer"]),
    "two sorts of answer": (written(BRIDGE.replace('answer = "Porto"', 'answer = "Porto", answers = ["Porto"]')),
                            ["“bridge”", "answers"]),
    "nothing to ask": (written(BRIDGE.split("focus")[0]), ["“bridge”", "focus"]),
    "same answer twice": (written(BRIDGE.replace('answer = "1998"', 'answer = "Porto"')), ["“bridge”", "same"]),
    "one member twice": (written(LIST.replace('"mills", "inns"]', '"roads", "inns"]', 1)), ["“works”", "“roads”"]),
    "pool names an answer": (written(BRIDGE, POOL.replace("Faro", "Porto")), ["“Porto”"]),
    "one pair": (written(LIST.replace(', ["mills", "inns"]]', "]")), ["“works”"]),
    "pair of three": (written(LIST.replace('["council", "roads"]', '["council", "roads", "inns"]')), ["length"]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_with_the_word_that_is_wrong(name: str) -> None:
    content, told = WRONG[name]
    with pytest.raises(ImportRejected) as caught:
        read_written(content if isinstance(content, bytes) else content.encode(), name="bridges.toml")
    assert [word for word in told if word not in str(caught.value)] == []


@given(st.binary(max_size=80))
def test_any_bytes_are_statements_or_rejected(raw: bytes) -> None:
    for content in (raw, HEAD.encode() + raw, HEAD.encode() + BRIDGE.encode() + raw):
        try:
            read_written(content)
        except ImportRejected:
            continue


@pytest.mark.parametrize(("answer", "wrong"), [("1998", "in the 1980s"), ("in 1998", "1990")])
def test_a_year_may_be_written_in_words(answer: str, wrong: str) -> None:
    year = BRIDGE.replace('answer = "1998"', f'answer = "{answer}"')
    read = read_written(written(year, f'[[pool]]\ntype = "year"\nvalues = ["1985", "{wrong}"]\n'))
    assert generate(read.statements, curated=read.curated).items


def test_a_file_says_what_is_known_of_its_source() -> None:
    source = '[source]\ndated = 2023-09-09\nauthor = "Ada"\nreview_by = 2027-03-01\n'
    found = read_written(written(source, BRIDGE)).source.particulars
    assert found == Particulars(dated=date(2023, 9, 9), author="Ada", review_by=date(2027, 3, 1))


@pytest.mark.parametrize(
    "line", ["address = 'ftp://example.org'", "dated = '9 September'", "day = 2023-09-09"]
)
def test_what_cannot_be_known_of_a_source_is_refused(line: str) -> None:
    with pytest.raises(ImportRejected):
        read_written(written(f"[source]\n{line}\n", BRIDGE))
