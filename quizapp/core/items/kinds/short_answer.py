"""Short answer: a few words written by the learner and compared with the key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from quizapp.core.items.flaws import flaws_of
from quizapp.core.items.interaction import Face, TextEntry
from quizapp.core.items.kind import Answer, Derivation, Draft, Exemplar, Form, Input, View
from quizapp.core.items.matching import matches
from quizapp.core.items.outcome import Outcome
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Statement
from quizapp.errors import ResponseInvalid
from quizapp.phrases import phrase

_MOST_WORDS = 4
_MOST_CHARS = 200


@dataclass(frozen=True, kw_only=True)
class ShortAnswer:
    """Any of ``answers`` is right; the first is the one to show."""

    kind: ClassVar[str] = "short_answer"
    self_graded: ClassVar[bool] = False

    answers: tuple[str, ...]

    def keys(self) -> tuple[str, ...]:
        """The first answer; the others are wordings of it."""
        return self.answers[:1]

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """Stem and key rules; short enough to type."""
        return flaws_of(self.interaction(stem), quote=quote)

    def present(self, stem: str, rng: random.Random) -> View:
        """One text input."""
        return View(
            kind=self.kind,
            prompt=stem,
            inputs=(Input(name="answer", type="text", label=phrase("Your answer")),),
        )

    def parse(self, form: Form) -> Answer:
        """What was written."""
        written = " ".join(" ".join(form.get("answer", ())).split())
        if not written:
            raise ResponseInvalid("Write an answer.")
        if len(written) > _MOST_CHARS:
            raise ResponseInvalid("An answer takes at most %(most)s characters.", most=_MOST_CHARS)
        return (written,)

    def refill(self, answer: Answer) -> Form:
        """What was written."""
        return {"answer": answer}

    def grade(self, answer: Answer) -> Outcome:
        """All or nothing, form forgiven."""
        return Outcome(fraction=float(matches(answer[0], self.answers)))

    def classify(self, answer: Answer) -> str:
        """What was written, case folded."""
        return answer[0].casefold()

    def interaction(self, stem: str) -> TextEntry:
        """A text entry."""
        return TextEntry(prompt=stem, answers=self.answers)

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card."""
        return (Face(prompt=stem, answer=self.answers[0]),)

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """A written answer for every single focus of a few words, unless its answer can only be chosen."""
        for focus in statement.focuses:
            if (
                focus.question is None
                or focus.contraries
                or focus.is_list
                or len(focus.answer.split()) > _MOST_WORDS
            ):
                continue
            derivation = Derivation(rule=focus.rule, source=focus.spans[0].text) if focus.rule else None
            yield Draft(
                slot=focus.name,
                stem=focus.question,
                body=cls(answers=(focus.answer, *focus.accept)),
                derivation=derivation,
                confidence=statement.confidence,
            )

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """One key with another wording."""
        return (
            Exemplar(
                stem="In which city was the <meeting> held?",
                body=cls(answers=("Harbin", "the city of Harbin")),
                right={"answer": ["HARBIN."]},
                wrong={"answer": ["Beijing"]},
                invalid=({}, {"answer": ["   "]}, {"answer": ["x" * 999]}),
            ),
        )
