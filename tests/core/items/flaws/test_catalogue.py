"""Each rule of the catalogue is broken by its own example, kept by the mended one, and says where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from quizapp.core.items.flaws import CATALOGUE, REFERENCES, Asked, deck_findings, flaws_of
from quizapp.core.items.flaws.deck_checks import DECK_CHECKS
from quizapp.core.items.flaws.key_checks import (
    CLAIM_CHECKS,
    ENTRY_CHECKS,
    GAP_CHECKS,
    KEY_CHECKS,
    MATCH_CHECKS,
    ORDER_CHECKS,
)
from quizapp.core.items.flaws.option_checks import OPTION_CHECKS
from quizapp.core.items.flaws.stem_checks import STEM_CHECKS

CHECKED = {
    *STEM_CHECKS, *OPTION_CHECKS, *KEY_CHECKS, *GAP_CHECKS, *ENTRY_CHECKS, *CLAIM_CHECKS, *MATCH_CHECKS, *DECK_CHECKS,
    *ORDER_CHECKS,
    "correlative-half",
}  # fmt: skip
LITERATURE = {
    "ambiguous": "ambiguous-stem", "implausible distractors": "implausible-distractor",
    "none of the above": "none-or-all-of-the-above", "longest option correct": "longest-key",
    "gratuitous information": "gratuitous-stem", "true or false options": "true-false-options",
    "convergence cues": "convergence", "logical cues": "logical-cue", "all of the above": "none-or-all-of-the-above",
    "fill in the blank": "blank-in-choice", "absolute terms": "absolute-terms", "word repeats": "word-repeat",
    "unfocused stem": "unfocused-stem", "complex or K-type": "k-type", "grammatical cues": "grammatical-cue",
    "lost sequence": "lost-order", "vague terms": "vague-terms", "more than one correct": "key-count",
    "negative wording": "unmarked-negative",
}  # fmt: skip
"""The 19 flaws of Tarrant 2006 as Moore 2023 counts them, and our names of them."""


def found(items: Sequence[Asked]) -> set[str]:
    """Names of all rules that the items break, each by itself and all together."""
    named = [replace(item, id=str(n)) for n, item in enumerate(items)]
    alone = {name for item in named for name in flaws_of(item.how, quote=item.quote)}
    return alone | {finding.flaw for finding in deck_findings(named)}


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_broken_example_breaks_its_rule(name: str) -> None:
    assert name in found(CATALOGUE[name].broken)


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_mended_example_keeps_its_rule(name: str) -> None:
    assert name not in found(CATALOGUE[name].mended)


@pytest.mark.parametrize("name", [name for name, flaw in CATALOGUE.items() if flaw.scope != "deck"])
def test_a_mended_example_breaks_no_other_rule(name: str) -> None:
    assert found(CATALOGUE[name].mended) == set()


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_rule_is_told_in_two_sentences_with_its_source(name: str) -> None:
    flaw = CATALOGUE[name]
    assert (flaw.rule[-1], flaw.why[-1], flaw.name) == (".", ".", name)
    assert flaw.sources
    assert set(flaw.sources) <= set(REFERENCES)


def test_every_rule_has_a_check_and_every_check_a_rule() -> None:
    assert set(CATALOGUE) == CHECKED


@pytest.mark.parametrize("flaw", LITERATURE)
def test_each_flaw_of_the_literature_is_looked_for(flaw: str) -> None:
    assert "Moore et al. 2023" in CATALOGUE[LITERATURE[flaw]].sources


def test_the_literature_has_nineteen_flaws() -> None:
    assert len(LITERATURE) == 19


def test_no_rule_of_a_deck_forbids_it() -> None:
    assert [name for name, flaw in CATALOGUE.items() if flaw.scope == "deck" and flaw.fatal] == []


FATAL = set(
    "empty-stem anaphor relative-time cross-reference truncated correlative-half key-in-stem unbalanced-marks "
    "too-few-options duplicate-options key-count no-distractor none-or-all-of-the-above k-type overlapping-options "
    "empty-key key-shape gap-count long-gap unparallel-pairs short-order unproven-order swapped-negation".split()
)


def test_only_what_spoils_an_item_forbids_it() -> None:
    assert {name for name, flaw in CATALOGUE.items() if flaw.fatal} == FATAL
