"""Faces: a card as another program shows it, kept as it is and judged by the learner."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from quizapp.core.items.interaction import Face, Mask, Side, Sides
from quizapp.core.items.kind import Answer, Draft, Exemplar, Form, Input, View
from quizapp.core.items.markup import words_of
from quizapp.core.items.outcome import Outcome
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Statement
from quizapp.errors import ResponseInvalid

WORDLESS = "…"
"""What stands for a side that is only a picture or a sound."""


@dataclass(frozen=True, kw_only=True)
class Faces:
    """A card for every side. A quiz asks the first."""

    kind: ClassVar[str] = "faces"
    self_graded: ClassVar[bool] = True

    sides: tuple[Side, ...]

    def keys(self) -> tuple[str, ...]:
        """The words of each answer."""
        return tuple(words_of(side.answer) or WORDLESS for side in self.sides)

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """None: the rules are for words, and these cards were in use before."""
        return ()

    def present(self, stem: str, rng: random.Random) -> View:
        """Two buttons that judge one's own recall, for after the answer was shown."""
        offered = (("missed", "I missed it"), ("knew", "I knew it"))
        return View(
            kind=self.kind, prompt=stem, inputs=(Input(name="recall", type="radio", options=offered),)
        )

    def parse(self, form: Form) -> Answer:
        """``knew`` or ``missed``."""
        recall = form.get("recall", ())
        if len(recall) != 1 or recall[0] not in {"knew", "missed"}:
            raise ResponseInvalid("Say whether you knew it.")
        return (recall[0],)

    def refill(self, answer: Answer) -> Form:
        """The judgement."""
        return {"recall": answer}

    def grade(self, answer: Answer) -> Outcome:
        """The learner's own word."""
        return Outcome(fraction=float(answer[0] == "knew"))

    def classify(self, answer: Answer) -> str:
        """``knew`` or ``missed``."""
        return answer[0]

    def interaction(self, stem: str) -> Sides:
        """An open text entry with its markup."""
        return Sides(prompt=stem, answers=self.keys()[:1], open=True, sides=self.sides)

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card a side, in words."""
        return tuple(
            Face(prompt=words_of(side.prompt) or stem, answer=words_of(side.answer) or WORDLESS)
            for side in self.sides
        )

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """None: such cards only come from elsewhere."""
        return iter(())

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """A card that is asked both ways, and one over a picture."""
        both = (
            Side(prompt="<strong>river of Harbin &lt;name it&gt;</strong>", answer="<i>Songhua</i> 松花江"),
            Side(prompt="Songhua", answer="the river of Harbin"),
        )
        mask = Mask(left=100, top=200, width=300, height=100, asked=True)
        map_side = Side(
            prompt="What lies here?",
            answer="Harbin",
            picture="0123456789abcdef0123456789abcdef.png",
            masks=(mask,),
        )
        judged: dict[str, Form] = {"right": {"recall": ["knew"]}, "wrong": {"recall": ["missed"]}}
        invalid: tuple[Form, ...] = ({}, {"recall": ["perhaps"]})
        return (
            Exemplar(stem="river of Harbin <name it>", body=cls(sides=both), invalid=invalid, **judged),
            Exemplar(stem="What lies here?", body=cls(sides=(map_side,)), invalid=invalid, **judged),
        )
