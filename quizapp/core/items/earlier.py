"""What a deck was made of before, so that making it again changes only what its source changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

from quizapp.core.items.codec import body_from_plain, body_to_plain
from quizapp.core.items.interaction import Choice, Option
from quizapp.core.items.item import Item
from quizapp.core.items.matching import normalize
from quizapp.core.items.proof import Evidence
from quizapp.core.statements.alignment import claims_the_same, squeezed
from quizapp.core.statements.pool import Distractor, DistractorPool, focus_values
from quizapp.core.statements.statement import Focus, Statement, as_sentence
from quizapp.errors import ItemInvalid

_MOST_DIGITS = 100  # of a figure by which options are put in order
_OFFERING = frozenset({"mcq", "multiple_response"})
"""The kinds that offer answers from elsewhere in the text."""


def wording(item: Item) -> tuple[object, ...]:
    """What a learner or a teacher would notice: not offsets, line ends in the quote, flaws or confidence."""
    return (
        item.stem,
        item.body,
        item.category,
        item.rationale,
        squeezed(item.quote),
        item.derivation,
        item.tags,
    )


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """``statements`` are the old ones, by the ids under which they go on; ``items`` what was generated from them."""

    statements: Mapping[str, Statement] = field(default_factory=dict)
    items: Sequence[Item] = ()

    @cached_property
    def ids(self) -> frozenset[str]:
        """The names of the items."""
        return frozenset(item.id for item in self.items)

    @cached_property
    def _of(self) -> Mapping[str, Sequence[Item]]:
        found: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            found[item.statement].append(item)
        return found

    def settled(self, statement: Statement, built: Sequence[Item], pool: DistractorPool) -> list[Item]:
        """What was built of a statement, each item under the name of the one it continues.

        Where the statement claims what it did, an item stays as it was even if the draw of its wrong answers came
        out otherwise this time, or gave none, as long as the old ones are still proven wrong. Where it claims
        something else, those wrong answers stay that are wrong for the new claim, too.
        """
        before, old = self.statements.get(statement.id), self._of.get(statement.id, ())
        if before is None or not old:
            return list(built)
        settled = {item.id: item for item in _renamed(built, old)}
        is_same = claims_the_same(before, statement)
        for item in old:
            fresh = settled.get(item.id)
            kept = _kept(item, statement, pool) if is_same else _mended(item, fresh, statement, pool)
            if kept is not None and (fresh is None or wording(fresh) != wording(kept)):
                settled[item.id] = kept
        return list(settled.values())


def _renamed(built: Sequence[Item], old: Sequence[Item]) -> Iterator[Item]:
    """Items whose slot is named otherwise take the names of old ones of their kind that would be left without one:
    first those that ask the same, then in their order."""
    present, had = {item.id for item in built}, {item.id for item in old}
    left = [item for item in old if item.id not in present]
    names: dict[str, str] = {}
    for is_fit in (_asks_the_same, _is_of_the_kind):
        for item in built:
            if item.id in had or item.id in names:
                continue
            match = next((other for other in left if is_fit(item, other)), None)
            if match is not None:
                left.remove(match)
                names[item.id] = match.id
    for item in built:
        yield replace(item, id=names.get(item.id, item.id))


def _asks_the_same(one: Item, other: Item) -> bool:
    return _is_of_the_kind(one, other) and (one.stem, one.body.keys()) == (other.stem, other.body.keys())


def _is_of_the_kind(one: Item, other: Item) -> bool:
    return one.kind == other.kind


def _kept(item: Item, statement: Statement, pool: DistractorPool) -> Item | None:
    """The item at its statement's present place, or None where it may not be asked of this source any more."""
    if not _is_still_wrong(item, statement, pool):
        return None
    evidence = Evidence(start=statement.start, end=statement.end, quote=statement.quote)
    try:
        kept = replace(item, evidence=evidence)
    except ItemInvalid:
        return None
    kept = replace(kept, flaws=kept.broken_rules())
    return None if kept.is_fatal() else kept


def _mended(item: Item, fresh: Item | None, statement: Statement, pool: DistractorPool) -> Item | None:
    """The new item with the wrong answers of the old one, or None where these do not fit it."""
    if fresh is None or fresh.kind not in _OFFERING or fresh.kind != item.kind:
        return None
    right = [option for option in _options(fresh) if option.correct]
    wrong = [option for option in _options(item) if not option.correct]
    place = next((n for n, option in enumerate(_options(item)) if option.correct), 0)
    options = (*wrong[:place], *right, *wrong[place:])
    numbers = [option.text.replace(",", "") for option in options]
    if all(number.isdecimal() and len(number) <= _MOST_DIGITS for number in numbers):
        options = tuple(sorted(options, key=lambda option: int(option.text.replace(",", ""))))
    plain = body_to_plain(fresh.body) | {"options": [asdict(option) for option in options]}
    mended = replace(fresh, body=body_from_plain(fresh.kind, plain))
    mended = replace(mended, flaws=mended.broken_rules())
    return (
        mended if set(mended.flaws) <= set(fresh.flaws) and _is_still_wrong(mended, statement, pool) else None
    )


def _options(item: Item) -> tuple[Option, ...]:
    interaction = item.body.interaction(item.stem)
    return interaction.options if isinstance(interaction, Choice) else ()


def _is_still_wrong(item: Item, statement: Statement, pool: DistractorPool) -> bool:
    """Whether every wrong answer that this item offers, or states, is still wrong."""
    if item.kind == "true_false":
        return _is_still_false(item, statement, pool)
    if item.kind not in _OFFERING:
        return True
    wrong = [Distractor(text=o.text, feedback=o.feedback) for o in _options(item) if not o.correct]
    keys = set(item.body.keys())
    return any(
        keys <= set(focus_values(focus))
        and item.stem in {focus.question, focus.choose_one, focus.choose_all}
        and pool.allows(wrong, focus, statement=statement, stem=item.stem)
        for focus in statement.focuses
    )


def _is_still_false(item: Item, statement: Statement, pool: DistractorPool) -> bool:
    """Of a claim that had one value swapped: whether the swapped one is still no answer; a true one stays true."""
    if item.body.keys() == ("True",) or item.derivation is None:
        return True
    key = item.derivation.source
    head, found, tail = as_sentence(statement.text).partition(key)
    if not (found and item.stem.startswith(head) and item.stem.endswith(tail)):
        return False
    value = item.stem[len(head) : len(item.stem) - len(tail)]
    return any(
        normalize(key) in map(normalize, focus_values(focus))
        and pool.is_wrong(value, focus, statement=statement, stem=_stem_without(focus, statement, key))
        for focus in statement.focuses
    )


def _stem_without(focus: Focus, statement: Statement, key: str) -> str:
    asked = (focus.choose_all or focus.choose_one) if focus.is_list else None
    return asked or statement.text.replace(key, " ")
