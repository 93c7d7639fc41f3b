"""Basic: recall, look, and judge yourself; for answers too long or too free to compare."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from quizapp.core.items.flaws import flaws_of
from quizapp.core.items.interaction import Face, TextEntry
from quizapp.core.items.judged import Judged
from quizapp.core.items.kind import Derivation, Draft, Exemplar
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Focus, Statement, join_words

_SHORT = 4


@dataclass(frozen=True, kw_only=True)
class Basic(Judged):
    """``answers``: one text, or the members of a list in the text's order."""

    kind: ClassVar[str] = "basic"

    answers: tuple[str, ...]

    def keys(self) -> tuple[str, ...]:
        """Every part of the answer."""
        return self.answers

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """Stem and key rules."""
        entry = TextEntry(prompt=stem, answers=self.answers, open=True)
        return flaws_of(entry, quote=quote)

    def interaction(self, stem: str) -> TextEntry:
        """An open text entry."""
        return TextEntry(prompt=stem, answers=(join_words(self.answers),), open=True)

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card."""
        return (Face(prompt=stem, answer=join_words(self.answers)),)

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """A card for every list and every long focus that has a question."""
        for focus in statement.focuses:
            if focus.question is None or not (focus.is_list or len(focus.answer.split()) > _SHORT):
                continue
            derivation = Derivation(rule=focus.rule, source=focus.spans[0].text) if focus.rule else None
            yield Draft(
                slot=focus.name,
                stem=focus.question,
                body=cls(answers=_answers(focus)),
                derivation=derivation,
                confidence=0.95 * statement.confidence,
            )

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """A list."""
        return (
            Exemplar(
                stem="Which three provinces <make up> northeast China?",
                body=cls(answers=("Liaoning", "Jilin", "Heilongjiang")),
                right={"recall": ["knew"]},
                wrong={"recall": ["missed"]},
                invalid=({}, {"recall": ["perhaps"]}),
            ),
        )


def _answers(focus: Focus) -> tuple[str, ...]:
    return tuple(span.text for span in focus.spans) if focus.is_list else (focus.answer,)
