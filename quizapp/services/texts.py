"""From a text to drafts, as work in the background."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from quizapp.core.items.modes import DEFAULT, Mode
from quizapp.core.text.particulars import UNKNOWN, Particulars
from quizapp.core.text.source import Source
from quizapp.errors import QuizappError, Unavailable
from quizapp.phrases import phrase
from quizapp.services import packages
from quizapp.services.generation import Generated, generate_from
from quizapp.services.renewal import carry_out, prepare, text_for
from quizapp.store import decks, items, jobs, sources
from quizapp.store.database import Connection, reading, transaction

JobState = Literal["queued", "running", "done", "failed"]

BROKE_OFF = phrase(
    "The work on this text broke off because of a fault in quizapp. Your text is kept; the log says more."
)
_REPORT_SECONDS = 0.25
_HEARTBEAT_SECONDS = 10.0
_SHOWN = 6
"""Signs of a job's name in the log: whoever has the whole name can open the job of a visitor."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Job:
    """Work on a source.

    ``progress`` is 0–1, ``stage`` a phrase; ``deck_id`` is set when done, ``error`` (a sentence) when failed.
    ``text`` and ``particulars`` are the source's, so that nothing is lost when it fails. ``updates`` is the deck that
    gets this text, None where it becomes a deck of its own.
    """

    id: str
    state: JobState
    stage: str
    progress: float
    title: str
    text: str
    error: str = ""
    deck_id: str | None = None
    updates: str | None = None
    mode: Mode = DEFAULT
    particulars: Particulars = UNKNOWN


def submit_text(source: Source, *, now: datetime, mode: Mode = DEFAULT, owner: str | None = None) -> Job:
    """Queue the generation of drafts from a source; the same text, mode and owner not yet done give the same job.

    ``owner`` is the learner's id whose deck it becomes.
    """
    return get_job(jobs.add_once(source, now=now, mode=mode, owner=owner))


def submit_update(deck_id: str, text: Source, *, now: datetime) -> Job:
    """Queue the change of a deck's text; the same change not yet done gives the same job.

    Raises `NotFound`; `InputError` for a deck that follows a file.
    """
    return get_job(jobs.add_once(text_for(deck_id, text), now=now, updates=deck_id))


def get_job(id: str) -> Job:
    """Raises `NotFound`."""
    with reading() as connection:
        stored = jobs.get(connection, id)
    return Job(
        id=stored.id,
        state=cast(JobState, stored.state),
        stage=stored.stage,
        progress=stored.progress,
        title=stored.source.title,
        text=stored.source.text,
        error=stored.error,
        deck_id=stored.deck_id,
        updates=stored.updates,
        mode=stored.mode,
        particulars=stored.source.particulars,
    )


def run_next_job(*, now: datetime, stop: Callable[[], bool] = lambda: False) -> bool:
    """Run the oldest waiting job, or one whose worker died, to its end; False where there is none.

    ``stop`` is asked while the work goes on; when it says yes, the job goes back to the queue. Raises
    `Unavailable` where the database fails: the job is then taken up again when its heartbeat is old.
    """
    with reading() as connection:
        if not jobs.is_waiting(connection, now=now):
            return False
    with transaction() as connection:
        job = jobs.claim(connection, now=now)
    if job is not None:
        with _heartbeat(job, clock := _Clock(now)):
            _run(job, _Progress(job, clock, stop), clock)
    return True


class _Stopped(BaseException):
    """The worker is asked to stop; no generator may take this for an error of its own."""


class _Lost(BaseException):
    """Another worker has this job: this one was silent for too long."""


class _Clock:
    """The time of day, counted on from one reading of it."""

    def __init__(self, now: datetime) -> None:
        self._now, self._since = now, time.monotonic()

    def __call__(self) -> datetime:
        return self._now + timedelta(seconds=time.monotonic() - self._since)


class _Progress:
    """Passes on how far the work is, a few times a second at most."""

    def __init__(self, job: jobs.StoredJob, clock: _Clock, stop: Callable[[], bool]) -> None:
        self._job, self._clock, self._stop = job, clock, stop
        self._next = 0.0

    def __call__(self, share: float, stage: str) -> None:
        if self._stop():
            raise _Stopped
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _REPORT_SECONDS
        progress = min(1.0, max(0.0, share))
        with transaction() as connection:
            if not jobs.report(connection, self._job, progress=progress, stage=stage, now=self._clock()):
                raise _Lost


def _run(job: jobs.StoredJob, progress: _Progress, clock: _Clock) -> None:
    """Generate and store, or say why not."""
    try:
        if job.upload is not None:
            _take_in(job, job.upload, progress, clock)
        elif job.updates is None:
            _store(job, generate_from(job.source, mode=job.mode, progress=progress), now=clock())
        else:
            _update(job, job.updates, progress, clock)
    except _Stopped:
        with transaction() as connection:
            jobs.put_back(connection, job)
    except _Lost:
        log.warning("job %s was taken over by another worker", job.id[:_SHOWN])
    except Unavailable:
        raise
    except QuizappError as error:
        _fail(job, str(error))
    except Exception:
        log.exception("job %s broke off", job.id[:_SHOWN])
        _fail(job, BROKE_OFF)


def _store(job: jobs.StoredJob, generated: Generated, *, now: datetime) -> None:
    statements, generation = generated.extraction.statements, generated.generation
    with transaction(alone=True) as connection:
        title = job.source.title
        deck = decks.add(connection, public_id=decks.free_public_id(connection, title), title=title,
                         source_id=job.source_id, published=False, now=now, mode=job.mode, owner=job.owner)  # fmt: skip
        sources.add_statements(connection, job.source_id, statements, generation.rejections)
        placed = dict(enumerate(generation.items, 1))
        items.add(connection, deck, placed, source_id=job.source_id, status="draft", now=now)
        if not jobs.finish(connection, job, deck=deck):
            raise _Lost


def _update(job: jobs.StoredJob, deck_id: str, progress: _Progress, clock: _Clock) -> None:
    """Change a deck's text; where somebody else changed it meanwhile, once more against that one."""
    is_stored = False
    while not is_stored:
        prepared = prepare(deck_id, job.source, progress=progress)
        with transaction(alone=True) as connection:
            regeneration = carry_out(connection, prepared, now=clock(), source_id=job.source_id)
            is_stored = regeneration is not None
            deck = decks.find(connection, deck_id).id
            if is_stored and not jobs.finish(connection, job, deck=deck):
                raise _Lost


def _take_in(job: jobs.StoredJob, upload: str, progress: _Progress, clock: _Clock) -> None:
    """Look through a file that was sent, or take it in."""

    def finish(connection: Connection, deck: int | None) -> None:
        if not jobs.finish(connection, job, deck=deck):
            raise _Lost

    packages.work(upload, source_id=job.source_id, progress=progress, clock=clock, finish=finish)


def _fail(job: jobs.StoredJob, error: str) -> None:
    with transaction() as connection:
        jobs.fail(connection, job, error=error)


@contextmanager
def _heartbeat(job: jobs.StoredJob, clock: _Clock) -> Iterator[None]:
    """Say every few seconds that this worker lives, however long a single step of its work takes."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(_HEARTBEAT_SECONDS):
            try:
                with transaction() as connection:
                    jobs.beat(connection, job, now=clock())
            except Unavailable as error:
                log.warning("no heartbeat for job %s: %s", job.id[:_SHOWN], error)

    thread = threading.Thread(target=copy_context().run, args=(beat,), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
