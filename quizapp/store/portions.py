"""Portions of a deck: what a page or a quiz needs of one that is too large to be loaded for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import cast as cast_to

import msgspec
from sqlalchemy import Select, Text, cast, func, literal, or_, select

from quizapp.core.decks.deck import ItemStatus
from quizapp.core.decks.outline import Outline
from quizapp.store import versions
from quizapp.store.database import Connection
from quizapp.store.rows import ItemRow, ItemVersionRow

MOST_NAMED = 10_000
"""So many ids are named in one statement: databases take some 32,000. Of more, all others are asked for."""


def touched(connection: Connection, deck: int) -> list[str]:
    """The ids of the items that an update touched and nobody looked at, or whose edit waits for a decision."""
    named = select(ItemRow.public_id).where(ItemRow.deck_id == deck)
    return list(
        connection.execute(named.where(or_(ItemRow.news.is_not(None), ItemRow.rival.is_not(None)))).scalars()
    )


def accepted(
    connection: Connection, deck: int, *, kinds: Collection[str] = (), category: str | None = None,
    tag: str = "", first: int = 0, most: int | None = None, without: Collection[str] = (),
) -> list[str]:  # fmt: skip
    """The ids of accepted items in their order: of these kinds, this category, this tag, where they are given, and
    ``without`` these; ``most`` of them from the one at ``first`` on."""
    query = select(ItemRow.public_id).where(ItemRow.deck_id == deck, ItemRow.status == "accepted")
    if kinds:
        query = query.where(ItemRow.kind.in_(kinds))
    is_left_out_there = len(without) <= MOST_NAMED
    if without and is_left_out_there:
        query = query.where(ItemRow.public_id.not_in(without))
    if category is not None:
        query = query.join(ItemVersionRow, versions.IS_PRESENT).where(ItemVersionRow.category == category)
    ordered = query.order_by(ItemRow.position, ItemRow.id)
    if tag or not is_left_out_there:
        found = _tagged(connection, ordered, tag) if tag else connection.execute(ordered).scalars()
        left = frozenset() if is_left_out_there else frozenset(without)
        return [id for id in found if id not in left][first : None if most is None else first + most]
    return list(connection.execute(ordered.offset(first).limit(most)).scalars())


def listed(
    connection: Connection, deck: int, *, kind: str = "", status: str = "", first: int = 0, most: int | None = None
) -> list[str]:  # fmt: skip
    """The ids of items in their order: of this kind and status, where they are given; ``most`` of them from the one at
    ``first`` on."""
    query = select(ItemRow.public_id).where(ItemRow.deck_id == deck)
    if kind:
        query = query.where(ItemRow.kind == kind)
    if status:
        query = query.where(ItemRow.status == status)
    ordered = query.order_by(ItemRow.position, ItemRow.id)
    return list(connection.execute(ordered.offset(first).limit(most)).scalars())


def outlines(connection: Connection, deck: int, *, waiting: Collection[str]) -> tuple[Outline, ...]:
    """All items of a deck in their order; ``waiting`` are accepted ones that are not asked."""
    query = select(
        ItemRow.public_id, ItemRow.kind, ItemVersionRow.category, cast(ItemVersionRow.tags, Text), ItemRow.status,
        ItemRow.version, ItemRow.modified,
    ).join(ItemVersionRow, versions.IS_PRESENT)  # fmt: skip
    ordered = query.where(ItemRow.deck_id == deck).order_by(ItemRow.position, ItemRow.id)
    stated: dict[str, tuple[str, ...]] = {}
    found = []
    for id, kind, category, tags, status, version, modified in connection.execute(ordered):
        if tags not in stated:
            stated[tags] = tuple(msgspec.json.decode(tags))
        is_asked = status == "accepted" and id not in waiting
        found.append(
            Outline(id=id, kind=kind, category=category, tags=stated[tags], status=cast_to(ItemStatus, status),
                    version=version, modified=modified, is_asked=is_asked)
        )  # fmt: skip
    return tuple(found)


def states(connection: Connection, deck: int) -> Counter[tuple[str, str]]:
    """How many items a deck has, by status and kind."""
    by = (ItemRow.status, ItemRow.kind)
    counted = select(*by, func.count()).where(ItemRow.deck_id == deck).group_by(*by)
    return Counter({(row[0], row[1]): row[2] for row in connection.execute(counted)})


def number(connection: Connection, deck: int) -> int:
    """How many items are accepted."""
    counted = select(func.count()).select_from(ItemRow)
    return connection.execute(
        counted.where(ItemRow.deck_id == deck, ItemRow.status == "accepted")
    ).scalar_one()


def some(connection: Connection, deck: int, *, kinds: Collection[str], most: int) -> list[str]:
    """The ids of some accepted items of these kinds: the first by their ids, which say nothing of what is in them, and
    by which an index finds them without looking at the rest."""
    query = select(ItemRow.public_id).where(ItemRow.deck_id == deck, ItemRow.status == "accepted")
    ordered = query.where(ItemRow.kind.in_(kinds)).order_by(ItemRow.public_id).limit(most)
    return list(connection.execute(ordered).scalars())


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many accepted items a deck has: by kind, by category, by tag. ``is_touched``: some item of it `touched`
    finds."""

    kinds: Counter[str]
    categories: Counter[str]
    tags: Counter[str]
    is_touched: bool


def counts(connection: Connection, deck: int, *, tags: bool = False) -> Counts:
    """In one look through a deck; tags only where they are asked for."""
    stated = cast(ItemVersionRow.tags, Text) if tags else literal("[]")
    by = (ItemRow.status, ItemRow.kind, ItemVersionRow.category, stated)
    looked = func.count(), func.count(ItemRow.news) + func.count(ItemRow.rival)
    grouped = select(*by, *looked).join(ItemVersionRow, versions.IS_PRESENT).where(ItemRow.deck_id == deck)
    found = Counts(kinds=Counter(), categories=Counter(), tags=Counter(), is_touched=False)
    for status, kind, category, names, number, touching in connection.execute(grouped.group_by(*by)):
        found = replace(found, is_touched=True) if touching else found
        if status == "accepted":
            found.kinds[kind] += number
            found.categories[category] += number
            for name in msgspec.json.decode(names):
                found.tags[name] += number
    return found


def _tagged(connection: Connection, ids: Select[str], tag: str) -> list[str]:
    """No database looks into JSON as another does, so all texts are fetched; most are the same."""
    with_tags = ids.add_columns(cast(ItemVersionRow.tags, Text)).join(ItemVersionRow, versions.IS_PRESENT)
    has: dict[str, bool] = {}
    found = []
    for id, stated in connection.execute(with_tags):
        if stated not in has:
            has[stated] = tag in msgspec.json.decode(stated)
        if has[stated]:
            found.append(id)
    return found
