"""Decks."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, insert, or_, select, union, update

from quizapp.core.decks.deck import Deck, DeckSummary
from quizapp.core.items.modes import DEFAULT, Mode
from quizapp.core.text.source import Source
from quizapp.errors import NotFound
from quizapp.store import items, media, sources
from quizapp.store.database import Connection
from quizapp.store.rows import DeckRow, ItemRow, ItemVersionRow, JobRow, LearnerRow, SourceRow, TombstoneRow
from quizapp.store.there import there

_ANKI_FROM = 1 << 30
_RESERVED = frozenset({"new", "import", "export", "all", "seed"})
_LONGEST_SLUG = 48


@dataclass(frozen=True, kw_only=True)
class Found:
    """A deck's row."""

    id: int
    public_id: str
    title: str
    source_id: int
    published: bool
    origin: str | None
    mode: Mode


def find(connection: Connection, public_id: str) -> Found:
    """The row of a deck. Raises `NotFound`."""
    found = look_for(connection, public_id)
    if found is None:
        raise NotFound("deck", public_id)
    return found


def look_for(connection: Connection, public_id: str) -> Found | None:
    """The row of a deck, if there is one."""
    columns = select(
        DeckRow.id,
        DeckRow.public_id,
        DeckRow.title,
        DeckRow.source_id,
        DeckRow.published,
        DeckRow.origin,
        DeckRow.mode,
    )
    named = columns.where(DeckRow.public_id == storable(public_id), there(DeckRow))
    row = connection.execute(named).mappings().first()
    return None if row is None else Found(**row)


def get(connection: Connection, public_id: str, only: Sequence[str] | None = None) -> Deck:
    """A deck with all its items, or ``only`` those with these ids. Raises `NotFound`."""
    row = connection.execute(
        select(DeckRow.__table__, SourceRow.title.label("source_title"), SourceRow.text, *sources.PARTICULARS)
        .join(SourceRow, SourceRow.id == DeckRow.source_id)
        .where(DeckRow.public_id == storable(public_id), there(DeckRow))
    ).first()
    if row is None:
        raise NotFound("deck", public_id)
    placed = items.places(connection, row.id) if only is None else items.places_of(connection, row.id, only)
    return Deck(
        id=row.public_id,
        title=row.title,
        about=row.about,
        reference=row.reference,
        anki_id=row.anki_id,
        source=Source(title=row.source_title, text=row.text, particulars=sources.particulars_of(row)),
        items=items.entries(connection, placed),
        published=row.published,
        follows_file=row.origin is not None,
        visibility=row.visibility,
        is_owned=row.owner_id is not None,
    )


def summaries(connection: Connection, which: ColumnElement[bool] | None = None) -> list[DeckSummary]:
    """All decks, or those of which this is true, in no order."""
    owned = select(DeckRow.__table__, LearnerRow.public_id.label("owner"), SourceRow.review_by)
    of_sources = owned.join(SourceRow, SourceRow.id == DeckRow.source_id).where(there(DeckRow))
    wanted = of_sources.outerjoin(LearnerRow, LearnerRow.id == DeckRow.owner_id)
    rows = connection.execute(wanted if which is None else wanted.where(which)).all()
    counted: dict[int, list[tuple[str, str, str, int]]] = {row.id: [] for row in rows}
    for deck, status, kind, category, number in items.counts(connection, list(counted)):
        counted[deck].append((status, kind, category, number))
    return [
        DeckSummary(
            id=row.public_id,
            title=row.title,
            about=row.about,
            items=sum(number for status, _, _, number in counted[row.id] if status == "accepted"),
            kinds=_most_first((kind, n) for status, kind, _, n in counted[row.id] if status == "accepted"),
            categories=_most_first(
                (name, n) for status, _, name, n in counted[row.id] if status == "accepted"
            ),
            published=row.published,
            drafts=sum(number for status, _, _, number in counted[row.id] if status == "draft"),
            created=row.created,
            owner=row.owner,
            visibility=row.visibility,
            review_by=row.review_by,
            follows_file=row.origin is not None,
        )
        for row in rows
    ]


def offered_to(learner: str | None) -> ColumnElement[bool]:
    """What may be on the list of somebody: the decks of everybody and of nobody, and their own."""
    their_row = select(LearnerRow.id).where(LearnerRow.public_id == (learner or "")).scalar_subquery()
    public = and_(DeckRow.visibility == "everybody", DeckRow.published)
    return or_(public, DeckRow.owner_id.is_(None), DeckRow.owner_id == their_row)


def rows_of(connection: Connection, learner: int) -> list[int]:
    """The rows of the decks that a learner's row owns, those in the bin among them."""
    return list(connection.execute(select(DeckRow.id).where(DeckRow.owner_id == learner)).scalars())


def titles(connection: Connection, rows: Iterable[int]) -> list[tuple[str, str]]:
    """Ids and titles of published decks, by title."""
    wanted = select(DeckRow.public_id, DeckRow.title).where(DeckRow.id.in_(list(rows)), DeckRow.published)
    ordered = wanted.where(there(DeckRow)).order_by(DeckRow.title, DeckRow.id)
    return [(row[0], row[1]) for row in connection.execute(ordered)]


def add(
    connection: Connection,
    *,
    public_id: str,
    title: str,
    source_id: int,
    published: bool,
    now: datetime,
    about: str = "",
    reference: str = "",
    origin: str | None = None,
    mode: Mode = DEFAULT,
    owner: int | None = None,
) -> int:
    """Store a deck without items; its row. Its number in Anki is drawn from its public id, once.

    Who owns it decides who else has it; until then, once it is published, those with its address.
    """
    values = {
        "public_id": public_id,
        "title": title,
        "about": about,
        "reference": reference,
        "anki_id": _free_anki_id(connection, public_id),
        "source_id": source_id,
        "published": published,
        "created": now,
        "origin": origin,
        "mode": mode,
        "owner_id": owner,
        "visibility": "everybody" if owner is None else "link",
    }
    return connection.execute(insert(DeckRow).returning(DeckRow.id), values).scalar_one()


def change(connection: Connection, deck: int, **values: str | int | bool | None) -> None:
    """Set columns of a deck."""
    connection.execute(update(DeckRow).where(DeckRow.id == deck).values(**values))


def delete_for_ever(connection: Connection, deck: int) -> None:
    """Delete a deck with its sources, statements, items, media, attempts and responses; a tombstone stays."""
    kept = select(DeckRow.public_id, DeckRow.anki_id).where(DeckRow.id == deck)
    connection.execute(insert(TombstoneRow).from_select(["public_id", "anki_id"], kept))
    of_items = select(ItemVersionRow.source_id).join(ItemRow, ItemRow.id == ItemVersionRow.item_id)
    of_jobs = select(JobRow.source_id).where(or_(JobRow.deck_id == deck, JobRow.updates_id == deck))
    of_deck = select(DeckRow.source_id).where(DeckRow.id == deck)
    ids = list(connection.execute(union(of_deck, of_items.where(ItemRow.deck_id == deck), of_jobs)).scalars())
    names = media.names_of(connection, deck)
    connection.execute(delete(DeckRow).where(DeckRow.id == deck))
    media.drop_unused(connection, names)
    connection.execute(delete(SourceRow).where(SourceRow.id.in_(ids)))


def is_deleted(connection: Connection, public_id: str) -> bool:
    """Whether a deck of this name was here and somebody deleted it, be it for ever or into the bin."""
    grave = exists().where(TombstoneRow.public_id == public_id)
    binned = exists().where(DeckRow.public_id == public_id, DeckRow.deleted_at.is_not(None))
    return bool(connection.execute(select(or_(grave, binned))).scalar_one())


def free_public_id(connection: Connection, title: str) -> str:
    """A name for addresses that no deck has or had: the title, and random letters where it is taken."""
    slug = slug_of(title)
    name = slug
    while name in _RESERVED or _is_taken(connection, name):
        name = f"{slug}-{secrets.token_hex(3)}"
    return name


def slug_of(title: str) -> str:
    """The title's words in ASCII, cut between words; ``deck`` where nothing is left."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    slug = "-".join(re.findall(r"[a-z0-9]+", folded.replace("'", "")))
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug or "deck"


def storable(public_id: str) -> str:
    """The id, or an empty one that nothing has, where a database could not even look for it."""
    return public_id if public_id.isascii() and public_id.isprintable() and len(public_id) <= 200 else ""


def _is_taken(connection: Connection, public_id: str) -> bool:
    deck = exists().where(DeckRow.public_id == public_id)
    grave = exists().where(TombstoneRow.public_id == public_id)
    return bool(connection.execute(select(or_(deck, grave))).scalar_one())


def _free_anki_id(connection: Connection, public_id: str) -> int:
    """A number from 2**30 to 2**31, as genanki's authors advise; without collisions, the same anywhere."""
    for salt in range(1000):
        seed = f"quizapp deck\x1f{public_id}\x1f{salt}".encode()
        number = _ANKI_FROM + int.from_bytes(hashlib.blake2b(seed, digest_size=8).digest()) % _ANKI_FROM
        deck = exists().where(DeckRow.anki_id == number)
        grave = exists().where(TombstoneRow.anki_id == number)
        if not connection.execute(select(or_(deck, grave))).scalar_one():
            return number
    raise RuntimeError("no number is free for this deck in Anki")


def _most_first(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    total: Counter[str] = Counter()
    for name, number in pairs:
        total[name] += number
    return tuple(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))
