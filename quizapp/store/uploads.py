"""Files that were sent to be imported: kept in pieces, looked through and taken in by jobs."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, exists, insert, select, update

from quizapp.core.text.source import Source
from quizapp.errors import NotFound
from quizapp.store import jobs
from quizapp.store.database import Connection
from quizapp.store.decks import storable
from quizapp.store.note_rows import UploadPartRow, UploadRow
from quizapp.store.rows import DeckRow, JobRow, SourceRow
from quizapp.store.there import there


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file with its last job. ``preview`` is what was found in it, ``choice`` what is to be made of it, ``outcome``
    what was, ``owner`` the row of the learner who sent it."""

    row: int
    id: str
    owner: int
    name: str
    size: int
    preview: dict[str, Any] | None
    choice: dict[str, Any] | None
    outcome: dict[str, Any] | None
    job: str
    state: str
    stage: str
    progress: float
    error: str
    deck: str | None


_UPLOADS = (
    select(
        UploadRow.id,
        UploadRow.public_id,
        UploadRow.owner_id,
        UploadRow.name,
        UploadRow.size,
        UploadRow.preview,
        UploadRow.choice,
        UploadRow.outcome,
        JobRow.public_id.label("job"),
        JobRow.state,
        JobRow.stage,
        JobRow.progress,
        JobRow.error,
        DeckRow.public_id.label("deck"),
    )
    .join(JobRow, JobRow.upload_id == UploadRow.id)
    .outerjoin(DeckRow, and_(DeckRow.id == JobRow.deck_id, there(DeckRow)))
    .order_by(JobRow.id.desc())
    .limit(1)
)


def get(connection: Connection, public_id: str) -> Upload:
    """Raises `NotFound`."""
    row = connection.execute(_UPLOADS.where(UploadRow.public_id == storable(public_id))).first()
    if row is None:
        raise NotFound("import", public_id)
    return Upload(
        row=row.id,
        id=row.public_id,
        owner=row.owner_id,
        name=row.name,
        size=row.size,
        preview=row.preview,
        choice=row.choice,
        outcome=row.outcome,
        job=row.job,
        state=row.state,
        stage=row.stage,
        progress=row.progress,
        error=row.error,
        deck=row.deck,
    )


def add(
    connection: Connection, parts: Iterable[bytes], *, owner: int, name: str, title: str, now: datetime
) -> str:
    """Store a file piece by piece and queue the look through it; its public id."""
    public_id = secrets.token_urlsafe(12)
    values = {
        "public_id": public_id, "owner_id": owner, "name": name, "size": 0, "created": now,
    }  # fmt: skip
    row = connection.execute(insert(UploadRow).returning(UploadRow.id), values).scalar_one()
    size = 0
    for number, content in enumerate(parts, 1):
        connection.execute(insert(UploadPartRow), {"upload_id": row, "number": number, "content": content})
        size += len(content)
    connection.execute(update(UploadRow).where(UploadRow.id == row).values(size=size))
    jobs.add(connection, Source(title=title, text=""), now=now, owner=owner, upload=row)
    return public_id


def content(connection: Connection, row: int) -> Iterator[bytes]:
    """The file, piece by piece."""
    number = 0
    part = select(UploadPartRow.content).where(UploadPartRow.upload_id == row)
    while True:
        number += 1
        found = connection.execute(part.where(UploadPartRow.number == number)).scalar()
        if found is None:
            return
        yield found


def found(connection: Connection, row: int, preview: dict[str, Any]) -> None:
    """Store what was found in a file."""
    connection.execute(update(UploadRow).where(UploadRow.id == row).values(preview=preview))


def choose(connection: Connection, upload: Upload, choice: dict[str, Any], *, now: datetime) -> None:
    """Store what is to be made of a file, and queue that."""
    connection.execute(update(UploadRow).where(UploadRow.id == upload.row).values(choice=choice))
    title = choice.get("title") or upload.name
    jobs.add(connection, Source(title=title, text=""), now=now, owner=upload.owner, upload=upload.row)


def taken_in(connection: Connection, row: int, outcome: dict[str, Any]) -> None:
    """Store what an import did, and forget the file's content."""
    connection.execute(update(UploadRow).where(UploadRow.id == row).values(outcome=outcome))
    connection.execute(delete(UploadPartRow).where(UploadPartRow.upload_id == row))


def forget(connection: Connection, row: int) -> None:
    """Forget a file with its jobs, and the sources that no deck got."""
    of_jobs = select(JobRow.source_id).where(JobRow.upload_id == row)
    used = exists().where(DeckRow.source_id == SourceRow.id)
    ids = list(connection.execute(select(SourceRow.id).where(SourceRow.id.in_(of_jobs), ~used)).scalars())
    connection.execute(delete(UploadRow).where(UploadRow.id == row))
    connection.execute(delete(SourceRow).where(SourceRow.id.in_(ids)))


def forget_old(connection: Connection, *, before: datetime) -> None:
    """Forget what was sent before this moment."""
    old = select(UploadRow.id).where(UploadRow.created < before)
    for row in list(connection.execute(old).scalars()):
        forget(connection, row)


def forget_of(connection: Connection, owner: int) -> None:
    """Forget all that a learner, by their row, has sent."""
    theirs = select(UploadRow.id).where(UploadRow.owner_id == owner)
    for row in list(connection.execute(theirs).scalars()):
        forget(connection, row)
