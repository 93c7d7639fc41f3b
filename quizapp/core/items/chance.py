"""Whether keys stand where chance would have put them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

Position = tuple[int, int]
"""(place of the key from 0, number of options)."""

_DRAWS = 999


def position_chance(positions: Iterable[Position], *, seed: int = 0) -> float | None:
    """The share of fair shuffles whose key positions are at least as uneven as these; None without positions.

    A Monte Carlo version of Pearson's exact multinomial test (Hope 1968), which needs no minimum per place. Below
    0.01 keys are hardly where they are by chance.
    """
    found = sorted(positions)
    if not found:
        return None
    sizes = [size for _, size in found]
    expected = _expected(sizes)
    uneven = _unevenness(found, expected)
    rng = random.Random(seed)  # noqa: S311 - a test of chance, not secrecy
    draws = ([(rng.randrange(size), size) for size in sizes] for _ in range(_DRAWS))
    as_uneven = sum(_unevenness(drawn, expected) >= uneven - 1e-9 for drawn in draws)
    return (as_uneven + 1) / (_DRAWS + 1)


def _expected(sizes: Sequence[int]) -> dict[int, float]:
    """How many keys stand at each place on average."""
    numbers = Counter(sizes)
    return {
        place: sum(count / size for size, count in numbers.items() if size > place)
        for place in range(max(sizes))
    }


def _unevenness(positions: Iterable[Position], expected: dict[int, float]) -> float:
    """Pearson's chi-square."""
    seen = Counter(place for place, _ in positions)
    return sum((seen[place] - wanted) ** 2 / wanted for place, wanted in expected.items())
