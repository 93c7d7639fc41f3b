"""A text is edited at random, read anew, and its deck made again: what was not touched stays, nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.core.decks.regeneration import Regeneration, Standing
from quizapp.core.decks.remaking import Found, Made, Remade, remake
from quizapp.core.items.earlier import wording
from quizapp.core.statements.extract import extract
from quizapp.core.text.source import source_from_text

PARAGRAPHS = (
    "The harbour of Larvik was opened in 1899. To protect it, the council built a breakwater and a dry dock.",
    "A breakwater is a wall that protects a harbour from waves. Ellen Berg founded the school of Larvik in 1921.",
    "The council stressed the importance of fishing, trade and shipping.",
    "The mayor called on the town to speed up the building of railways, roads and bridges.",
    "The railway reached Skien in 1881 because the king wanted a line to the coast.",
    "Stone from the quarry was sold to Denmark, Germany and England. Erik Lund opened the quarry in 1884.",
    "A dry dock is a basin that can be emptied so that ships can be repaired.",
    "The fish market of Bergen was moved to the old customs house in 1912.",
)
OTHERS = (
    "The theatre of Tromso was opened in 1936 and holds a small library.",
    "A quay is a wall along which ships are loaded. The quay of Moss was built in 1867.",
)


@cache
def found(text: str) -> Found:
    """What is read in a text."""
    source = source_from_text(text, title="Larvik")
    extraction = extract(source)
    return Found(
        text=source.text,
        statements=extraction.statements,
        sentences=extraction.sentences,
        curated=extraction.curated,
    )


def text_of(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs)


@cache
def first() -> Made:
    """The deck of the text as it was, every item accepted."""
    remade = remake(Made(statements=(), items=()), found(text_of(PARAGRAPHS)))
    items = [Standing(item=item, base=item, status="accepted") for item in remade.generation.items]
    return Made(statements=remade.statements, items=tuple(items))


def after(made: Made, remade: Remade, steps: Regeneration) -> Made:
    """The deck after a change."""
    withdrawn = {each.item.id: each.withdrawn or each.status for each in made.items}
    items = []
    for step in steps.steps:
        left = withdrawn.get(step.id) if step.base is None else None
        items.append(
            Standing(item=step.item, base=step.base or step.item, status=step.status, withdrawn=left)
        )
    there = {statement.id for statement in remade.statements}
    gone = [one for one in (*made.statements, *made.gone) if one.id not in there]
    return Made(statements=remade.statements, items=tuple(items), gone=tuple(gone))


def changed(made: Made, paragraphs: Sequence[str]) -> tuple[Remade, Regeneration]:
    """The deck made again from other paragraphs."""
    remade = remake(made, found(text_of(paragraphs)))
    return remade, remade.regeneration(made.items)


def edit(paragraphs: list[str], edit: tuple[str, int, int]) -> None:
    """Take one out, put one in, move one, or write a year or a name otherwise."""
    how, at, to = edit
    at %= len(paragraphs)
    if how == "drop" and len(paragraphs) > 2:
        paragraphs.pop(at)
    elif how == "add":
        paragraphs.insert(at, OTHERS[to % len(OTHERS)])
    elif how == "move":
        paragraphs.insert(to % len(paragraphs), paragraphs.pop(at))
    elif how == "year":
        paragraphs[at] = paragraphs[at].replace("in 1", "in the year 1")
    elif how == "name":
        paragraphs[at] = paragraphs[at].replace("Larvik", "Halden").replace("quarry", "stone quarry")


EDITS = st.lists(
    st.tuples(st.sampled_from(["drop", "add", "move", "year", "name"]), st.integers(0, 7), st.integers(0, 7)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=12)  # each reads a text
@given(EDITS)
def test_items_of_paragraphs_that_nobody_touched_stay(edits: list[tuple[str, int, int]]) -> None:
    paragraphs = list(PARAGRAPHS)
    for each in edits:
        edit(paragraphs, each)
    gone = " ".join(set(PARAGRAPHS) - set(paragraphs)) + " ".join(set(paragraphs) - set(PARAGRAPHS))
    steps = {step.id: step for step in changed(first(), paragraphs)[1].steps}
    for standing in first().items:
        quote = standing.item.quote
        if any(quote in paragraph for paragraph in paragraphs) and not _leans_on(standing, gone):
            assert (steps[standing.item.id].change, wording(steps[standing.item.id].item)) == (
                "unchanged", wording(standing.item),
            )  # fmt: skip


def _leans_on(standing: Standing, text: str) -> bool:
    """Whether a wrong answer of this item is named in what changed."""
    interaction = standing.item.body.interaction(standing.item.stem)
    options = [option.text for option in getattr(interaction, "options", ())]
    claim = standing.item.stem if standing.item.kind == "true_false" else ""
    return any(option in text for option in options) or any(
        word in text for word in claim.split() if word[:2] in {"18", "19"}
    )


@settings(max_examples=12)  # each reads a text
@given(EDITS)
def test_nothing_is_lost_and_every_item_is_proven(edits: list[tuple[str, int, int]]) -> None:
    paragraphs = list(PARAGRAPHS)
    for each in edits:
        edit(paragraphs, each)
    text = found(text_of(paragraphs)).text
    _, regeneration = changed(first(), paragraphs)
    assert {each.item.id for each in first().items} <= {step.id for step in regeneration.steps}
    for step in regeneration.steps:
        if step.base is not None:
            start, end = step.item.span
            assert text[start:end] == step.item.quote
            assert all(step.item.proves(key) for key in step.item.body.keys())  # noqa: SIM118 - a body is no mapping


@settings(max_examples=12)  # each reads a text
@given(EDITS)
def test_the_same_text_again_changes_nothing(edits: list[tuple[str, int, int]]) -> None:
    paragraphs = list(PARAGRAPHS)
    for each in edits:
        edit(paragraphs, each)
    made = after(first(), *changed(first(), paragraphs))
    assert {step.change for step in changed(made, paragraphs)[1].steps} == {"unchanged"}


@settings(max_examples=12)  # each reads a text
@given(EDITS)
def test_the_earlier_text_brings_the_earlier_deck_back(edits: list[tuple[str, int, int]]) -> None:
    paragraphs = list(PARAGRAPHS)
    for each in edits:
        edit(paragraphs, each)
    made = after(first(), *changed(first(), paragraphs))
    back = {step.id: step for step in changed(made, PARAGRAPHS)[1].steps}
    for standing in first().items:
        step = back[standing.item.id]
        assert (step.status, step.item.kind, step.item.quote) == (
            "accepted",
            standing.item.kind,
            standing.item.quote,
        )


def test_an_edit_survives_a_change_elsewhere() -> None:
    made = first()
    mine = replace(made.items[0].item, rationale="As ada says.")
    made = replace(made, items=(replace(made.items[0], item=mine), *made.items[1:]))
    _, regeneration = changed(made, ("The theatre of Tromso was opened in 1936.", *PARAGRAPHS))
    step = next(step for step in regeneration.steps if step.id == mine.id)
    assert (step.change, step.item.rationale) == ("unchanged", "As ada says.")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("1899", "1898"),
        ("Larvik was opened", "Larvik was inaugurated"),
        ("The harbour of Larvik", "Larvik harbour"),
    ],
)
def test_a_sentence_told_otherwise_keeps_the_names_of_its_items(was: str, becomes: str) -> None:
    mended = (PARAGRAPHS[0].replace(was, becomes), *PARAGRAPHS[1:])
    _, regeneration = changed(first(), mended)
    of_harbour = {each.item.id for each in first().items if was in each.item.quote}
    assert of_harbour
    assert of_harbour <= {step.id for step in regeneration.of("changed")}
