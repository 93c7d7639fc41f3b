"""`make screenshots`: every page as it looks on a desktop and a phone, in light and dark, into docs/screenshots."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from quizapp.config import resource
from quizapp.services.seeding import load_seeds
from quizapp.services.worker import work
from quizapp.store.migrate import upgrade
from tests.conftest import ARGUMENTS, CHROMIUM, application_in, closed
from tests.e2e.conftest import DESKTOP, PHONE, Quiet, Site, open_tab
from tests.e2e.pages import PAGES

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
SCREENS = {"desktop": DESKTOP, "phone": PHONE}
THEMES = ("light", "dark")
MOST_HEIGHT = 2_000
QUALITY = 60


def main() -> None:
    """Take them all; what stands there of pages that are gone goes away."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with serving() as site, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        for name in PAGES:
            take(chromium, site, name)
        chromium.close()
    pictures = list(FOLDER.iterdir())
    size = sum(picture.stat().st_size for picture in pictures)
    sys.stdout.write(f"{len(pictures)} pictures, {size / 1e6:.1f} MB in {FOLDER}\n")


@contextmanager
def serving() -> Iterator[Site]:
    """quizapp with the starting decks, and draws that are the same every time."""
    with tempfile.TemporaryDirectory() as folder, patch("quizapp.web.decks.seed", return_value=7):
        app = application_in(Path(folder))
        prepare(app)
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
        stop = threading.Event()
        worker = threading.Thread(target=work, args=(app.app_context, stop), daemon=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        worker.start()
        yield Site(address=f"http://127.0.0.1:{server.server_port}", app=app)
        stop.set()
        worker.join()
        server.shutdown()
        server.server_close()
        closed(app)


def prepare(app: Flask) -> None:
    """All tables and decks."""
    with app.app_context():
        upgrade(app)
        load_seeds(resource("seeds"), now=datetime.now(UTC))


def take(chromium: Browser, site: Site, name: str) -> None:
    """One page on every screen in every theme: opened once a screen, so that both themes show the same."""
    for screen, viewport in SCREENS.items():
        tab = open_tab(
            chromium,
            site,
            viewport=viewport,
            reduced_motion="reduce",
            is_mobile=screen == "phone",
            has_touch=screen == "phone",
        )
        PAGES[name](tab.page, site.app)
        tab.page.wait_for_load_state("networkidle")
        height = min(MOST_HEIGHT, int(tab.page.evaluate("document.documentElement.scrollHeight")))
        # Not by a picture of the full page: while that is taken, a phone has a mouse.
        tab.page.set_viewport_size({"width": viewport["width"], "height": max(height, viewport["height"])})
        for theme in THEMES:
            tab.page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            file = FOLDER / f"{re.sub(r'[^a-z]+', '-', name)}-{screen}-{theme}.jpg"
            tab.page.screenshot(path=file, type="jpeg", quality=QUALITY)
        tab.page.context.close()


if __name__ == "__main__":
    main()
