"""Databases to test with: SQLite files, and a PostgreSQL server of our own where its programs are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.store.database import db, init_store, transaction
from quizapp.store.migrate import upgrade
from quizapp.store.migrations import HEAD
from quizapp.store.rows import metadata

DIALECTS = ["sqlite", "postgresql"]
_numbers = count(1)


@contextmanager
def opened(url: str) -> Iterator[Flask]:
    """An application on this database, in its context; every connection is closed afterwards."""
    app = Flask("quizapp-tests")
    init_store(app, url)
    with app.app_context():
        engine = db.engine
        try:
            yield app
        finally:
            engine.dispose()


def migrated(url: str) -> str:
    """The same address, every table made."""
    with opened(url) as app:
        upgrade(app)
    return url


def emptied(url: str) -> str:
    """The same address, every row gone; making a database anew takes PostgreSQL a second."""
    tables = ", ".join(metadata().tables)
    with opened(url), transaction() as connection:
        connection.execute(text(f"TRUNCATE {tables}"))
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
    return url


def copy_of(template: Path, folder: Path) -> str:
    """The address of a fresh copy of an SQLite file."""
    file = folder / f"quizapp{next(_numbers)}.db"
    shutil.copy(template, file)
    return f"sqlite:///{file}"


class Server:
    """A running PostgreSQL that takes connections in one folder only."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.programs = folder, programs
        self.user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        if self.user is not None:
            os.chown(folder, pwd.getpwnam(self.user).pw_uid, -1)

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs to its end."""
        command: Sequence[str | Path] = [self.programs / program, *arguments]
        with (self.folder / "log").open("ab") as log:
            subprocess.run(command, check=True, user=self.user, cwd=self.folder, stdout=log, stderr=log)

    def start(self) -> None:
        """Make a cluster and serve it."""
        self.run("initdb", "-D", "cluster", "-A", "trust", "-U", "quizapp", "-N", "-E", "UTF8", "--no-locale")
        options = f"-c listen_addresses= -k {self.folder} -F"
        self.run("pg_ctl", "-D", "cluster", "-w", "-o", options, "-l", "server.log", "start")

    def stop(self) -> None:
        """Stop at once."""
        self.run("pg_ctl", "-D", "cluster", "-m", "immediate", "stop")

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://quizapp@/{database}?host={self.folder}"

    def create(self) -> str:
        """The address of a new database."""
        name = f"test{next(_numbers)}"
        self.run("createdb", "-h", str(self.folder), "-U", "quizapp", name)
        return self.url(name)


@contextmanager
def server() -> Iterator[Server]:
    """A server for as long as the block lasts; without one, skip here and fail where CI runs."""
    programs = _programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed, and CI must not pass without it")
        pytest.skip("PostgreSQL is not installed here")
    folder = Path(tempfile.mkdtemp(prefix="quizapp-pg-"))
    running = Server(folder, programs)
    running.start()
    try:
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None
