"""What tests of the web and of the browser share: an application with a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from quizapp.config import Settings
from quizapp.store.database import db
from quizapp.store.migrate import upgrade
from quizapp.web.app import create_app


def settings_in(folder: Path) -> Settings:
    """Settings of an instance that lives in this folder."""
    return Settings(instance=folder, database_url=f"sqlite:///{folder / 'quizapp.db'}")


def application_in(folder: Path) -> Flask:
    """The application on the database in this folder."""
    return create_app(settings_in(folder))


def closed(app: Flask) -> None:
    """Close every connection that an application left open."""
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and no row."""
    folder = tmp_path_factory.mktemp("blank")
    app = application_in(folder)
    upgrade(app)
    closed(app)
    return folder / "quizapp.db"


@pytest.fixture
def web(tmp_path: Path, blank_database: Path) -> Iterator[Flask]:
    """The web application with an empty database."""
    shutil.copy(blank_database, tmp_path / "quizapp.db")
    app = application_in(tmp_path)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(
        str(blank_database.parent)
    )  # compile templates once
    yield app
    closed(app)
