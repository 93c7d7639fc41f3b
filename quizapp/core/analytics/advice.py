"""What to do about an item, by what its statistics show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from quizapp.core.analytics.discrimination import FEWEST, band, standard_error
from quizapp.core.analytics.distractors import idle, misleading
from quizapp.core.analytics.item_statistics import ItemStatistics
from quizapp.phrases import phrase

EASIEST = 0.95
HARDEST = 0.05
"""Moodle (Quiz report statistics) calls a facility beyond these extremely easy, or extremely hard or wrong."""
FEWEST_FOR_OPTIONS = 20
"""Of fewer learners one is more than the 5 % that a distractor needs, so nothing can be said of rare choices."""

Weight = Literal["check", "improve", "keep", "wait"]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """``template`` is a phrase, ``values`` fill its holes. What to check comes before what to improve."""

    weight: Weight
    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.template % self.values if self.values else self.template


def advise(found: ItemStatistics) -> tuple[Advice, ...]:
    """What the statistics of an item tell its writer to do; the most urgent first, and nothing where all is well
    enough. With too few learners that is all there is to say."""
    if found.facility.learners < FEWEST:
        few = phrase("Too few learners (%(count)s) to say anything yet.")
        return (Advice(weight="wait", template=few, values={"count": found.facility.learners}),)
    return tuple(advice for rule in _RULES for advice in rule(found))


def _on_the_key(found: ItemStatistics) -> Iterator[Advice]:
    """Negative by more than chance: Ebel & Frisbie (1991) suspect the key; within one standard error it is poor."""
    value = found.discrimination
    if value is not None and value < -standard_error(found.facility.learners):
        yield Advice(
            weight="check", template=phrase("Those who do well elsewhere miss this item: check its key.")
        )
    for one in misleading(found.buckets):
        template = phrase("More of the best learners pick “%(option)s” than the key: check the key.")
        yield Advice(weight="check", template=template, values={"option": one.text})


def _on_facility(found: ItemStatistics) -> Iterator[Advice]:
    reached = found.facility.mean
    if reached is None:
        return
    # no mean of fractions has a larger standard error than half of that of a correlation
    if reached < found.guess - standard_error(found.facility.learners) / 2:
        template = phrase("Guessing would bring more than learners reach here: find out what misleads them.")
        yield Advice(weight="check", template=template)
    elif reached <= HARDEST:
        template = phrase("Hardly anybody knows this: check its key and its wording.")
        yield Advice(weight="check", template=template)
    elif reached >= EASIEST:
        template = phrase("Nearly everybody knows this: it tells learners apart no more.")
        yield Advice(weight="improve", template=template)


def _on_discrimination(found: ItemStatistics) -> Iterator[Advice]:
    """By the bands of Ebel & Frisbie (1991); what nearly all or hardly any know cannot tell learners apart."""
    value, reached = found.discrimination, found.facility.mean
    if value is None or reached is None or not HARDEST < reached < EASIEST:
        return
    if band(value) == "very good":
        yield Advice(
            weight="keep", template=phrase("It tells those who know from those who do not: keep it.")
        )
    elif band(value) == "marginal":
        yield Advice(
            weight="improve", template=phrase("It tells learners apart a little: it can be improved.")
        )
    elif band(value) in {"poor", "negative"} and value >= -standard_error(found.facility.learners):
        template = phrase("Those who do well elsewhere do hardly better here: look at its wording.")
        yield Advice(weight="improve", template=template)


def _on_distractors(found: ItemStatistics) -> Iterator[Advice]:
    """By Tarrant, Ware & Mohammed (2009); of an item that nearly all know no distractor is chosen."""
    reached = found.facility.mean
    if found.facility.learners < FEWEST_FOR_OPTIONS or reached is None or reached >= EASIEST:
        return
    for one in idle(found.buckets):
        if one.count:
            template = phrase("Hardly anybody picks option “%(option)s”: make it more plausible.")
        else:
            template = phrase("Nobody picks option “%(option)s”: replace it.")
        yield Advice(weight="improve", template=template, values={"option": one.text})


_RULES: tuple[Callable[[ItemStatistics], Iterator[Advice]], ...] = (
    _on_the_key,
    _on_facility,
    _on_discrimination,
    _on_distractors,
)
