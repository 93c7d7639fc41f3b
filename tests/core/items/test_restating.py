"""“True” and “False” are proven only where the claim says nothing but what the quote says."""

from __future__ import annotations

import pytest

from quizapp.core.items.kind import Derivation
from quizapp.core.items.proof import Evidence, is_supported

CAPITAL = "Harbin is the capital of Heilongjiang, a province in northeast China."
SPEECH = "It is important for the region to plant more trees, said Ada."
TAX = "The council did not raise the tax on bread in 1998."


def proves(rule: str, *, stem: str, quote: str, source: str | None = None) -> bool:
    """Whether the rule proves the verdict that belongs to it."""
    key = "True" if rule == "stated" else "False"
    derivation = Derivation(rule=rule, source=quote if source is None else source)
    return is_supported(key, Evidence(start=0, end=len(quote), quote=quote), derivation, stem=stem)


@pytest.mark.parametrize(
    ("quote", "stem"),
    [
        (CAPITAL, CAPITAL),
        (CAPITAL, "Harbin is the capital of Heilongjiang."),
        (TAX, "The council did not raise the tax on bread."),
        (SPEECH, "Ada Lovelace said it is important for northeast China to plant more trees."),
        ("She urged the town to open a school.", "Ada Lovelace urged the town to open a school."),
        ("The mayor opened a school, calling for peace.", "Ada Lovelace opened a school."),
        ("Ada Lovelace, a countess, wrote programs.", "Ada Lovelace wrote programs."),
        ("Ada urged them to plant trees, dig wells and build roads.", "Ada urged them to dig wells."),
        ("Ada urged them to plant trees, dig wells and build roads.", "Ada urged them to build roads."),
        ("A price floor is called a minimum.", "The term for a price floor is “minimum”."),
        ("Fuels such as coal and gas are burnt.", "Fuels include coal and gas."),
        ("It cost 3,000 crowns.", "It cost 3000 crowns."),
    ],
)
def test_a_claim_is_true_where_the_quote_says_it(quote: str, stem: str) -> None:
    assert proves("stated", stem=stem, quote=quote)


@pytest.mark.parametrize(
    ("quote", "stem"),
    [
        pytest.param(CAPITAL, "Harbin is the capital of Heilongjiang, a province in south Mongolia.", id="new place"),
        pytest.param(CAPITAL, "Heilongjiang is the capital of Harbin.", id="turned around"),
        pytest.param(CAPITAL, "Harbin is a province in northeast China.", id="predicate dropped"),
        pytest.param(CAPITAL, "Harbin is Heilongjiang.", id="relation dropped"),
        pytest.param("Ada met a friend of Ben in Porto.", "Ada met Ben in Porto.", id="head dropped"),
        pytest.param(CAPITAL, "Harbin is not the capital of Heilongjiang.", id="denied"),
        pytest.param(CAPITAL, "Harbin is the cold capital of Heilongjiang.", id="new word"),
        pytest.param(CAPITAL, "Harbin is the only capital of Heilongjiang.", id="narrowed"),
        pytest.param(CAPITAL, "Harbin is the capital of Heilongjiang since 1954.", id="new year"),
        pytest.param(CAPITAL, "Cats are mammals.", id="something else"),
        pytest.param(CAPITAL, "It is.", id="nothing"),
        pytest.param(CAPITAL, "", id="empty"),
        pytest.param(TAX, "The council did raise the tax on bread in 1998.", id="not dropped"),
        pytest.param(TAX, "The council did not raise the tax on bread in 1999.", id="other year"),
        pytest.param("Few, if any, trees grew.", "Few trees grew.", id="condition dropped"),
        pytest.param("Almost all trees grew.", "All trees grew.", id="almost dropped"),
        pytest.param("Sometimes trees grow.", "Trees grow.", id="sometimes dropped"),
        pytest.param("If it rains, trees grow.", "Trees grow.", id="if dropped"),
        pytest.param("Internal trade grew.", "International trade grew.", id="like beginning"),
        pytest.param("They protect farms.", "They protest farms.", id="like spelling"),
        pytest.param("The tax rose, Ben said.", "Cleo said the tax rose.", id="another speaker"),
        pytest.param("The mayor opened the bridge.", "The mayor opened the tunnel.", id="another thing"),
        pytest.param("It has 12345 members.", "It has 12346 members.", id="like number"),
    ],
)  # fmt: skip
def test_a_claim_is_not_true_where_the_quote_does_not_say_it(quote: str, stem: str) -> None:
    assert not proves("stated", stem=stem, quote=quote)


def test_the_words_of_a_true_claim_must_stand_in_the_quote() -> None:
    assert not proves("stated", stem=CAPITAL, quote=CAPITAL, source="Harbin is old")


def test_a_true_claim_needs_words_to_start_from() -> None:
    assert not proves("stated", stem=CAPITAL, quote=CAPITAL, source="")


@pytest.mark.parametrize(
    ("quote", "value", "stem"),
    [
        (CAPITAL, "Heilongjiang", "Harbin is the capital of Inner Mongolia."),
        (CAPITAL, "Heilongjiang", "Harbin is the capital of Jilin, a province in northeast China."),
        (TAX, "1998", "The council did not raise the tax on bread in 1989."),
        (SPEECH, "more trees", "Ada Lovelace said it is important for northeast China to plant less wheat."),
        ("It lends to small and large firms.", "small and large", "It lends to foreign-owned firms."),
    ],
)
def test_a_claim_is_false_where_one_value_was_swapped(quote: str, value: str, stem: str) -> None:
    assert proves("swapped", stem=stem, quote=quote, source=value)


@pytest.mark.parametrize(
    ("quote", "value", "stem"),
    [
        pytest.param(CAPITAL, "Heilongjiang", "Bananas are blue.", id="something else"),
        pytest.param(CAPITAL, "Heilongjiang", "Harbin is the capital of Heilongjiang.", id="value still there"),
        pytest.param(CAPITAL, "Heilongjiang", "Harbin is the capital of Jilin, not of Heilongjiang.", id="kept beside"),
        pytest.param(CAPITAL, "Liaoning", "Harbin is the capital of Jilin.", id="never was there"),
        pytest.param(CAPITAL, "Heilongjiang", "Harbin is the oldest town of Jilin.", id="more than the value"),
        pytest.param(CAPITAL, "Heilongjiang", "Harbin is not the capital of Jilin.", id="denied, so true"),
        pytest.param("Ada Lovelace wrote it.", "Ada Lovelace", "Lovelace wrote it.", id="the same, shorter"),
        pytest.param("Lovelace wrote it.", "Lovelace", "Ada Lovelace wrote it.", id="the same, longer"),
        pytest.param(CAPITAL, "Heilongjiang", "", id="empty"),
    ],
)  # fmt: skip
def test_a_claim_is_not_false_where_more_or_nothing_was_swapped(quote: str, value: str, stem: str) -> None:
    assert not proves("swapped", stem=stem, quote=quote, source=value)


@pytest.mark.parametrize("rule", ["stated", "swapped"])
def test_a_rule_of_verdicts_proves_no_other_key(rule: str) -> None:
    evidence = Evidence(start=0, end=len(CAPITAL), quote=CAPITAL)
    derivation = Derivation(rule=rule, source="Harbin")
    assert not is_supported("Harbin", evidence, derivation, stem=CAPITAL)
