"""Nothing that was found is lost without a name for why."""

from __future__ import annotations

import pytest

from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.generate import Generation, generate
from quizapp.core.items.reasons import REASONS, Refusal, for_flaw
from quizapp.core.statements.statement import Statement
from tests.core.items.cast import focus, statement

TOWNS = ("Porto", "Lisbon", "Faro", "Braga", "Evora", "Coimbra", "Aveiro", "Viseu")


def opened(town: str, year: int, *, start: int) -> Statement:
    """A statement with a place and a year."""
    text = f"The council opened the bridge of {town} in {year} after long years of talk."
    place = focus(text, town, start=start, type="city", name="city", belongs=f"the town of {year}",
                  question=f"In which town was a bridge opened in {year}?")  # fmt: skip
    when = focus(text, str(year), start=start, type="year", name="year", belongs=f"the year of {town}",
                 question=f"In which year was the bridge of {town} opened?")  # fmt: skip
    return statement(text, place, when, start=start, kind="place")


def chronicle() -> list[Statement]:
    """Eight openings, one after another in the text."""
    return [opened(town, 1900 + 7 * n, start=200 * n) for n, town in enumerate(TOWNS)]


def reasons(found: Generation) -> set[str]:
    """The names of the reasons for which candidates fell."""
    return {one.why.reason for one in found.dropped}


@pytest.mark.parametrize("name", REASONS)
def test_every_reason_says_something(name: str) -> None:
    assert Refusal(reason=name, about="Where is it?").sentence.strip()


@pytest.mark.parametrize("flaw", CATALOGUE)
def test_every_flaw_can_be_a_reason(flaw: str) -> None:
    assert CATALOGUE[flaw].rule in for_flaw("mcq", flaw).sentence


def test_every_candidate_is_asked_or_has_a_named_reason() -> None:
    found = generate(chronicle())
    assert found.dropped
    assert reasons(found) <= set(REASONS)


def test_no_item_is_among_what_fell() -> None:
    found = generate(chronicle())
    asked = {(item.statement, item.kind, item.stem) for item in found.items}
    assert not asked & {(one.statement, one.kind, one.stem) for one in found.dropped}


def test_every_rejection_has_the_name_of_its_reason() -> None:
    text = "He went to Porto."
    lost = statement(text, focus(text, "Porto"), start=9000, context="it does not say who “He” is")
    found = generate([*chronicle(), lost])
    assert [one.name for one in found.rejections] == ["context"]


def test_a_fact_that_is_asked_already_is_named_with_the_item_that_asks_it() -> None:
    found = generate(chronicle())
    stems = {item.stem for item in found.items}
    rivals = {one.why.about for one in found.dropped if one.why.reason == "fact-asked"}
    assert rivals
    assert rivals <= stems


def test_a_sentence_that_is_asked_often_enough_is_named() -> None:
    text = "Porto, Lisbon, Faro, Braga and Evora are towns."
    named = [focus(text, town, name=town, type="city", question=f"Which town has a mill of {n} wheels?")
             for n, town in enumerate(TOWNS[:5])]  # fmt: skip
    assert "sentence-full" in reasons(generate([statement(text, *named)]))


def test_a_stem_that_holds_another_key_is_named() -> None:
    text = "The bridge of Porto was opened by the council."
    where = focus(
        text, "Porto", name="place", type="city", question="Of which town did the council open the bridge?"
    )
    who = focus(text, "the council", name="agent", type="agent", question="Who opened the bridge of Porto?")
    assert "answers-another" in reasons(generate([statement(text, where, who)]))


def test_what_a_limit_cuts_off_is_named() -> None:
    assert "over-limit" in reasons(generate(chronicle(), limit=1))


def test_a_draft_with_a_flaw_is_named_with_the_rule_that_it_breaks() -> None:
    text = "He opened the old bridge of Porto in 1998."
    lost = statement(
        text, focus(text, "Porto", type="city", question="Where did he open the bridge?", gap=False)
    )
    told = [one.why.sentence for one in generate([lost]).dropped if one.why.reason == "flaw"]
    assert any("anaphor" in sentence for sentence in told)


def test_a_draft_without_proof_is_named() -> None:
    text = "The council opened the bridge of Porto."
    odd = focus(text, "Porto", type="city", question="Which town has a bridge?", key="Sintra", rule="elided")
    assert "unproven" in reasons(generate([statement(text, odd)]))
