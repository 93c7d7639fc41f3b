"""A statement, its name and the words of its answers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from quizapp.core.statements.codec import statement_from_plain, statement_to_plain
from quizapp.core.statements.statement import Pairing, as_sentence, join_words, statement_id
from tests.core.items.cast import focus, statement

TEXT = "Ada opened the bridge, the mill and the inn in Porto."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("The mill is old", "The mill is old."),
        ("Is the mill old?", "Is the mill old?"),
        ("The term for it is “mill”", "The term for it is “mill”."),
        ("Ada said “The mill is old.”", "Ada said “The mill is old.”"),
    ],
)
def test_a_sentence_ends(text: str, sentence: str) -> None:
    assert as_sentence(text) == sentence


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "b, c", "d"], "a; b, c and d"),
    ],
)
def test_words_are_joined_as_a_person_would(words: list[str], joined: str) -> None:
    assert join_words(words) == joined


def test_words_may_be_joined_by_or() -> None:
    assert join_words(["a", "b"], conjunction="or") == "a or b"


def test_the_answer_of_a_list_is_its_members_joined() -> None:
    found = focus(TEXT, "bridge", "mill", "inn")
    assert (found.answer, found.is_list) == ("bridge, mill and inn", True)


def test_a_wording_of_its_own_wins_over_the_span() -> None:
    assert focus(TEXT, "opened", key="open", rule="inflected").answer == "open"


def test_a_quote_is_as_long_as_its_span() -> None:
    with pytest.raises(ValueError, match="as long as"):
        replace(statement(TEXT), end=3)


def made_id(
    *, kind: str = "place", pattern: str = "place", quote: str = TEXT, answer: str = "Porto", nth: int = 0
) -> str:
    """The id of a statement with one focus."""
    return statement_id(kind, pattern, quote, focuses=[focus(TEXT, answer)], nth=nth)


@pytest.mark.parametrize(
    "other",
    [
        made_id(kind="fact"),
        made_id(pattern="held"),
        made_id(quote=TEXT + " "[:0] + "!"),
        made_id(answer="mill"),
        made_id(nth=1),
    ],
)
def test_another_claim_has_another_id(other: str) -> None:
    assert other != made_id()


def test_line_ends_inside_a_quote_do_not_change_its_id() -> None:
    assert made_id(quote=TEXT.replace(" ", "\n", 2)) == made_id()


def test_a_place_in_the_text_does_not_change_an_id() -> None:
    assert statement_id("a", "b", TEXT, focuses=[focus(TEXT, "Porto", start=90)]) == statement_id(
        "a", "b", TEXT, focuses=[focus(TEXT, "Porto")]
    )


def test_a_statement_survives_being_stored() -> None:
    spans = [focus(TEXT, word).spans[0] for word in ("bridge", "mill", "inn", "Porto")]
    kept = statement(
        TEXT, focus(TEXT, "Porto", accept=("Oporto",)), pairing=Pairing(prompt="?", pairs=((spans[0], spans[1]),)),
        resolved=(("he", "Ada"),), context="why",
    )  # fmt: skip
    assert statement_from_plain(json.loads(json.dumps(statement_to_plain(kept)))) == kept
