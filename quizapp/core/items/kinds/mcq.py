"""Multiple choice: one key among proven distractors."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from quizapp.core.items.flaws import flaws_of
from quizapp.core.items.interaction import Choice, Face, Option
from quizapp.core.items.kind import Answer, Derivation, Draft, Exemplar, Form, Input, View
from quizapp.core.items.outcome import Outcome
from quizapp.core.statements.figures import opposite_hedge, read_figure
from quizapp.core.statements.pool import DistractorPool
from quizapp.core.statements.statement import Focus, Statement
from quizapp.errors import ResponseInvalid

_DISTRACTORS = 3
_TERMS = frozenset({"fact-term", "term", "terms", "defined", "defined-many"})
_LENGTHS = 2.2
_YEAR = re.compile(r"\b(?:1\d{3}|20\d\d)(?=s?\b)")
_MANY = 10
_FITTING = re.compile(r"act-(?:object|member)|deed-")
"""What efforts are about, and what one is to do: among few others each fits its own sentence alone."""


@dataclass(frozen=True, kw_only=True)
class Mcq:
    """``options`` in stored order; exactly one is correct."""

    kind: ClassVar[str] = "mcq"
    self_graded: ClassVar[bool] = False

    options: tuple[Option, ...]

    def keys(self) -> tuple[str, ...]:
        """The text of the key."""
        return tuple(option.text for option in self.options if option.correct)

    def flaws(self, stem: str, *, quote: str = "") -> tuple[str, ...]:
        """Stem and option rules, and exactly one key."""
        return flaws_of(self.interaction(stem), quote=quote)

    def present(self, stem: str, rng: random.Random) -> View:
        """One radio group; numbers in their order, all else shuffled."""
        order = list(range(len(self.options)))
        _arrange(order, [option.text for option in self.options], rng)
        offered = tuple((str(index), self.options[index].text) for index in order)
        return View(
            kind=self.kind, prompt=stem, inputs=(Input(name="choice", type="radio", options=offered),)
        )

    def parse(self, form: Form) -> Answer:
        """The index of the chosen option."""
        chosen = form.get("choice", ())
        if len(chosen) != 1 or chosen[0] not in {str(index) for index in range(len(self.options))}:
            raise ResponseInvalid("Choose one of the options.")
        return (chosen[0],)

    def refill(self, answer: Answer) -> Form:
        """The chosen option."""
        return {"choice": answer}

    def grade(self, answer: Answer) -> Outcome:
        """All or nothing."""
        option = self.options[int(answer[0])]
        return Outcome(fraction=float(option.correct), feedback=(option.feedback,) if option.feedback else ())

    def classify(self, answer: Answer) -> str:
        """The chosen option's text."""
        return self.options[int(answer[0])].text

    def interaction(self, stem: str) -> Choice:
        """A single choice."""
        return Choice(prompt=stem, options=self.options)

    def faces(self, stem: str) -> tuple[Face, ...]:
        """One card."""
        return (Face(prompt=stem, answer=self.keys()[0]),)

    @classmethod
    def from_statement(
        cls, statement: Statement, pool: DistractorPool, rng: random.Random
    ) -> Iterator[Draft]:
        """A choice for every focus whose question and pool allow one; of a list, for its first fitting member."""
        for focus in statement.focuses:
            draft = _draft(focus, statement, pool, rng)
            if draft is not None:
                yield draft

    @classmethod
    def exemplars(cls) -> tuple[Exemplar, ...]:
        """Three options, the second is the key."""
        body = cls(
            options=(
                Option(text="Liaoning", correct=False, feedback="Its capital is Shenyang."),
                Option(text="Heilongjiang", correct=True),
                Option(text="Jilin <b>", correct=False),
            )
        )
        return (
            Exemplar(
                stem="Of which province is Harbin the capital?",
                body=body,
                right={"choice": ["1"]},
                wrong={"choice": ["0"]},
                invalid=({}, {"choice": ["7"]}, {"choice": ["0", "1"]}, {"choice": ["-1"]}),
            ),
        )


def _draft(focus: Focus, statement: Statement, pool: DistractorPool, rng: random.Random) -> Draft | None:
    stem = focus.choose_one or ("" if focus.is_list else focus.question or _gapped(focus, statement))
    if not stem or (_FITTING.match(focus.type) and pool.count(focus.type) < _MANY):
        return None
    key = rng.choice(focus.spans).text if focus.is_list else focus.answer
    wrong = pool.distractors(focus, statement=statement, stem=stem, count=_DISTRACTORS, rng=rng)
    if focus.name == "meaning":
        wrong = tuple(each for each in wrong if _are_of_a_length(each.text, key))
    if len(wrong) < 2 or _is_alone(key, [each.text for each in wrong]):
        return None
    options = [Option(text=key, correct=True)]
    options += [Option(text=one.text, correct=False, feedback=one.feedback) for one in wrong]
    if focus.name == "term":
        options = _in_one_case(options, pool)
        if len(options) <= 2 or _article_tells(stem, [option.text for option in options]):
            return None
    order = list(range(len(options)))
    _arrange(order, [option.text for option in options], rng)
    options = [options[index] for index in order]
    derivation = Derivation(rule=focus.rule, source=focus.spans[0].text) if focus.rule else None
    return Draft(
        slot=focus.name,
        stem=stem,
        body=Mcq(options=tuple(options)),
        derivation=derivation,
        confidence=statement.confidence,
    )


def _gapped(focus: Focus, statement: Statement) -> str:
    """“Which of these fills the gap in “The … meets in spring”?”, of a plain fact that has no question of its own."""
    pattern = rf"(?<!\w){re.escape(focus.answer)}(?!\w)"
    text = statement.text.rstrip(".")
    if (
        statement.pattern != "fact"
        or focus.type in _TERMS  # which term fits is seldom all that an option shows
        or not focus.gap
        or len(re.findall(pattern, text)) != 1
    ):
        return ""
    return f"Which of these fills the gap in “{re.sub(pattern, '…', text)}”?"


def _in_one_case(options: Sequence[Option], pool: DistractorPool) -> list[Option]:
    """Terms whose capital only began a sentence in small letters; of names and terms those that the key is of."""
    told = [replace(option, text=_inside(option.text, pool)) for option in options]
    named = told[0].text[:1].isupper()
    return [option for option in told if option.text[:1].isupper() == named]


def _are_of_a_length(text: str, key: str) -> bool:
    short, long = sorted((len(text), len(key)))
    return long <= _LENGTHS * short


def _inside(text: str, pool: DistractorPool) -> str:
    """“Natural selection” → “natural selection”, where the text writes it so; “Gram stain” and “Porto” stay."""
    small = text[:1].lower() + text[1:]
    return small if small != text and text[1:].islower() and pool.says(small) else text


def _article_tells(stem: str, texts: Sequence[str]) -> bool:
    """“an …” before some options that begin with a vowel and some that do not."""
    return (
        bool(re.search(r"\ban? …", stem, re.IGNORECASE))
        and len({t[:1].lower() in "aeiou" for t in texts}) > 1
    )


def _is_alone(key: str, wrong: Sequence[str]) -> bool:
    """“over 90” among “under 50” and “under 80”: the only figure of its way."""
    one, others = read_figure(key), [read_figure(text) for text in wrong]
    return one is not None and all(
        other is not None and other.before != one.before and other.before == opposite_hedge(one.before)
        for other in others
    )


def _arrange(order: list[int], texts: Sequence[str], rng: random.Random) -> None:
    """Sort the indexes of texts that are all figures of one unit by size, of dates by year; shuffle those of others."""
    figures = [figure for text in texts if (figure := read_figure(text)) is not None]
    alike = {(min(figure.before, opposite_hedge(figure.before)), figure.behind) for figure in figures}
    years = [found.group() for text in texts if (found := _YEAR.search(text)) is not None]
    if len(figures) == len(texts) and len(alike) == 1:
        order.sort(key=lambda index: figures[index].value)
    elif len(years) == len(texts) == len(set(years)):
        order.sort(key=lambda index: int(years[index]))
    else:
        rng.shuffle(order)
