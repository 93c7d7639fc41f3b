"""Made again, an item changes only where its source did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from quizapp.core.items.earlier import Earlier, wording
from quizapp.core.items.generate import Generation, generate
from quizapp.core.items.item import Item
from quizapp.core.statements.alignment import align
from quizapp.core.statements.statement import Statement
from tests.core.items.cast import pool
from tests.core.items.test_generate import chronicle, opened

TOWNS = (
    ("Porto", "bridge"),
    ("Lisbon", "harbour"),
    ("Faro", "library"),
    ("Braga", "theatre"),
    ("Evora", "museum"),
    ("Aveiro", "market"),
)
KINDS = ("mcq", "true_false", "cloze", "short_answer")


def made_again(first: Generation, old: Sequence[Statement], new: Sequence[Statement]) -> Generation:
    """The items of the new statements, the old ones known."""
    alignment = align(old, new)
    earlier = Earlier(statements=alignment.before, items=first.items)
    return generate(alignment.statements, earlier=earlier)


def worded(items: Sequence[Item]) -> dict[str, tuple[object, ...]]:
    """Item → what it says."""
    return {item.id: wording(item) for item in items}


def test_the_same_source_gives_the_same_items() -> None:
    first = generate(chronicle())
    assert made_again(first, chronicle(), chronicle()).items == first.items


def test_without_what_was_there_before_nothing_is_settled() -> None:
    assert generate(chronicle(), earlier=Earlier()) == generate(chronicle())


def test_a_new_sentence_changes_no_item_of_another() -> None:
    first = generate(chronicle())
    more = [
        *chronicle(),
        opened("Tavira", "foundry", 1903, start=1000),
        opened("Elvas", "tannery", 1911, start=1100),
    ]
    again = worded(made_again(first, chronicle(), more).items)
    assert {id: again.get(id) for id in worded(first.items)} == worded(first.items)


def test_only_items_that_offered_what_is_gone_change_with_it() -> None:
    first = generate(chronicle())
    gone = chronicle()[3]
    values = {span.text for focus in gone.focuses for span in focus.spans}
    again = worded(made_again(first, chronicle(), [*chronicle()[:3], *chronicle()[4:]]).items)
    for item in first.items:
        said = f"{item.stem} {item.body}"
        if item.statement != gone.id and not any(value in said for value in values):
            assert again[item.id] == wording(item)


def test_a_wrong_answer_that_became_right_is_offered_no_more() -> None:
    first = generate(chronicle())
    asked = next(item for item in first.items if item.kind == "mcq" and "town" in item.stem)
    wrong = next(option.text for option in asked.body.interaction("").options if not option.correct)  # type: ignore[union-attr]
    work = re.search(r"the (\w+)\?", asked.stem)
    assert work is not None
    also = opened(wrong, work[1], 1960, start=2000)
    again = {item.id: item for item in made_again(first, chronicle(), [*chronicle(), also]).candidates}
    options = again[asked.id].body.interaction("").options if asked.id in again else ()  # type: ignore[union-attr]
    assert wrong not in [option.text for option in options]


def test_a_changed_figure_keeps_the_ids_of_its_items() -> None:
    first = generate(chronicle())
    mended = [opened("Porto", "bridge", 1902), *chronicle()[1:]]
    again = {item.id: item for item in made_again(first, chronicle(), mended).items}
    of_bridge = [item for item in first.items if item.statement == chronicle()[0].id]
    assert of_bridge
    assert all("1902" in again[item.id].quote for item in of_bridge if item.id in again)
    assert any(item.id in again for item in of_bridge)


def test_a_changed_claim_keeps_the_wrong_answers_that_are_wrong_for_it_too() -> None:
    old = [opened(town, work, 1900, start=200 * n) for n, (town, work) in enumerate(TOWNS)]
    new = [replace(opened("Elvas", "bridge", 1900), id=old[0].id), *old[1:]]
    first = [item for item in generate(old).candidates if item.statement == old[0].id and item.kind == "mcq"]
    earlier = Earlier(statements={old[0].id: old[0]}, items=first)
    again = {item.id: item for item in generate(new, earlier=earlier).candidates}
    (asked,) = [item for item in first if "town" in item.stem]
    assert again[asked.id].body.keys() == ("Elvas",)
    assert wrong_answers(again[asked.id]) == wrong_answers(asked)


def test_a_changed_claim_gives_up_a_wrong_answer_that_is_its_key_now() -> None:
    old = [opened(town, work, 1900, start=200 * n) for n, (town, work) in enumerate(TOWNS)]
    first = [item for item in generate(old).candidates if item.statement == old[0].id and item.kind == "mcq"]
    (asked,) = [item for item in first if "town" in item.stem]
    key = wrong_answers(asked)[0]
    new = [replace(opened(key, "bridge", 1900), id=old[0].id), *old[1:]]
    earlier = Earlier(statements={old[0].id: old[0]}, items=first)
    again = {item.id: item for item in generate(new, earlier=earlier).candidates}
    assert again[asked.id].body.keys() == (key,)
    assert key not in wrong_answers(again[asked.id])


def wrong_answers(item: Item) -> list[str]:
    return [option.text for option in item.body.interaction("").options if not option.correct]  # type: ignore[union-attr]


def test_an_item_whose_slot_is_named_otherwise_keeps_its_name() -> None:
    old = chronicle()
    first = generate(old)
    new = [
        replace(one, focuses=tuple(replace(focus, name=f"{focus.name}s") for focus in one.focuses))
        for one in old
    ]
    before = {one.id: one for one in old}
    again = generate(
        [replace(one, id=was.id) for one, was in zip(new, old, strict=True)],
        earlier=Earlier(statements=before, items=first.items),
    )
    assert {(item.id, item.stem) for item in again.items} == {(item.id, item.stem) for item in first.items}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_teacher_has_is_not_left_out_for_a_sibling(kind: str) -> None:
    every = generate(chronicle()).candidates
    kept = [item for item in every if item.kind == kind]
    again = generate(chronicle(), earlier=Earlier(items=kept))
    assert {item.id for item in kept} <= {item.id for item in again.items}


def test_what_a_teacher_has_outlives_a_limit() -> None:
    kept = generate(chronicle()).items[:5]
    again = generate(chronicle(), earlier=Earlier(items=kept), limit=2)
    assert [item.id for item in again.items] == [item.id for item in kept]


def test_an_item_that_breaks_a_rule_of_today_is_built_anew() -> None:
    one = chronicle()[0]
    flawed = next(item for item in generate(chronicle()).candidates if item.kind == "cloze")
    flawed = replace(flawed, stem=f"{flawed.stem} {flawed.stem}", statement=one.id)
    earlier = Earlier(statements={one.id: one}, items=[flawed])
    assert earlier.settled(one, [], pool(*chronicle())) == []
