"""Whether items keep their promises: a quote in the source, a proven key, no fatal flaw, no twin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.core.items.flaws import CATALOGUE, Asked, DeckFinding, deck_findings
from quizapp.core.items.item import Item
from quizapp.core.items.matching import normalize
from quizapp.core.items.proof import Evidence
from quizapp.core.text.source import Source


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A broken promise, or without ``fatal`` a piece of advice: ``item`` is the item's id, ``problem`` a sentence."""

    item: str
    problem: str
    fatal: bool = True


def audit(source: Source, items: Sequence[Item], *, advice: bool = False) -> tuple[Finding, ...]:
    """Everything wrong with these items, in their order; empty is good. With ``advice`` advisory flaws too."""
    seen_before = twins(items)
    found: list[Finding] = []
    for index, item in enumerate(items):
        problems = (*_problems(source, item), *seen_before.get(index, ()))
        found += (Finding(item=item.id, problem=problem) for problem in problems)
        if advice:
            found += (Finding(item=item.id, problem=problem, fatal=False) for problem in _advice(item))
    return tuple(found)


def audit_together(items: Sequence[Item]) -> tuple[DeckFinding, ...]:
    """What is wrong with these items as a deck, though each may be sound: all of it advice."""
    return deck_findings([as_asked(item) for item in items])


def as_asked(item: Item) -> Asked:
    """What checks see of an item."""
    how = item.body.interaction(item.stem)
    return Asked(how=how, quote=item.quote, start=item.span[0] if item.evidence else -1, id=item.id)


def _advice(item: Item) -> Iterator[str]:
    for name in item.broken_rules():
        if not CATALOGUE[name].fatal:
            yield f"Advice ({name}): {CATALOGUE[name].rule}"


def _problems(source: Source, item: Item) -> Iterator[str]:
    yield from _lost(source, item.evidence)
    keys = item.body.keys()
    yield from (f"The quote does not support the key “{key}”." for key in keys if not item.proves(key))
    for name in dict.fromkeys((*item.broken_rules(), *item.flaws)):
        if name not in CATALOGUE:
            yield f"There is no flaw named “{name}”."
        elif CATALOGUE[name].fatal:
            yield f"A rule is broken ({name}): {CATALOGUE[name].rule}"


def _lost(source: Source, evidence: Evidence | None) -> Iterator[str]:
    """What a person wrote without evidence has nothing to lose."""
    if evidence is None:
        return
    if not 0 <= evidence.start < evidence.end <= len(source.text):
        yield f"The evidence lies outside of the source ({evidence.start} to {evidence.end})."
    elif source.quote(evidence.start, evidence.end) != evidence.quote:
        yield "The quote is not what stands in the source at its place."


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
