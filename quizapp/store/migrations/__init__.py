"""Every form that the database has had, one file a step; the newest is `HEAD`.

A new step: change the tables, then ``alembic -c quizapp/store/migrations/alembic.ini revision --autogenerate
--rev-id 0002 -m "..."`` against a database at the old form; read the file it wrote; set `HEAD`.
"""

from functools import cache
from pathlib import Path

HEAD = "0021"
"""Known without loading Alembic, so that a start with nothing to migrate is quick; a test compares."""


@cache
def revisions() -> frozenset[str]:
    """Every form that this version knows, by the names of the files."""
    steps = (Path(__file__).resolve().parent / "versions").glob("[0-9]*_*.py")
    return frozenset(step.name.partition("_")[0] for step in steps)
