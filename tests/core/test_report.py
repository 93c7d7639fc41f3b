"""The report that this project starts from gives a deck that keeps every promise; skipped where it is not at hand."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.matching import normalize
from tests.core.corpus import REPORT, report_at_hand
from tests.core.reader import Read, read

pytestmark = report_at_hand


@pytest.fixture(scope="module")
def report() -> Read:
    """What was read in it."""
    return read(REPORT.read_text(encoding="utf-8"))


def test_there_are_thirty_items_or_more(report: Read) -> None:
    assert len(report.generation.items) >= 30


def test_there_are_five_kinds_or_more(report: Read) -> None:
    assert len({item.kind for item in report.generation.items}) >= 5


def test_every_quote_is_what_stands_at_its_place(report: Read) -> None:
    text = report.source.text
    assert all(text[slice(*item.span)] == item.quote for item in report.generation.items)


def test_every_key_is_proven(report: Read) -> None:
    assert all(item.proves(key) for item in report.generation.items for key in item.body.keys())  # noqa: SIM118


def test_no_item_has_a_fatal_flaw(report: Read) -> None:
    assert not [
        name for item in report.generation.items for name in item.broken_rules() if CATALOGUE[name].fatal
    ]


def test_no_stem_is_asked_twice(report: Read) -> None:
    stems = Counter((item.kind, normalize(item.stem)) for item in report.generation.items)
    assert [stem for stem, count in stems.items() if count > 1] == []


def test_no_id_is_used_twice(report: Read) -> None:
    assert len({item.id for item in report.generation.items}) == len(report.generation.items)


def test_most_sentences_have_an_item(report: Read) -> None:
    sentences = report.extraction.sentences
    asked = [item.span[0] for item in report.generation.items]
    covered = sum(any(start <= at < end for at in asked) for start, end in sentences)
    assert covered >= 0.8 * len(sentences)


def test_most_sentences_that_state_something_have_an_item(report: Read) -> None:
    stating = {statement.start for statement in report.statements}
    assert len({item.span[0] for item in report.generation.items}) >= 0.8 * len(stating)


def test_true_or_false_is_a_quarter_at_most(report: Read) -> None:
    kinds = Counter(item.kind for item in report.generation.items)
    assert kinds["true_false"] <= 0.25 * kinds.total()


def test_every_statement_has_an_item_or_a_reason(report: Read) -> None:
    asked = {item.statement for item in report.generation.items}
    told = {rejection.statement for rejection in report.generation.rejections}
    assert asked | told == {statement.id for statement in report.statements}
    assert not asked & told


def test_furniture_of_the_page_is_not_asked(report: Read) -> None:
    assert not any(re.search(r"Updated|Source\(s\)", item.quote) for item in report.generation.items)


def test_nobody_needs_the_text_to_understand_an_item(report: Read) -> None:
    lost = re.compile(
        r"\b(?:he|she|him|the president|the region|the meeting)\b(?! (?:of|that|on))", re.IGNORECASE
    )
    assert [item.stem for item in report.generation.items if lost.search(item.stem)] == []


def test_no_wrong_option_is_named_in_the_sentence_that_is_asked_about(report: Read) -> None:
    siblings = {statement.id for statement in report.statements if statement.kind == "parallel"}
    for item in report.generation.items:
        options = getattr(item.body, "options", ()) if item.kind != "true_false" else ()
        wrong = [option.text for option in options if not option.correct]
        assert item.statement in siblings or not [text for text in wrong if f" {text} " in f" {item.quote} "]


def test_another_paragraph_changes_no_id_of_the_others(report: Read) -> None:
    text = REPORT.read_text(encoding="utf-8")
    paragraphs = text.split("\n\n")
    changed = "\n\n".join([*paragraphs[:-3], "The weather in Faro was fine in 1998.", *paragraphs[-2:]])
    after = read(changed)
    kept = [one for one in report.statements if one.quote in changed]
    ids = {(one.quote, one.pattern, one.text): one.id for one in after.statements}
    assert {one.id for one in kept} - set(ids.values()) == set()


def test_most_items_stay_when_another_paragraph_changes(report: Read) -> None:
    text = REPORT.read_text(encoding="utf-8")
    paragraphs = text.split("\n\n")
    changed = "\n\n".join([*paragraphs[:-3], "The weather in Faro was fine in 1998.", *paragraphs[-2:]])
    after = {item.id for item in read(changed).generation.items}
    before = {item.id for item in report.generation.items if item.quote in changed}
    assert len(before & after) >= 0.8 * len(before)
