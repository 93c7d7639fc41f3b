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

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url

from quizapp.store.database import db, init_store
from quizapp.store.migrate import upgrade
from quizapp.store.migrations import HEAD

DIALECTS = ["sqlite", "postgresql"]
DIALECT = os.environ.get("QUIZAPP_TEST_DATABASE") or "sqlite"
"""What tests run on that do not ask for both."""
UNSAVED = "OFF"
"""SQLite does not wait for the disk: processes are killed in tests, machines are not."""
_numbers = count(1)
_QUICK = "-F -c full_page_writes=off -c shared_buffers=64MB -c max_connections=200 -c deadlock_timeout=50ms"
_EMPTY = f"""
DO $$ DECLARE name text; filled boolean; BEGIN
    SET LOCAL lock_timeout = '20s';
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM %I', name); END IF;
    END LOOP;
    PERFORM setval(format('%I', sequencename), 1, false) FROM pg_sequences WHERE last_value IS NOT NULL;
    UPDATE alembic_version SET version_num = '{HEAD}' WHERE version_num <> '{HEAD}';
END $$"""  # noqa: S608 - from a constant of ours
"""Foreign keys are not asked, so the order of the tables does not matter."""


@contextmanager
def opened(url: str) -> Iterator[Flask]:
    """An application on this database, in its context; every connection is closed afterwards."""
    app = Flask("quizapp-tests")
    init_store(app, url, synchronous=UNSAVED)
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


def copy_of(template: Path, folder: Path) -> str:
    """The address of a fresh copy of an SQLite file."""
    file = folder / f"quizapp{next(_numbers)}.db"
    shutil.copy(template, file)
    return f"sqlite:///{file}"


def name_in(url: str) -> str:
    """The database that an address names."""
    return make_url(url).database or ""


class Server:
    """A running PostgreSQL that takes connections in one folder only, and may lose all when the machine stops."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.programs = folder, programs
        self._sweeping: dict[str, psycopg.Connection] = {}
        self.user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        if self.user is not None:
            os.chown(folder, pwd.getpwnam(self.user).pw_uid, -1)

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs to its end."""
        command: Sequence[str | Path] = [self.programs / program, *arguments]
        with (self.folder / "log").open("ab") as log:
            subprocess.run(command, check=True, user=self.user, cwd=self.folder, stdout=log, stderr=log)

    def prepare(self) -> None:
        """Make a cluster and serve it."""
        self.run("initdb", "-D", "cluster", "-A", "trust", "-U", "quizapp", "-N", "-E", "UTF8", "--no-locale")
        self.start()

    def start(self) -> None:
        """Serve the cluster."""
        options = f"-c listen_addresses= -k {self.folder} {_QUICK}"
        self.run("pg_ctl", "-D", "cluster", "-w", "-o", options, "-l", "server.log", "start")

    def stop(self) -> None:
        """Stop at once."""
        for connection in self._sweeping.values():
            connection.close()
        self._sweeping.clear()
        self.run("pg_ctl", "-D", "cluster", "-m", "immediate", "stop")

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://quizapp@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """The address of a new database, as that one is."""
        name = f"test{next(_numbers)}"
        self.command(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def blank(self) -> str:
        """The address of a new database with every table and no row."""
        if not self._has("blank"):
            self.command("CREATE DATABASE blank TEMPLATE template0")
            migrated(self.url("blank"))
        return self.create("blank")

    def put_back(self, url: str, template: str) -> None:
        """Make a database anew as that one is, under whoever uses it."""
        self.command(f"DROP DATABASE {name_in(url)} WITH (FORCE)")
        self.command(f"CREATE DATABASE {name_in(url)} TEMPLATE {name_in(template)}")

    def empty(self, url: str) -> str:
        """The same address, every row gone and every number free; looks before it deletes, for that takes longer."""
        if url not in self._sweeping:
            self._sweeping[url] = psycopg.connect(url, autocommit=True)
        self._sweeping[url].execute(_EMPTY.encode())
        return url

    def command(self, sql: str, *, database: str = "postgres") -> None:
        """Run something on a connection of its own."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(sql.encode())

    def _has(self, database: str) -> bool:
        with psycopg.connect(self.url("postgres")) as connection:
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [database])
            return found.fetchone() is not None


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
    running.prepare()
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
