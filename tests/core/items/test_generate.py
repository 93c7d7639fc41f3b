"""From statements to items: proven, sound, the same each time, and a reason where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.generate import generate, item_from_draft
from quizapp.core.items.item import Item
from quizapp.core.items.kind import Draft
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.proof import Evidence
from quizapp.core.items.selection import select
from quizapp.core.statements.pool import PoolEntry
from quizapp.core.statements.statement import Statement
from quizapp.errors import ItemInvalid
from tests.core.items.cast import basic, focus, statement, true_false

TOWNS = ("Porto", "Lisbon", "Faro", "Braga", "Evora", "Coimbra", "Aveiro", "Viseu")
WORKS = ("bridge", "harbour", "library", "theatre", "museum", "station", "market", "garden")


def opened(town: str, work: str, year: int, *, start: int = 0) -> Statement:
    """A statement with a place and a year."""
    text = f"The council opened the {work} in {town} in {year}."
    place = focus(text, town, start=start, type="city", name="city", belongs=f"the place of the {work}",
                  question=f"In which town did the council open the {work}?")  # fmt: skip
    when = focus(text, str(year), start=start, type="year", name="year", belongs=f"the time of the {work}",
                 question=f"In which year did the council open the {work}?")  # fmt: skip
    return statement(text, place, when, start=start, kind="place", salience=0.5, confidence=0.8)


def chronicle() -> list[Statement]:
    """Eight works in eight towns, one after another in the text."""
    made: list[Statement] = []
    for n, (town, work) in enumerate(zip(TOWNS, WORKS, strict=True)):
        made.append(opened(town, work, 1900 + 7 * n, start=made[-1].end + 1 if made else 0))
    return made


def of(statement: Statement, items: tuple[Item, ...]) -> set[str]:
    """Ids of a statement's items."""
    return {item.id for item in items if item.statement == statement.id}


def test_items_come_in_the_order_of_the_text() -> None:
    starts = [item.span[0] for item in generate(chronicle()).items]
    assert starts == sorted(starts)


def test_every_item_quotes_its_statement() -> None:
    told = {one.id: (one.start, one.end, one.quote) for one in chronicle()}
    for item in generate(chronicle()).items:
        assert (item.span[0], item.span[1], item.quote) == told[item.statement]


def test_no_item_has_a_fatal_flaw() -> None:
    assert not any(CATALOGUE[name].fatal for item in generate(chronicle()).items for name in item.flaws)


@pytest.mark.parametrize(
    ("stem", "confidence"),
    [("What does Ada keep?", 0.5), ("What did Ada do?", 0.45), ("What and/or whom did Ada do?", 0.45)],
)
def test_each_piece_of_advice_costs_a_tenth_of_the_confidence(stem: str, confidence: float) -> None:
    kept = statement("Ada keeps bees.")
    draft = Draft(slot="answer", stem=stem, body=Basic(answers=("bees",)), confidence=0.5)
    assert item_from_draft(draft, kept).confidence == confidence


def test_ids_are_unique() -> None:
    ids = [item.id for item in generate(chronicle()).items]
    assert len(set(ids)) == len(ids)


def test_no_two_items_of_a_kind_have_the_same_stem() -> None:
    stems = [(item.kind, item.stem) for item in generate(chronicle()).items]
    assert len(set(stems)) == len(stems)


def test_several_kinds_are_made() -> None:
    assert len({item.kind for item in generate(chronicle()).items}) > 1


def test_true_or_false_is_a_small_share() -> None:
    items = generate(chronicle()).items
    assert sum(item.kind == "true_false" for item in items) <= 0.25 * len(items)


def test_the_same_seed_gives_the_same_items() -> None:
    assert generate(chronicle(), seed=3) == generate(chronicle(), seed=3)


def test_another_seed_keeps_the_ids_of_what_it_asks() -> None:
    first, second = generate(chronicle(), seed=1).items, generate(chronicle(), seed=2).items
    slots = {(item.statement, item.kind, item.stem): item.id for item in first}
    assert all(slots.get((item.statement, item.kind, item.stem), item.id) == item.id for item in second)


@pytest.mark.parametrize("changed", range(len(TOWNS)))
def test_an_unchanged_statement_keeps_its_items_when_another_changes(changed: int) -> None:
    before = chronicle()
    after = list(before)
    after[changed] = opened("Sintra", "lighthouse", 2001, start=before[changed].start)
    first, second = generate(before).items, generate(after).items
    kept = [of(one, first) & of(one, second) for n, one in enumerate(before) if n != changed]
    assert sum(map(bool, kept)) >= len(kept) - 1


def test_a_statement_that_moved_in_the_text_keeps_its_items() -> None:
    here, there = opened("Porto", "bridge", 1998), opened("Porto", "bridge", 1998, start=500)
    assert {item.id for item in generate([here]).items} == {item.id for item in generate([there]).items}


@pytest.mark.parametrize("limit", [1, 3, 5, 1000])
def test_a_limit_keeps_no_more_than_that(limit: int) -> None:
    everything = generate(chronicle()).items
    assert len(generate(chronicle(), limit=limit).items) == min(limit, len(everything))


def test_a_limit_keeps_items_of_the_most_telling_statements() -> None:
    made = chronicle()
    telling = statement(
        made[4].text, *made[4].focuses, start=made[4].start, kind="place", salience=1.0, confidence=1.0
    )
    made[4] = telling
    assert {item.statement for item in generate(made, limit=1).items} == {telling.id}


@pytest.mark.parametrize("limit", [None, 1, 3])
def test_a_statement_without_an_item_has_one_reason(limit: int | None) -> None:
    made = [*chronicle(), statement("The river is long.", start=900)]
    found = generate(made, limit=limit)
    asked = {item.statement for item in found.items}
    assert [one.statement for one in found.rejections] == [one.id for one in made if one.id not in asked]


def test_every_reason_says_something() -> None:
    found = generate([*chronicle(), statement("The river is long.", start=900)], limit=1)
    assert all(one.reason for one in found.rejections)


def test_a_statement_that_needs_its_context_is_told_why_and_not_asked() -> None:
    text = "He opened the bridge in Porto."
    lost = statement(
        text, focus(text, "Porto", question="Where was it?"), context="it does not say who “He” is"
    )
    found = generate([lost])
    assert (found.items, [one.reason for one in found.rejections]) == ((), ["it does not say who “He” is"])


def test_a_statement_that_needs_its_context_lends_no_wrong_answers() -> None:
    text = "He went to Sintra, Tomar and Beja."
    lost = statement(
        text, focus(text, "Sintra", "Tomar", "Beja", type="city"), context="it does not say who “He” is"
    )
    found = generate([opened("Porto", "bridge", 1998), lost])
    assert not any("Sintra" in repr(item.body) for item in found.items)


def test_curated_values_serve_as_wrong_answers() -> None:
    curated = [PoolEntry(text=town, type="city") for town in ("Tomar", "Sintra", "Beja")]
    found = generate([opened("Porto", "bridge", 1998)], curated=curated)
    assert any("Tomar" in repr(item.body) for item in found.items if item.kind == "mcq")


def test_nothing_gives_nothing() -> None:
    assert (generate([]).items, generate([]).rejections) == ((), ())


def test_a_draft_with_a_key_that_the_quote_lacks_is_refused() -> None:
    draft = Draft(slot="x", stem="Where is it?", body=Basic(answers=("Sintra",)))
    with pytest.raises(ItemInvalid, match="Sintra"):
        item_from_draft(draft, chronicle()[0])


def test_a_rationale_is_the_statement_where_nobody_wrote_one() -> None:
    made = chronicle()[0]
    draft = Draft(slot="x", stem="Where is it?", body=Basic(answers=("Porto",)))
    assert item_from_draft(draft, made).rationale == made.text


def test_a_written_rationale_stays() -> None:
    made = statement("Porto is old.", focus("Porto is old.", "Porto"), rationale="The Romans knew it.")
    draft = Draft(slot="x", stem="What is old?", body=Basic(answers=("Porto",)))
    assert item_from_draft(draft, made).rationale == "The Romans knew it."


@pytest.mark.parametrize("others", [5, 6, 7, 11])
def test_true_or_false_is_a_small_share_of_a_short_deck_too(others: int) -> None:
    made = [statement(f"The mill of {n} is old.", start=100 * n) for n in range(others + 2)]
    items = [basic(f"mill{n}", stem=f"Which {n}?", name=one.id) for n, one in enumerate(made[:others])]
    items.append(true_false("Porto has 12 mills.", name=made[-2].id))
    items.append(true_false("Joseph Priestley discovered oxygen in 1984.", name=made[-1].id, is_true=False))
    places = [replace(item, evidence=Evidence(start=100 * n, end=100 * n + item.span[1], quote=item.quote))
              for n, item in enumerate(items)]  # fmt: skip
    kept = select(places, statements=made, limit=None).items
    assert sum(item.kind == "true_false" for item in kept) <= 0.15 * len(kept) + 1e-9
