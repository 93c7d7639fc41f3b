"""Stored answers graded by what their item says now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quizapp.core.items.interaction import Option
from quizapp.core.items.item import Item
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.kinds.matching import Matching
from quizapp.core.study.regrading import regrade
from tests.core.items.cast import exemplar_item

EVERY = [(kind, n) for kind in KINDS for n, _ in enumerate(KINDS[kind].exemplars())]


def made(kind: str, n: int = 0) -> Item:
    return exemplar_item(KINDS[kind].exemplars()[n])


def saying(item: Item, **body: Any) -> Item:
    """The item with another body, proven or not."""
    other = object.__new__(Item)
    vars(other).update(vars(item) | {"body": replace(item.body, **body)})  # type: ignore[type-var]
    return other


@pytest.mark.parametrize(("kind", "n"), EVERY)
def test_an_item_that_did_not_change_grades_as_before(kind: str, n: int) -> None:
    example = KINDS[kind].exemplars()[n]
    item = exemplar_item(example)
    for form in (example.right, example.wrong):
        answer = item.body.parse(form)
        assert regrade(item, item, answer) == item.body.grade(answer)


@pytest.mark.parametrize("kind", ["mcq", "multiple_response"])
def test_options_in_another_order_are_known_by_their_text(kind: str) -> None:
    item = made(kind)
    turned = saying(item, options=tuple(reversed(item.body.options)))  # type: ignore[attr-defined]
    example = KINDS[kind].exemplars()[0]
    for form, fraction in (
        (example.right, 1.0),
        (example.wrong, item.body.grade(item.body.parse(example.wrong)).fraction),
    ):
        outcome = regrade(item, turned, item.body.parse(form))
        assert outcome is not None
        assert outcome.fraction == pytest.approx(fraction)


def test_another_key_turns_right_into_wrong() -> None:
    item = made("mcq")
    options = item.body.options  # type: ignore[attr-defined]
    key = next(n for n, option in enumerate(options) if option.correct)
    other = (key + 1) % len(options)
    moved = tuple(replace(option, correct=n == other) for n, option in enumerate(options))
    outcomes = [regrade(item, saying(item, options=moved), (str(n),)) for n in (key, other)]
    assert [outcome and outcome.fraction for outcome in outcomes] == [0.0, 1.0]


def test_an_option_that_is_gone_keeps_its_grade() -> None:
    item = made("mcq")
    options = item.body.options  # type: ignore[attr-defined]
    wrong = next(n for n, option in enumerate(options) if not option.correct)
    new = tuple(
        Option(text="Quite another", correct=False) if n == wrong else option
        for n, option in enumerate(options)
    )
    assert regrade(item, saying(item, options=new), (str(wrong),)) is None


def test_lefts_in_another_order_keep_their_rights() -> None:
    item = made("matching")
    assert isinstance(item.body, Matching)
    turned = saying(item, pairs=tuple(reversed(item.body.pairs)))
    outcome = regrade(item, turned, item.body.parse(KINDS["matching"].exemplars()[0].right))
    assert outcome is not None
    assert outcome.fraction == 1.0


def test_another_number_of_gaps_keeps_the_grade() -> None:
    item = next(
        made("cloze", n) for n, each in enumerate(KINDS["cloze"].exemplars()) if len(each.body.keys()) > 1
    )
    one = saying(item, gaps=item.body.gaps[:1])  # type: ignore[attr-defined]
    assert regrade(item, one, tuple(item.body.keys())) is None


def test_another_wording_that_is_taken_makes_an_answer_right() -> None:
    item = made("short_answer")
    more = saying(item, answers=(*item.body.answers, "what ben wrote"))  # type: ignore[attr-defined]
    assert (regrade(item, item, ("what ben wrote",)), regrade(item, more, ("what ben wrote",))) == (
        item.body.grade(("what ben wrote",)), more.body.grade(("what ben wrote",))
    )  # fmt: skip


def test_an_item_of_another_kind_grades_nothing() -> None:
    assert regrade(made("mcq"), made("true_false"), ("0",)) is None
