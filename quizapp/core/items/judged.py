"""What every kind has in common whose learner looks at the answer and judges what they recalled."""

from __future__ import annotations

import random
from typing import ClassVar

from quizapp.core.items.kind import Answer, Form, Input, View
from quizapp.core.items.outcome import Outcome
from quizapp.errors import ResponseInvalid

_OFFERED = (("missed", "I missed it"), ("knew", "I knew it"))


class Judged:
    """``knew`` or ``missed``, by the learner's own word."""

    kind: ClassVar[str]
    self_graded: ClassVar[bool] = True

    def present(self, stem: str, rng: random.Random) -> View:
        """Two buttons that judge one's own recall, for after the answer was shown."""
        return View(
            kind=self.kind, prompt=stem, inputs=(Input(name="recall", type="radio", options=_OFFERED),)
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
