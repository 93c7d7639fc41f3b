"""A teacher's own statement is proven by the text, and goes on as long as the text proves it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.statements.alignment import Alignment
from quizapp.core.statements.own import ANSWER_TYPES, Wish, is_own, own_statement, wish_of, with_own
from quizapp.core.statements.statement import Statement
from quizapp.errors import InputError

TEXT = "It is cold. He opened the port of\nDalian in 1899. Nobody came."
WISH = Wish(
    sentence="He opened the port of Dalian in 1899.",
    answers=("1899",),
    type="year",
    category="date",
    words="Li Wei opened the port of Dalian in 1899.",
    stem="In which year was the port of Dalian opened?",
)


def made(**changes: object) -> Statement:
    return own_statement(replace(WISH, **changes), TEXT)  # type: ignore[arg-type]


def test_the_evidence_is_verbatim_whatever_the_line_ends() -> None:
    statement = made()
    assert (
        statement.quote == TEXT[statement.start : statement.end] == "He opened the port of\nDalian in 1899."
    )
    (span,) = statement.focuses[0].spans
    assert TEXT[span.start : span.end] == "1899"


def test_the_claim_is_in_the_teachers_words_where_there_are_any() -> None:
    assert made().text == WISH.words
    assert made(words="").text == WISH.sentence


def test_a_form_filled_with_it_says_what_was_written() -> None:
    assert wish_of(made()) == WISH


@pytest.mark.parametrize("type", ANSWER_TYPES)
def test_every_type_that_is_offered_makes_a_statement(type: str) -> None:
    statement = made(type=type)
    assert (is_own(statement), wish_of(statement).type) == (True, type)


def test_several_answers_are_a_list() -> None:
    statement = made(answers=("1899", "Dalian"))
    assert (statement.kind, statement.focuses[0].is_list) == ("enumeration", True)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sentence": "She opened it."}, "does not stand in the text"),
        ({"sentence": ""}, "does not stand in the text"),
        ({"answers": ("1901",)}, "“1901” does not stand in the sentence"),
        ({"answers": ()}, "what is asked for"),
        ({"words": "x" * 3000}, "at most 2000 characters"),
        ({"answers": tuple(map(str, range(20)))}, "10 answers"),
    ],
)
def test_what_nothing_proves_is_refused(changes: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        made(**changes)


def test_what_is_asked_otherwise_has_another_name() -> None:
    assert made().id != made(answers=("Dalian",)).id
    assert own_statement(WISH, TEXT, id="w1").id == "w1"


def test_of_no_type_in_particular_no_other_answer_is_a_wrong_one() -> None:
    assert made(type="other").focuses[0].type != made(type="other", answers=("Dalian",)).focuses[0].type


def kept_in(text: str) -> tuple[Statement, ...]:
    alignment = Alignment(statements=(), before={})
    return with_own(alignment, [made(), replace(made(), id="s1")], text).statements


def test_it_goes_on_where_its_sentence_stands_in_the_new_text() -> None:
    (moved,) = kept_in(f"New. {TEXT}")
    assert (moved.id, moved.start) == (made().id, made().start + 5)


def test_a_paragraph_that_is_wrapped_otherwise_does_no_harm() -> None:
    text = "He opened\nthe port of Dalian in 1899."
    (moved,) = kept_in(text)
    assert moved.quote == text
    (span,) = moved.focuses[0].spans
    assert text[span.start : span.end] == "1899"


def test_it_ends_where_the_sentence_is_gone() -> None:
    assert kept_in("It is cold.") == ()
