"""Rules for keys, whether they are written, filled in, tied or judged."""

from __future__ import annotations

from quizapp.core.items.flaws.flaw import HALADYNA, OURS, Flaw, arrange, fill, judge, tie, write
from quizapp.phrases import phrase

_MENU = "They served soup, then fish and at last cheese."
_MENU_TURNED = "There were cheese, fish and soup."
_PEOPLE = "The town has about 40,000 people."

KEY_RULES = (
    Flaw(
        name="empty-key",
        rule=phrase("Every key says something."),
        why=phrase("Nothing would be right."),
        sources=(OURS,), fatal=True, scope="key",
        broken=(write("Which river flows through Porto?", "–"),),
        mended=(write("Which river flows through Porto?", "the Douro"),),
    ),
    Flaw(
        name="key-shape",
        rule=phrase("A key neither begins like the middle of a sentence nor is a mere “it” or “this work”."),
        why=phrase("It was cut out of its sentence, or points at something that is not there."),
        sources=(OURS,), fatal=True, scope="key",
        broken=(write("What holds the sand in place?", "and the roots of the grass"),),
        mended=(write("What holds the sand in place?", "the roots of the grass"),),
    ),
    Flaw(
        name="hedged-number",
        rule=phrase("“About” and “nearly” neither get lost on a number nor stand on the key alone."),
        why=phrase("A number without its hedge is untrue, and a hedge that one option has alone gives it away."),
        sources=(OURS,), fatal=False, scope="key",
        broken=(write("How many people live in the town?", "40,000", quote=_PEOPLE),),
        mended=(write("About how many people live in the town?", "40,000", quote=_PEOPLE),),
    ),
    Flaw(
        name="gap-count",
        rule=phrase("Every gap has its key and its place."),
        why=phrase("It cannot be filled."),
        sources=(OURS,), fatal=True, scope="key",
        broken=(fill("The {{1}} flows through {{2}}.", "Douro"),),
        mended=(fill("The {{1}} flows through Porto.", "Douro"),),
    ),
    Flaw(
        name="long-gap",
        rule=phrase("A gap takes at most eight words."),
        why=phrase("Nobody types a sentence exactly."),
        sources=(OURS,), fatal=True, scope="key",
        broken=(fill("Sailors paint a hull {{1}}.", "to keep salt water from eating into the old wood"),),
        mended=(fill("Sailors paint a hull to keep {{1}} from eating into the wood.", "salt water"),),
    ),
    Flaw(
        name="unparallel-pairs",
        rule=phrase("Matching has two or more pairs, no left twice and not one right for all."),
        why=phrase("It cannot be graded."),
        sources=(HALADYNA, OURS), fatal=True, scope="key",
        broken=(tie("Match each town with its country.", ("Porto", "Portugal"), ("Faro", "Portugal")),),
        mended=(tie("Match each town with its country.", ("Porto", "Portugal"), ("Vigo", "Spain")),),
    ),
    Flaw(
        name="short-order",
        rule=phrase("An order has three or more parts, each of them once."),
        why=phrase("Of two parts one order is right by chance every second time, and a part twice has no place."),
        sources=(OURS,), fatal=True, scope="key",
        broken=(arrange("Put the parts of a letter in order.", "the greeting", "the signature"),),
        mended=(arrange("Put the parts of a letter in order.", "the greeting", "the text", "the signature"),),
    ),
    Flaw(
        name="unproven-order",
        rule=phrase("The quote names the parts in the order that is right."),
        why=phrase("Otherwise nothing proves it."),
        sources=(OURS,), fatal=True, scope="key",
        broken=(arrange("Put the courses in order.", "soup", "fish", "cheese", quote=_MENU_TURNED),),
        mended=(arrange("Put the courses in order.", "soup", "fish", "cheese", quote=_MENU),),
    ),
    Flaw(
        name="swapped-negation",
        rule=phrase("A claim that is to be false denies nothing."),
        why=phrase("Two negatives must be undone in the head, and with another value a denial may well be true."),
        sources=(HALADYNA, OURS), fatal=True, scope="key",
        broken=(judge("The bridge was not opened in 1957.", is_true=False),),
        mended=(judge("The bridge was opened in 1957.", is_true=False),),
    ),
)  # fmt: skip
"""Rules that look at the keys first."""
