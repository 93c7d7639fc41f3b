"""A learner is sent where the attempt was weakest, and only where it says enough."""

from __future__ import annotations

import pytest

from quizapp.core.study.advice import advise
from quizapp.core.study.attempt import CategoryResult, Results


def result(category: str, right: int, wrong: int) -> CategoryResult:
    return CategoryResult(
        category=category, score=float(right), items=right + wrong, right=right, partial=0, wrong=wrong
    )


def reached(*categories: CategoryResult) -> Results:
    score = sum(one.score for one in categories)
    items = sum(one.items for one in categories)
    return Results(
        score=score,
        answered=items,
        counted=items,
        total=items,
        hinted=0,
        categories=categories,
        confident=(),
        missed=(),
    )


@pytest.mark.parametrize(
    ("categories", "sent_to"),
    [
        ([result("regions", 1, 3), result("sectors", 3, 1)], "regions"),
        ([result("regions", 3, 1), result("sectors", 1, 3)], "sectors"),
        ([result("regions", 1, 1), result("sectors", 2, 2)], "sectors"),
        ([result("regions", 0, 1), result("sectors", 1, 1)], "sectors"),
    ],
    ids=["first", "second", "equally weak: the one with more items", "one item says too little"],
)
def test_the_weakest_category_is_named(categories: list[CategoryResult], sent_to: str) -> None:
    advice = advise(reached(*categories))
    assert advice is not None
    assert advice.category == sent_to


@pytest.mark.parametrize(
    "categories",
    [
        [],
        [result("regions", 0, 9)],
        [result("regions", 4, 1), result("sectors", 5, 0)],
        [result("regions", 0, 1), result("sectors", 0, 1)],
    ],
    ids=["nothing answered", "one category only", "all good", "too few items"],
)
def test_nobody_is_sent_anywhere_without_a_reason(categories: list[CategoryResult]) -> None:
    assert advise(reached(*categories)) is None
