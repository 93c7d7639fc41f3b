"""The contract that every kind of item fulfils, and the plain records that pass through it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from quizapp.core.items.interaction import Face, Interaction
from quizapp.core.items.outcome import Outcome
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Statement

Form = Mapping[str, Sequence[str]]
"""What a browser sent: input name → values."""

Answer = tuple[str, ...]
"""A parsed answer, plain enough to be stored: option indexes, texts per gap, rights per left."""

InputType = Literal["radio", "checkbox", "text", "select"]


@dataclass(frozen=True, kw_only=True)
class Input:
    """One form control. ``options`` holds (value, label); values never tell which option is right."""

    name: str
    type: InputType
    label: str = ""
    options: tuple[tuple[str, str], ...] = ()
    size: int = 24


@dataclass(frozen=True, kw_only=True)
class View:
    """What a template needs to ask an item, and nothing of its key.

    ``segments`` is the stem cut at its gaps: texts and inputs in reading order; for other kinds it is empty.
    """

    kind: str
    prompt: str
    inputs: tuple[Input, ...]
    segments: tuple[str | Input, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """How a key that is not verbatim in the quote comes from it: a rule of ``proof.RULES`` and what it starts from."""

    rule: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An item before its proof: what a builder proposes for one slot of a statement."""

    slot: str
    stem: str
    body: ItemBody
    derivation: Derivation | None = None
    confidence: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Exemplar:
    """A small item of a kind with forms that are right, wrong, partly right (where possible) and invalid."""

    stem: str
    body: ItemBody
    right: Form
    wrong: Form
    invalid: tuple[Form, ...]
    partial: Form | None = None


class ItemBody(Protocol):
    """One kind: its model, how it is shown, graded, analysed, exported, generated and proven."""

    kind: ClassVar[str]
    self_graded: ClassVar[bool]

    def keys(self) -> tuple[str, ...]:
        """Every text that the evidence must support."""

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """Names (see ``flaws.CATALOGUE``) of the rules this item breaks; some need the evidence's quote."""

    def present(self, stem: str, rng: random.Random) -> View:
        """Plain data for the template, options shuffled by ``rng``."""

    def parse(self, form: Form) -> Answer:
        """The answer in a form. Raises `ResponseInvalid` where there is none."""

    def refill(self, answer: Answer) -> Form:
        """The form that this answer came in: ``parse(refill(answer)) == answer``."""

    def grade(self, answer: Answer) -> Outcome:
        """Never raises for a parsed answer."""

    def classify(self, answer: Answer) -> str:
        """The bucket of this answer in distractor analysis."""

    def interaction(self, stem: str) -> Interaction:
        """The neutral form that exporters know."""

    def faces(self, stem: str) -> tuple[Face, ...]:
        """The cards this item gives: one prompt and answer each."""

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """Zero, one or more drafts."""

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """Items of this kind with answers of every sort, for the contract test."""
