"""The figures of many texts: each alone, by genre, by kind, by pattern and all together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.core.items.kinds import KINDS
from quizapp.core.items.metrics import Deck, Tally, tally, tally_kind, tally_pattern, total


@dataclass(frozen=True, kw_only=True)
class MeasuredText:
    """The counts of one text, whole and by kind and pattern; ``problem`` says why it gave no item, or is empty."""

    name: str
    genre: str
    whole: Tally
    kinds: Mapping[str, Tally] = field(default_factory=dict)
    patterns: Mapping[str, Tally] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """All texts of a folder, measured with one seed."""

    folder: str
    seed: int
    texts: Sequence[MeasuredText]

    def rows(self) -> dict[str, dict[str, Tally]]:
        """Group (``all``, ``genres``, ``texts``, ``kinds``, ``patterns``) → name → counts, in a fixed order."""
        genres = dict.fromkeys(text.genre for text in self.texts)
        return {
            "all": {"all": total(text.whole for text in self.texts)},
            "genres": {
                genre: total(text.whole for text in self.texts if text.genre == genre) for genre in genres
            },
            "texts": {text.name: text.whole for text in self.texts},
            "kinds": _sums((text.kinds for text in self.texts), order=KINDS),
            "patterns": _sums(text.patterns for text in self.texts),
        }


def measure(deck: Deck, *, name: str, genre: str) -> MeasuredText:
    """Count everything in one text."""
    kinds = dict.fromkeys(item.kind for item in deck.items)
    patterns = dict.fromkeys(statement.pattern for statement in deck.statements)
    return MeasuredText(
        name=name,
        genre=genre,
        whole=tally(deck),
        kinds={kind: tally_kind(deck, kind) for kind in kinds},
        patterns={pattern: tally_pattern(deck, pattern) for pattern in patterns},
        problem="" if deck.items else "no statement of it gives an item",
    )


def _sums(tables: Iterable[Mapping[str, Tally]], *, order: Iterable[str] = ()) -> dict[str, Tally]:
    """Tables added up row by row: those in ``order`` first, the others by the number of their items."""
    found: dict[str, Tally] = {}
    for table in tables:
        for name, counts in table.items():
            found[name] = found.get(name, Tally()) + counts
    first = [name for name in order if name in found]
    rest = sorted(found.keys() - set(first), key=lambda name: (-found[name].items, name))
    return {name: found[name] for name in (*first, *rest)}
