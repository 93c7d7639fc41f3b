"""Typed values from which distractors come, each with the place where it does belong."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.core.statements.statement import Focus, Statement

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    "the a an of and or to in on at by for with from as is are was were be been its their".split()
)


@dataclass(frozen=True, kw_only=True)
class Distractor:
    """A wrong answer: ``feedback`` says why it is wrong here, and where it belongs if it is in the text."""

    text: str
    feedback: str


@dataclass(frozen=True, kw_only=True)
class PoolEntry:
    """A value of a type. ``home`` is the statement and focus it comes from; empty for a curated value."""

    text: str
    type: str
    belongs: str = ""
    home: str = ""
    slot: str = ""


class DistractorPool:
    """All values of a document (and of curated lists) by type.

    A value is offered for a focus only where the statements prove it false for it: it is an answer of the same
    type to another focus, is no answer to this one, and shares no sentence, word for word, with this answer.
    """

    def __init__(self, statements: Iterable[Statement], *, curated: Iterable[PoolEntry] = ()) -> None:
        self.statements = tuple(statements)
        self.curated = tuple(curated)
        self.entries: dict[str, list[PoolEntry]] = {}
        for statement in self.statements:
            for focus in statement.focuses:
                for text in focus_values(focus):
                    self._add(
                        PoolEntry(
                            text=text,
                            type=focus.type,
                            belongs=focus.belongs,
                            home=statement.id,
                            slot=focus.name,
                        )
                    )
        for entry in self.curated:
            self._add(entry)

    def _add(self, entry: PoolEntry) -> None:
        self.entries.setdefault(entry.type, []).append(entry)

    def distractors(
        self, focus: Focus, *, statement: Statement, stem: str, count: int, rng: random.Random
    ) -> tuple[Distractor, ...]:
        """Up to ``count`` proven distractors, the document's own before curated ones, like lengths before unlike."""
        keys = focus_values(focus)
        known = self._answers_like(focus, statement)
        fitting = [
            entry
            for entry in self.entries.get(focus.type, ())
            if (entry.home != statement.id or (statement.kind == "parallel" and entry.slot != focus.name))
            and self._is_false(entry.text, keys=keys, stem=stem, known=known)
        ]
        rng.shuffle(fitting)
        length = sum(map(len, keys)) / max(1, len(keys))
        fitting.sort(
            key=lambda entry: (entry.home != statement.id, not entry.home, _unlikeness(entry.text, length))
        )
        return _distinct(fitting, count=count)

    def _answers_like(self, focus: Focus, statement: Statement) -> set[str]:
        """Every value that some statement gives for the very question or the same membership."""
        same: set[str] = set()
        for other in self.statements:
            for rival in other.focuses:
                asks_same = rival.question is not None and rival.question == focus.question
                belongs_same = bool(focus.belongs) and rival.belongs == focus.belongs
                if asks_same or belongs_same:
                    same.update(_fold(text) for text in focus_values(rival))
        own = [focus] if statement.kind == "parallel" else statement.focuses
        same.update(_fold(span.text) for focus in own for span in focus.spans)
        return same

    def _is_false(self, text: str, *, keys: Sequence[str], stem: str, known: set[str]) -> bool:
        folded = _fold(text)
        if not folded or folded in known or f" {folded} " in f" {_fold(stem)} ":
            return False
        if " " in folded and set(_content(text)) & set(_content(stem)):
            return False
        return not any(_alike(text, key) for key in keys)


def focus_values(focus: Focus) -> tuple[str, ...]:
    """The answers of a focus, one by one."""
    if focus.key is not None:
        return (focus.key,)
    return tuple(span.text for span in focus.spans)


def _distinct(entries: Sequence[PoolEntry], *, count: int) -> tuple[Distractor, ...]:
    chosen: list[Distractor] = []
    for entry in entries:
        if len(chosen) == count:
            break
        if any(_alike(entry.text, other.text) for other in chosen):
            continue
        chosen.append(Distractor(text=entry.text, feedback=_feedback(entry)))
    return tuple(chosen)


def _feedback(entry: PoolEntry) -> str:
    if entry.home and entry.belongs:
        return f"The text names this as {entry.belongs}."
    return "The text does not name this." if not entry.home else "The text says this of something else."


def _alike(a: str, b: str) -> bool:
    """Whether two values may mean the same: one holds the other, or they share two thirds of their words."""
    first, second = set(_content(a)), set(_content(b))
    if not first or not second:
        return _fold(a) == _fold(b)
    shared = len(first & second)
    return first <= second or second <= first or shared >= 0.67 * min(len(first), len(second))


def _unlikeness(text: str, length: float) -> int:
    """How far this text's length is from the key's, in steps of a third."""
    longer, shorter = max(len(text), length, 1), max(1.0, min(len(text), length))
    return int((longer / shorter - 1) * 3)


def _content(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in _STOP]


def _fold(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
