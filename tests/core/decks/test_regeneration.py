"""What becomes of each item of a deck whose source changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.decks.deck import ItemStatus
from quizapp.core.decks.regeneration import Regeneration, Standing, Step, regenerate
from quizapp.core.items.item import Item
from quizapp.core.items.proof import Evidence
from tests.core.items.cast import basic

COAL = basic("coal", quote="They burn coal and peat.", stem="What do they burn?")
EDITED = replace(COAL, stem="What is burnt?")
CHANGED = replace(basic("peat", quote="They burn peat alone.", stem="What do they burn?"), id=COAL.id)
MOVED = replace(COAL, evidence=Evidence(start=90, end=90 + len(COAL.quote), quote=COAL.quote))
OPEN: tuple[ItemStatus, ...] = ("draft", "accepted")
CLOSED: tuple[ItemStatus, ...] = ("rejected", "retired")


def standing(
    item: Item = COAL, *, status: ItemStatus = "accepted", withdrawn: ItemStatus | None = None
) -> Standing:
    return Standing(item=item, base=COAL, status=status, withdrawn=withdrawn)


def step(each: Standing, *candidates: Item) -> Step:
    """What happens to an item that selection left out this time."""
    (only,) = regenerate([each], chosen=[], candidates=candidates).steps
    return only


@pytest.mark.parametrize("status", [*OPEN, *CLOSED])
@pytest.mark.parametrize("fresh", [COAL, MOVED], ids=["in its place", "moved"])
def test_an_unchanged_item_stays_what_it_is(status: ItemStatus, fresh: Item) -> None:
    found = step(standing(status=status), fresh)
    assert (found.change, found.status, found.item, found.is_told) == ("unchanged", status, fresh, False)


def test_other_line_ends_in_the_quote_change_nothing() -> None:
    quote = "They burn\ncoal and peat."
    wrapped = replace(COAL, evidence=Evidence(start=0, end=len(quote), quote=quote))
    assert step(standing(), wrapped).change == "unchanged"


@pytest.mark.parametrize("status", OPEN)
def test_a_changed_item_says_the_new_and_keeps_its_status(status: ItemStatus) -> None:
    found = step(standing(status=status), CHANGED)
    assert (found.change, found.status, found.item, found.before) == ("changed", status, CHANGED, COAL)


@pytest.mark.parametrize("status", CLOSED)
def test_what_was_turned_down_stays_so_and_is_not_told(status: ItemStatus) -> None:
    found = step(standing(status=status), CHANGED)
    assert (found.status, found.item, found.is_told) == (status, CHANGED, False)


@pytest.mark.parametrize(("status", "becomes"), [("accepted", "retired"), ("draft", "rejected")])
def test_a_vanished_item_is_retired_or_if_nobody_had_it_put_away(status: ItemStatus, becomes: str) -> None:
    found = step(standing(status=status))
    assert (found.change, found.status, found.base) == ("retired", becomes, None)


@pytest.mark.parametrize(("withdrawn", "status"), [("accepted", "retired"), ("draft", "rejected")])
def test_a_vanished_item_that_comes_back_is_what_it_was(withdrawn: ItemStatus, status: ItemStatus) -> None:
    found = step(standing(status=status, withdrawn=withdrawn), MOVED)
    assert (found.change, found.status, found.item) == ("returned", withdrawn, MOVED)


def test_a_vanished_item_that_comes_back_otherwise_is_a_change() -> None:
    found = step(standing(status="retired", withdrawn="accepted"), CHANGED)
    assert (found.change, found.status, found.item) == ("changed", "accepted", CHANGED)


def test_what_was_turned_down_and_vanished_does_not_come_back() -> None:
    found = step(standing(status="rejected", withdrawn="rejected"), COAL)
    assert (found.change, found.status) == ("unchanged", "rejected")


@pytest.mark.parametrize("withdrawn", ["accepted", "draft"])
def test_what_is_gone_already_is_not_told_again(withdrawn: ItemStatus) -> None:
    assert step(standing(status="retired", withdrawn=withdrawn)).change == "unchanged"


def test_an_edit_stays_where_its_base_does() -> None:
    found = step(standing(EDITED), MOVED)
    assert (found.change, found.item.stem, found.item.evidence) == ("unchanged", EDITED.stem, MOVED.evidence)


def test_an_edit_whose_base_changed_is_in_force_until_somebody_decides() -> None:
    found = step(standing(EDITED), CHANGED)
    assert (found.change, found.status, found.item, found.base) == ("conflict", "accepted", EDITED, CHANGED)


@pytest.mark.parametrize("status", OPEN)
def test_an_edit_whose_proof_is_gone_is_a_conflict_with_nothing(status: ItemStatus) -> None:
    found = step(standing(EDITED, status=status))
    assert (found.change, found.status, found.item, found.base) == ("conflict", status, EDITED, None)


def test_an_edit_that_the_source_now_says_too_is_no_conflict() -> None:
    edited = replace(CHANGED, confidence=0.1)
    assert step(standing(edited), CHANGED).change == "unchanged"


def test_an_edit_that_quotes_an_older_source_is_left_as_it_is() -> None:
    kept = Standing(item=EDITED, base=CHANGED, status="accepted")
    assert step(kept, CHANGED).item == EDITED


def test_a_new_item_arrives_as_a_draft() -> None:
    (found,) = regenerate([], chosen=[COAL], candidates=[COAL]).steps
    assert (found.change, found.status, found.before) == ("new", "draft", None)


def test_a_candidate_that_was_not_chosen_does_not_arrive() -> None:
    assert regenerate([], chosen=[], candidates=[COAL]) == Regeneration(steps=())


def test_what_is_chosen_comes_first_and_in_its_order() -> None:
    other = replace(COAL, id="other")
    found = regenerate([standing()], chosen=[other, CHANGED], candidates=[CHANGED, other])
    assert [each.id for each in found.steps] == ["other", COAL.id]


def test_nothing_to_tell_is_no_news() -> None:
    assert not regenerate([standing()], chosen=[COAL], candidates=[COAL]).is_news


@pytest.mark.parametrize("evidence", [COAL.evidence, None], ids=["with evidence", "without"])
@pytest.mark.parametrize("status", [*OPEN, *CLOSED])
def test_what_a_person_wrote_is_left_alone(status: ItemStatus, evidence: Evidence | None) -> None:
    mine = replace(COAL, id="w1", evidence=evidence, written=True)
    found = step(Standing(item=replace(mine, stem="Edited?"), base=mine, status=status))
    assert (found.change, found.status, found.base, found.is_told) == ("unchanged", status, mine, False)
