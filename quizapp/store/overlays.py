"""Items with what lies beneath their edits, and what a change of the source makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from quizapp.core.decks.deck import Change
from quizapp.core.decks.regeneration import Regeneration, Standing, Step
from quizapp.core.items.item import Item
from quizapp.store import items, versions
from quizapp.store.database import Connection, insert_all
from quizapp.store.items import GONE, Place
from quizapp.store.rows import ItemRow, ItemVersionRow


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """An item's row with the contents of the versions that it names. Evidence is that of each version's own source."""

    place: Place
    item: Item
    base: Item
    rival: Item | None
    earlier: Item | None

    @property
    def standing(self) -> Standing:
        """As the domain knows it."""
        withdrawn = self.place.withdrawn
        return Standing(item=self.item, base=self.base, status=self.place.status, withdrawn=withdrawn)


def overlays(connection: Connection, placed: Sequence[Place]) -> list[Overlay]:
    """The overlays of these items, in their order. Call it before a transaction writes: see `versions.load`."""
    if not placed:
        return []
    wanted = or_(
        ItemVersionRow.version == ItemRow.version,
        ItemVersionRow.version == ItemRow.base,
        ItemVersionRow.version == ItemRow.rival,
        ItemVersionRow.version == ItemRow.earlier,
    )
    named = select(ItemVersionRow.id, ItemVersionRow.item_id, ItemVersionRow.version).join(
        ItemRow, ItemRow.id == ItemVersionRow.item_id
    )
    rows = connection.execute(named.where(ItemRow.id.in_([place.id for place in placed]), wanted)).all()
    loaded = versions.load(connection, [row.id for row in rows])
    said = {(row.item_id, row.version): loaded[row.id].item for row in rows}
    return [
        Overlay(
            place=place,
            item=said[place.id, place.version],
            base=said[place.id, place.base],
            rival=said.get((place.id, place.rival or GONE)),
            earlier=said.get((place.id, place.earlier or GONE)),
        )
        for place in placed
    ]


def carry_out(
    connection: Connection, deck: int, present: Sequence[Overlay], regeneration: Regeneration, *, source_id: int,
    text: str, now: datetime, released: bool = False, first: int = 1,
) -> None:  # fmt: skip
    """Store what a new source, in this row and with this text, makes of a deck's items, from position ``first`` on.

    ``released`` says whether learners have what is new and accepted from now on.
    """
    known = {each.place.public_id: each for each in present}
    writer = _Writer(connection, present, source_id=source_id, text=text, now=now)
    added: dict[int, Step] = {}
    for position, step in enumerate(regeneration.steps, first):
        if step.id in known:
            writer.write(known[step.id], step, position)
        else:
            added[position] = step
    writer.finish()
    for status in sorted({step.status for step in added.values()}):
        new = {position: step.item for position, step in added.items() if step.status == status}
        items.add(
            connection, deck, new, source_id=source_id, status=status, now=now, released=released, news="new"
        )


def carry_out_in_place(
    connection: Connection,
    present: Sequence[Overlay],
    regeneration: Regeneration,
    *,
    source_id: int,
    now: datetime,
) -> None:
    """Store what a file makes of items that have no text: each stays where it is in its deck."""
    known = {each.place.public_id: each for each in present}
    writer = _Writer(connection, present, source_id=source_id, text="", now=now)
    for step in regeneration.steps:
        writer.write(known[step.id], step, None)
    writer.finish()


def change(connection: Connection, place: Place, **values: str | int | datetime | None) -> None:
    """Set columns of an item."""
    connection.execute(update(ItemRow).where(ItemRow.id == place.id).values(**values))


def forget_news(connection: Connection, deck: int) -> int:
    """Forget what updates did to a deck's items; how many there were."""
    told = update(ItemRow).where(ItemRow.deck_id == deck, ItemRow.news.is_not(None))
    return connection.execute(told.values(news=None, earlier=None)).rowcount


class _Writer:
    """Collects the rows of a regeneration, so that a thousand items cost a few statements."""

    def __init__(
        self, connection: Connection, present: Sequence[Overlay], *, source_id: int, text: str, now: datetime
    ) -> None:
        self._connection, self._source_id, self._text, self._now = connection, source_id, text, now
        self._next = items.next_numbers(connection, [each.place.id for each in present])
        self._versions: list[dict[str, Any]] = []
        self._rows: list[dict[str, Any]] = []

    def write(self, overlay: Overlay, step: Step, position: int | None) -> None:
        """Note what becomes of one item; without a position it keeps its own."""
        place = overlay.place
        known = self._known(overlay)
        version, base, rival = self._number(known, place, step.item), place.base, None
        if step.change == "conflict":
            rival = GONE if step.base is None else self._number(known, place, step.base)
        elif step.base is not None:
            base = self._number(known, place, step.base)
        start, end = self._found(step, overlay)
        told = version != place.version or (step.status == "retired") != (place.status == "retired")
        self._rows.append(
            {
                "row": place.id,
                "status": step.status,
                "kind": step.item.kind,
                **({} if position is None else {"position": position}),
                "version": version,
                "start": start,
                "end": end,
                "modified": self._now if told else place.modified,
                "base": base,
                "rival": rival,
                "withdrawn": _withdrawn(place, step),
                "news": _news(place, step),
                "earlier": _earlier(place, step),
                "judged": place.judged if version == place.version else None,
            }
        )

    def finish(self) -> None:
        """Store it all."""
        insert_all(self._connection, ItemVersionRow, self._versions)
        if self._rows:
            columns: dict[str, Any] = {
                name: bindparam(f"new_{name}") for name in self._rows[0] if name != "row"
            }
            renamed = [
                {name if name == "row" else f"new_{name}": value for name, value in row.items()}
                for row in self._rows
            ]
            row = update(ItemRow.__table__).where(ItemRow.id == bindparam("row"))  # type: ignore[arg-type]
            self._connection.execute(row.values(**columns), renamed)

    def _known(self, overlay: Overlay) -> dict[str, int]:
        """Digest of a content → number of the version that has it; what is asked comes last and wins."""
        place = overlay.place
        known = {versions.digest(overlay.rival): place.rival or GONE} if overlay.rival is not None else {}
        known[versions.digest(overlay.base)] = place.base
        known[versions.digest(overlay.item)] = place.version
        return known

    def _number(self, known: dict[str, int], place: Place, item: Item) -> int:
        """The number of the version that says this, a new one if there is none."""
        name = versions.digest(item)
        if name not in known:
            known[name] = self._next[place.id]
            self._next[place.id] += 1
            self._versions.append(
                versions.columns(
                    item,
                    item_id=place.id,
                    number=known[name],
                    source_id=self._source_id,
                    modified=self._now,
                )
            )
        return known[name]

    def _found(self, step: Step, overlay: Overlay) -> tuple[int, int]:
        """Where the quote of what is asked stands in the new source; of an older quote, where it stood in its own."""
        base = step.base
        if base is not None and not step.item.written and base.quote == step.item.quote:
            return base.span
        return place_of(overlay.item, self._text)


def place_of(item: Item, text: str) -> tuple[int, int]:
    """Where an item's quote stands in a text, or else where it stood in its own."""
    start = text.find(item.quote)
    return (start, start + len(item.quote)) if start >= 0 else item.span


def _withdrawn(place: Place, step: Step) -> str | None:
    if step.base is not None or step.change == "conflict":
        return None
    return place.withdrawn or place.status


def _news(place: Place, step: Step) -> Change | None:
    """What nobody looked at yet stays news; what is new stays new however it changes."""
    if step.change == "conflict":
        return None
    if not step.is_told:
        return place.news if step.change == "unchanged" else None
    return "new" if place.news == "new" and step.change == "changed" else step.change


def _earlier(place: Place, step: Step) -> int | None:
    if step.change == "unchanged":
        return place.earlier
    if step.change != "changed":
        return None
    return place.earlier or place.version
