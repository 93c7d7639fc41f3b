"""Rules for every stem."""

from __future__ import annotations

from quizapp.core.items.flaws.flaw import (
    COSTELLO,
    HALADYNA,
    HEILMAN,
    MOORE,
    OURS,
    TARRANT,
    Flaw,
    choose,
    choose_one,
    fill,
    write,
)
from quizapp.phrases import phrase

STEM_RULES = (
    Flaw(
        name="empty-stem",
        rule=phrase("The stem says something."),
        why=phrase("Nothing can be answered."),
        sources=(OURS,), fatal=True, scope="stem",
        broken=(fill("{{1}}.", "Oxygen"),),
        mended=(fill("{{1}} makes iron rust.", "Oxygen"),),
    ),
    Flaw(
        name="too-long-stem",
        rule=phrase("The stem has at most 60 words."),
        why=phrase("Reading time is not knowledge."),
        sources=(HALADYNA,), fatal=False, scope="stem",
        broken=(write("In which town does the river Douro" + ", past mills" * 27 + ", meet the sea?", "Porto"),),
        mended=(write("In which town does the Douro meet the sea?", "Porto"),),
    ),
    Flaw(
        name="anaphor",
        rule=phrase("The stem does not point at something that is not there."),
        why=phrase("Nobody knows who “he” is without the text."),
        sources=(OURS, HEILMAN), fatal=True, scope="stem",
        broken=(write("Where did he open the bridge?", "Porto"),),
        mended=(write("Where did the mayor open the bridge?", "Porto"),),
    ),
    Flaw(
        name="relative-time",
        rule=phrase("The stem does not say “this week” or “last year”."),
        why=phrase("It is untrue tomorrow."),
        sources=(OURS,), fatal=True, scope="stem",
        broken=(write("Which bridge was opened last year?", "the Arrábida"),),
        mended=(write("Which bridge was opened in 1963?", "the Arrábida"),),
    ),
    Flaw(
        name="cross-reference",
        rule=phrase("No “figure 2”, “the table below”."),
        why=phrase("It is not there."),
        sources=(OURS,), fatal=True, scope="stem",
        broken=(write("Which layer is thickest in figure 2?", "the mantle"),),
        mended=(write("Which layer of the earth is thickest?", "the mantle"),),
    ),
    Flaw(
        name="ambiguous-stem",
        rule=phrase("The stem asks one thing, and says which."),
        why=phrase(
            "Whoever knows the matter may still not know what to answer; every reader must understand the same."
        ),
        sources=(TARRANT, MOORE, HALADYNA), fatal=False, scope="stem",
        broken=(write("When and where was the treaty signed?", "Lisbon"),),
        mended=(write("Where was the treaty signed?", "Lisbon"),),
    ),
    Flaw(
        name="gratuitous-stem",
        rule=phrase("The stem holds nothing that is not needed for the answer."),
        why=phrase("Window dressing costs reading time and hides the problem."),
        sources=(HALADYNA, TARRANT, MOORE), fatal=False, scope="stem",
        broken=(write("Rivers are fascinating to people of every age. Which river flows through Porto?", "the Douro"),),
        mended=(write("Which river flows through Porto?", "the Douro"),),
    ),
    Flaw(
        name="weak-verb",
        rule=phrase("The stem's verb says what happens, not only “have”, “do” or “make”."),
        why=phrase("Almost anything would be an answer."),
        sources=(OURS,), fatal=False, scope="stem",
        broken=(write("What did the town council do?", "open a library"),),
        mended=(write("What did the town council open in the old mill?", "a library"),),
    ),
    Flaw(
        name="truncated",
        rule=phrase("Neither stem nor key stops at a word that needs another after it."),
        why=phrase("The text was cut in the wrong place."),
        sources=(OURS,), fatal=True, scope="stem",
        broken=(write("What protects the harbour?", "a wall of stone and"),),
        mended=(write("What protects the harbour?", "a wall of stone"),),
    ),
    Flaw(
        name="correlative-half",
        rule=phrase("“Not only”, “both in”, “either by” stand with their other half."),
        why=phrase("Half of a pair leaves the reader waiting for the rest."),
        sources=(OURS,), fatal=True, scope="stem",
        broken=(write("What serves not only the fishermen of the town?", "the harbour"),),
        mended=(write("What serves not only the fishermen of the town but also its merchants?", "the harbour"),),
    ),
    Flaw(
        name="agreement",
        rule=phrase("Subject, verb and the number of keys agree."),
        why=phrase("A clash is a cue or a blunder, and readers stumble over both."),
        sources=(HALADYNA, OURS), fatal=False, scope="stem",
        broken=(choose_one("Which of these are a river?", "*the Douro", "the Alps", "the Azores"),),
        mended=(choose("Which of these is a river?", "*the Douro", "the Alps", "the Azores"),),
    ),
    Flaw(
        name="key-in-stem",
        rule=phrase("The stem does not hold its own key."),
        why=phrase("It answers itself."),
        sources=(HALADYNA, MOORE), fatal=True, scope="stem",
        broken=(write("Which river is the Douro valley named after?", "the Douro"),),
        mended=(write("Which river flows through Porto?", "the Douro"),),
    ),
    Flaw(
        name="unbalanced-marks",
        rule=phrase("Quotes and brackets are closed."),
        why=phrase("The text was cut in the wrong place."),
        sources=(OURS,), fatal=True, scope="stem",
        broken=(write("What is called “green gold?", "olive oil"),),
        mended=(write("What is called “green gold”?", "olive oil"),),
    ),
    Flaw(
        name="unmarked-negative",
        rule=phrase(
            "A stem that asks for the exception says NOT or EXCEPT in capitals; better, it asks for what is so."
        ),
        why=phrase("Who overlooks one word is marked wrong on what he knows."),
        sources=(HALADYNA, TARRANT, MOORE), fatal=False, scope="stem",
        broken=(choose("Which of these is not a metal?", "*sulphur", "iron", "copper"),),
        mended=(choose("Which of these is NOT a metal?", "*sulphur", "iron", "copper"),),
    ),
    Flaw(
        name="blank-in-choice",
        rule=phrase("A choice asks a whole sentence, with neither a blank nor an open end."),
        why=phrase("Readers must hold the options in mind to make sense of the stem."),
        sources=(TARRANT, MOORE, COSTELLO), fatal=False, scope="stem",
        broken=(choose("The capital of Portugal is ____.", "*Lisbon", "Porto", "Faro"),),
        mended=(choose("Which city is the capital of Portugal?", "*Lisbon", "Porto", "Faro"),),
    ),
    Flaw(
        name="unfocused-stem",
        rule=phrase("The stem poses the problem, so that it can be answered with the options covered."),
        why=phrase("Else each option is a problem of its own."),
        sources=(HALADYNA, TARRANT, MOORE), fatal=False, scope="stem",
        broken=(choose("Cork.", "*It is the bark of an oak.", "It is a sort of stone.", "It is a resin."),),
        mended=(choose("What is cork made from?", "*the bark of an oak", "a sort of stone", "a resin"),),
    ),
)  # fmt: skip
"""Rules that look at the stem first."""
