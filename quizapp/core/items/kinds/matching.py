"""Matching: two columns of a statement, each left tied to its right."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from quizapp.core.items.flaws import flaws_of
from quizapp.core.items.interaction import Face, Match
from quizapp.core.items.kind import Answer, Draft, Exemplar, Form, Input, View
from quizapp.core.items.outcome import Outcome
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Statement
from quizapp.errors import ResponseInvalid

_FEWEST = 3  # the second of two pairs is no question any more


def _parts(text: str) -> list[str]:
    """A text, or what stands on either side of its gap."""
    parts = [part.strip() for part in text.split("…")]
    return [part for part in parts if part] or [text]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A left and the right that belongs to it."""

    left: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Matching:
    """``pairs`` in the text's order. Rights may repeat where lefts are sorted into categories."""

    kind: ClassVar[str] = "matching"
    self_graded: ClassVar[bool] = False

    pairs: tuple[Pair, ...]

    def keys(self) -> tuple[str, ...]:
        """Every left and every right: the evidence must hold both columns, and of a left with a gap both its parts."""
        return tuple(part for pair in self.pairs for text in (pair.left, pair.right) for part in _parts(text))

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """Stem rules; at least two pairs, every left once, two or more different rights."""
        return flaws_of(self.interaction(stem), quote=quote)

    def _rights(self) -> tuple[str, ...]:
        """All different rights in alphabetical order, an order that tells nothing."""
        return tuple(sorted({pair.right for pair in self.pairs}, key=lambda right: (right.casefold(), right)))

    def present(self, stem: str, rng: random.Random) -> View:
        """A drop-down for each left, lefts and rights shuffled."""
        offered = [(right, right) for right in self._rights()]
        rng.shuffle(offered)
        inputs = [
            Input(name=f"pair{n}", type="select", label=pair.left, options=tuple(offered))
            for n, pair in enumerate(self.pairs, 1)
        ]
        rng.shuffle(inputs)
        return View(kind=self.kind, prompt=stem, inputs=tuple(inputs))

    def parse(self, form: Form) -> Answer:
        """The chosen right of every left, in the order of ``pairs``."""
        chosen = [form.get(f"pair{n}", ()) for n in range(1, len(self.pairs) + 1)]
        if not all(len(rights) == 1 and rights[0] in self._rights() for rights in chosen):
            raise ResponseInvalid("Choose a match for every line.")
        return tuple(rights[0] for rights in chosen)

    def refill(self, answer: Answer) -> Form:
        """The chosen right of every left."""
        return {f"pair{n}": [right] for n, right in enumerate(answer, 1)}

    def grade(self, answer: Answer) -> Outcome:
        """The share of lefts tied rightly."""
        hits = [right == pair.right for right, pair in zip(answer, self.pairs, strict=True)]
        told = [f"{pair.left}: {pair.right}" for hit, pair in zip(hits, self.pairs, strict=True) if not hit]
        return Outcome(fraction=sum(hits) / len(hits), feedback=tuple(told))

    def classify(self, answer: Answer) -> str:
        """The ties made."""
        return "; ".join(f"{pair.left} → {right}" for pair, right in zip(self.pairs, answer, strict=True))

    def interaction(self, stem: str) -> Match:
        """A match."""
        return Match(prompt=stem, pairs=tuple((pair.left, pair.right) for pair in self.pairs))

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card."""
        return (Face(prompt=stem, answer="; ".join(f"{pair.left}: {pair.right}" for pair in self.pairs)),)

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """The statement's own two columns."""
        if statement.pairing is None or len(statement.pairing.pairs) < _FEWEST:
            return
        pairs = tuple(Pair(left=left.text, right=right.text) for left, right in statement.pairing.pairs)
        yield Draft(
            slot="pairs",
            stem=statement.pairing.prompt,
            body=cls(pairs=pairs),
            confidence=statement.confidence,
        )

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """Three pairs."""
        body = cls(
            pairs=(
                Pair(left="Liaoning", right="Shenyang"),
                Pair(left="Jilin", right="Changchun"),
                Pair(left="Heilongjiang", right="<Harbin>"),
            )
        )
        return (
            Exemplar(
                stem="Match each province with its capital.",
                body=body,
                right={"pair1": ["Shenyang"], "pair2": ["Changchun"], "pair3": ["<Harbin>"]},
                wrong={"pair1": ["Changchun"], "pair2": ["<Harbin>"], "pair3": ["Shenyang"]},
                partial={"pair1": ["Shenyang"], "pair2": ["<Harbin>"], "pair3": ["Changchun"]},
                invalid=({}, {"pair1": ["Shenyang"]}, {"pair1": ["x"], "pair2": ["y"], "pair3": ["z"]}),
            ),
        )
