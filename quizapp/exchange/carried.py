"""What of an item each format carries, as plain values: equal before and behind a file where nothing was lost."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from quizapp.core.items.interaction import Gap
from quizapp.core.items.item import Item
from quizapp.exchange.gaps import renumbered
from quizapp.exchange.gift import Written
from quizapp.exchange.gift.escapes import readable
from quizapp.exchange.markup import folded, legible


def whole(item: Item) -> object:
    """All of it."""
    return [item.kind, msgspec.to_builtins(item)]


def row(item: Item | Written) -> object:
    """What stands in the cells of a table."""
    tags, body = list(item.tags), msgspec.to_builtins(item.body)
    return [item.id, item.stem, item.body.kind, body, item.category, item.rationale, tags]


def block(item: Item | Written) -> object:
    """A card's rationale gives way to its answer; the rest is the interaction, which is all that GIFT knows."""
    rationale = "" if item.body.self_graded else item.rationale
    how = _each(msgspec.to_builtins(item.body.interaction(item.stem)), _stripped)
    return [item.id, item.body.kind, how, *_labels(item), _stripped(rationale)]


def _stripped(text: str) -> str:
    return readable(text).strip()


def _labels(item: Item | Written) -> tuple[str, list[str]]:
    """Category and tags, which have no lines."""
    tags = dict.fromkeys(tag for each in item.tags if (tag := " ".join(legible(each).split())))
    return " ".join(legible(item.category).split()), list(tags)


def question(item: Item | Written, told: Callable[[str], str] = lambda text: legible(text).strip()) -> object:
    """What is asked and how, gaps in the order in which they stand, each text as ``told`` gives it."""
    how: object = item.body.interaction(item.stem)
    if item.body.self_graded:
        how = [item.stem, *item.body.keys()]  # the interaction has made one text of all members
    plain = [msgspec.to_builtins(renumbered(how) if isinstance(how, Gap) else how), item.rationale]
    return [item.id, _each(plain, told), *_labels(item)]


def folded_question(item: Item | Written) -> object:
    """`question` with texts as a browser shows them."""
    return question(item, folded)


def _each(plain: object, told: Callable[[str], str]) -> object:
    if isinstance(plain, str):
        return told(plain)
    if isinstance(plain, dict):
        return {name: _each(value, told) for name, value in plain.items()}
    return [_each(value, told) for value in plain] if isinstance(plain, list | tuple) else plain
