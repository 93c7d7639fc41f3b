"""An item without proof cannot exist, and no rule of derivation proves what the quote does not say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.interaction import Option
from quizapp.core.items.kind import Derivation
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.proof import RULES, Evidence, holds, is_supported
from quizapp.errors import ItemInvalid
from tests.core.items.cast import item

QUOTE = "The council opened two libraries in Porto in 1998."
CALLED = "The mayor called for building more schools, ben said."


def proves(rule: str, key: str, quote: str, source: str, stem: str = "") -> bool:
    """Whether the rule leads from the quote to the key."""
    evidence = Evidence(start=0, end=len(quote), quote=quote)
    return is_supported(key, evidence, Derivation(rule=rule, source=source), stem=stem)


@pytest.mark.parametrize(
    ("quote", "key"),
    [
        (QUOTE, "Porto"),
        (QUOTE, "the council"),
        (QUOTE, "TWO LIBRARIES"),
        ("China's economy grew.", "China"),
        ("The children’s hospital closed.", "children"),
        ("It cost €3,000 a year.", "€3000"),
        ("A well-known, well–loved café.", "well known"),
        ("A well-known, well–loved café.", "cafe"),
        ("Growth was 1.5 percent.", "1.5 percent"),
        ("The deficit was $221 billion.", "$221 billion"),
        ("About 20% of all farms closed.", "20%"),
        ("It fell to −40 degrees.", "-40 degrees"),
    ],
)
def test_a_key_whose_words_stand_in_the_quote_is_held(quote: str, key: str) -> None:
    assert holds(quote, key)


@pytest.mark.parametrize(
    ("quote", "key"),
    [
        (QUOTE, "Lisbon"),
        (QUOTE, "Port"),
        (QUOTE, "libraries two"),
        (QUOTE, "council two libraries"),
        (QUOTE, "199"),
        (QUOTE, ""),
        (QUOTE, " .,; "),
        ("Growth was 1.5 percent.", "5 percent"),
        ("It fell by 20 percent.", "2 percent"),
        ("It cost $20.", "€20"),
        ("It fell to 40 degrees.", "−40 degrees"),
        ("", "anything"),
    ],
)
def test_a_key_whose_words_do_not_stand_in_the_quote_is_not_held(quote: str, key: str) -> None:
    assert not holds(quote, key)


def test_a_key_absent_from_the_quote_cannot_make_an_item() -> None:
    with pytest.raises(ItemInvalid, match="Lisbon"):
        item(Basic(answers=("Lisbon",)), quote=QUOTE)


def test_one_unproven_key_among_proven_ones_cannot_make_an_item() -> None:
    with pytest.raises(ItemInvalid, match="Lisbon"):
        item(Basic(answers=("Porto", "Lisbon")), quote=QUOTE)


def test_an_unproven_item_names_its_flaw() -> None:
    with pytest.raises(ItemInvalid) as caught:
        item(Basic(answers=("Lisbon",)), quote=QUOTE)
    assert caught.value.flaws == ("unproven-key",)


def test_an_item_without_any_key_cannot_exist() -> None:
    with pytest.raises(ItemInvalid):
        item(Mcq(options=(Option(text="Porto", correct=False),)), quote=QUOTE)


def test_a_rule_that_nobody_knows_proves_nothing() -> None:
    assert not proves("imagined", "Porto", QUOTE, "Porto")


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_proves_an_empty_key(rule: str) -> None:
    assert not proves(rule, "", QUOTE, "two libraries", QUOTE)


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_starts_from_what_the_quote_does_not_hold(rule: str) -> None:
    keys = {"stated": "True", "swapped": "False"}
    assert not proves(rule, keys.get(rule, "three libraries"), QUOTE, "three libraries", QUOTE)


@pytest.mark.parametrize("rule", RULES)
@given(key=st.text(max_size=30), source=st.text(max_size=30), stem=st.text(max_size=60))
def test_no_rule_raises_whatever_it_is_given(rule: str, key: str, source: str, stem: str) -> None:
    for asked in (key, "True", "False"):
        proves(rule, asked, f"{source} {stem}", source, stem)


@pytest.mark.parametrize(
    ("quote", "source", "key"),
    [
        (CALLED, "building more schools", "build more schools"),
        (CALLED, "called for", "call for"),
        ("Output grew fast.", "grew", "grows"),
        ("They are cutting costs.", "cutting costs", "cut costs"),
        ("It studies the sea.", "studies the sea", "studying the sea"),
        ("It made steel.", "made steel", "make steel"),
    ],
)
def test_inflected_takes_the_same_words_in_another_form(quote: str, source: str, key: str) -> None:
    assert proves("inflected", key, quote, source)


@pytest.mark.parametrize(
    ("quote", "source", "key"),
    [
        ("Output is growing.", "growing", "ground"),
        ("The war ended.", "ended", "endorsed"),
        ("They cut costs.", "cut costs", "cup costs"),
        ("They raise taxes.", "raise taxes", "razed taxes"),
        ("Exports rise.", "rise", "ring"),
        ("They protect farms.", "protect farms", "protest farms"),
        ("They export grain.", "export grain", "expose grain"),
        ("In 1998 it opened.", "1998", "1999"),
        ("It opened 21 schools.", "21 schools", "22 schools"),
        (CALLED, "building more schools", "build more new schools"),
        (CALLED, "building more schools", "schools build more"),
        (CALLED, "building more schools", "build schools"),
    ],
)
def test_inflected_refuses_other_words(quote: str, source: str, key: str) -> None:
    assert not proves("inflected", key, quote, source)


@pytest.mark.parametrize("key", ["small owners of firms", "young owners of firms", "small and young owners"])
def test_elided_takes_fewer_words_in_their_order(key: str) -> None:
    source = "small and also young owners of firms"
    assert proves("elided", key, f"It helps {source}.", source)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("more schools", "more new schools"),
        ("more schools", "schools more"),
        ("more schools", "more schools and roads"),
        ("do not raise taxes", "do raise taxes"),
        ("almost all exports", "all exports"),
        ("grow only if it rains", "grow"),
        ("never sell land", "sell land"),
        ("can't build there", "build there"),
        ("schools without books", "schools books"),
    ],
)
def test_elided_refuses_words_added_moved_or_needed(source: str, key: str) -> None:
    assert not proves("elided", key, f"They say: {source}.", source)
