"""What to study next, by what an attempt shows."""

from __future__ import annotations

from quizapp.core.study.attempt import CategoryResult, Results

FEWEST = 2
"""One item says too little about a category."""
SURE = 0.8
"""Who has this share of a category need not be sent there."""


def advise(found: Results) -> CategoryResult | None:
    """The weakest category with enough answered items, or None where none is weak or there is but one.

    Of equally weak ones that with more items, because more is known of it.
    """
    if len(found.categories) < 2:
        return None
    weak = [
        result for result in found.categories if result.items >= FEWEST and result.score / result.items < SURE
    ]
    return min(
        weak, key=lambda result: (result.score / result.items, -result.items, result.category), default=None
    )
