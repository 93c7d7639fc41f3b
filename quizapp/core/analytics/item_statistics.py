"""All that is known of one item from its answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.core.analytics.discrimination import discrimination, upper_lower
from quizapp.core.analytics.distractors import Bucket, buckets
from quizapp.core.analytics.facility import Facility, facility
from quizapp.core.analytics.groups import Group, groups
from quizapp.core.analytics.guessing import guess_score
from quizapp.core.analytics.record import Score, by_item
from quizapp.core.analytics.reliability import Reliability, reliability
from quizapp.core.analytics.timing import Timing, timing
from quizapp.core.analytics.total import Total, totals
from quizapp.core.items.item import Item


@dataclass(frozen=True, kw_only=True)
class ItemStatistics:
    """``item`` is its id. ``guess`` is 0–1, ``discrimination`` and ``upper_lower`` are −1 to 1, ``alpha_without``, the
    alpha of the others, is at most 1; what is undefined is None. ``buckets`` has the key first."""

    item: str
    facility: Facility
    guess: float
    discrimination: float | None
    upper_lower: float | None
    alpha_without: float | None
    buckets: tuple[Bucket, ...]
    timing: Timing | None


@dataclass(frozen=True, kw_only=True)
class _Whole:
    """What the scores on all items say, needed for each."""

    totals: Mapping[str, Total]
    groups: Mapping[str, Group]
    reliability: Reliability


def item_statistics(scores: Iterable[Score], items: Iterable[Item]) -> tuple[ItemStatistics, ...]:
    """The statistics of these items in this order; ``scores`` on other items count for totals."""
    scores = tuple(scores)
    own = by_item(scores)
    reached = totals(scores)
    whole = _Whole(totals=reached, groups=groups(reached), reliability=reliability(scores))
    return tuple(_statistics(item, own.get(item.id, ()), whole) for item in items)


def _statistics(item: Item, scores: Sequence[Score], whole: _Whole) -> ItemStatistics:
    how = item.body.interaction(item.stem)
    return ItemStatistics(
        item=item.id,
        facility=facility(scores),
        guess=guess_score(how),
        discrimination=discrimination(scores, whole.totals),
        upper_lower=upper_lower(scores, whole.groups),
        alpha_without=whole.reliability.without.get(item.id),
        buckets=buckets(scores, how, whole.groups),
        timing=timing(scores),
    )
