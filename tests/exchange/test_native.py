"""“quizapp/1”: keys in their order, the same bytes for the same content, and nothing read that is not proven."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.audit import audit
from quizapp.core.items.generate import Generation, Rejection, generate
from quizapp.core.text.source import Source
from quizapp.errors import ImportRejected
from quizapp.exchange.native import Document, read_document, write_document
from tests.core.items.cast import EXEMPLARS, exemplar_item, focus, statement

TEXT = "🚂 Trains\n\nAda Lovelace opened the bridge in Porto.\n\nBen sold it. “It’s old,” he said.\n"
QUOTE = "Ada Lovelace opened the bridge in Porto."
SOURCE = Source(title="🚂 Trains", text=TEXT)
KEYS = {
    "": ["format", "generator", "source", "statements", "items", "rejections", "coverage"],
    "generator": ["version", "model", "seed"],
    "source": ["title", "sha256", "words", "text"],
    "statements": ["id", "kind", "pattern", "start", "end", "quote", "text", "salience"],
    "items": ["id", "kind", "stem", "category", "options", "gaps", "answers", "pairs", "sequence", "rationale",
              "statement", "evidence", "derivation", "pattern", "flaws", "confidence"],
    "rejections": ["statement", "reason"],
    "coverage": ["sentences", "sentences_with_items", "statements", "statements_with_items"],
}  # fmt: skip


def made() -> Generation:
    """The items of one statement."""
    start = TEXT.index(QUOTE)
    person = focus(
        QUOTE, "Ada Lovelace", start=start, type="person", name="who", question="Who opened the bridge?"
    )
    place = focus(
        QUOTE, "Porto", start=start, type="city", name="where", question="Where was the bridge opened?"
    )
    return generate([statement(QUOTE, person, place, start=start)])


def document(generation: Generation | None = None) -> Document:
    """A document of the source above."""
    generation = generation or made()
    start = TEXT.index(QUOTE)
    return Document(
        version="1.2.3", model="none 0", seed=7, source=SOURCE,
        statements=[statement(QUOTE, start=start)], items=generation.items,
        rejections=[Rejection(statement="s0", reason="it says nothing")],
        sentences=[(start, start + len(QUOTE)), (start + len(QUOTE) + 2, len(TEXT))],
    )  # fmt: skip


def plain(written: str | None = None) -> dict[str, Any]:
    """The document as a program reads it."""
    found: dict[str, Any] = json.loads(written or write_document(document()))
    return found


@pytest.mark.parametrize("part", KEYS)
def test_keys_stand_in_their_order(part: str) -> None:
    found = plain()[part] if part else plain()
    for each in found if isinstance(found, list) else [found]:
        assert list(each) == KEYS[part]


def test_evidence_is_told_by_place_and_words() -> None:
    assert list(plain()["items"][0]["evidence"]) == ["start", "end", "quote"]


@pytest.mark.parametrize(
    ("name", "field", "keys"),
    [
        ("mcq-1", "options", ["text", "correct", "feedback"]),
        ("multiple_response-1", "options", ["text", "correct", "feedback"]),
        ("true_false-1", "options", ["text", "correct", "feedback"]),
        ("cloze-2", "gaps", ["key", "accept"]),
        ("matching-1", "pairs", ["left", "right"]),
    ],
)
def test_answers_have_their_keys_in_their_order(name: str, field: str, keys: list[str]) -> None:
    items = Generation(items=(exemplar_item(EXEMPLARS[name]),), rejections=())
    assert list(plain(write_document(document(items)))["items"][0][field][0]) == keys


def test_a_derivation_is_told_by_rule_and_origin() -> None:
    items = Generation(items=(exemplar_item(EXEMPLARS["true_false-1"]),), rejections=())
    assert list(plain(write_document(document(items)))["items"][0]["derivation"]) == ["rule", "from"]


def test_a_key_that_is_verbatim_has_no_derivation() -> None:
    assert [item["derivation"] for item in plain()["items"]] == [None] * len(made().items)


def test_offsets_count_code_points_of_the_text() -> None:
    found = plain()
    text = found["source"]["text"]
    assert all(text[item["evidence"]["start"] : item["evidence"]["end"]] == item["evidence"]["quote"]
               for item in found["items"])  # fmt: skip


def test_words_are_written_as_they_are() -> None:
    assert "🚂 Trains" in write_document(document())


def test_the_same_content_gives_the_same_text() -> None:
    assert write_document(document()) == write_document(document())


def test_coverage_counts_sentences_and_statements_with_items() -> None:
    assert plain()["coverage"] == {
        "sentences": 2, "sentences_with_items": 1, "statements": 1, "statements_with_items": 0,
    }  # fmt: skip


@pytest.mark.parametrize("name", EXEMPLARS)
def test_every_kind_survives_being_written_and_read(name: str) -> None:
    item = exemplar_item(EXEMPLARS[name])
    written = write_document(document(Generation(items=(item,), rejections=())))
    assert read_document(written.encode()).items == (item,)


def test_a_written_document_reads_as_sound() -> None:
    read = read_document(write_document(document()).encode())
    assert (read.source, read.broken, audit(read.source, read.items)) == (SOURCE, (), ())


def tampered(item: dict[str, Any], change: dict[str, Any]) -> None:
    """Change fields of an item, of its evidence one by one."""
    evidence = {**item["evidence"], **change.get("evidence", {})}
    item.update(change)
    item["evidence"] = evidence


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"evidence": {"quote": "Ada Lovelace sold the bridge in Porto."}}, "not what stands"),
        ({"evidence": {"start": 11}}, "not what stands"),
        ({"evidence": {"end": 10**9}}, "outside"),
        ({"evidence": {"start": -3}}, "outside"),
        ({"stem": "Who is he?"}, "anaphor"),
        ({"stem": ""}, "empty-stem"),
        ({"flaws": ["invented"]}, "invented"),
        ({"flaws": ["key-count"]}, "key-count"),
    ],
    ids=str,
)
def test_an_audit_finds_what_was_changed(change: dict[str, Any], problem: str) -> None:
    found = plain()
    tampered(found["items"][0], change)
    read = read_document(json.dumps(found).encode())
    assert problem in " ".join(finding.problem for finding in audit(read.source, read.items))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "riddle"}, "no kind of item named “riddle”"),
        ({"answers": ["Cleo"]}, "Cleo"),
        ({"answers": [7]}, "not the body"),
        ({"answers": []}, "not the body"),
        ({"derivation": {"rule": "guessed", "from": "Porto"}}, "does not support"),
    ],
    ids=str,
)
def test_an_item_that_cannot_be_is_listed_with_its_reason(change: dict[str, Any], problem: str) -> None:
    found = plain()
    short = next(item for item in found["items"] if item["kind"] == "short_answer")
    tampered(short, change)
    read = read_document(json.dumps(found).encode())
    assert [(id, problem in told) for id, told in read.broken] == [(short["id"], True)]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format":"quizapp/1","x":' + b"[" * 100_000,
        b'{"format": "quizapp/2", "source": {"title": "", "text": ""}, "items": []}',
        b'{"format": "quizapp/1", "source": {"title": "", "text": ""}, "items": [{}]}',
        b'{"format": "quizapp/1", "source": 7, "items": []}',
        b'{"format": "quizapp/1", "source": {"title": "", "text": "\\ud800"}, "items": []}',
    ],
    ids=lambda raw: f"{len(raw)} {raw[-12:]!r}",
)  # fmt: skip
def test_what_is_no_document_is_rejected(raw: bytes) -> None:
    with pytest.raises(ImportRejected, match=r"quizapp/1|format"):
        read_document(raw)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_document_or_rejected(raw: bytes) -> None:
    for each in (
        raw,
        b'{"format":' + raw,
        json.dumps({"format": "quizapp/1", "items": raw.decode("latin-1")}).encode(),
    ):
        with pytest.raises(ImportRejected):
            read_document(each)


def test_what_a_person_wrote_comes_back_without_evidence_and_with_its_tags() -> None:
    mine = replace(exemplar_item(EXEMPLARS["mcq-1"]), evidence=None, written=True, tags=("exam",))
    document = Document(version="1", model="m", seed=0, source=SOURCE, statements=(), items=[mine], rejections=(),
                        sentences=())  # fmt: skip
    assert read_document(write_document(document).encode()).items == (mine,)
