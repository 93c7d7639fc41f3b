"""Checks of stems tell a broken one from a sound one that is close to it."""

from __future__ import annotations

import pytest

from quizapp.core.items.flaws.stem_checks import STEM_CHECKS, is_half, is_negative

CLOSE = [
    ("anaphor", "Who is he?", "Who moved his army to the coast?"),
    ("anaphor", "Why did they leave?", "Why did the fishermen leave when they heard the news?"),
    ("anaphor", "There they stood.", "There are three towns by the lake."),
    ("anaphor", "It was opened by the mayor.", "It is important to mend the nets in winter."),
    ("anaphor", "Both have a harbour.", "Both Porto and Faro have a harbour."),
    ("anaphor", "What did the latter build?", "What did Ada build?"),
    ("relative-time", "What fell in the last week?", "What fell in the last week of May 1974?"),
    ("ambiguous-stem", "Who and when?", "Who opened the bridge when the mayor was ill?"),
    ("ambiguous-stem", "Which birds and/or fish live here?", "Which birds and fish live in the bay?"),
    ("ambiguous-stem", "Where is it? What is it?", "Where is the old mill?"),
    ("gratuitous-stem", "The sea is wide. Which sea is it?", "Which sea does St. Petersburg lie on?"),
    ("gratuitous-stem", "What did Ada, who had lived in town for years, open?", "What did Ada, who came late, open?"),
    ("gratuitous-stem", "It was cold. Which sea froze?", "Which chair did Prof. Silva hold?"),
    ("gratuitous-stem", "What is tin (a soft metal that people have long mined)?", "What is tin (Sn)?"),
    ("weak-verb", "What does the council have?", "What does the council have to pay for?"),
    ("weak-verb", "What did Ada do?", "What does the map help sailors do?"),
    ("truncated", "What does rain cause a great deal of damage and?", "What does rain wear away?"),
    ("truncated", "The harbour is protected by a wall of.", "What is the harbour wall made of?"),
    ("truncated", "Ships carry salt and.", "Ships carry salt and ____."),
    ("agreement", "Which towns is linked by rail?", "Which towns is the ferry named after?"),
    ("agreement", "Which rivers was dammed?", "Which species was found in the bay?"),
    ("agreement", "These boats is old.", "Which of these is old?"),
    ("agreement", "What does the town is known for?", "What did the man who was ill say?"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "broken", "sound"), CLOSE)
def test_a_check_fires_on_the_broken_stem_alone(name: str, broken: str, sound: str) -> None:
    assert (STEM_CHECKS[name](broken), STEM_CHECKS[name](sound)) == (True, False)


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("What feeds not only the town?", True),
        ("What feeds not only the town but the valley?", False),
        ("What feeds not only the town; it feeds the valley?", False),
        ("Trade grew both in the north.", True),
        ("Trade grew both in the north and in the south.", False),
        ("What grew on both sides of the river?", False),
        ("Goods go either by sea.", True),
        ("Goods go either by sea or by rail.", False),
        ("Either of the roads leads to Porto.", False),
        ("It was neither in Porto.", True),
        ("It was neither in Porto nor in Faro.", False),
    ],
)
def test_a_pair_of_words_needs_both_its_halves(text: str, half: bool) -> None:
    assert is_half(text) is half


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("Boats do not sail in winter.", True),
        ("Boats don’t sail in winter.", True),
        ("Boats never sail in winter.", True),
        ("Stations had no fuel.", False),
        ("Knots hold the nets.", False),
    ],
)
def test_a_clause_is_negative_where_its_verb_is(text: str, negative: bool) -> None:
    assert is_negative(text) is negative
