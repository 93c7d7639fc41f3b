"""Ordering: parts of a process or a story, to be put into the order in which the text names them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from quizapp.core.items.flaws import flaws_of
from quizapp.core.items.interaction import Face, Order
from quizapp.core.items.kind import Answer, Draft, Exemplar, Form, Input, View
from quizapp.core.items.outcome import Outcome
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Focus, Statement
from quizapp.errors import ResponseInvalid

_FEWEST = 3
_STAGES = re.compile(r"^What are the (?:\w+ ){0,2}(?:stages|phases|steps) (?:of|in) ")


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """``sequence`` in the right order, each part once."""

    kind: ClassVar[str] = "ordering"
    self_graded: ClassVar[bool] = False

    sequence: tuple[str, ...]

    def keys(self) -> tuple[str, ...]:
        """Every part."""
        return self.sequence

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """Stem rules; three or more different parts, in the order of the quote."""
        return flaws_of(self.interaction(stem), quote=quote)

    def _parts(self) -> tuple[str, ...]:
        """The parts in alphabetical order, an order that tells nothing; their inputs are numbered by it."""
        return tuple(sorted(self.sequence, key=lambda part: (part.casefold(), part)))

    def present(self, stem: str, rng: random.Random) -> View:
        """A place for each part, the parts shuffled, and never shown in the right order."""
        places = tuple((str(n), str(n)) for n in range(1, len(self.sequence) + 1))
        numbered = list(enumerate(self._parts(), 1))
        rng.shuffle(numbered)
        if tuple(part for _, part in numbered) == self.sequence:
            numbered = [*numbered[1:], numbered[0]]
        inputs = tuple(
            Input(name=f"part{n}", type="select", label=part, options=places) for n, part in numbered
        )
        return View(kind=self.kind, prompt=stem, inputs=inputs)

    def parse(self, form: Form) -> Answer:
        """The parts in the order of the places they were given."""
        given = [form.get(f"part{n}", ()) for n in range(1, len(self.sequence) + 1)]
        places = [values[0] if len(values) == 1 else "" for values in given]
        if sorted(places) != sorted(str(n) for n in range(1, len(self.sequence) + 1)):
            raise ResponseInvalid("Give every part a place of its own.")
        return tuple(part for _, part in sorted(zip(map(int, places), self._parts(), strict=True)))

    def refill(self, answer: Answer) -> Form:
        """The place of every part."""
        return {f"part{n}": [str(answer.index(part) + 1)] for n, part in enumerate(self._parts(), 1)}

    def grade(self, answer: Answer) -> Outcome:
        """How far the two orders agree: pairs in the right order less pairs in the wrong one, over all pairs
        (Kendall 1938), never below zero."""
        place = {part: n for n, part in enumerate(self.sequence)}
        pairs = list(combinations(answer, 2))
        turned = sum(1 for earlier, later in pairs if place[earlier] > place[later])
        return Outcome(fraction=max(0.0, 1 - 2 * turned / len(pairs)))

    def classify(self, answer: Answer) -> str:
        """The order given."""
        return " → ".join(answer)

    def interaction(self, stem: str) -> Order:
        """An order."""
        return Order(prompt=stem, sequence=self.sequence)

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card."""
        return (
            Face(prompt=stem, answer="; ".join(f"{n}. {part}" for n, part in enumerate(self.sequence, 1))),
        )

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """An order for each list that has one: its writer says so, or it lists the stages of something."""
        for focus in statement.focuses:
            stem = focus.order or _implied(focus)
            if stem and len(focus.spans) >= _FEWEST:
                yield Draft(
                    slot=f"{focus.name}-order",
                    stem=stem,
                    body=cls(sequence=tuple(span.text for span in focus.spans)),
                    confidence=0.9 * statement.confidence,
                )

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """Four parts."""
        return (
            Exemplar(
                stem="Put the phases of <mitosis> in order.",
                body=cls(sequence=("prophase", "metaphase", "anaphase", "<telophase>")),
                right={"part1": ["4"], "part2": ["3"], "part3": ["2"], "part4": ["1"]},
                wrong={"part1": ["1"], "part2": ["2"], "part3": ["3"], "part4": ["4"]},
                partial={"part1": ["4"], "part2": ["3"], "part3": ["1"], "part4": ["2"]},
                invalid=(
                    {},
                    {"part1": ["1"]},
                    {"part1": ["1"], "part2": ["1"], "part3": ["2"], "part4": ["3"]},
                    {"part1": ["1"], "part2": ["2"], "part3": ["3"], "part4": ["x"]},
                ),
            ),
        )


def _implied(focus: Focus) -> str:
    """“What are the three stages of X? Put them in order.”"""
    if not focus.is_list or focus.question is None or not _STAGES.match(focus.question):
        return ""
    return f"{focus.question} Put them in order."
