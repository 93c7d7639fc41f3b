"""Multiple response: every member of a list among things that belong elsewhere."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from quizapp.core.items.flaws import flaws_of
from quizapp.core.items.interaction import Choice, Face, Option
from quizapp.core.items.kind import Answer, Draft, Exemplar, Form, Input, View
from quizapp.core.items.outcome import Outcome
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Statement, join_words
from quizapp.errors import ResponseInvalid
from quizapp.phrases import phrase

_MOST_OPTIONS = 7
_DISTRACTORS = 3


@dataclass(frozen=True, kw_only=True)
class MultipleResponse:
    """``options`` in stored order; two or more are correct."""

    kind: ClassVar[str] = "multiple_response"
    self_graded: ClassVar[bool] = False

    options: tuple[Option, ...]

    def keys(self) -> tuple[str, ...]:
        """The texts of all keys."""
        return tuple(option.text for option in self.options if option.correct)

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """Stem and option rules, and two or more keys."""
        return flaws_of(self.interaction(stem), quote=quote)

    def present(self, stem: str, rng: random.Random) -> View:
        """One group of check boxes, shuffled."""
        order = list(range(len(self.options)))
        rng.shuffle(order)
        offered = tuple((str(index), self.options[index].text) for index in order)
        return View(
            kind=self.kind, prompt=stem, inputs=(Input(name="choices", type="checkbox", options=offered),)
        )

    def parse(self, form: Form) -> Answer:
        """The indexes of all chosen options, ascending."""
        chosen = set(form.get("choices", ()))
        if not chosen or not chosen <= {str(index) for index in range(len(self.options))}:
            raise ResponseInvalid("Choose every option that is right; at least one is.")
        return tuple(sorted(chosen, key=int))

    def refill(self, answer: Answer) -> Form:
        """The chosen options."""
        return {"choices": answer}

    def grade(self, answer: Answer) -> Outcome:
        """Hits less false alarms, over the number of keys, never below zero."""
        chosen = [self.options[int(index)] for index in answer]
        hits = sum(1 for option in chosen if option.correct)
        fraction = max(0.0, (2 * hits - len(chosen)) / len(self.keys()))
        feedback = [
            f"{option.text}: {option.feedback}" for option in chosen if not option.correct and option.feedback
        ]
        missed = [option.text for option in self.options if option.correct and option not in chosen]
        if missed:
            feedback.append(phrase("Also right: %(keys)s.") % {"keys": join_words(missed)})
        return Outcome(fraction=fraction, feedback=tuple(feedback))

    def classify(self, answer: Answer) -> str:
        """The chosen options' texts together."""
        return "; ".join(self.options[int(index)].text for index in answer)

    def interaction(self, stem: str) -> Choice:
        """A multiple choice."""
        return Choice(prompt=stem, options=self.options, multiple=True)

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card."""
        return (Face(prompt=stem, answer=join_words(self.keys())),)

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """All members of a list among values of the same type that belong elsewhere."""
        for focus in statement.focuses:
            if not (focus.is_list and focus.choose_all and len(focus.spans) <= _MOST_OPTIONS - 2):
                continue
            count = min(_DISTRACTORS, _MOST_OPTIONS - len(focus.spans))
            wrong = pool.distractors(focus, statement=statement, stem=focus.choose_all, count=count, rng=rng)
            if len(wrong) < 2:
                continue
            options = [Option(text=span.text, correct=True) for span in focus.spans]
            options += [Option(text=other.text, correct=False, feedback=other.feedback) for other in wrong]
            rng.shuffle(options)
            yield Draft(
                slot=focus.name,
                stem=focus.choose_all,
                body=cls(options=tuple(options)),
                confidence=statement.confidence,
            )

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """Two keys among four options."""
        body = cls(
            options=(
                Option(text="wind power", correct=True),
                Option(text="new <materials>", correct=False, feedback="Named as an emerging industry."),
                Option(text="nuclear power", correct=True),
                Option(text="railways", correct=False),
            )
        )
        return (
            Exemplar(
                stem="Which of these are named as clean energy sources?",
                body=body,
                right={"choices": ["2", "0"]},
                wrong={"choices": ["1", "3"]},
                partial={"choices": ["0"]},
                invalid=({}, {"choices": ["9"]}, {"choices": [""]}),
            ),
        )
