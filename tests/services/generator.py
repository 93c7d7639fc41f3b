"""A generator that loads no language model: one statement, or what it is told to do instead."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

import pytest

from quizapp.core.statements.pool import PoolEntry
from quizapp.core.statements.statement import Focus, Span, Statement, statement_id
from quizapp.core.text.source import Source

Progress = Callable[[float, str], None]
Extract = Callable[[Source, Progress], tuple[Statement, ...]]


@dataclass(frozen=True, kw_only=True)
class FakeExtraction:
    """What the real one gives."""

    statements: tuple[Statement, ...]
    curated: tuple[PoolEntry, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


def about_the_first_word(source: Source, progress: Progress) -> tuple[Statement, ...]:
    """The whole text as one statement that can be asked for its first word."""
    progress(0.5, "Reading")
    word = source.text.split()[0]
    focus = Focus(name="first", spans=(Span(text=word, start=0, end=len(word)),), type="thing")
    text = source.text
    return (
        Statement(id="s1", kind="fact", pattern="first", category="fact", start=0, end=len(text), quote=text,
                  text=text, focuses=(focus,)),
    )  # fmt: skip


def about_each_line(source: Source, progress: Progress) -> tuple[Statement, ...]:
    """Each line of the form “Harbin is …” as a statement whose first word can become a gap: no line needs another."""
    found: list[Statement] = []
    start = 0
    for line in source.text.split("\n"):
        word, _, rest = line.partition(" is ")
        if rest:
            span = Span(text=word, start=start, end=start + len(word))
            focus = Focus(name="first", spans=(span,), type="thing")
            id = statement_id("fact", "line", line, focuses=[focus])
            found.append(
                Statement(id=id, kind="fact", pattern="line", category="fact", start=start, end=start + len(line),
                          quote=line, text=line, focuses=(focus,))
            )  # fmt: skip
        start += len(line) + 1
    return tuple(found)


def nothing(source: Source, progress: Progress) -> tuple[Statement, ...]:
    """Statements that give no item."""
    return tuple(_without_context(statement) for statement in about_the_first_word(source, progress))


def _without_context(statement: Statement) -> Statement:
    return Statement(id=statement.id, kind="fact", pattern="first", category="fact", start=statement.start,
                     end=statement.end, quote=statement.quote, text=statement.text,
                     context="it points at something outside of the text")  # fmt: skip


def fake_generator(monkeypatch: pytest.MonkeyPatch, does: Extract = about_the_first_word) -> None:
    """Put a generator in the place of the real one, which would load a language model."""

    def extract(source: Source, *, progress: Progress | None = None) -> FakeExtraction:
        return FakeExtraction(statements=does(source, progress or (lambda share, stage: None)))

    module = ModuleType("quizapp.core.statements.extract")
    vars(module)["extract"] = extract
    monkeypatch.setitem(sys.modules, module.__name__, module)
