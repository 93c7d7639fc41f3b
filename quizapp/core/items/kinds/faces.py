"""Faces: a card as another program shows it, kept as it is and judged by the learner."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from quizapp.core.items.interaction import Face, Mask, Side, Sides
from quizapp.core.items.judged import Judged
from quizapp.core.items.kind import Draft, Exemplar, Form
from quizapp.core.items.markup import words_of
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Statement

WORDLESS = "…"
"""What stands for a side that is only a picture or a sound."""


@dataclass(frozen=True, kw_only=True)
class Faces(Judged):
    """A card for every side. A quiz asks the first."""

    kind: ClassVar[str] = "faces"

    sides: tuple[Side, ...]

    def keys(self) -> tuple[str, ...]:
        """The words of each answer."""
        return tuple(words_of(side.answer) or WORDLESS for side in self.sides)

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """None: the rules are for words, and these cards were in use before."""
        return ()

    def interaction(self, stem: str) -> Sides:
        """An open text entry with its markup."""
        return Sides(prompt=stem, answers=self.keys()[:1], open=True, sides=self.sides)

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card a side, in words. The stem stands for the first alone: another side may ask for just that."""
        named = zip(self.sides, (stem, *[WORDLESS] * len(self.sides)), strict=False)
        return tuple(
            Face(prompt=words_of(side.prompt) or name, answer=words_of(side.answer) or WORDLESS)
            for side, name in named
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
