"""What is looked up once is what Flask would look up each time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Blueprint, Flask, Request, Response, after_this_request, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from quizapp.config import Settings
from quizapp.store.database import db
from quizapp.web.app import create_app
from quizapp.web.application import Application, Asked
from tests.conftest import closed
from tests.web.cast import Browser

HOSTS = (
    "a.example", "A.Example:80", "a.example:443", "a.example:8000", "127.0.0.1:8000", "[::1]:5000", "bad host", "",
    "m\xfcnchen.example", "x" * 70 + ".example", None,
)  # fmt: skip
PATHS = ("/", "/decks/", "//decks", "/b\xc3\xa4r", "/x%20y")


Adapted = Callable[[Request], MapAdapter | None]


def found_by(adapted: Adapted, environ: dict[str, Any]) -> dict[str, Any] | int | None:
    """All that an adapter knows, and the host; the status of a refusal."""
    asked = Asked(environ)
    try:
        adapter = adapted(asked)
    except HTTPException as refused:
        return refused.code
    if adapter is None:
        return None
    found = {**vars(adapter), "host": asked.host}
    found["path_info"] = "/" + found["path_info"].lstrip("/")  # as it does itself before it looks for a page
    return found


def environ_of(host: str | None, path: str, **more: str) -> dict[str, Any]:
    said = {} if host is None else {"HTTP_HOST": host}
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": "a=1&b=\xe4",
        "SERVER_NAME": "here.example", "SERVER_PORT": "8000", "wsgi.url_scheme": "http", **said, **more,
    }  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    "more",
    [
        {}, {"wsgi.url_scheme": "https"}, {"SCRIPT_NAME": "/quiz"}, {"REQUEST_METHOD": "POST"},
        {"HTTP_CONNECTION": "upgrade", "HTTP_UPGRADE": "websocket"}, {"SERVER_NAME": "::1"},
    ],
)  # fmt: skip
def test_a_request_comes_in_where_flask_finds_it(host: str | None, more: dict[str, str]) -> None:
    app = Application("quizapp")
    for path in PATHS:
        environ = environ_of(host, path, **more)
        ours = [found_by(app.create_url_adapter, environ) for _ in range(2)]
        assert ours == [found_by(partial(Flask.create_url_adapter, app), environ)] * 2


def test_one_application_may_stand_in_several_places() -> None:
    app = Application("quizapp")
    places: tuple[dict[str, str], ...] = (
        {},
        {"SCRIPT_NAME": "/quiz"},
        {"wsgi.url_scheme": "https"},
        {"SERVER_PORT": "80"},
    )
    for more in (*places, *places):
        for host in ("a.example:443", None):
            environ = environ_of(host, "/", **more)
            ours = found_by(app.create_url_adapter, environ)
            assert ours == found_by(partial(Flask.create_url_adapter, app), environ)


def test_hosts_that_nobody_has_take_no_room_from_others() -> None:
    app = Application("quizapp")
    for n in range(1_000):
        found_by(app.create_url_adapter, environ_of(f"n{n}.example", "/"))
    assert len(app._entrances) <= 256
    found = found_by(app.create_url_adapter, environ_of("late.example", "/"))
    assert isinstance(found, dict)
    assert found["host"] == "late.example"


def hooked(app: Flask, *, stops: bool = False) -> list[str]:
    """What is called, in its order."""
    calls: list[str] = []

    def before(name: str) -> Callable[[], str | None]:
        def ask() -> str | None:
            calls.append(name)
            return "stopped" if stops and name == "before b" else None

        return ask

    def after(name: str) -> Callable[[Response], Response]:
        def change(response: Response) -> Response:
            calls.append(name)
            response.headers.add("X-Passed", name)
            return response

        return change

    pages = Blueprint("pages", __name__)
    for hooks, place in ((app, "app"), (pages, "blueprint")):
        for n in "ab":
            name = n if hooks is app else f"{place} {n}"
            hooks.before_request(before(f"before {name}"))
            hooks.after_request(after(f"after {name}"))

    @pages.get("/page")
    def page() -> str:
        after_this_request(after("after this"))
        calls.append(f"view of {request.blueprint}")
        return "page"

    @app.get("/plain")
    def plain() -> str:
        calls.append(f"view of {request.blueprint}")
        return "plain"

    app.register_blueprint(pages)
    return calls


@pytest.mark.parametrize("path", ["/page", "/plain", "/nothing", "/page/"])
@pytest.mark.parametrize("stops", [False, True])
def test_hooks_are_asked_in_the_order_of_flask(path: str, stops: bool) -> None:
    found = []
    for kind in (Flask, Application):
        app = kind("quizapp")
        app.request_class = Asked
        calls = hooked(app, stops=stops)
        for _ in range(2):
            response = app.test_client().get(path)
        found.append((response.status_code, response.text, response.headers.getlist("X-Passed"), calls))
    assert found[0] == found[1]
    assert found[0][3]


def test_a_hook_that_would_not_be_asked_is_told() -> None:
    app = Application("quizapp")
    app.url_value_preprocessor(lambda _endpoint, _values: None)
    app.testing = True
    app.add_url_rule("/", view_func=lambda: "page")
    with pytest.raises(RuntimeError, match="before the view does"):
        app.test_client().get("/")


def test_what_a_browser_sends_is_read_as_flask_reads_it() -> None:
    environ = environ_of("a.example", "/", HTTP_COOKIE='a=1; b="x y"; a=2; =; c')
    assert list(Asked(environ).cookies.lists()) == list(Flask.request_class(environ).cookies.lists())


def test_no_session_is_used(
    web_settings: Settings, blank_database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begun() -> None:
        raise AssertionError("a session was begun, which nobody ends")

    app = create_app(web_settings)
    monkeypatch.setattr(db.session.registry, "createfunc", begun)
    page = Browser(app.test_client()).get("/")
    closed(app)
    assert page.status_code == 200
