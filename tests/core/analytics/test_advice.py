"""Advice follows from what was found, the most urgent first, and keeps silent on too few."""

from __future__ import annotations

import pytest

from quizapp.core.analytics.advice import Advice, advise
from quizapp.core.analytics.distractors import Bucket
from quizapp.core.analytics.facility import Facility
from quizapp.core.analytics.item_statistics import ItemStatistics

KEY = "Those who do well elsewhere miss this item: check its key."
POOR = "Those who do well elsewhere do hardly better here: look at its wording."
LITTLE = "It tells learners apart a little: it can be improved."
KEEP = "It tells those who know from those who do not: keep it."
EASY = "Nearly everybody knows this: it tells learners apart no more."
HARD = "Hardly anybody knows this: check its key and its wording."
GUESS = "Guessing would bring more than learners reach here: find out what misleads them."


def found(
    *,
    reached: float | None = 0.6,
    learners: int = 101,
    discrimination: float | None = 0.35,
    guess: float = 0.0,
    buckets: tuple[Bucket, ...] = (),
) -> ItemStatistics:
    """An item that is well enough, but for what is said."""
    return ItemStatistics(
        item="i1",
        facility=Facility(mean=reached, deviation=0.4, learners=learners, answered=learners),
        guess=guess,
        discrimination=discrimination,
        upper_lower=None,
        alpha_without=None,
        buckets=buckets,
        timing=None,
    )


def bucket(text: str, *, is_key: bool = False, top: int = 5, bottom: int = 10, share: float = 0.2) -> Bucket:
    return Bucket(text=text, is_key=is_key, offered=True, top=top, middle=0, bottom=bottom, share=share)


def texts(statistics: ItemStatistics) -> list[str]:
    return [advice.text for advice in advise(statistics)]


def test_of_an_item_that_is_well_enough_there_is_nothing_to_say() -> None:
    assert texts(found()) == []


def test_too_few_learners_are_all_there_is_to_say() -> None:
    assert texts(found(learners=9, discrimination=-1, reached=0)) == [
        "Too few learners (9) to say anything yet."
    ]


def test_ten_learners_are_enough() -> None:
    assert texts(found(learners=10, discrimination=-0.5)) == [KEY]


@pytest.mark.parametrize(
    ("discrimination", "said"),
    [
        (0.8, [KEEP]),
        (0.4, [KEEP]),
        (0.39, []),
        (0.3, []),
        (0.29, [LITTLE]),
        (0.2, [LITTLE]),
        (0.19, [POOR]),
        (0.0, [POOR]),
        (-0.09, [POOR]),
        (-0.11, [KEY]),
        (None, []),
    ],
)
def test_discrimination_is_judged_and_below_chance_suspects_the_key(
    discrimination: float | None, said: list[str]
) -> None:
    # of 101 learners the standard error is 0.1
    assert texts(found(discrimination=discrimination)) == said


@pytest.mark.parametrize(
    ("reached", "said"), [(1.0, [EASY]), (0.95, [EASY]), (0.94, [POOR]), (0.06, [POOR]), (0.05, [HARD]), (0.0, [HARD])]
)  # fmt: skip
def test_what_nearly_all_or_hardly_any_know_is_said_in_place_of_poor(reached: float, said: list[str]) -> None:
    assert texts(found(reached=reached, discrimination=0.1)) == said


def test_what_learners_miss_more_than_guessers_misleads() -> None:
    assert texts(found(reached=0.1, guess=0.25)) == [GUESS]


def test_a_little_less_than_guessing_is_chance() -> None:
    # half of 0.1 is allowed for
    assert texts(found(reached=0.21, guess=0.25)) == []


def test_a_distractor_that_the_best_prefer_is_named() -> None:
    table = (bucket("key", is_key=True, top=4), bucket("50 % of it", top=6, bottom=7))
    assert texts(found(buckets=table)) == [
        "More of the best learners pick “50 % of it” than the key: check the key."
    ]


def test_an_option_nobody_picks_is_to_be_replaced() -> None:
    table = (bucket("key", is_key=True, top=20), bucket("far", top=0, bottom=0, share=0))
    assert texts(found(buckets=table)) == ["Nobody picks option “far”: replace it."]


def test_an_option_hardly_anybody_picks_is_to_be_made_more_plausible() -> None:
    table = (bucket("key", is_key=True, top=20), bucket("far", top=0, bottom=2, share=0.02))
    assert texts(found(buckets=table)) == ["Hardly anybody picks option “far”: make it more plausible."]


@pytest.mark.parametrize(("learners", "reached"), [(19, 0.6), (101, 0.97)], ids=["few learners", "easy item"])
def test_rare_options_mean_nothing_where_few_could_pick_them(learners: int, reached: float) -> None:
    table = (bucket("key", is_key=True, top=20), bucket("far", top=0, bottom=0, share=0))
    said = texts(found(buckets=table, learners=learners, reached=reached))
    assert not [text for text in said if "far" in text]


def test_a_working_distractor_is_left_alone() -> None:
    assert texts(found(buckets=(bucket("key", is_key=True, top=20), bucket("near")))) == []


def test_what_to_check_comes_before_what_to_improve() -> None:
    table = (bucket("key", is_key=True, top=1), bucket("near"), bucket("far", top=0, bottom=0, share=0))
    weights = [advice.weight for advice in advise(found(buckets=table, discrimination=-0.3, reached=0.3))]
    assert weights == ["check", "check", "improve"]


def test_an_item_without_scores_has_no_advice_but_to_wait() -> None:
    (advice,) = advise(found(reached=None, learners=0, discrimination=None))
    assert (advice.weight, advice.text) == ("wait", "Too few learners (0) to say anything yet.")


def test_a_sentence_can_be_said_in_another_language() -> None:
    (advice,) = advise(found(learners=3))
    assert "%(count)s" in advice.template
    assert advice.values == {"count": 3}


def test_a_sentence_without_holes_may_have_percent_signs() -> None:
    assert Advice(weight="keep", template="100 % right").text == "100 % right"
