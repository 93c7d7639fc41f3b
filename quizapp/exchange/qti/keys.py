"""What an item of QTI says is right: correct responses, and what earns as much."""

from __future__ import annotations

import math
from dataclasses import dataclass

from quizapp.errors import InputError
from quizapp.exchange.markup import folded
from quizapp.exchange.qti import faults
from quizapp.exchange.qti.document import Document


@dataclass(frozen=True, kw_only=True)
class Declared:
    """The right values of a response in order, and what each value earns."""

    cardinality: str
    correct: tuple[str, ...]
    worth: tuple[tuple[str, float], ...]

    @property
    def gaining(self) -> tuple[str, ...]:
        """The right values, or without them those that earn anything."""
        return self.correct or tuple(value for value, share in self.worth if share > 0)

    @property
    def full(self) -> tuple[str, ...]:
        """Every value that is wholly right, the one to show first."""
        most = max((share for _, share in self.worth), default=0.0)
        others = [value for value, share in self.worth if share > 0 and share >= most]
        return tuple(dict.fromkeys([*self.correct, *others]))


def declared(item: Document, identifier: str) -> Declared:
    """What is declared of a response. Raises `InputError` where nothing is right, or numbers near a key are."""
    found = item.declarations.get(identifier)
    if found is None:
        raise InputError(faults.NO_KEY)
    if item.is_tolerant:
        raise InputError(faults.TOLERANCE)
    return Declared(
        cardinality=found.get("cardinality") or "single",
        correct=tuple(
            folded(one.text or "")
            for one in found.iterfind("{*}correctResponse/{*}value")
            if folded(one.text or "")
        ),
        worth=tuple(
            (folded(one.get("mapKey") or ""), _share(one.get("mappedValue") or ""))
            for one in found.iterfind("{*}mapping/{*}mapEntry")
            if folded(one.get("mapKey") or "")
        ),
    )


def _share(raw: str) -> float:
    try:
        share = float(raw)
    except ValueError:
        return 0.0
    return share if math.isfinite(share) else 0.0
