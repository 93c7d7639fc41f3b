"""Hostile input in quantity: each module makes mutants of one sort of input and counts what came of them.

`python -m tests.fuzz NAME…` runs modules by name, `make fuzz` all of them; a bounded run of each is among the tests.
A module has ``COUNT``, the mutants of a long run, and ``fuzz(count, seed)``, which gives a `Tally` and raises on the
first mutant that does what none may.
"""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_BYTES = 1_500_000_000
"""Of memory, for a process that reads mutants."""


@dataclass
class Tally:
    """What came of the mutants, by name, and what was used at most."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __str__(self) -> str:
        told = ", ".join(f"{count:,} {name}" for name, count in sorted(self.outcomes.items()))
        return f"{sum(self.outcomes.values()):,} mutants: {told}; the slowest took {self.slowest:.2f} s"


def read_all(
    count: int,
    seed: int,
    *,
    mutant: Callable[[random.Random], tuple[str, bytes]],
    read: Callable[[str, bytes], str],
    sort: Callable[[str], str] = str,
) -> Tally:
    """Read so many mutants in this process, within a limit of memory, and count by ``sort`` of their names and by what
    ``read`` made of them. Raises on the first that escapes."""
    rng, tally = random.Random(seed), Tally()
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, limits[1]))
    try:
        for number in range(count):
            name, content = mutant(rng)
            began = time.process_time()
            try:
                tally.outcomes[f"{sort(name)} {read(name, content)}"] += 1
            except Exception as error:
                raise AssertionError(f"mutant {number} of seed {seed}, {name}: {error!r}") from error
            tally.slowest = max(tally.slowest, time.process_time() - began)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)
    return tally
