"""A faulty block is told by its line, in a teacher's words and with what to do."""

from __future__ import annotations

import pytest

from quizapp.exchange.gift import LineError, read_gift
from quizapp.exchange.gift.faults import shortened

NO_KEY = "No answer is marked as right. Put = before the right answer."
NO_FULL = (
    "No answer earns all the marks. Put = before the right answer, or give two or more right answers a share."
)
NO_BRACES = "It has no answers in braces. Write the answers behind it, such as {=right ~wrong}."
EMPTY = "There is a mark without an answer. Write the answer behind it, or take the mark away."
NOT_CLOSED = (
    "The brace { is never closed. Put } behind the last answer, and leave no empty line between the answers."
)
NOT_OPENED = "There is a } without a { before it. Put { before the first answer."
MORE_BRACES = (
    "There are more braces behind the answers. Leave an empty line between two items, and put \\ before a brace "
    "that is only text."
)
NO_STEM = "There are answers, but nothing is asked. Write the text of the item before the {."
TOLERANCE = (
    "A number with a tolerance cannot be taken. Write the numbers that are right, such as {=3.14 =another}."
)
NO_ANSWER = (
    "The braces are empty. Write {=answer}, or {####answer} for an answer that learners judge themselves."
)
BEFORE = "First {T}\n\n"
FAULTS: dict[str, tuple[str, int, int | None, str]] = {
    "only wrong answers": ("Q {\n~a\n~b\n}", 3, None, NO_KEY),
    "answers without marks": ("Q {\na\nb\n}", 3, None, NO_KEY),
    "wrong answers under a comment": ("// mine\nQ {~a ~b}", 4, None, NO_KEY),
    "one share that is not all": ("Q {~%50%a ~b}", 3, None, NO_FULL),
    "written answers that are worth half": ("Q {=%50%a =%0%b}", 3, None, NO_FULL),
    "two keys": (
        "Q {=a =b ~c}", 3, None,
        "2 answers are marked as right. Leave one =, or give each right answer its share, such as ~%50%.",
    ),
    "three keys": (
        "Q {=a =b =d ~c}", 3, None,
        "3 answers are marked as right. Leave one =, or give each right answer its share, such as ~%33.33333%.",
    ),
    "a share behind the mark of the key": (
        "Q {\n=%50%a\n=%50%b\n~c}", 4, 1, "A share in percent stands behind ~, not behind =. Write ~%50%a.",
    ),
    "a share above a hundred": (
        "Q {~%150%a ~b}", 3, 4, "A share of 150 percent cannot be. Write one from -100 to 100.",
    ),
    "a share below minus a hundred": (
        "Q {=a\n ~%-200%b}", 4, 2, "A share of -200 percent cannot be. Write one from -100 to 100.",
    ),
    "a single option": (
        "Q {~a}", 3, None, "There is only one answer to choose from. Add a wrong one with ~ before it.",
    ),
    "an answer without a mark": (
        "Q {\n  a\n=b\n~c}", 4, 3, "“a” is not marked. Put = before a right answer and ~ before a wrong one.",
    ),
    "an empty wrong answer": ("Q {=a ~}", 3, 7, EMPTY),
    "an empty right answer": ("Q {= ~b}", 3, 4, EMPTY),
    "feedback without an answer": ("Q {=a\n~#no}", 4, 1, EMPTY),
    "an empty written answer": ("Q {=a =}", 3, 7, EMPTY),
    "an answer of tags alone": ("[html]Q {=<br> ~b}", 3, 10, EMPTY),
    "no braces": ("Read the text.", 3, None, NO_BRACES),
    "no braces but a title": ("::Title::Read the text.", 3, None, NO_BRACES),
    "escaped braces": (r"Q \{=a ~b\}", 3, None, NO_BRACES),
    "full-width braces": (
        "问题 \uff5b\uff1d甲 \uff5e乙\uff5d", 3, None,
        "Its braces are full-width signs. Switch the keyboard, and type { } = ~ # as half-width signs.",
    ),
    "a brace that is not closed": ("Q {=a ~b", 3, 3, NOT_CLOSED),
    "a brace that is closed behind an empty line": ("Q {\n=a\n\n~b\n\n~c\n}", 3, 3, NOT_CLOSED),
    "a brace that is not opened": ("Q\n=a ~b}", 4, 6, NOT_OPENED),
    "braces the wrong way round": ("Q }=a ~b{", 3, 3, NOT_OPENED),
    "a brace within braces": (
        "Q {=a {b} ~c}", 3, 7, "There is a second { before the }. Put \\ before a brace that is only text.",
    ),
    "no empty line between two": ("Q {T}\nR {F}", 4, 3, MORE_BRACES),
    "a formula with braces": (r"What is \frac{1}{2}? {=a half}", 3, 17, MORE_BRACES),
    "one brace too many": ("Q {T} }", 3, 7, MORE_BRACES),
    "a title that does not end": (
        "::Title\nQ {T}", 3, 1, "The title that begins with :: has no end. Put :: behind it as well.",
    ),
    "no text": ("{=a ~b}", 3, None, NO_STEM),
    "no text behind a title": ("::Title:: {T}", 3, None, NO_STEM),
    "no text but tags": ("[html]<p>{T}</p>", 3, None, NO_STEM),
    "an essay": ("Discuss.\n{}", 4, 1, NO_ANSWER),
    "an essay with an empty model": ("Discuss. {#### }", 3, 10, NO_ANSWER),
    "a pair without an arrow": (
        "Q {\n=a -> b\n=c\n}", 5, 1, "“c” has no partner. Write each pair as =left -> right.",
    ),
    "pairs without marks": (
        "Q {\na -> b\nc -> d}", 4, 1, "The pair “a -> b c -> d” is not marked. Put = before each pair.",
    ),
    "the first pair without a mark": (
        "Q {a -> b\n=c -> d}", 3, 4, "The pair “a -> b” is not marked. Put = before each pair.",
    ),
    "a right alone": (
        "Q {=a -> b =c -> d\n= -> e}", 4, 1,
        "“e” stands alone on the right. Write what belongs to it before the ->, or take it away.",
    ),
    "a left alone": ("Q {=a -> b\n=c ->}", 4, 1, "Nothing stands behind the -> of “c”. Write what belongs to it."),
    "an empty pair": ("Q {=a -> b =}", 3, 12, EMPTY),
    "one pair": ("Q {=a -> b}", 3, None, "There is only one pair to match. Write two or more."),
    "a tolerance": ("Pi? {#3.14:0.01}", 3, 6, TOLERANCE),
    "a tolerance among numbers": ("Pi? {#\n=3.14:0.01#near\n=%50%3:1}", 4, 1, TOLERANCE),
    "a range": (
        "How many? {#1..5}", 3, 12,
        "A range of numbers cannot be taken. Write the numbers that are right, such as {=1 =another}.",
    ),
    "no number": ("How many? {#}", 3, 12, "There is no number behind the #. Write it, such as {=3.14}."),
    "a word for a number": (
        "How many? {#four}", 3, 12, "“four” is not a number. Write digits with a point, such as 3.14.",
    ),
    "a number with a comma": (
        "Pi? {#3,14}", 3, 6, "“3,14” is not a number. Write digits with a point, such as 3.14.",
    ),
    "a number whose tolerance is a word": (
        "Pi? {#3.14:little}", 3, 6, "“little” is not a number. Write digits with a point, such as 3.14.",
    ),
    "numbers that are worth half": ("Pi? {#=%50%3.14}", 3, None, NO_FULL),
}  # fmt: skip


def error_of(name: str) -> LineError:
    """The only error of a text in which right items stand around the faulty one."""
    reading = read_gift(f"{BEFORE}{FAULTS[name][0]}\n\nLast {{F}}")
    assert [item.stem for item in reading.items] == ["First", "Last"]
    assert len(reading.errors) == 1
    return reading.errors[0]


@pytest.mark.parametrize("name", FAULTS)
def test_a_teacher_is_told_of(name: str) -> None:
    assert error_of(name).reason == FAULTS[name][3]


@pytest.mark.parametrize("name", FAULTS)
def test_a_teacher_is_shown_the_line_of(name: str) -> None:
    assert error_of(name).line == FAULTS[name][1]


@pytest.mark.parametrize("name", FAULTS)
def test_a_teacher_is_shown_the_column_of(name: str) -> None:
    assert error_of(name).column == FAULTS[name][2]


def test_an_error_is_a_sentence_with_its_line() -> None:
    assert str(error_of("only wrong answers")) == f"Line 3: {NO_KEY}"


def test_an_error_can_be_said_in_another_language() -> None:
    error = error_of("a range")
    assert error.template % error.values == error.reason


def test_each_faulty_block_has_one_error() -> None:
    assert [error.line for error in read_gift("A {~a ~b ~}\n\nB\n\nC {T}\n\nD {=").errors] == [1, 3, 7]


def test_an_item_behind_an_open_brace_is_read() -> None:
    assert [item.stem for item in read_gift("A {=a\n\nB {T}").items] == ["B"]


def test_long_answers_are_named_by_their_beginning() -> None:
    assert shortened("word " * 1000) == "word word word word word word word word…"


def test_short_answers_are_named_whole() -> None:
    assert shortened(" a\n b ") == "a b"
