"""Remembered word classes are those that the language model itself gives."""

from __future__ import annotations

import importlib
import warnings
from typing import Any

import pytest

from quizapp.core.statements.parse import load_model, model_name
from quizapp.core.statements.wordclasses import remember_word_classes

TEXTS = (
    "Ada Lovelace opened the old bridge in Porto in 1998, and it's still the longest of its kind.",
    "There is a mill. There're two inns, aren't there? Let's go, y'all: I'm gonna paint them, I gotta.",
    "C'mon! It gets worse; they got it. Ain't that so? That is what we do, and it was she who did it.",
    "She said that she had had to leave. Whose is this? Who'd have thought that you do?",
    "  Two  spaces \u00a0 and\ttabs\n\nand a line.  \n",
    "PORTO 🚂 £5 (e.g. 3.14%) “quoted” — ‘so’ … #1 @ben x_{1} <b>bold</b> سلام",
    "",
)


@pytest.fixture(scope="module")
def stock() -> Any:
    """The model as it comes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module: Any = importlib.import_module(model_name())
        return module.load()


def read(doc: Any) -> list[tuple[Any, ...]]:
    """Everything that a pattern may look at."""
    return [
        (token.text, token.pos_, token.tag_, token.dep_, token.lemma_, str(token.morph), token.ent_type_, token.head.i)
        for token in doc
    ]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_every_word_has_the_class_and_lemma_that_the_model_gives(text: str, stock: Any) -> None:
    assert read(load_model()(text)) == read(stock(text))


@pytest.mark.parametrize("text", TEXTS)
def test_a_remembered_answer_is_the_first_answer(text: str) -> None:
    assert read(load_model()(text)) == read(load_model()(text))


def test_answers_that_were_forgotten_are_found_again(stock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizapp.core.statements.wordclasses._MOST_ANSWERS", -1)
    assert read(load_model()(TEXTS[0])) == read(stock(TEXTS[0]))


def test_a_model_is_changed_only_once() -> None:
    before = list(load_model().pipe_names)
    remember_word_classes(load_model())
    assert load_model().pipe_names == before


def test_a_model_that_is_built_in_another_way_stays_as_it_is() -> None:
    import spacy

    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    remember_word_classes(blank)
    assert blank.pipe_names == ["sentencizer"]
