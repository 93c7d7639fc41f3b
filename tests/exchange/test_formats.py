"""One contract for every format: what it does not say to leave out comes back, whatever the texts are."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.cli.exporting import NAMES
from quizapp.core.items.attachment import Attachment
from quizapp.core.items.item import Item
from quizapp.core.items.kind import Derivation
from quizapp.core.items.proof import Evidence
from quizapp.errors import ImportRejected
from quizapp.exchange.formats import FORMATS, Format, recognised
from quizapp.exchange.gift import Reading
from tests.core.items.cast import EXEMPLARS, cloze, exemplar_item
from tests.exchange.awkward import deck_of, items, own

READ = [name for name, form in FORMATS.items() if form.read is not None]
RETURNED = [name for name, form in FORMATS.items() if form.returned is not None]
EVERY_KIND = [
    own(name, one.stem, one.body, rationale="Why.", tags=("a", "b")) for name, one in EXEMPLARS.items()
]
OTHERS: dict[str, object] = {
    "stem": "Another {{1}}?", "category": "other", "rationale": "Because.", "statement": "s2", "pattern": "other",
    "derivation": Derivation(rule="inflected", source="Harbins"), "flaws": ("negative-stem",), "confidence": 0.25,
    "written": True, "tags": ("new",), "evidence": Evidence(start=5, end=28, quote="Harbin is such a place."),
    "media": (Attachment(name=f"{'a' * 32}.png", alt="The station."),),
}  # fmt: skip
SETTINGS = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def returned(form: Format, item: Item) -> object:
    """What comes back of an item that is alone in its file."""
    assert form.returned is not None
    (found,) = form.returned(form.write(deck_of([item]), [item], {})).values()
    return found


def carried(form: Format, item: Item) -> object:
    """What should come back."""
    assert form.carried is not None
    return form.carried(item)


def test_the_command_line_names_every_format() -> None:
    assert set(NAMES) == set(FORMATS)


@pytest.mark.parametrize("name", RETURNED)
@SETTINGS
@given(item=items())
def test_an_item_of_any_texts_comes_back_or_is_refused(name: str, item: Item) -> None:
    form = FORMATS[name]
    if form.refusal(item) is None:
        assert returned(form, item) == carried(form, item)


@pytest.mark.parametrize("name", RETURNED)
def test_every_kind_comes_back_or_is_refused(name: str) -> None:
    form = FORMATS[name]
    kept = [item for item in EVERY_KIND if form.refusal(item) is None]
    assert form.returned is not None
    found = form.returned(form.write(deck_of(kept), kept, {}))
    assert found == {item.id: carried(form, item) for item in kept}
    refused = {item.id for item in EVERY_KIND} - set(found)
    markup = set() if name in {"anki", "json", "jsonl"} else {"faces-1", "faces-2"}
    assert refused == (markup | {"ordering-1", "cloze-2"} if name == "gift" else markup)


@pytest.mark.parametrize("name", RETURNED)
def test_a_refusal_is_no_accident_of_the_file(name: str) -> None:
    form = FORMATS[name]
    twice = cloze("It is {{1}} and {{1}}.", "Harbin")
    empty = cloze("{{1}}", "Harbin")
    for item in (twice, empty):
        if form.refusal(item) is None:
            assert returned(form, item) == carried(form, item)


@pytest.mark.parametrize("field", [one.name for one in fields(Item) if one.name not in {"id", "body"}])
@pytest.mark.parametrize("name", RETURNED)
def test_a_field_comes_back_or_its_loss_is_told(name: str, field: str) -> None:
    form, before = FORMATS[name], replace(cloze("A city: {{1}}.", "Harbin"), flaws=())
    after = replace(before)
    object.__setattr__(after, field, OTHERS[field])
    if carried(form, before) == carried(form, after):
        told = {loss.name for loss in (*form.losses(before), *form.losses(after))}
        named = {"evidence": {"place", "quote"}, "tags": {"labels"}}
        wanted = named.get(field, {field} if field in {"rationale", "media"} else {"record"})
        assert told & wanted


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_items_give_the_same_bytes(name: str) -> None:
    form = FORMATS[name]
    kept = [item for item in EVERY_KIND if form.refusal(item) is None]
    assert form.write(deck_of(kept), kept, {}) == form.write(deck_of(kept), kept, {})


@pytest.mark.parametrize("name", READ)
def test_a_file_is_known_by_its_content(name: str) -> None:
    form = FORMATS[name]
    kept = [item for item in EVERY_KIND if form.refusal(item) is None]
    says_nothing = name in {"csv", "gift"}  # which are known by what they hold: `services.intakes.look_at`
    assert recognised(form.write(deck_of(kept), kept, {})) is (None if says_nothing else form)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00",
        b"%PDF-1.7 {",
        b"PK\x03\x04{",
        b"<html>",
        b"\xff\xfe{",
        b"Only words.",
        b'{"format": "x"}',
    ],
)
def test_what_is_no_file_of_items_is_not_known_or_rejected(raw: bytes) -> None:
    form = recognised(raw)
    if form is not None and form.read is not None:
        with suppress(ImportRejected):
            assert form.read(raw).items == ()


@pytest.mark.parametrize("name", READ)
@SETTINGS
@given(cut=st.floats(0, 1), junk=st.binary(max_size=6), keep=st.booleans())
def test_a_damaged_file_is_read_or_rejected_and_nothing_else(
    name: str, cut: float, junk: bytes, keep: bool
) -> None:
    form = FORMATS[name]
    kept = [item for item in EVERY_KIND if form.refusal(item) is None]
    raw = form.write(deck_of(kept), kept, {})
    at = int(cut * len(raw))
    damaged = raw[:at] + junk + (raw[at + len(junk) :] if keep else b"")
    assert form.read is not None
    with suppress(ImportRejected):
        assert isinstance(form.read(damaged), Reading)


@pytest.mark.parametrize(
    ("name", "item", "lost"),
    [
        ("qti", own("w1", "Two  spaces?", EXEMPLARS["mcq-1"].body), {"spaces"}),
        ("moodle", own("w1", "Two  spaces?", EXEMPLARS["mcq-1"].body), set()),
        ("moodle", own("w1", "A bell: \x07?", EXEMPLARS["mcq-1"].body), {"signs"}),
        ("qti", own("w1", "Which?", EXEMPLARS["ordering-1"].body), {"shares"}),
        ("gift", own("w1", "Which?", EXEMPLARS["basic-1"].body, rationale="So."), {"rationale"}),
        ("csv", own("w1", "Which?", EXEMPLARS["cloze-1"].body), set()),
        ("moodle", own("w1", "The {{1}}.", EXEMPLARS["cloze-1"].body), {"forgiveness"}),
        ("jsonl", exemplar_item(EXEMPLARS["mcq-1"]), set()),
        ("moodle", exemplar_item(EXEMPLARS["mcq-1"]), {"place", "record"}),
        ("anki", own("w1", "Which?", EXEMPLARS["mcq-1"].body), {"judging", "labels"}),
    ],
)
def test_what_is_lost_is_told_of_the_item_that_has_it(name: str, item: Item, lost: set[str]) -> None:
    assert {loss.name for loss in FORMATS[name].losses(item)} - {"members"} == lost
