"""Every rule of item writing is broken by one example and kept by another that is close to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.items.flaws import CATALOGUE, flaws_of
from quizapp.core.items.interaction import Choice, Gap, GapKey, Option, TextEntry
from quizapp.core.items.kind import ItemBody
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.ordering import Ordering
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.core.items.kinds.true_false import TrueFalse

ASKED = "Which gas do plants take in?"
LONG = "carbon dioxide dissolved in cold sea water"


def choice(*texts: str, keys: int = 1, kind: type[Mcq] | type[MultipleResponse] = Mcq) -> ItemBody:
    """A choice whose first options are right."""
    return kind(options=tuple(Option(text=text, correct=n < keys) for n, text in enumerate(texts)))


def gaps(*keys: str) -> ItemBody:
    """A text with gaps."""
    return Cloze(gaps=tuple(GapKey(key=key) for key in keys))


def pairs(*ties: tuple[str, str]) -> ItemBody:
    """A matching."""
    return Matching(pairs=tuple(Pair(left=left, right=right) for left, right in ties))


def verdict(*texts: str, key: int = 0) -> ItemBody:
    """A claim with these options."""
    return TrueFalse(options=tuple(Option(text=text, correct=n == key) for n, text in enumerate(texts)))


GASES = choice("oxygen", "neon", "argon")
TWO = choice("oxygen", "neon", "argon", keys=2, kind=MultipleResponse)
AIR = Basic(answers=("carbon dioxide",))

GOLD = "Gold is a metal."
DAMP = LONG.replace("cold", "warm")
TIED = pairs(("a", "b"), ("c", "d"))

# name of the rule, an item that breaks it, one that does not
RULES: list[tuple[str, tuple[str, ItemBody], tuple[str, ItemBody]]] = [
    ("empty-stem", (" ?", AIR), ("Why?", AIR)),
    ("empty-stem", ("{{1}}.", gaps("Oxygen")), ("{{1}} burns.", gaps("Oxygen"))),
    ("too-long-stem", ("word " * 61, AIR), ("word " * 60, AIR)),
    ("key-in-stem", ("Why is carbon dioxide a gas?", AIR), ("Why is carbon a gas?", AIR)),
    ("key-in-stem", ("Which gas is oxygen?", GASES), ("Which gas is oxygenated?", GASES)),
    ("key-in-stem", ("{{1}} is Oxygen.", gaps("oxygen")), ("{{1}} is a gas.", gaps("oxygen"))),
    ("too-few-options", (ASKED, choice("oxygen", "neon")), (ASKED, GASES)),
    ("duplicate-options", (ASKED, choice("oxygen", "Neon", "neon.")), (ASKED, GASES)),
    ("key-count", (ASKED, choice("oxygen", "neon", "argon", keys=2)), (ASKED, GASES)),
    ("key-count", (ASKED, choice("oxygen", "neon", "argon", keys=0)), (ASKED, GASES)),
    ("key-count", (ASKED, choice("oxygen", "neon", "argon", kind=MultipleResponse)), (ASKED, TWO)),
    ("key-count", (GOLD, verdict("False", "True")), (GOLD, verdict("True", "False"))),
    ("key-count", (GOLD, verdict("True", "False", key=2)), (GOLD, verdict("True", "False"))),
    ("no-distractor", (ASKED, choice("oxygen", "neon", "argon", keys=3, kind=MultipleResponse)), (ASKED, TWO)),
    ("none-or-all-of-the-above", (ASKED, choice("oxygen", "neon", "All of the above")), (ASKED, GASES)),
    ("none-or-all-of-the-above", (ASKED, choice("oxygen", "neon", "none of these options")), (ASKED, GASES)),
    ("longest-key", (ASKED, choice(LONG, "neon", "argon")), (ASKED, choice("neon", LONG, "argon"))),
    ("longest-key", (ASKED, choice(LONG, "neon", "argon")), (ASKED, choice(LONG, DAMP, "argon"))),
    ("overlapping-options", (ASKED, choice("power", "wind power", "rail")), (ASKED, choice("wind", "powers", "rail"))),
    ("unbalanced-marks", ("What is “air?", AIR), ("What is “air”?", AIR)),
    ("unbalanced-marks", ("What is air (O2?", AIR), ("What is air (O2)?", AIR)),
    ("unbalanced-marks", ("What is it?", Basic(answers=("WB) and the Fund (IMF",))),
     ("What is it?", Basic(answers=("the Fund (IMF)",)))),
    ("unbalanced-marks", (ASKED, choice("oxygen", "neon", "(Ar")), (ASKED, choice("oxygen", "neon", "(Ar)"))),
    ("anaphor", ("He was born where?", AIR), ("Henry was born where?", AIR)),
    ("anaphor", ("Where was he born?", AIR), ("Where did Ada say that she was born?", AIR)),
    ("anaphor", ("This gas is what?", AIR), ("Thistle gas is what?", AIR)),
    ("anaphor", ("Which of the former was first?", AIR), ("Which former king was first?", AIR)),
    ("relative-time", ("What fell last year?", AIR), ("What fell in the last years of the war?", AIR)),
    ("relative-time", ("What fell two days ago?", AIR), ("What fell two days after?", AIR)),
    ("relative-time", ("What is currently rising?", AIR), ("What is a current?", AIR)),
    ("cross-reference", ("What does figure 2 show?", AIR), ("What does the figure of Liberty hold?", AIR)),
    ("cross-reference", ("What is, as shown above, a gas?", AIR), ("What was shown in Paris?", AIR)),
    ("gap-count", ("{{1}} and {{3}}.", gaps("oxygen", "neon")), ("{{1}} and {{2}}.", gaps("oxygen", "neon"))),
    ("gap-count", ("{{1}} and {{1}}.", gaps("oxygen")), ("{{1}} and air.", gaps("oxygen"))),
    ("gap-count", ("No gap.", gaps("oxygen")), ("One {{1}}.", gaps("oxygen"))),
    ("gap-count", ("{{" + "1" * 5000 + "}}", gaps("oxygen")), ("One {{1}}.", gaps("oxygen"))),
    ("long-gap", ("It is {{1}}.", gaps("a b c d e f g h i")), ("It is {{1}}.", gaps("a b c d e f g h"))),
    ("long-gap", ("Which?", ShortAnswer(answers=("a b c d e f g h i",))), ("Which?", ShortAnswer(answers=("a b c",)))),
    ("empty-key", ("Which?", Basic(answers=(" .",))), ("Which?", Basic(answers=("a",)))),
    ("empty-key", ("Which?", Basic(answers=())), ("Which?", Basic(answers=("a",)))),
    ("empty-key", (ASKED, choice("oxygen", "", "argon")), (ASKED, GASES)),
    ("unparallel-pairs", ("Match.", pairs(("a", "b"))), ("Match.", TIED)),
    ("short-order", ("Order.", Ordering(sequence=("a", "b"))), ("Order.", Ordering(sequence=("a", "b", "c")))),
    ("short-order", ("Order.", Ordering(sequence=("a", "A", "b"))), ("Order.", Ordering(sequence=("c", "b", "a")))),
    ("unparallel-pairs", ("Match.", pairs(("a", "b"), ("A", "c"))), ("Match.", TIED)),
    ("unparallel-pairs", ("Match.", pairs(("a", "b"), ("c", "b"))), ("Match.", pairs(("a", "b"), ("c", "d"), ("e", "b"))
     )),
    ("unparallel-pairs", ("Match.", pairs(("", "b"), ("c", "d"))), ("Match.", TIED)),
]  # fmt: skip
IDS = [f"{name}-{n}" for n, (name, _, _) in enumerate(RULES)]


@pytest.mark.parametrize(("name", "broken"), [(name, broken) for name, broken, _ in RULES], ids=IDS)
def test_a_broken_rule_is_found(name: str, broken: tuple[str, ItemBody]) -> None:
    stem, body = broken
    assert name in body.flaws(stem)


@pytest.mark.parametrize(("name", "kept"), [(name, kept) for name, _, kept in RULES], ids=IDS)
def test_a_kept_rule_is_not_reported(name: str, kept: tuple[str, ItemBody]) -> None:
    stem, body = kept
    assert name not in body.flaws(stem)


@given(stem=st.text(), texts=st.lists(st.tuples(st.text(), st.booleans()), max_size=5), quote=st.text())
def test_checks_never_raise_and_name_only_known_rules(
    stem: str, texts: list[tuple[str, bool]], quote: str
) -> None:
    options = tuple(Option(text=text, correct=correct) for text, correct in texts)
    gaps = tuple(GapKey(key=text) for text, _ in texts)
    for how in (
        Choice(prompt=stem, options=options),
        TextEntry(prompt=stem, answers=tuple(text for text, _ in texts)),
        Gap(text=stem, gaps=gaps),
    ):
        assert set(flaws_of(how, quote=quote)) <= set(CATALOGUE)
