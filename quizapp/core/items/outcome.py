"""The result of grading an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "partial", "wrong"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """``fraction`` is 0–1; ``feedback`` holds what this very answer is told, part by part."""

    fraction: float
    feedback: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The fraction in a word."""
        return "right" if self.fraction >= 1 else "wrong" if self.fraction <= 0 else "partial"
