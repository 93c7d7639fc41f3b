"""Every test of the store runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.store.databases import DIALECTS, Server, copy_of, opened


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    """Which kind of database this test runs on."""
    return str(request.param)


@pytest.fixture
def empty_url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database without any table."""
    if dialect == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    running: Server = request.getfixturevalue("postgresql")
    return running.create()


@pytest.fixture
def url(dialect: str, blank_database: Path, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database with every table and no row."""
    if dialect == "sqlite":
        return copy_of(blank_database, tmp_path)
    running: Server = request.getfixturevalue("postgresql")
    return running.empty(request.getfixturevalue("postgresql_kept"))


@pytest.fixture
def app(url: str) -> Iterator[Flask]:
    """An application on that database, in its context."""
    with opened(url) as application:
        yield application


@pytest.fixture
def sqlite_url(blank_database: Path, tmp_path: Path) -> str:
    """A database with every table and no row, for what only SQLite does."""
    return copy_of(blank_database, tmp_path)
