"""The bin: what was deleted is listed, brought back, or deleted for ever, by hand or after some days."""

from __future__ import annotations

from datetime import datetime, timedelta

from quizapp.errors import NotFound
from quizapp.services.access import Actor, bin_of
from quizapp.store import bin
from quizapp.store.again import retried
from quizapp.store.bin import Entry, Noun
from quizapp.store.database import Connection, reading, transaction

KEPT = timedelta(days=30)


def list_bin(actor: Actor) -> tuple[Entry, ...]:
    """What the actor can bring back, the last deleted first."""
    with reading() as connection:
        return tuple(bin.entries(connection, bin_of(connection, actor)))


def days_left(entry: Entry, *, now: datetime) -> int:
    """How many days a thing is kept yet, the begun one counted; 0 when it may be gone any moment."""
    return 0 if entry.deleted_at is None else max(0, -((now - entry.deleted_at - KEPT) // timedelta(days=1)))


def restore(name: str, *, actor: Actor) -> Entry:
    """Bring a thing back with all that hung on it; of one that is back already, nothing changes. Raises `NotFound`."""
    with transaction(alone=True) as connection:
        entry = _find(connection, name, actor)
        bin.take_out(connection, entry)
    return entry


@retried
def destroy(name: str, *, actor: Actor) -> Entry:
    """Delete a thing for ever; one that somebody brought back meanwhile stays. Raises `NotFound`."""
    with transaction(alone=True) as connection:
        entry = _find(connection, name, actor)
        bin.destroy(connection, entry.noun, entry.row)
    return entry


def sweep(*, now: datetime) -> int:
    """Delete for ever what is in the bin for longer than it is kept; how much that was."""
    with reading() as connection:
        old = bin.older(connection, now - KEPT)
    gone = 0
    for noun, row in old:  # one at a time, so that nobody waits long for the one who sweeps
        gone += _swept(noun, row, before=now - KEPT)
    return gone


@retried
def _swept(noun: Noun, row: int, *, before: datetime) -> bool:
    with transaction(alone=True) as connection:
        return bin.destroy(connection, noun, row, before=before)


def _find(connection: Connection, name: str, actor: Actor) -> Entry:
    named = bin.named(name)
    entry = None if named is None else bin.find(connection, bin_of(connection, actor), *named)
    if entry is None:
        raise NotFound("deleted thing", name)
    return entry
