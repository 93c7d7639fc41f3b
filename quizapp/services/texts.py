"""From a text to drafts, as work in the background."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quizapp.core.text.source import Source

JobState = Literal["queued", "running", "done", "failed"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """Work on a source. ``progress`` is 0–1, ``stage`` a phrase; ``deck_id`` is set when done, ``error`` when failed.

    ``error`` is a sentence for the teacher; ``text`` is the source's, so that nothing is lost when it fails.
    """

    id: str
    state: JobState
    stage: str
    progress: float
    title: str
    text: str
    error: str = ""
    deck_id: str | None = None


def submit_text(source: Source, *, now: datetime) -> Job:
    """Queue the generation of drafts from a source; the same text queued and not yet done gives the same job."""
    raise NotImplementedError


def get_job(id: str) -> Job:
    """Raises `NotFound`."""
    raise NotImplementedError


def run_next_job(*, now: datetime) -> bool:
    """Run the oldest waiting job, or one whose worker died, to its end; False where there is none."""
    raise NotImplementedError
