"""How long answers take, and which came too fast to have been thought about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from quizapp.core.analytics.record import Score, by_item, by_learner

RAPID_SHARE = 0.1
"""Of the usual time: the normative threshold of Wise & Ma (2012), “Setting response time thresholds for a CAT item
pool”. They take it of the mean; we take it of the median, since a page that was left open makes a mean useless."""
RAPID_SECONDS = 10.0
"""The threshold is at most this (Wise & Ma 2012)."""
EFFORT = 0.9
"""Who has a lower response time effort can hardly be said to have tried: the cut usual since Wise & Kong (2005)."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Median and quartiles in seconds over ``answers`` answers whose time is known.

    ``rapid`` names the learners who answered faster than anybody can read, by `RAPID_SHARE` and `RAPID_SECONDS`.
    """

    answers: int
    lower: float
    median: float
    upper: float
    rapid: tuple[str, ...]


def timing(scores: Sequence[Score]) -> Timing | None:
    """The times of one item; None where none is known.

    Quartiles interpolate between the sorted times (Hyndman & Fan 1996, definition 7).
    """
    taken = [score.seconds for score in scores if score.seconds is not None]
    if not taken:
        return None
    lower, middle, upper = quantiles(taken, n=4, method="inclusive") if len(taken) > 1 else taken * 3
    rapid = sorted(score.learner for score in scores if _is_rapid(score, middle))
    return Timing(answers=len(taken), lower=lower, median=middle, upper=upper, rapid=tuple(rapid))


def effort(scores: Sequence[Score]) -> dict[str, float]:
    """By learner the response time effort, 0–1: the share of answers that were not rapid (Wise & Kong 2005, “Response
    time effort”, Applied Measurement in Education 18, 163–183). Learners without known times are left out."""
    timed = [score for score in scores if score.seconds is not None]
    usual = {item: median(score.seconds or 0.0 for score in own) for item, own in by_item(timed).items()}
    return {
        learner: sum(not _is_rapid(score, usual[score.item]) for score in own) / len(own)
        for learner, own in by_learner(timed).items()
    }


def without_effort(scores: Sequence[Score]) -> tuple[str, ...]:
    """The learners whose effort is below `EFFORT`, in alphabetical order."""
    return tuple(learner for learner, share in effort(scores).items() if share < EFFORT)


def _is_rapid(score: Score, usual: float) -> bool:
    return score.seconds is not None and score.seconds < min(RAPID_SECONDS, RAPID_SHARE * usual)
