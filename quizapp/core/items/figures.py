"""The figures of a tally: one table of names, titles and formulas, the same for every text, genre, kind and pattern."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from quizapp.core.items.chance import position_chance
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.metrics import Tally

Unit = Literal["count", "percent", "number", "chance"]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """``of`` gives the figure of a tally, None where there is nothing to divide by; ``least`` and ``most`` are bars.

    ``head`` is a short title for the head of a column.
    """

    name: str
    title: str
    head: str = ""
    unit: Unit
    of: Callable[[Tally], float | None]
    least: float | None = None
    most: float | None = None

    def misses(self, value: float | None) -> bool:
        """Whether a value is beyond a bar."""
        if value is None:
            return False
        return (self.least is not None and value < self.least) or (
            self.most is not None and value > self.most
        )


def _share(part: float, whole: float) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _ratio(part: float, whole: float, *, digits: int = 2) -> float | None:
    return round(part / whole, digits) if whole else None


def _choices(tally: Tally) -> int:
    return tally.positions.total()


def _chance(tally: Tally) -> float | None:
    chance = position_chance(tally.positions.elements())
    return None if chance is None else round(chance, 3)


def _kind(kind: str) -> Figure:
    return Figure(
        name=f"{kind}_percent",
        title=f"{kind.replace('_', ' ')} %",
        head="true/false %" if kind == "true_false" else "",
        unit="percent",
        of=lambda t: _share(t.kinds[kind], t.items),
        most=20 if kind == "true_false" else None,
    )


_FIGURES = (
    Figure(name="words", title="words", unit="count", of=lambda t: t.words or None),
    Figure(name="statements", title="statements", head="states", unit="count", of=lambda t: t.statements or None),
    Figure(name="statements_percent", title="statements asked %", head="asked %", unit="percent",
           of=lambda t: _share(t.statements_asked, t.statements)),
    Figure(name="items", title="items", unit="count", of=lambda t: t.items),
    Figure(name="items_per_1000_words", title="items per 1,000 words", head="/1,000", unit="number",
           of=lambda t: _ratio(1000 * t.items, t.words, digits=1)),
    Figure(name="evidence_percent", title="evidence %", head="evidence %", unit="percent", least=100,
           of=lambda t: _share(t.proven, t.items)),
    Figure(name="fatal_flaws", title="fatal flaws", head="fatal", unit="count", most=0, of=lambda t: t.fatal),
    Figure(name="advisory_per_item", title="advisory flaws per item", head="advisory", unit="number",
           of=lambda t: _ratio(t.advisory, t.items)),
    Figure(name="duplicates", title="duplicates", head="twins", unit="count", most=0, of=lambda t: t.duplicates),
    Figure(name="key_position_p", title="key position, p", unit="chance", least=0.01, of=_chance),
    Figure(name="key_longest_percent", title="key longest %", head="longest %", unit="percent", most=30,
           of=lambda t: _share(t.longest, _choices(t))),
    Figure(name="choosing_percent", title="choosing %", head="choosing %", unit="percent",
           of=lambda t: _share(t.choosing, t.items)),
    Figure(name="kinds", title="kinds", unit="count", of=lambda t: len(t.kinds) if t.items else None),
    *(_kind(kind) for kind in KINDS),
    Figure(name="sentences_percent", title="sentences asked %", unit="percent",
           of=lambda t: _share(t.sentences_asked, t.sentences)),
    Figure(name="stating_percent", title="stating sentences asked %", head="stating %", unit="percent",
           of=lambda t: _share(t.stating_asked, t.stating)),
    Figure(name="salient_percent", title="salient third asked %", unit="percent",
           of=lambda t: _share(t.salient_asked, t.salient)),
    Figure(name="human_percent", title="human overlap %", head="human %", unit="percent",
           of=lambda t: _share(t.touching, t.keys)),
    Figure(name="random_percent", title="random overlap %", head="random %", unit="percent",
           of=lambda t: _share(t.at_random, t.keys)),
    Figure(name="words_per_second", title="words per second", head="words/s", unit="count",
           of=lambda t: round(t.words / t.seconds) if t.seconds else None),
)  # fmt: skip
FIGURES: Mapping[str, Figure] = {figure.name: figure for figure in _FIGURES}


def figures(tally: Tally) -> dict[str, float | None]:
    """All figures of a tally by name."""
    return {name: figure.of(tally) for name, figure in FIGURES.items()}


def positions(tally: Tally) -> list[int]:
    """How many keys stand at the first place, at the second …"""
    longest = max((size for _, size in tally.positions), default=0)
    return [sum(n for (at, _), n in tally.positions.items() if at == place) for place in range(longest)]
