"""True or false: a statement as it stands, or with one recorded value swapped; never a negation."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from quizapp.core.items.flaws import flaws_of
from quizapp.core.items.interaction import Choice, Face, Option
from quizapp.core.items.kind import Answer, Derivation, Draft, Exemplar, Form, Input, View
from quizapp.core.items.outcome import Outcome
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Focus, Statement, as_sentence
from quizapp.errors import ResponseInvalid
from quizapp.phrases import phrase

_SWAPPABLE = frozenset({"year", "place", "region", "quantity", "person", "province", "city", "date"})
_DOUBTFUL = frozenset({"definition", "role", "superlative", "cause", "comparison", "fact"})
_BEFORE_NAMES = frozenset(
    "by and of with from to in for when that said as or than after before between on at".split()
)
_KNOWN = frozenset({"apposed-office", "named", "what-is", "identity", "by-means"})
"""What is told in passing, or worded as nobody would say it when it is true."""
_LINKED = re.compile(r"(?:Instead|In addition|However|Also|Thus|Moreover|Similarly|In turn|As a result)\b")
_FALSE_SHARE = 0.6
_MENTIONED = 0.45  # what a text only mentions in passing is worth no judgement


@dataclass(frozen=True, kw_only=True)
class TrueFalse:
    """Two options, “True” and “False”, in this order; one is correct."""

    kind: ClassVar[str] = "true_false"
    self_graded: ClassVar[bool] = False

    options: tuple[Option, ...]

    def keys(self) -> tuple[str, ...]:
        """“True” or “False”."""
        return tuple(option.text for option in self.options if option.correct)

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """Stem rules, the two options and one key."""
        found = flaws_of(self.interaction(stem), quote=quote)
        well_formed = [option.text for option in self.options] == ["True", "False"] and len(self.keys()) == 1
        return found if well_formed or "key-count" in found else (*found, "key-count")

    def present(self, stem: str, rng: random.Random) -> View:
        """One radio group; True comes first for everybody."""
        offered = (("true", "True"), ("false", "False"))
        return View(
            kind=self.kind, prompt=stem, inputs=(Input(name="choice", type="radio", options=offered),)
        )

    def parse(self, form: Form) -> Answer:
        """``true`` or ``false``."""
        chosen = form.get("choice", ())
        if len(chosen) != 1 or chosen[0] not in {"true", "false"}:
            raise ResponseInvalid("Choose true or false.")
        return (chosen[0],)

    def refill(self, answer: Answer) -> Form:
        """The chosen one."""
        return {"choice": answer}

    def grade(self, answer: Answer) -> Outcome:
        """All or nothing."""
        option = self._option(answer)
        return Outcome(fraction=float(option.correct), feedback=(option.feedback,) if option.feedback else ())

    def classify(self, answer: Answer) -> str:
        """“True” or “False”."""
        return self._option(answer).text

    def _option(self, answer: Answer) -> Option:
        return self.options[0 if answer[0] == "true" else 1]

    def interaction(self, stem: str) -> Choice:
        """A single choice of two."""
        return Choice(prompt=stem, options=self.options)

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card."""
        return (Face(prompt=stem, answer=self.keys()[0]),)

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """False by one swapped value where a pool has one; true where the statement could have been false.

        A goal that somebody calls for is hardly ever doubted, so it is not asked this way.
        """
        if statement.pattern.endswith("-gap") or statement.pattern == "deed":
            return  # worded to be chosen among others, and asked in other ways elsewhere
        swaps = list(_swaps(statement, pool, rng))
        if swaps and rng.random() < _FALSE_SHARE:
            yield rng.choice(swaps)
        elif swaps or (
            statement.kind in _DOUBTFUL
            and statement.pattern not in _KNOWN
            and not _LINKED.match(statement.text)
            and statement.confidence > _MENTIONED
        ):
            yield _true(statement)

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """A true one."""
        return (
            Exemplar(
                stem="Harbin <is> the capital of Heilongjiang.",
                body=_body(correct=True, feedback=""),
                right={"choice": ["true"]},
                wrong={"choice": ["false"]},
                invalid=({}, {"choice": ["maybe"]}, {"choice": ["true", "false"]}),
            ),
        )


def _body(*, correct: bool, feedback: str) -> TrueFalse:
    return TrueFalse(
        options=(
            Option(text=phrase("True"), correct=correct, feedback="" if correct else feedback),
            Option(text=phrase("False"), correct=not correct, feedback=feedback if correct else ""),
        )
    )


def _true(statement: Statement) -> Draft:
    source = statement.text.rstrip(".")
    source = source if source in statement.quote else statement.quote
    return Draft(
        slot="claim",
        stem=as_sentence(statement.text),
        body=_body(correct=True, feedback=""),
        derivation=Derivation(rule="stated", source=source),
        confidence=0.6 * statement.confidence,
    )


def _swaps(statement: Statement, pool: DistractorPool, rng: random.Random) -> Iterator[Draft]:
    for focus in statement.focuses:
        if focus.is_list:
            yield from _swapped_member(statement, focus, pool, rng)
            continue
        if not (focus.contraries or focus.type in _SWAPPABLE) or statement.text.count(focus.answer) != 1:
            continue
        if focus.type == "person" and _is_described(statement.text, focus.answer):
            continue  # “Dutch painter Ada Berg” tells which one of two
        if f"the {focus.answer}" in statement.text and focus.type not in {"year", "date", "direction"}:
            continue  # “in the East” takes no “Port Said”
        others = pool.distractors(
            focus, statement=statement, stem=statement.text.replace(focus.answer, " "), count=1, rng=rng
        )
        for other in others:
            yield _swap(statement, focus.answer, other.text)


def _is_described(text: str, name: str) -> bool:
    """“Dutch painter Ada Berg”, the “Berg” of “Ada Berg”: whether the word before tells which one of two it is."""
    before = text[: text.index(name)].split()
    told = bool(before) and before[-1].islower() and before[-1] not in _BEFORE_NAMES
    return told or (len(before) > 1 and before[-1][:1].isupper()) or (" " not in name and len(before) == 1)


def _swapped_member(
    statement: Statement, focus: Focus, pool: DistractorPool, rng: random.Random
) -> Iterator[Draft]:
    """One member of a list replaced by something that belongs elsewhere."""
    if focus.type.startswith(("called-", "deed-")):
        return  # what one is to do among what another is to do shows at once
    stem = focus.choose_all or focus.choose_one
    member = rng.choice(focus.spans).text
    if not stem or statement.text.count(member) != 1:
        return
    for other in pool.distractors(focus, statement=statement, stem=stem, count=1, rng=rng):
        yield _swap(statement, member, other.text)


def _swap(statement: Statement, key: str, value: str) -> Draft:
    stem = as_sentence(statement.text.replace(key, value))
    body = _body(
        correct=False, feedback=phrase("It is %(key)s, not %(value)s.") % {"key": key, "value": value}
    )
    return Draft(
        slot="claim",
        stem=stem,
        body=body,
        confidence=0.7 * statement.confidence,
        derivation=Derivation(rule="swapped", source=key),
    )
