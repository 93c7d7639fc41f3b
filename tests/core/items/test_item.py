"""What an item is called and what it knows of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.items.item import Item, item_id, written_id
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.outcome import Outcome, Verdict
from quizapp.core.items.proof import Evidence
from quizapp.errors import ItemInvalid
from tests.core.items.cast import basic


def test_an_id_is_the_same_for_the_same_slot_of_the_same_statement() -> None:
    assert item_id("s1", "mcq", "year") == item_id("s1", "mcq", "year")


@pytest.mark.parametrize("other", [("s2", "mcq", "year"), ("s1", "basic", "year"), ("s1", "mcq", "place")])
def test_ids_differ_by_statement_kind_and_slot(other: tuple[str, str, str]) -> None:
    assert item_id("s1", "mcq", "year") != item_id(*other)


def test_an_id_does_not_run_its_parts_together() -> None:
    assert item_id("s1", "mcq", "year") != item_id("s1m", "cq", "year")


def test_an_id_does_not_depend_on_wording() -> None:
    assert basic("Porto", stem="Where?").id == basic("Porto", stem="In which town?").id


@pytest.mark.parametrize(
    ("flaws", "fatal"),
    [((), False), (("longest-key",), False), (("anaphor",), True), (("longest-key", "anaphor"), True)],
)
def test_only_a_fatal_flaw_forbids_an_item(flaws: tuple[str, ...], fatal: bool) -> None:
    assert replace(basic("Porto"), flaws=flaws).is_fatal() is fatal


@pytest.mark.parametrize(
    ("fraction", "verdict"),
    [(0.0, "wrong"), (0.01, "partial"), (0.5, "partial"), (0.99, "partial"), (1.0, "right")],
)
def test_a_fraction_is_told_in_a_word(fraction: float, verdict: Verdict) -> None:
    assert Outcome(fraction=fraction).verdict == verdict


def test_an_order_that_the_quote_does_not_name_cannot_exist() -> None:
    with pytest.raises(ItemInvalid, match="in this order") as caught:
        order("fruit", "seed", "leaf")
    assert caught.value.flaws == ("unproven-order",)


def test_an_order_that_the_quote_names_has_its_proof() -> None:
    assert order("seed", "leaf", "fruit").body.keys() == ("seed", "leaf", "fruit")


def order(*sequence: str) -> Item:
    """An order, proved by a quote about a plant."""
    quote = "First comes the seed, then the leaf and at last the fruit."
    return Item(
        id="i1",
        stem="Put the parts in order.",
        body=Ordering(sequence=sequence),
        category="fact",
        rationale=quote,
        statement="s1",
        evidence=Evidence(start=0, end=len(quote), quote=quote),
    )


def test_what_a_person_wrote_needs_no_evidence() -> None:
    written = replace(basic("Porto"), evidence=None, written=True)
    assert (written.quote, written.span, written.proves("Porto")) == ("", (0, 0), True)


def test_what_was_generated_cannot_be_without_evidence() -> None:
    with pytest.raises(ItemInvalid) as caught:
        replace(basic("Porto"), evidence=None)
    assert caught.value.flaws == ("unproven-key",)


def test_the_evidence_of_what_a_person_wrote_must_support_its_key() -> None:
    with pytest.raises(ItemInvalid):
        replace(basic("Porto"), evidence=Evidence(start=0, end=5, quote="Lagos"), written=True)


def test_what_a_person_wrote_needs_a_key() -> None:
    with pytest.raises(ItemInvalid):
        replace(basic("Porto"), body=Basic(answers=()), evidence=None, written=True)


def test_no_generated_item_is_named_like_a_written_one() -> None:
    assert written_id("00ff")[0] != item_id("s1", "mcq", "year")[0]
