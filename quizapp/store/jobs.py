"""Jobs: a queue of our own, because a task that dies with its worker must not be lost."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, delete, exists, insert, or_, select, update
from sqlalchemy.orm import aliased

from quizapp.core.items.modes import DEFAULT, Mode, mode_from
from quizapp.core.text.particulars import UNKNOWN
from quizapp.core.text.source import Source
from quizapp.errors import NotFound
from quizapp.phrases import phrase
from quizapp.store import learners, sources
from quizapp.store.database import Connection, transaction
from quizapp.store.decks import find, storable
from quizapp.store.note_rows import UploadRow
from quizapp.store.rows import DeckRow, JobRow, SourceRow
from quizapp.store.there import there

SILENT = timedelta(seconds=60)
MOST_TRIES = 3
GIVEN_UP = phrase(
    "This text was tried %(tries)s times, and each time the work broke off. "
    "It may be too large for this machine; try a part of it."
) % {"tries": MOST_TRIES}


@dataclass(frozen=True, kw_only=True)
class StoredJob:
    """A job with the source it works on. ``claim`` is the try that is running, ``owner`` the row of the learner whose
    deck it makes, ``updates`` the deck that gets a new source. ``upload`` is the file that is to be imported."""

    id: str
    state: str
    stage: str
    progress: float
    error: str
    deck_id: str | None
    source: Source
    source_id: int
    claim: int
    owner: int | None = None
    updates: str | None = None
    mode: Mode = DEFAULT
    upload: str | None = None


_UPDATED = aliased(DeckRow)
_JOBS = (
    select(JobRow.public_id, JobRow.state, JobRow.stage, JobRow.progress, JobRow.error, JobRow.source_id,
           JobRow.tries, JobRow.mode, JobRow.owner_id, DeckRow.public_id.label("deck_id"), SourceRow.title,
           SourceRow.text, *sources.PARTICULARS, _UPDATED.public_id.label("updates"),
           UploadRow.public_id.label("upload"))
    .join(SourceRow, SourceRow.id == JobRow.source_id)
    .outerjoin(DeckRow, and_(DeckRow.id == JobRow.deck_id, there(DeckRow)))
    .outerjoin(_UPDATED, _UPDATED.id == JobRow.updates_id)
    .outerjoin(UploadRow, UploadRow.id == JobRow.upload_id)
)  # fmt: skip


def get(connection: Connection, public_id: str) -> StoredJob:
    """Raises `NotFound`, also where the deck that it made or updates is in the bin."""
    made = or_(JobRow.deck_id.is_(None), DeckRow.id.is_not(None))
    updated = or_(JobRow.updates_id.is_(None), there(_UPDATED))
    row = connection.execute(_JOBS.where(JobRow.public_id == storable(public_id), made, updated)).first()
    if row is None:
        raise NotFound("job", public_id)
    return _job(row)


def _job(row: Row[*tuple[Any, ...]]) -> StoredJob:
    return StoredJob(
        id=row.public_id,
        state=row.state,
        stage=row.stage,
        progress=row.progress,
        error=row.error,
        deck_id=row.deck_id,
        source=Source(title=row.title, text=row.text, particulars=sources.particulars_of(row)),
        source_id=row.source_id,
        claim=row.tries,
        owner=row.owner_id,
        updates=row.updates,
        mode=mode_from(row.mode),
        upload=row.upload,
    )


def waiting(connection: Connection, name: str) -> str | None:
    """The job, queued or running, that does this very work."""
    found = select(JobRow.public_id).where(JobRow.sha256 == name, JobRow.state.in_(["queued", "running"]))
    return connection.execute(found).scalar()


def add_once(
    source: Source, *, now: datetime, updates: str | None = None, mode: Mode = DEFAULT, owner: str | None = None
) -> str:  # fmt: skip
    """Queue work on a source in a transaction of its own, unless the same waits; the job's id.

    ``updates`` is the deck that gets this source; without one, ``owner`` is the learner who gets a deck. Raises
    `NotFound` where there is no such deck or learner.
    """
    with transaction(alone=True) as connection:
        deck = None if updates is None else find(connection, updates).id
        whose = None if owner is None else learners.row(connection, owner)
        name = _name(source, deck, mode, whose)
        return waiting(connection, name) or add(
            connection, source, now=now, updates=deck, mode=mode, owner=whose
        )


def _name(source: Source, updates: int | None, mode: Mode, owner: int | None) -> str:
    """What tells one piece of work from another: the text, and its deck, or mode and owner of a new one."""
    if updates is None and owner is None and mode == DEFAULT and source.particulars == UNKNOWN:
        return source.sha256
    of = f"{mode} {owner or ''}" if updates is None else updates
    if source.particulars != UNKNOWN:
        of = f"{of} {source.particulars}"
    return hashlib.sha256(f"{of}\x1f{source.sha256}".encode()).hexdigest()


def add(
    connection: Connection,
    source: Source,
    *,
    now: datetime,
    updates: int | None = None,
    mode: Mode = DEFAULT,
    owner: int | None = None,
    upload: int | None = None,
) -> str:
    """Queue work on a source; a second one waiting to do the same breaks a unique index.

    With ``upload``, the row of a file, it is work on that.
    """
    values = {
        "public_id": secrets.token_urlsafe(12),
        "state": "queued",
        "stage": phrase("Waiting"),
        "progress": 0.0,
        "source_id": sources.add(connection, source),
        "sha256": _name(source, updates, mode, owner) if upload is None else f"upload {upload}",
        "owner_id": owner,
        "mode": mode,
        "updates_id": updates,
        "upload_id": upload,
        "error": "",
        "tries": 0,
        "created": now,
        "heartbeat": now,
    }
    return connection.execute(insert(JobRow).returning(JobRow.public_id), values).scalar_one()


def is_waiting(connection: Connection, *, now: datetime) -> bool:
    """Whether `claim` has something to do; a look costs no lock."""
    return connection.execute(_open(now).limit(1)).first() is not None


def claim(connection: Connection, *, now: datetime) -> StoredJob | None:
    """The oldest job that is queued or whose worker fell silent, now running; those tried too often fail.

    Call it in a transaction.
    """
    while True:
        row = connection.execute(_open(now).limit(1).with_for_update(skip_locked=True)).first()
        if row is None:
            return None
        if row.tries < MOST_TRIES:
            break
        _set(connection, row.public_id, row.tries, state="failed", stage="Failed", error=GIVEN_UP)
    claimed = {
        "state": "running",
        "stage": phrase("Starting"),
        "progress": 0.0,
        "tries": row.tries + 1,
        "heartbeat": now,
    }
    connection.execute(update(JobRow).where(JobRow.public_id == row.public_id).values(**claimed))
    claimed_row = connection.execute(_JOBS.where(JobRow.public_id == row.public_id)).one()
    return replace(_job(claimed_row), claim=row.tries + 1)


def beat(connection: Connection, job: StoredJob, *, now: datetime) -> bool:
    """Say that the worker lives; False where the claim was lost."""
    return _set(connection, job.id, job.claim, heartbeat=now)


def report(connection: Connection, job: StoredJob, *, progress: float, stage: str, now: datetime) -> bool:
    """Say how far the work is; False where the claim was lost."""
    return _set(connection, job.id, job.claim, progress=progress, stage=stage, heartbeat=now)


def finish(connection: Connection, job: StoredJob, *, deck: int | None) -> bool:
    """Mark as done, with the deck that it made or changed, if any; False where the claim was lost: then nothing of the
    work may be stored."""
    return _set(connection, job.id, job.claim, state="done", stage="Done", progress=1.0, deck_id=deck)


def fail(connection: Connection, job: StoredJob, *, error: str) -> bool:
    """Mark as failed with a sentence for the teacher; False where the claim was lost."""
    return _set(connection, job.id, job.claim, state="failed", stage="Failed", error=error)


def put_back(connection: Connection, job: StoredJob) -> bool:
    """Queue again what was claimed but not finished; this try does not count."""
    tries = job.claim - 1
    return _set(connection, job.id, job.claim, state="queued", stage="Waiting", progress=0.0, tries=tries)


def _open(now: datetime) -> Select[str, int]:
    """Queued, or running and silent; a heartbeat of the future is one of before the clock was set back."""
    beats = JobRow.heartbeat.between(now - SILENT, now + SILENT)
    silent = (JobRow.state == "running") & ~beats
    return (
        select(JobRow.public_id, JobRow.tries)
        .where(or_(JobRow.state == "queued", silent))
        .order_by(JobRow.created, JobRow.id)
    )


def _set(connection: Connection, id: str, claim: int, **values: str | float | datetime | None) -> bool:
    running = update(JobRow).where(JobRow.public_id == id, JobRow.state == "running", JobRow.tries == claim)
    return connection.execute(running.values(**values)).rowcount == 1


def forget_of(connection: Connection, owner: int) -> None:
    """Forget the texts of a learner, by their row, that no deck came of: one made later would be nobody's, so
    everybody's."""
    theirs = select(JobRow.id, JobRow.source_id).where(JobRow.owner_id == owner, JobRow.deck_id.is_(None))
    found = connection.execute(theirs).all()
    connection.execute(delete(JobRow).where(JobRow.id.in_([row.id for row in found])))
    used = exists().where(DeckRow.source_id == SourceRow.id) | exists().where(
        JobRow.source_id == SourceRow.id
    )
    texts = delete(SourceRow).where(SourceRow.id.in_([row.source_id for row in found]), ~used)
    connection.execute(texts)
