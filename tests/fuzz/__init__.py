"""Hostile input in quantity: each module makes mutants of one sort of input and counts what came of them.

`python -m tests.fuzz NAME…` runs modules by name, `make fuzz` all of them; a bounded run of each is among the tests.
A module has ``COUNT``, the mutants of a long run, and ``fuzz(count, seed)``, which gives a `Tally` and raises on the
first mutant that does what none may.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What came of the mutants, by name, and what was used at most."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __str__(self) -> str:
        told = ", ".join(f"{count:,} {name}" for name, count in sorted(self.outcomes.items()))
        return f"{sum(self.outcomes.values()):,} mutants: {told}; the slowest took {self.slowest:.2f} s"
