"""What who knows nothing reaches by guessing."""

from __future__ import annotations

from math import comb, factorial

from quizapp.core.items.interaction import Choice, Interaction, Match, Order


def guess_score(how: Interaction) -> float:
    """The expected fraction of a random answer, 0–1: Moodle's random guess score (Quiz statistics calculations).

    Every answer that can be given is as likely as any other; nobody writes a key by chance, so texts and gaps give 0.
    """
    if isinstance(how, Choice):
        keys = sum(option.correct for option in how.options)
        wrong = len(how.options) - keys
        return _of_several(keys, wrong) if how.multiple else keys / max(1, keys + wrong)
    if isinstance(how, Match):
        return 1 / max(1, len({right for _, right in how.pairs}))
    return _of_order(len(how.sequence)) if isinstance(how, Order) else 0.0


def _of_several(keys: int, wrong: int) -> float:
    """Of all sets but the empty one: hits less false alarms over the keys, never below 0, as the kind grades."""
    if not keys:
        return 0.0
    reached = sum(
        comb(keys, hits) * comb(wrong, alarms) * (hits - alarms)
        for hits in range(keys + 1)
        for alarms in range(min(hits, wrong + 1))
    )
    return reached / keys / ((1 << keys + wrong) - 1)


def _of_order(parts: int) -> float:
    """Of all orders: Kendall's tau, never below 0, as the kind grades."""
    pairs = comb(parts, 2)
    if not pairs:
        return 0.0
    orders = enumerate(_inversions(parts))
    return sum(count * max(0.0, 1 - 2 * turned / pairs) for turned, count in orders) / factorial(parts)


def _inversions(parts: int) -> list[int]:
    """How many orders turn 0, 1, 2 … pairs: the coefficients of (1)(1 + q)(1 + q + q²) … (Rodrigues 1839)."""
    counts = [1]
    for size in range(2, parts + 1):
        grown = [0] * (len(counts) + size - 1)
        for turned, count in enumerate(counts):
            for more in range(size):
                grown[turned + more] += count
        counts = grown
    return counts
