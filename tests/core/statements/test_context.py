"""A claim that cannot be understood alone is held back, and one that can is let through."""

from __future__ import annotations

import pytest

from quizapp.core.statements.context import is_torn, lacks_context

ALONE = [
    "Ada Lovelace opened the bridge in Porto.",
    "It is important to plant trees along the river.",
    "It was the council of Porto that opened the bridge.",
    "The council of Porto published its plan for the harbour.",
    "Ada Lovelace and Ben Franklin sold their mills.",
    "Farmers plant trees because they give shade.",
    "Fuels such as coal are burnt in large ovens.",
    "In 1998, the council of Porto opened a bridge.",
    "The process of making glass needs sand and heat.",
]
LOST = [
    ("Bread is cheap ( ) in Porto.", "( )"),
    ("He opened the bridge.", "He"),
    ("Ada opened this.", "this"),
    ("These are the oldest towns.", "These"),
    ("The mayor of Porto thanked them.", "them"),
    ("We need more trees.", "We"),
    ("Your town is old.", "Your"),
    ("The mill sold two thirds of its bread in the recent two months.", "the recent two months"),
    ("Over a ten-year period and, at a cost of four million, Porto builds mills.", "and, at"),
    ("The former is cheaper than coal.", "former"),
    ("Its bridge is old.", "Its"),
    ("Last year the council opened a bridge.", "Last year"),
    ("The council opened a bridge two years ago.", "two years ago"),
    ("The council of Porto is now building a bridge.", "now"),
    ("The bridge is shown in figure 2.", "figure 2"),
    ("As noted above, trees give shade.", "As noted above"),
    ("This chapter explains trade.", "This chapter"),
    ("The meeting took place in Porto.", "The meeting"),
    ("The first was opened in Porto.", "The first"),
    ("The same holds for towns.", "The same"),
    ("The company hired a hundred people.", "The company"),
]


@pytest.mark.parametrize("claim", ALONE)
def test_a_claim_that_stands_alone_is_let_through(claim: str) -> None:
    assert lacks_context(claim) == ""


@pytest.mark.parametrize(("claim", "word"), LOST)
def test_a_claim_that_points_elsewhere_is_held_back(claim: str, word: str) -> None:
    assert f"“{word}" in lacks_context(claim)


WHOLE = [
    "The baker shows and presents bread in Porto.",
    "In the harbour of Porto, boats wait (and sing).",
    "Water boils at 100 degrees, and steam rises to the roof.",
    "Vitamin B6 helps the body to use protein.",
]
TORN = [
    ("The lower line in shows what Ben can buy.", "in shows"),
    ("The shares of all towns appear in .", "in ."),
    ("shows how towns grow.", "shows"),
    ("The supply of bread moves from S0 to S1.", "from S0"),
    ("In this example, bread gets cheaper.", "In this example"),
    ("Imagine a town without bread.", "Imagine"),
    ("The chapter on trade tells more of bread.", "chapter on"),
]


@pytest.mark.parametrize("sentence", WHOLE)
def test_a_whole_sentence_is_let_through(sentence: str) -> None:
    assert is_torn(sentence) == ""


@pytest.mark.parametrize(("sentence", "words"), TORN)
def test_a_sentence_that_lost_words_or_lives_on_an_example_is_held_back(sentence: str, words: str) -> None:
    assert f"“{words}" in is_torn(sentence)
