"""Learners by their total: the top, the bottom, and those between."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from quizapp.core.analytics.total import Total

Group = Literal["top", "middle", "bottom"]
GROUPS: tuple[Group, ...] = get_args(Group)
SHARE = 0.27
"""Kelley (1939), “The selection of upper and lower groups for the validation of test items”, Journal of Educational
Psychology 30, 17–24: with normal totals, groups of 27 % differ most surely."""


def groups(totals: Mapping[str, Total]) -> dict[str, Group]:
    """The group of each learner, by mean fraction.

    Who ties with the last of a group belongs to it, so the order of learners does not matter and a group may be
    larger than 27 %. Where the two would meet, as when all are equal, everybody is in the middle.
    """
    reached = sorted(total.mean for total in totals.values())
    if not reached:
        return {}
    size = max(1, round(SHARE * len(reached)))
    low, high = reached[size - 1], reached[-size]
    return {learner: _group(total.mean, low=low, high=high) for learner, total in totals.items()}


def _group(reached: float, *, low: float, high: float) -> Group:
    if low >= high:
        return "middle"
    return "top" if reached >= high else "bottom" if reached <= low else "middle"
