"""Files for a deck: kept while somebody says what their columns hold and looks at what they would do, then stored as a
whole, and taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec

from quizapp.core.decks.deck import ItemStatus
from quizapp.errors import Conflict, ImportRejected, InputError
from quizapp.exchange.elsewhere import require_here
from quizapp.exchange.formats import recognised
from quizapp.exchange.gift import LineError, Written, read_gift
from quizapp.exchange.sheets import Grid, Layout, Row, is_workbook, layout_of, read_grid, rows_of
from quizapp.phrases import phrase
from quizapp.services.decks import get_deck
from quizapp.services.planning import Plan, plan
from quizapp.store import decks, intakes, items, learners, many
from quizapp.store.database import Connection, reading, transaction
from quizapp.store.intakes import Intake
from quizapp.store.many import Wording

UNUSED, KEPT = timedelta(days=1), timedelta(days=30)
MOST_LISTED = 5
EMPTY = phrase("There is nothing in it. Choose a file or paste a table.")
UNKNOWN = phrase(
    "This is no table and no other file of items that can be read here. Save it as CSV, TSV or XLSX."
)
STORED = phrase("This file is stored already.")
TAKEN_BACK = phrase("This import was taken back already.")
MOVED = phrase("The deck changed since you looked. Look at it once more.")


@dataclass(frozen=True, kw_only=True)
class Choices:
    """How a file is to be read and stored. ``columns`` None: as they are guessed; ``as_table``: whatever it looks like;
    the rest as in `read_grid`, `Layout` and `plan`."""

    columns: tuple[str, ...] | None = None
    header: int = 0
    kind: str = ""
    category: str = ""
    encoding: str = ""
    separator: str = ""
    sheet: int = 0
    as_table: bool = False
    overwrite: bool = False


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a file is: a table with its ``grid`` and ``layout``, or of another ``format`` with what was ``read``."""

    format: str
    choices: Choices
    grid: Grid | None = None
    layout: Layout | None = None
    read: tuple[Written | LineError, ...] = ()

    def rows(self) -> Sequence[Row | Written | LineError]:
        """All that it holds. Raises `ImportRejected` where its columns give no item."""
        if self.grid is None or self.layout is None:
            return self.read
        self.layout.require_sound()
        return list(rows_of(self.grid, self.layout))


@dataclass(frozen=True, kw_only=True)
class Done:
    """How many items an import added and changed; of one that is taken back, how many were left because somebody
    changed them since."""

    added: int
    changed: int
    left: int = 0


def receive(deck_id: str, filename: str, raw: bytes, *, now: datetime, by: str | None = None) -> str:
    """Keep a file to be looked at; its name. Raises `NotFound`; `ImportRejected` where it cannot be read."""
    if not raw.strip():
        raise ImportRejected(EMPTY)
    require_here(raw)
    look_at(raw, Choices())
    with transaction() as connection:
        intakes.forget(connection, open_before=now - UNUSED, before=now - KEPT)
        deck, learner = decks.find(connection, deck_id).id, learners.row_of(connection, by)
        return intakes.add(connection, deck, filename=filename[-120:], content=raw, learner=learner, now=now)


def get(deck_id: str, name: str) -> Intake:
    """Raises `NotFound`."""
    with reading() as connection:
        return intakes.get(connection, decks.find(connection, deck_id).id, name)


def list_stored(deck_id: str) -> list[Intake]:
    """The last imports into a deck, the newest first. Raises `NotFound`."""
    with reading() as connection:
        return intakes.stored(connection, decks.find(connection, deck_id).id, most=MOST_LISTED)


def choices_of(intake: Intake) -> Choices:
    """How it is to be read, as it was last said."""
    return msgspec.convert(dict(intake.choices), type=Choices)


def choose(deck_id: str, name: str, choices: Choices) -> None:
    """Keep how a file is to be read. Raises `NotFound`."""
    with transaction() as connection:
        deck = decks.find(connection, deck_id).id
        intakes.choose(connection, deck, name, msgspec.to_builtins(choices))


def look(intake: Intake) -> Look:
    """What the file is, read as it was last said. Raises `ImportRejected`."""
    return look_at(intake.content, choices_of(intake))


def look_at(raw: bytes, choices: Choices) -> Look:
    """What a file is. Raises `ImportRejected` where it cannot be read."""
    found = None if choices.as_table or is_workbook(raw) else _other(raw)
    if found is not None:
        return replace(found, choices=choices)
    grid = read_grid(raw, encoding=choices.encoding, separator=choices.separator, sheet=choices.sheet)
    if not grid.rows:
        raise ImportRejected(EMPTY)
    layout = layout_of(grid)
    if choices.columns is not None:
        columns = (*choices.columns, *[""] * grid.width)[: grid.width]
        layout = Layout(columns=columns, header=choices.header)
    layout = replace(layout, kind=choices.kind)
    return Look(format="csv", choices=choices, grid=grid, layout=layout)


def preview(deck_id: str, found: Look) -> Plan:
    """What it would do; nothing is stored. Raises `NotFound`; `ImportRejected`."""
    said = found.choices
    return plan(get_deck(deck_id), found.rows(), category=said.category, overwrite=said.overwrite)


def carry_out(
    deck_id: str,
    name: str,
    *,
    now: datetime,
    seen: str = "",
    status: ItemStatus = "draft",
    by: str | None = None,
) -> Done:
    """Store what a file does, all or nothing. ``seen`` is the sign of the plan that was looked at.

    Raises `NotFound`; `Conflict` where it is stored already, or would do something else by now; `InputError` where it
    does nothing.
    """
    intake = get(deck_id, name)
    if intake.state != "open":
        raise Conflict(STORED)

    def finished(connection: Connection, deck: int, done: Mapping[str, Any]) -> None:
        if not intakes.finish(connection, deck, name, done):
            raise Conflict(STORED)

    try:
        planned = store_at_once(
            deck_id, look(intake), now=now, status=status, by=by, seen=seen, finished=finished
        )
    except InputError as error:
        if get(deck_id, name).state != "open":  # somebody pressed a moment earlier, so nothing is left to do
            raise Conflict(STORED) from error
        raise
    return Done(added=len(planned.items), changed=len(planned.changed))


def store_at_once(
    deck_id: str, found: Look, *, now: datetime, status: ItemStatus = "draft", by: str | None = None, seen: str = "",
    finished: Callable[[Connection, int, Mapping[str, Any]], None] | None = None,
) -> Plan:  # fmt: skip
    """Store what a look gives, and in the same transaction what ``finished`` does with the deck's row and what was
    done.

    Raises as `carry_out` does; without ``finished`` nothing for a file that does nothing.
    """
    with reading() as connection:
        before = _state(items.places(connection, decks.find(connection, deck_id).id))
    planned = preview(deck_id, found)
    if seen and seen != planned.sign:
        raise Conflict(MOVED)
    if planned.is_empty:
        if finished:
            raise InputError(phrase("There is nothing to store."))
        return planned
    with transaction(alone=True) as connection:
        deck = decks.find(connection, deck_id)
        places = items.places(connection, deck.id, locked=True)
        if _state(places) != before:
            raise Conflict(MOVED)
        done = _store(connection, deck, places, planned, now=now, status=status, by=by)
        if finished:
            finished(connection, deck.id, done)
    return planned


def _store(
    connection: Connection,
    deck: decks.Found,
    places: Sequence[items.Place],
    planned: Plan,
    *,
    now: datetime,
    status: ItemStatus,
    by: str | None,
) -> dict[str, Any]:
    """Store a plan where these locked places are: what was done, to be taken back."""
    author = learners.row_of(connection, by)
    placed_at = {place.public_id: place for place in places}
    touched = [(placed_at[each.entry.item.id], each) for each in planned.changed]
    quoted = many.sources_of(connection, [place for place, _ in touched])
    wordings = [
        Wording(place=place, item=each.item, source_id=quoted[place.version_id]) for place, each in touched
    ]
    numbers = many.add_versions(connection, wordings, now=now, author=author)
    placed = dict(enumerate((item for _, item in planned.items), items.next_position(connection, deck.id)))
    if placed:
        items.add(
            connection, deck.id, placed, source_id=deck.source_id, status=status, now=now, author=author
        )
    if deck.published:
        items.release(connection, deck.id)
    was = [[place.public_id, place.version, numbers[place.public_id], place.judged] for place, _ in touched]
    return {"added": [item.id for _, item in planned.items], "changed": was}


def take_back(deck_id: str, name: str, *, now: datetime) -> Done:
    """Undo an import: what it added is not asked, what it changed says again what it said; what somebody changed since
    is left. Raises `NotFound`; `Conflict` where it is taken back already."""
    with transaction() as connection:
        deck = decks.find(connection, deck_id)
        done = intakes.get(connection, deck.id, name).done
        if not intakes.take_back(connection, deck.id, name):
            raise Conflict(TAKEN_BACK)
        places = {place.public_id: place for place in items.places(connection, deck.id, locked=True)}
        added = [places[id] for id in done.get("added", ()) if id in places]
        unchanged = [place for place in added if place.version == 1]
        for place in unchanged:
            items.set_status(connection, place, "rejected", now=now)
        changed = [row for row in done.get("changed", ()) if row[0] in places]
        back = [(places[id], was, judged) for id, was, made, judged in changed if places[id].version == made]
        many.go_back(connection, back, now=now)
    left = len(added) - len(unchanged) + len(changed) - len(back)
    return Done(added=len(unchanged), changed=len(back), left=left)


def done_of(intake: Intake) -> Done:
    """What a stored file did."""
    return Done(added=len(intake.done.get("added", ())), changed=len(intake.done.get("changed", ())))


def _state(places: Iterable[items.Place]) -> list[tuple[int, int, str]]:
    """What a plan was made of."""
    return [(place.id, place.version, place.status) for place in places]


def _other(raw: bytes) -> Look | None:
    """A file that is no table: by what it says of itself, and as GIFT where that gives an item."""
    form = recognised(raw)
    if form is not None and form.read is not None:
        found = form.read(raw)
        return Look(format=form.name, choices=Choices(), read=(*found.items, *found.errors))
    text = _text(raw)
    if "{" not in text or _has_headings(raw):
        return None
    worded = read_gift(text)
    return (
        Look(format="gift", choices=Choices(), read=(*worded.items, *worded.errors)) if worded.items else None
    )


def _has_headings(raw: bytes) -> bool:
    try:
        return bool(layout_of(read_grid(raw)).header)
    except ImportRejected:
        return False


def _text(raw: bytes) -> str:
    """The text in UTF-8; "" where it is none."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
