"""What an item is called and what it knows of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.items.item import Item, item_id
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
