"""What becomes of a deck's items when its source changed: decided here, stored elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.core.decks.deck import Change, ItemStatus
from quizapp.core.items.earlier import wording
from quizapp.core.items.item import Item
from quizapp.core.statements.alignment import squeezed
from quizapp.errors import ItemInvalid


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An item of the deck as it is. ``item`` is what it says; ``base`` what the generator, or a file, said when that
    was written: they differ where somebody edited it. ``withdrawn`` is the status that the item had when its source
    stopped giving it, None while the source does."""

    item: Item
    base: Item
    status: ItemStatus
    withdrawn: ItemStatus | None = None

    @property
    def is_edited(self) -> bool:
        """Whether somebody changed what was generated."""
        return wording(self.item) != wording(self.base)


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happens to one item.

    ``item`` is what it says from now on and ``base`` what is generated now; in a conflict these are two things,
    and ``base`` is None where nothing is generated any more. ``before`` is what the item said, None for a new one.
    """

    id: str
    change: Change
    status: ItemStatus
    item: Item
    base: Item | None
    before: Item | None = None

    @property
    def is_told(self) -> bool:
        """Whether somebody should look at this: not at what stays, nor at what was turned down anyway."""
        return self.change != "unchanged" and (
            self.change == "retired" or self.status in {"draft", "accepted"}
        )


@dataclass(frozen=True, kw_only=True)
class Regeneration:
    """All steps: those of items with a place in the new source in its order, then those of the others."""

    steps: tuple[Step, ...]

    @property
    def is_news(self) -> bool:
        """Whether there is anything to look at."""
        return any(step.is_told for step in self.steps)

    def of(self, change: Change) -> tuple[Step, ...]:
        """The steps of this sort that somebody should look at."""
        return tuple(step for step in self.steps if step.change == change and step.is_told)


def regenerate(
    standing: Sequence[Standing],
    *,
    chosen: Sequence[Item],
    candidates: Iterable[Item],
    arrive: ItemStatus = "draft",
) -> Regeneration:
    """What to do with a deck's items, given the items ``chosen`` from a new source and all sound ``candidates``.

    An item goes on as long as a candidate has its id, chosen or not. Nothing is ever deleted. ``arrive`` is the
    status of new items.
    """
    sound: Mapping[str, Item] = {item.id: item for item in candidates}
    present = {each.item.id: each for each in standing}
    places = {item.id: n for n, item in enumerate(chosen)}
    steps = [
        _new(item, arrive) if item.id not in present else _goes_on(present[item.id], item) for item in chosen
    ]
    for each in standing:
        if each.item.id in places:
            continue
        candidate = sound.get(each.item.id)
        steps.append(_goes_on(each, candidate) if candidate is not None else _vanishes(each))
    return Regeneration(steps=tuple(steps))


def _new(item: Item, status: ItemStatus) -> Step:
    return Step(id=item.id, change="new", status=status, item=item, base=item)


def _goes_on(each: Standing, fresh: Item) -> Step:
    """An item that the new source gives, too.

    What learners have stays accepted when it changes: the old wording is of a source that its author corrected, and
    to withdraw it until somebody looks would cost them the card.
    """
    change, item = _continued(each, fresh)
    if change == "unchanged" and each.withdrawn not in {None, each.status}:
        change = "returned"
    status = each.withdrawn or each.status
    return Step(id=fresh.id, change=change, status=status, item=item, base=fresh, before=each.item)


def _continued(each: Standing, fresh: Item) -> tuple[Change, Item]:
    """What an item says from now on. An edit stays until the person who made it has seen what changed beneath it."""
    if wording(each.item) == wording(fresh):
        return "unchanged", fresh
    if wording(each.base) == wording(fresh):
        return "unchanged", _moved(each.item, fresh)
    return ("conflict", each.item) if each.is_edited else ("changed", fresh)


def _moved(edited: Item, fresh: Item) -> Item:
    """The edited item with its unchanged sentence at its new place; one that quotes an older source stays as it is."""
    if squeezed(edited.quote) != squeezed(fresh.quote):
        return edited
    try:
        return replace(edited, evidence=fresh.evidence)
    except ItemInvalid:  # proven when it was made, by a rule that is stricter now
        return edited


def _vanishes(each: Standing) -> Step:
    """An item that the new source does not give. An edited one is a person's work: that person decides; one that a
    person wrote never came from the source."""
    if each.item.written:
        return Step(id=each.item.id, change="unchanged", status=each.status, item=each.item, base=each.base)
    change: Change = "unchanged"
    status = each.status
    if each.withdrawn is None and status in {"draft", "accepted"}:
        change = "conflict" if each.is_edited else "retired"
    if change == "retired":
        status = "retired" if status == "accepted" else "rejected"
    return Step(id=each.item.id, change=change, status=status, item=each.item, base=None, before=each.item)
