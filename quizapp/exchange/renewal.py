"""What a change of its source does to a deck, as plain text to read before it is done."""

from __future__ import annotations

from collections.abc import Iterator

from quizapp.core.decks.deck import Change
from quizapp.core.decks.regeneration import Regeneration, Step
from quizapp.core.items.earlier import wording
from quizapp.core.items.item import Item
from quizapp.core.statements.statement import join_words
from quizapp.exchange.plain import counted, readable, wrapped

_HEADS: tuple[tuple[Change, str], ...] = (
    (
        "conflict",
        "in conflict: edited here, and the source changed beneath; the edit stays until somebody decides",
    ),
    ("changed", "changed: a new version"),
    ("retired", "not in the source any more: retired"),
    ("returned", "back in the source: as before"),
    ("new", "new"),
)


def write_regeneration(regeneration: Regeneration) -> str:
    """Counts first, then every item that is not left as it is, by what happens to it."""
    same = len(regeneration.steps) - sum(len(regeneration.of(change)) for change, _ in _HEADS)
    counts = [f"{len(found)} {change}" for change, _ in _HEADS if (found := regeneration.of(change))]
    blocks = [", ".join([*counts, f"{same} unchanged"])]
    for change, head in _HEADS:
        steps = regeneration.of(change)
        if steps:
            blocks.append("\n".join([f"{counted(len(steps), 'item')} {head}", *_told(steps)]))
    return "\n\n".join(blocks) + "\n"


def _told(steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        if step.change == "conflict":
            yield _line(" ", step.item, "yours")
            yield (
                "      new: nothing; its sentence is gone"
                if step.base is None
                else _line(" ", step.base, "  new")
            )
        elif step.change == "changed" and step.before is not None:
            yield _line("-", step.before)
            yield _line("+", step.item)
            if _asked(step.before) == _asked(step.item):
                yield _quote(step.item)
        else:
            yield _line("-" if step.change == "retired" else "+", step.item)


def _asked(item: Item) -> tuple[object, ...]:
    return wording(item)[:2]


def _line(sign: str, item: Item, label: str = "") -> str:
    kind = item.kind.replace("_", " ")
    told = f"{label}: " if label else ""
    key = join_words(item.body.keys())
    return wrapped(f"  {sign} {told}[{kind}] {readable(item.stem)} → {key}", indent=6)


def _quote(item: Item) -> str:
    return wrapped(f"      quoting “{' '.join(item.quote.split())}”", indent=6)
