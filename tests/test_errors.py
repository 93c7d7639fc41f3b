"""Every error of ours says who must act, and is a sentence for that person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quizapp import errors
from quizapp.errors import ExportUnsupported, ImportRejected, InputError, ItemInvalid, NotFound, QuizappError


def below(error: type[QuizappError]) -> Iterator[type[QuizappError]]:
    """An error and all that are more particular."""
    yield error
    for narrower in error.__subclasses__():
        yield from below(narrower)


OURS = list(below(QuizappError))


@pytest.mark.parametrize("error", OURS)
def test_every_error_is_drawn_in_the_tree(error: type[QuizappError]) -> None:
    assert errors.__doc__ is not None
    assert f" {error.__name__}" in errors.__doc__


def test_the_tree_draws_no_error_that_does_not_exist() -> None:
    drawn = [
        line.replace("│", " ").split("─")[-1].split()
        for line in (errors.__doc__ or "").splitlines()
        if "─" in line
    ]
    assert {words[0] for words in drawn} == {error.__name__ for error in OURS} - {"QuizappError"}


@pytest.mark.parametrize("error", OURS)
def test_every_error_says_what_it_means(error: type[QuizappError]) -> None:
    assert (error.__doc__ or "").strip().endswith(".")


def test_nobody_else_defines_errors_of_ours() -> None:
    assert {error.__module__ for error in OURS} == {"quizapp.errors"}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NotFound("deck", "rivers"), "There is no deck “rivers”."),
        (ExportUnsupported("matching", "CSV"), "CSV cannot carry items of the kind “matching”."),
        (ImportRejected("no items", line=3), "line 3: no items"),
        (ImportRejected("no items", place="rivers.toml"), "rivers.toml: no items"),
        (ImportRejected("no items", line=3, place="rivers.toml"), "line 3: no items"),
        (ImportRejected("no items"), "no items"),
        (ItemInvalid("No proof."), "No proof."),
    ],
)
def test_a_message_is_a_sentence_for_the_person(error: QuizappError, told: str) -> None:
    assert str(error) == told


def test_an_invalid_item_names_its_flaws() -> None:
    assert ItemInvalid("No proof.", flaws=["unproven-key"]).flaws == ("unproven-key",)


@pytest.mark.parametrize(
    "error", [errors.ResponseInvalid, errors.SourceUnreadable, errors.NothingToAsk, ItemInvalid]
)
def test_whoever_sent_bad_input_can_mend_it(error: type[QuizappError]) -> None:
    assert issubclass(error, InputError)
