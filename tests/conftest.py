"""What tests share: an application with a database of its own, and one Chromium for all who look at pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, Playwright, sync_playwright

from quizapp.config import Settings
from quizapp.services import passwords
from quizapp.store.database import db
from quizapp.store.migrate import upgrade
from quizapp.web.app import create_app
from tests.once import share
from tests.store.databases import DIALECT, DIALECTS, UNSAVED, Server, server

share()

STRONG = passwords._HASHER
"""What makes hashes outside of tests."""
passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # a hash costs no time

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
AS_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying",
    "AimEnabled", "PreconnectToSearch", "msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion",
)  # fmt: skip
"""What Playwright switches off: of two lists Chromium takes the last, so ours repeats it, and a test compares them."""
UNSEEN = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess",
)  # fmt: skip
"""What Chromium prepares in processes of their own for each window and no test sees: under its address field, and
for a page to come. Half of the time of a short test went there."""
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join([*AS_PLAYWRIGHT, *UNSEEN])}",
]  # fmt: skip


def settings_in(folder: Path) -> Settings:
    """Settings of an instance that lives in this folder."""
    return Settings(instance=folder, database_url=f"sqlite:///{folder / 'quizapp.db'}", synchronous=UNSAVED)


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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The server of this worker, started when the first test wants it."""
    with server() as running:
        yield running


@pytest.fixture(scope="session")
def postgresql_kept(postgresql: Server) -> str:
    """The address of a PostgreSQL database with every table, used by one test after the other."""
    return postgresql.blank()


Installed = Callable[[Path], Settings]


@pytest.fixture(scope="session")
def installed(blank_database: Path, request: pytest.FixtureRequest) -> Installed:
    """Settings of an instance in a folder, with a database of its own that has every table and no row."""

    def install(folder: Path) -> Settings:
        if DIALECT == "sqlite":
            shutil.copy(blank_database, folder / "quizapp.db")
            return settings_in(folder)
        running: Server = request.getfixturevalue("postgresql")
        return replace(settings_in(folder), database_url=running.blank())

    return install


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests begin first: a worker that took one at last would leave the others without work."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked so meets the web on both kinds of databases."""
    if "web_dialect" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both"):
        metafunc.parametrize("web_dialect", DIALECTS, indirect=True)


@pytest.fixture
def web_dialect(request: pytest.FixtureRequest) -> str:
    """What the web application's database is."""
    return str(getattr(request, "param", DIALECT))


@pytest.fixture
def web_settings(
    tmp_path: Path, blank_database: Path, web_dialect: str, request: pytest.FixtureRequest
) -> Settings:
    """The settings of the web application with an empty database."""
    if web_dialect == "sqlite":
        shutil.copy(blank_database, tmp_path / "quizapp.db")
        return settings_in(tmp_path)
    running: Server = request.getfixturevalue("postgresql")
    url = running.empty(request.getfixturevalue("postgresql_kept"))
    return replace(settings_in(tmp_path), database_url=url)


@pytest.fixture
def web(web_settings: Settings, blank_database: Path) -> Iterator[Flask]:
    """The web application with an empty database."""
    app = create_app(web_settings)
    compiled = FileSystemBytecodeCache(str(blank_database.parent))  # compile templates once
    app.jinja_env.bytecode_cache = compiled
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
