"""A real Chromium against a real server with a database of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from quizapp.config import resource
from quizapp.services.seeding import load_seeds
from quizapp.services.worker import work
from quizapp.web.app import create_app
from tests.conftest import Installed, closed
from tests.e2e.steps import wait_until
from tests.web.cast import build

SLOW_SECONDS = 20
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 860}


class Quiet(WSGIRequestHandler):
    """A server that keeps its log to itself."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Site:
    """A running quizapp."""

    address: str
    app: Flask


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, installed: Installed) -> Iterator[Site]:
    """quizapp with the starting decks and a worker, on a port of its own."""
    folder = tmp_path_factory.mktemp("site")
    app = create_app(installed(folder))
    with app.app_context():
        load_seeds(resource("seeds"), now=datetime.now(UTC))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    stop = threading.Event()
    threads = [
        threading.Thread(target=server.serve_forever, daemon=True),
        threading.Thread(target=work, args=(app.app_context, stop), daemon=True),
    ]
    for thread in threads:
        thread.start()
    yield Site(address=f"http://127.0.0.1:{server.server_port}", app=app)
    stop.set()
    server.shutdown()
    for thread in threads:
        thread.join(timeout=SLOW_SECONDS)
    server.server_close()
    closed(app)


@dataclass(frozen=True)
class Tab:
    """A page that notes what goes wrong in it."""

    page: Page
    faults: list[str]


def open_tab(chromium: Browser, site: Site, **settings: object) -> Tab:
    """A tab of a new visitor."""
    context = chromium.new_context(base_url=site.address, service_workers="block", **settings)  # type: ignore[arg-type]
    context.set_default_timeout(SLOW_SECONDS * 1000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    return Tab(page=page, faults=faults)


expect.set_options(timeout=SLOW_SECONDS * 1000)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def anyone(request: pytest.FixtureRequest, chromium: Browser, site: Site) -> Iterator[Tab]:
    """A visitor with JavaScript, and one without."""
    tab = open_tab(chromium, site, java_script_enabled=request.param, viewport=DESKTOP, accept_downloads=True)
    yield tab
    tab.page.context.close()
    assert tab.faults == []


@pytest.fixture
def tab(chromium: Browser, site: Site) -> Iterator[Tab]:
    """A visitor with JavaScript."""
    tab = open_tab(chromium, site, viewport=DESKTOP)
    yield tab
    tab.page.context.close()
    assert tab.faults == []


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, installed: Installed) -> Iterator[Site]:
    """quizapp with a deck of every exemplar."""
    folder = tmp_path_factory.mktemp("shelf")
    app = create_app(installed(folder))
    build(app)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(address=f"http://127.0.0.1:{server.server_port}", app=app)
    server.shutdown()
    thread.join()
    server.server_close()
    closed(app)


@pytest.fixture
def ben(chromium: Browser, shelf: Site) -> Iterator[Tab]:
    """A learner with a script."""
    yield from visiting(chromium, shelf, script=True)


@pytest.fixture
def plain(chromium: Browser, shelf: Site) -> Iterator[Tab]:
    """A learner without a script."""
    yield from visiting(chromium, shelf, script=False)


def visiting(chromium: Browser, shelf: Site, *, script: bool) -> Iterator[Tab]:
    """Somebody on the shelf's site."""
    tab = open_tab(chromium, shelf, java_script_enabled=script, viewport=DESKTOP)
    yield tab
    tab.page.context.close()
    assert [fault for fault in tab.faults if "422" not in fault] == []


@pytest.fixture
def phone(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser with a service worker that has seen the first page."""
    context = chromium.new_context(base_url=site.address, service_workers="allow", locale="en")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    wait_until(page, "() => navigator.serviceWorker.controller !== null")
    page.close()
    yield context
    context.close()
