"""What tests share: an application with a database of its own, and one Chromium for all who look at pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, Playwright, sync_playwright

from quizapp.config import Settings
from quizapp.store.database import db
from quizapp.store.migrate import upgrade
from quizapp.web.app import create_app

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


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


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Playwright for all tests of a worker."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """The Chromium of this machine, or the one that Playwright installed; without one CI must not pass."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None and not Path(driver.chromium.executable_path).exists():
        if os.environ.get("CI"):
            pytest.fail("There is no Chromium, and CI must not pass without it")
        pytest.skip("There is no Chromium here")
    browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
    yield browser
    browser.close()
