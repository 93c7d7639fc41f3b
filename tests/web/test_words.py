"""What stands on the screen: marked for translation, in the glossary's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from quizapp.config import resource
from quizapp.core.items.kinds import KINDS
from quizapp.web import words

TEMPLATES = sorted(resource("templates").rglob("*.html"))
BANNED = re.compile(r"\b(?:questions?|flashcards?|correct answers?|manager|utils)\b", re.IGNORECASE)
ATTRIBUTES = re.compile(r'(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{2}[^"]*)"')
NAME = "quizapp"
SPECIMEN = re.compile(r'<(\w+)[^>]*\blang="[^"]+"[^>]*>.*?</\1>', re.DOTALL)
"""Words that say of themselves which language they are in: shown as they are to every reader."""


def literal(path: Path) -> str:
    """A template's text outside of everything that Jinja computes; each expression leaves a mark."""
    tokens = Environment(autoescape=True).lex(path.read_text())
    return "".join(value if kind == "data" else "\x00" for _, kind, value in tokens)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_visible_text_is_marked_for_translation(path: Path) -> None:
    text = SPECIMEN.sub("", literal(path))
    attributes = [value for value in ATTRIBUTES.findall(text) if value != NAME]
    bare = re.sub(r"<[^>]*>|&\w+;", "\n", re.sub(r"<kbd>.*?</kbd>", "", text))
    found = [
        line.strip() for line in bare.replace("\x00", "\n").splitlines() if re.search(r"[A-Za-z]{2}", line)
    ]
    assert [*attributes, *(line for line in found if line.strip(" ·") != NAME)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_uses_a_banned_word(path: Path) -> None:
    assert BANNED.findall(path.read_text()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name(kind: str) -> None:
    assert kind in words.KINDS


@pytest.mark.parametrize(("value", "shown"), [(7.0, "7"), (7.25, "7.2"), (0.04, "0")])
def test_points_have_at_most_one_decimal(value: float, shown: str, web: object) -> None:
    from flask import Flask

    assert isinstance(web, Flask)
    with web.test_request_context():
        assert words.score(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(1.0, "100%"), (0.999, "99%"), (0.29, "29%"), (0.0, "0%")])
def test_only_all_is_all(value: float, shown: str, web: object) -> None:
    from flask import Flask

    assert isinstance(web, Flask)
    with web.test_request_context():
        assert words.percent(value) == shown
