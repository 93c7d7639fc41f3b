"""Whether items keep their promises: a quote in the source, a proven key, no fatal flaw, no twin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.item import Item
from quizapp.core.items.matching import normalize
from quizapp.core.text.source import Source


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A broken promise: ``item`` is the item's id, ``problem`` a sentence."""

    item: str
    problem: str


def audit(source: Source, items: Sequence[Item]) -> tuple[Finding, ...]:
    """Everything wrong with these items, in their order; empty is good."""
    seen_before = twins(items)
    return tuple(
        Finding(item=item.id, problem=problem)
        for index, item in enumerate(items)
        for problem in (*_problems(source, item), *seen_before.get(index, ()))
    )


def _problems(source: Source, item: Item) -> Iterator[str]:
    evidence = item.evidence
    if not 0 <= evidence.start < evidence.end <= len(source.text):
        yield f"The evidence lies outside of the source ({evidence.start} to {evidence.end})."
    elif source.quote(evidence.start, evidence.end) != evidence.quote:
        yield "The quote is not what stands in the source at its place."
    keys = item.body.keys()
    yield from (f"The quote does not support the key “{key}”." for key in keys if not item.proves(key))
    for name in dict.fromkeys((*item.broken_rules(), *item.flaws)):
        if name not in CATALOGUE:
            yield f"There is no flaw named “{name}”."
        elif CATALOGUE[name].fatal:
            yield f"A rule is broken ({name}): {CATALOGUE[name].rule}"


def twins(items: Sequence[Item]) -> dict[int, tuple[str, ...]]:
    """For every item that asks what an earlier one asks, in the same kind, the earlier one."""
    first: dict[tuple[str, str], str] = {}
    ids: set[str] = set()
    found: dict[int, tuple[str, ...]] = {}
    for index, item in enumerate(items):
        asked = (item.kind, normalize(item.stem))
        if asked in first:
            found[index] = (f"The item {first[asked]} has the same stem.",)
        if item.id in ids:
            found[index] = (*found.get(index, ()), "Another item has the same id.")
        first.setdefault(asked, item.id)
        ids.add(item.id)
    return found
