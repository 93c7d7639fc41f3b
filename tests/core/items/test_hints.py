"""A hint helps and never gives the whole key away."""

from __future__ import annotations

import random

import pytest

from quizapp.core.items.hints import hints
from quizapp.core.items.interaction import Choice, Gap, GapKey, Interaction, Match, Option, Order, TextEntry
from quizapp.core.items.kinds import KINDS


def choice(*texts: str) -> Choice:
    """A choice, its first option the key."""
    options = tuple(Option(text=text, correct=n == 0) for n, text in enumerate(texts))
    return Choice(prompt="What burns?", options=options)


@pytest.mark.parametrize("seed", range(20))
def test_what_a_hint_strikes_out_is_never_right(seed: int) -> None:
    (hint,) = hints(choice("coal", "water", "stone"), random.Random(seed))
    assert hint in {"It is not “water”.", "It is not “stone”."}


@pytest.mark.parametrize(
    ("interaction", "expected"),
    [
        (
            TextEntry(prompt="Where?", answers=("Harbin", "the city of Harbin")),
            ["Begins with “H” and has 6 letters."],
        ),
        (TextEntry(prompt="Where?", answers=("northeast China",)), ["Begins with “n” and has 2 words."]),
        (
            Gap(text="{{1}} and {{2}}", gaps=(GapKey(key="coal"), GapKey(key="gas"))),
            ["Begins with “c” and has 4 letters.", "Begins with “g” and has 3 letters."],
        ),
        (Match(prompt="Match.", pairs=(("Jilin", "Changchun"),)), ["“Jilin” belongs to “Changchun”."]),
        (Order(prompt="Order.", sequence=("one", "two", "three")), ["First comes “one”."]),
        (choice("True", "False"), []),
        (TextEntry(prompt="Why?", answers=("Because of the coast.",), open=True), []),
    ],
    ids=["word", "words", "gaps", "match", "order", "two options", "judged by oneself"],
)
def test_a_hint_says(interaction: Interaction, expected: list[str]) -> None:
    assert list(hints(interaction, random.Random(1))) == expected


def test_the_same_seed_gives_the_same_hint() -> None:
    found = {hints(choice("coal", "water", "stone", "glass"), random.Random(7)) for _ in range(9)}
    assert len(found) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_hint_tells_a_key(kind: str) -> None:
    for exemplar in KINDS[kind].exemplars():
        interaction = exemplar.body.interaction(exemplar.stem)
        if isinstance(interaction, Match | Order):
            continue  # a part of many is told
        told = " ".join(hints(interaction, random.Random(1)))
        assert [key for key in list(exemplar.body.keys()) if key in told] == []
