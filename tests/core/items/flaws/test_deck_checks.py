"""Checks of many items together fire from a number on, and name the items concerned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from quizapp.core.items.flaws import Asked, deck_figures, deck_findings
from quizapp.core.items.flaws.flaw import choose, fill, judge, write


def placed(*items: Asked) -> list[Asked]:
    """The items, each with a name and a sentence of its own."""
    return [replace(item, id=f"i{n}", start=1000 * n) for n, item in enumerate(items)]


def broken(items: Sequence[Asked]) -> set[str]:
    """Names of the rules that are broken."""
    return {finding.flaw for finding in deck_findings(items)}


def choices(*places: int) -> list[Asked]:
    """Choices among four towns whose keys stand at these places and are as long as all others."""
    towns = ("Faro", "Beja", "Tomar", "Viseu")
    return placed(
        *(
            choose(
                f"Which town has bridge {n}?",
                *(f"{'*' * (at == key)}{town}" for at, town in enumerate(towns)),
            )
            for n, key in enumerate(places)
        )
    )


def test_a_deck_without_items_breaks_no_rule() -> None:
    assert broken([]) == set()


@pytest.mark.parametrize(
    ("places", "uneven"),
    [([1] * 9, False), ([1] * 10, True), ([0, 1, 2, 3] * 3, False), ([0, 0, 0, 1, 1, 1, 1, 2, 2, 3], False)],
)
def test_keys_at_one_place_are_found_from_ten_choices_on(places: list[int], uneven: bool) -> None:
    assert ("key-position" in broken(choices(*places))) is uneven


def lengths(longest: int) -> list[Asked]:
    """Ten choices, in so many of which the key is longest."""
    long, short = ("*Coimbra", "Faro", "Beja"), ("*Faro", "Coimbra", "Beja")
    return placed(
        *(choose(f"Which town has gate {n}?", *(long if n < longest else short)) for n in range(10))
    )


@pytest.mark.parametrize(("longest", "too_often"), [(0, False), (3, False), (4, True)])
def test_a_key_may_be_longest_in_three_of_ten(longest: int, too_often: bool) -> None:
    assert ("key-often-longest" in broken(lengths(longest))) is too_often


@pytest.mark.parametrize(
    ("true", "false", "uneven"), [(5, 0, False), (6, 0, True), (0, 6, True), (2, 6, False), (1, 6, True)]
)
def test_true_and_false_are_both_likely(true: int, false: int, uneven: bool) -> None:
    claims = [judge(f"Boat {n} sails to Faro.", is_true=n < true) for n in range(true + false)]
    assert ("truth-balance" in broken(placed(*claims))) is uneven


@pytest.mark.parametrize(
    ("told", "answers"),
    [
        (judge("The mayor opened the old bridge in 1963."), True),
        (judge("The mayor opened the old bridge in 1963.", is_true=False), False),
        (judge("The mayor opened the old bridge in spring."), False),
        (judge("The harbour froze in 1963."), False),
        (fill("{{1}} opened the old bridge in 1963.", "The mayor"), True),
    ],
)
def test_a_stem_that_tells_the_key_of_another_is_found(told: Asked, answers: bool) -> None:
    asked = write("In which year was the old bridge opened?", "1963")
    found = [one.items for one in deck_findings(placed(asked, told)) if one.flaw == "answers-another"]
    assert found == ([("i0", "i1")] if answers else [])


@pytest.mark.parametrize(
    ("items", "length", "crowded"), [(2, 20, False), (3, 20, True), (3, 150, False), (4, 299, True), (4, 300, False)]
)  # fmt: skip
def test_a_longer_sentence_bears_more_items(items: int, length: int, crowded: bool) -> None:
    quote = "x" * length
    asked = [replace(write(f"What is {n}?", f"thing {n}"), quote=quote, id=str(n)) for n in range(items)]
    assert ("crowded-sentence" in broken(asked)) is crowded


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (write("In which year was the old town bridge opened?", "1963"), True),
        (write("In which year was the old town bridge opened?", "1957"), False),
        (write("When did the mayor open it?", "1963"), False),
        (fill("In which year was the old bridge opened? {{1}}", "1963"), False),
    ],
)
def test_stems_that_share_their_words_and_key_are_found(other: Asked, alike: bool) -> None:
    asked = write("In which year was the old bridge opened?", "1963")
    assert ("similar-stems" in broken(placed(asked, other))) is alike


@pytest.mark.parametrize(
    ("named", "others", "dominant"), [(3, 0, False), (4, 0, True), (4, 36, False), (4, 35, True)]
)
def test_one_name_is_not_the_key_of_everything(named: int, others: int, dominant: bool) -> None:
    keys = ["Paula Rego"] * named + [f"thing {n}" for n in range(others)]
    items = placed(*(write(f"What is asked here {n}?", key) for n, key in enumerate(keys)))
    assert ("dominant-key" in broken(items)) is dominant


def test_the_figures_count_what_the_rules_look_at() -> None:
    figures = deck_figures(
        [*lengths(3), *placed(judge("Salt is white."), judge("Salt is red.", is_true=False))]
    )
    assert (figures.items, figures.choices, figures.longest, figures.true, figures.false) == (12, 10, 3, 1, 1)
    assert figures.fullest == 2
