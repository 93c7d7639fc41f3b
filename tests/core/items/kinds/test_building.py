"""What each kind makes of a statement, and what it leaves to others."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from quizapp.core.items.generate import item_from_draft
from quizapp.core.items.kind import Draft
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Focus, Pairing, Statement
from tests.core.items.cast import focus, pool, statement

TEXT = "Ada Lovelace opened the bridge in Porto in 1998."
LIST = "The council builds roads, trains and boats."
PLAN = "Ada urged the council to plant oaks along the northern river bank."


def drafts(kind: str, made: Statement, near: DistractorPool | None = None, seed: int = 1) -> list[Draft]:
    """What a kind proposes; each has its proof."""
    found = list(KINDS[kind].from_statement(made, near or pool(made), random.Random(seed)))
    for draft in found:
        item_from_draft(draft, made)
    return found


def year(**more: Any) -> Focus:
    """A year that can be asked for."""
    return focus(
        TEXT,
        "1998",
        type="year",
        name="year",
        question="In which year did Ada Lovelace open the bridge?",
        **more,
    )


def members(**more: Any) -> Focus:
    """A list that can be asked for."""
    return focus(LIST, "roads", "trains", "boats", type="work", name="works", gap=False,
                 **{"question": "What does the council build?", "choose_one": "Which of these does the council build?",
                    "choose_all": "Which of these does the council build?", **more})  # fmt: skip


def test_a_short_answer_takes_a_short_focus_with_a_question() -> None:
    assert [draft.stem for draft in drafts("short_answer", statement(TEXT, year()))] == [
        "In which year did Ada Lovelace open the bridge?",
    ]  # fmt: skip


def test_a_short_answer_leaves_long_answers_and_lists_to_recall() -> None:
    long = focus(PLAN, "plant oaks along the northern river bank", question="What did Ada urge?")
    assert (
        drafts("short_answer", statement(PLAN, long)) + drafts("short_answer", statement(LIST, members()))
        == []
    )


def test_recall_takes_long_answers_and_lists() -> None:
    long = focus(PLAN, "plant oaks along the northern river bank", question="What did Ada urge?")
    assert len(drafts("basic", statement(PLAN, long)) + drafts("basic", statement(LIST, members()))) == 2


@pytest.mark.parametrize("kind", ["short_answer", "basic", "mcq"])
def test_a_focus_without_a_question_is_not_asked(kind: str) -> None:
    assert (
        drafts(kind, statement(TEXT, replace(year(), question=None)), pool(year=("1990", "1985", "1994")))
        == []
    )


def test_a_gap_stands_where_the_answer_stood() -> None:
    assert [draft.stem for draft in drafts("cloze", statement(TEXT, year()))] == [
        "Ada Lovelace opened the bridge in Porto in {{1}}.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Porto is old, and Porto is large.", "Porto"),
        ("The portable stove is light.", "port"),
    ],
)
def test_no_gap_is_made_where_its_place_is_not_clear(text: str, answer: str) -> None:
    assert drafts("cloze", statement(text, focus(text, answer))) == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Ada Lovelace founded the harbour office in Porto.", "Lovelace"),
        ("The harbour towns signed the Declaration on the Conduct of Sailors.", "Declaration"),
    ],
)
def test_no_gap_takes_one_part_of_a_name(text: str, answer: str) -> None:
    assert drafts("cloze", statement(text, focus(text, answer))) == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("In Porto, President Lovelace opened the harbour office.", "Lovelace"),
        ("The harbour towns joined the Hanseatic League on Monday.", "Hanseatic League"),
    ],
)
def test_a_gap_may_stand_behind_an_office_and_before_a_day(text: str, answer: str) -> None:
    assert drafts("cloze", statement(text, focus(text, answer)))


def test_no_gap_is_made_where_none_is_allowed() -> None:
    assert drafts("cloze", statement(TEXT, year(gap=False))) == []


def test_no_gap_is_longer_than_a_person_would_type() -> None:
    text = "The council builds one two three four five six seven eight nine."
    assert drafts("cloze", statement(text, focus(text, "one two three four five six seven eight nine"))) == []


def test_parallel_parts_make_one_text_with_all_gaps_in_order() -> None:
    text = "Trade is the key and peace is the roof."
    parts = [focus(text, "peace", name="b"), focus(text, "Trade", name="a")]
    assert [draft.stem for draft in drafts("cloze", statement(text, *parts, kind="parallel"))] == [
        "{{1}} is the key and {{2}} is the roof.",
    ]  # fmt: skip


def test_a_choice_has_one_key_and_up_to_three_wrong_answers() -> None:
    (draft,) = drafts("mcq", statement(TEXT, year()), pool(year=("1990", "1985", "1994", "2001")))
    assert isinstance(draft.body, Mcq)
    assert (draft.body.keys(), len(draft.body.options)) == (("1998",), 4)


def test_years_stand_in_order() -> None:
    (draft,) = drafts("mcq", statement(TEXT, year()), pool(year=("1990", "1985", "1994")))
    texts = [option.text for option in draft.body.options]  # type: ignore[attr-defined]
    assert texts == sorted(texts)


@pytest.mark.parametrize("values", [("1.2.3", "3.4.5", "2.1"), ("1,2,3", "7,", "8.."), ("²", "³", "¹")])
def test_what_only_looks_like_a_number_can_be_offered(values: tuple[str, ...]) -> None:
    text = "The council runs release 1.0.1 of the plan."
    made = statement(
        text, focus(text, "1.0.1", type="release", question="Which release does the council run?")
    )
    assert len(drafts("mcq", made, pool(release=values))) <= 1


@pytest.mark.parametrize("count", [0, 1])
def test_no_choice_is_made_with_fewer_than_two_wrong_answers(count: int) -> None:
    assert drafts("mcq", statement(TEXT, year()), pool(year=("1990", "1985")[:count])) == []


def test_a_choice_of_a_list_has_one_of_its_members_as_key() -> None:
    (draft,) = drafts("mcq", statement(LIST, members()), pool(work=("mills", "inns", "wells")))
    assert set(draft.body.keys()) < {"roads", "trains", "boats"}


def test_all_members_of_a_list_are_keys_of_a_multiple_choice() -> None:
    (draft,) = drafts("multiple_response", statement(LIST, members()), pool(work=("mills", "inns", "wells")))
    assert isinstance(draft.body, MultipleResponse)
    assert (set(draft.body.keys()), len(draft.body.options)) == ({"roads", "trains", "boats"}, 6)


def test_a_list_without_its_wording_makes_no_multiple_choice() -> None:
    made = statement(LIST, members(choose_all=None))
    assert drafts("multiple_response", made, pool(work=("mills", "inns", "wells"))) == []


def test_a_key_is_offered_in_every_place() -> None:
    near = pool(work=("mills", "inns", "wells"))
    places = {
        next(n for n, option in enumerate(draft.body.options) if option.correct)  # type: ignore[attr-defined]
        for seed in range(40)
        for draft in drafts("mcq", statement(LIST, members()), near, seed)
    }
    assert places == {0, 1, 2, 3}


def paired(text: str, *ties: tuple[str, str]) -> Statement:
    """A statement with two columns."""
    spans = tuple((focus(text, left).spans[0], focus(text, right).spans[0]) for left, right in ties)
    return statement(text, pairing=Pairing(prompt="Who built what?", pairs=spans))


def test_a_matching_has_the_pairs_of_its_statement() -> None:
    text = "Ada built the bridge, Ben built the mill and Cleo built the inn."
    (draft,) = drafts(
        "matching", paired(text, ("Ada", "the bridge"), ("Ben", "the mill"), ("Cleo", "the inn"))
    )
    assert (draft.stem, draft.body.keys()) == (
        "Who built what?", ("Ada", "the bridge", "Ben", "the mill", "Cleo", "the inn"),
    )  # fmt: skip


def test_without_pairs_there_is_no_matching() -> None:
    assert drafts("matching", statement(TEXT, year())) == []


PHASES = "The three phases of the trade are planning, building and selling."


def phases(**more: Any) -> Focus:
    """A list in its order."""
    parts = tuple(focus(PHASES, part).spans[0] for part in ("planning", "building", "selling"))
    return replace(focus(PHASES, "planning"), name="phases", spans=parts, **more)


@pytest.mark.parametrize(
    ("more", "stem"),
    [
        ({"order": "Put the phases in order."}, "Put the phases in order."),
        (
            {"question": "What are the three phases of the trade?"},
            "What are the three phases of the trade? Put them in order.",
        ),
    ],
    ids=["asked for by its writer", "phases"],
)
def test_a_list_in_an_order_is_to_be_put_into_it(more: dict[str, Any], stem: str) -> None:
    (draft,) = drafts("ordering", statement(PHASES, phases(**more)))
    assert (draft.stem, draft.body.keys()) == (stem, ("planning", "building", "selling"))


@pytest.mark.parametrize(
    "question", ["Which steps did the mayor take?", "What are the three parts of the trade?", None]
)
def test_a_list_without_an_order_is_not_to_be_put_into_one(question: str | None) -> None:
    assert drafts("ordering", statement(PHASES, phases(question=question))) == []


def claims(made: Statement, near: DistractorPool) -> dict[str, set[str]]:
    """Claims that are made, over many seeds, by verdict."""
    found: dict[str, set[str]] = {"True": set(), "False": set()}
    for seed in range(40):
        for draft in drafts("true_false", made, near, seed):
            found[draft.body.keys()[0]].add(draft.stem)
    return found


def test_a_true_claim_is_the_statement_itself() -> None:
    assert claims(statement(TEXT, year()), pool())["True"] == {TEXT}


def test_a_false_claim_differs_by_one_value_of_the_same_type() -> None:
    assert claims(statement(TEXT, year()), pool(year=("1985",)))["False"] == {TEXT.replace("1998", "1985")}


def test_a_claim_is_false_only_where_a_value_can_be_swapped() -> None:
    assert claims(statement(TEXT, year()), pool())["False"] == set()


def test_no_claim_gives_another_person_the_trade_of_the_one_it_names() -> None:
    text = "In 1907 the Dutch painter Ada Berg opened the bridge in Porto."
    person = focus(text, "Ada Berg", type="person", name="agent", question="Who opened the bridge in Porto?")
    assert claims(statement(text, person), pool(person=("Ben Okoro",)))["False"] == set()
    text = "In 1907 Ada Berg opened the bridge in Porto."
    person = focus(text, "Ada Berg", type="person", name="agent", question="Who opened the bridge in Porto?")
    assert claims(statement(text, person), pool(person=("Ben Okoro",)))["False"]


def test_a_claim_is_never_a_denial() -> None:
    assert not any(
        " not " in claim
        for told in claims(statement(TEXT, year()), pool(year=("1985",))).values()
        for claim in told
    )
