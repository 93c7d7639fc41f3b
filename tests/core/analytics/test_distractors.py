"""The table of a choice shows which distractors do their work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.analytics.distractors import Bucket, buckets, idle, misleading
from quizapp.core.analytics.groups import Group
from quizapp.core.analytics.record import Score
from quizapp.core.items.interaction import Choice, Interaction, Option, TextEntry
from quizapp.core.items.kinds import KINDS
from tests.core.analytics.sample import answers

CHOICE = Choice(
    prompt="Which?",
    options=tuple(Option(text=text, correct=text == "key") for text in ("near", "key", "far")),
)


def grouped(groups: str) -> dict[str, Group]:
    """Groups of l0, l1 … by their first letters."""
    names: Mapping[str, Group] = {"t": "top", "m": "middle", "b": "bottom"}
    return {f"l{n}": names[letter] for n, letter in enumerate(groups)}


def found(scores: Sequence[Score], groups: str, how: Interaction = CHOICE) -> dict[str, Bucket]:
    return {one.text: one for one in buckets(scores, how, grouped(groups))}


def option(*, share: float = 0.2, top: int = 1, bottom: int = 3, is_key: bool = False) -> Bucket:
    return Bucket(text="far", is_key=is_key, offered=True, top=top, middle=0, bottom=bottom, share=share)


def test_each_group_is_counted_by_option() -> None:
    table = found(answers("key", "key", "near", "key", "near", "near"), "ttmmbb")
    assert (table["key"].top, table["key"].middle, table["key"].bottom) == (2, 1, 0)
    assert (table["near"].top, table["near"].middle, table["near"].bottom) == (0, 1, 2)
    assert table["key"].share == table["near"].share == 0.5


def test_an_option_nobody_chose_is_in_the_table() -> None:
    assert found(answers("key", "near"), "tb")["far"].count == 0


def test_the_key_stands_first_and_often_chosen_distractors_before_rare_ones() -> None:
    assert list(found(answers("near", "near", "far", "key"), "mmmm")) == ["key", "near", "far"]


def test_only_the_key_is_one() -> None:
    assert [text for text, one in found(answers("near"), "m").items() if one.is_key] == ["key"]


def test_who_left_the_item_out_is_a_bucket_but_no_option() -> None:
    left_out = found(answers("key", ""), "tb")[""]
    assert (left_out.count, left_out.offered, left_out.functions) == (1, False, None)


def test_an_option_of_an_earlier_version_is_counted_but_not_offered() -> None:
    old = found(answers("key", "old"), "tb")["old"]
    assert (old.count, old.offered) == (1, False)


def test_of_written_answers_those_that_were_given_are_listed() -> None:
    how = TextEntry(prompt="Which?", answers=("key",))
    table = found(answers("key", "kea", "kea"), "tbb", how)
    assert {text: (one.count, one.is_key, one.functions) for text, one in table.items()} == {
        "key": (1, True, None),
        "kea": (2, False, None),
    }


def test_sets_of_options_are_whole_answers() -> None:
    how = Choice(prompt="Which?", options=CHOICE.options, multiple=True)
    assert list(found(answers("near; key", "key"), "tt", how)) == ["key", "near; key"]


def test_an_item_nobody_answered_has_its_options() -> None:
    assert [one.share for one in found((), "").values()] == [0, 0, 0]


@pytest.mark.parametrize(
    ("bucket", "functions"),
    [
        (option(), True),
        (option(share=0.05), True),
        (option(share=0.049), False),
        (option(top=3, bottom=3), False),
        (option(top=4, bottom=3), False),
        (option(is_key=True), None),
    ],
    ids=["chosen by the weak", "by one in twenty", "by fewer", "by weak and strong alike", "by the strong", "a key"],
)  # fmt: skip
def test_a_distractor_functions_where_enough_and_rather_the_weak_choose_it(
    bucket: Bucket, functions: bool | None
) -> None:
    assert bucket.functions is functions


def test_idle_is_what_hardly_anybody_chooses() -> None:
    table = buckets(answers(*["key"] * 10, *["near"] * 10), CHOICE, grouped("t" * 10 + "b" * 10))
    assert [one.text for one in idle(table)] == ["far"]


def test_a_distractor_that_the_best_prefer_misleads() -> None:
    table = buckets(answers("near", "near", "key", "key", "key"), CHOICE, grouped("tttbb"))
    assert [one.text for one in misleading(table)] == ["near"]


def test_a_distractor_that_the_weak_prefer_misleads_nobody_else() -> None:
    table = buckets(answers("key", "key", "near", "near", "near"), CHOICE, grouped("ttbbb"))
    assert list(misleading(table)) == []


@pytest.mark.parametrize("kind", ["mcq", "true_false"])
def test_options_are_told_as_their_kind_classifies_answers(kind: str) -> None:
    for exemplar in KINDS[kind].exemplars():
        body = exemplar.body
        right, wrong = (body.classify(body.parse(form)) for form in (exemplar.right, exemplar.wrong))
        table = found(answers(right, wrong, key=right), "tb", body.interaction(exemplar.stem))
        assert (table[right].is_key, table[right].offered) == (True, True)
        assert (table[wrong].is_key, table[wrong].offered) == (False, True)


@given(st.lists(st.sampled_from(["key", "near", "far", "old", ""])), st.randoms(use_true_random=False))
def test_shares_make_a_whole_in_any_order(texts: list[str], rng: Random) -> None:
    scores = list(answers(*texts))
    groups = grouped("".join(rng.choice("tmb") for _ in texts))
    table = buckets(scores, CHOICE, groups)
    rng.shuffle(scores)
    assert buckets(scores, CHOICE, groups) == table
    assert sum(one.share for one in table) == pytest.approx(1 if texts else 0)
