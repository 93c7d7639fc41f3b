"""Every response says how it may be used."""

from __future__ import annotations

import re
from dataclasses import replace
from inspect import iscoroutinefunction

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import Headers

from quizapp.config import Settings
from quizapp.web.app import create_app
from quizapp.web.headers import HEADERS, Reply, _First
from tests.conftest import closed
from tests.web.cast import DECK, Browser

PATHS = ["/", "/texts/new", f"/decks/{DECK}", f"/decks/{DECK}/items", f"/decks/{DECK}/review", "/nothing"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
    ],
)
def test_every_page_carries(path: str, name: str, value: str, visitor: Browser, deck: str) -> None:
    assert visitor.get(path).headers[name] == value


@pytest.mark.parametrize("path", PATHS)
def test_nothing_but_our_own_files_may_run(path: str, visitor: Browser, deck: str) -> None:
    policy = visitor.get(path).headers["Content-Security-Policy"].split("; ")
    ours = [f"{kind}-src 'self'" for kind in "script style img media connect manifest worker".split()]
    assert policy == [
        "default-src 'none'", *ours, "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_page_holds_inline_style_or_script(path: str, visitor: Browser, deck: str) -> None:
    text = visitor.get(path).text
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|hx-on|javascript:", text)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("htmx", [False, True])
def test_caches_tell_pages_from_fragments(path: str, htmx: bool, visitor: Browser, deck: str) -> None:
    assert "HX-Request" in visitor.get(path, htmx=htmx).headers["Vary"]


def test_what_others_made_says_the_same_as_what_says_it_from_the_beginning(web: Flask) -> None:
    client = web.test_client()
    page, redirect, file = client.get("/"), client.get("/decks/"), client.get("/api/v1/openapi.json")
    for response in (page, redirect, file):
        assert {name: response.headers.getlist(name) for name in HEADERS} == {
            name: [value] for name, value in HEADERS.items()
        }
        assert {"HX-Request", "Accept-Encoding"} <= set(response.headers["Vary"].split(", "))
        assert "private" in response.headers["Cache-Control"]


def test_nothing_is_a_coroutine(web: Flask) -> None:
    hooks = (web.before_request_funcs, web.after_request_funcs, web.teardown_request_funcs)
    called = [function for by_area in hooks for area in by_area.values() for function in area]
    assert len(called) > 10
    assert not any(map(iscoroutinefunction, [*called, *web.view_functions.values()]))


NAMES = ("Vary", "vary", "Content-Type", "CONTENT-TYPE", "X-Odd", "x-odd", "Set-Cookie", "Cache-Control")
DEEDS = ("set", "add", "get", "in", "del", "params")
STEPS = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.sampled_from(NAMES), st.text("ab", max_size=2)), max_size=12
)


def said(headers: Headers, step: tuple[str, str, str]) -> object:
    deed, name, value = step
    if deed == "set":
        headers.set(name, value)
    elif deed == "add":
        headers.add(name, value)
    elif deed == "params":
        headers.set(name, value, charset="utf-8")
    elif deed == "del":
        del headers[name]
    return (headers.get(name), headers.getlist(name)) if deed == "get" else name in headers


@given(STEPS)
def test_headers_that_are_looked_up_at_once_are_those_of_werkzeug(steps: list[tuple[str, str, str]]) -> None:
    ours = _First()
    theirs = Headers(list(ours))
    for step in steps:
        assert said(ours, step) == said(theirs, step)
        assert list(ours) == list(theirs)


@pytest.mark.parametrize("value", ["a\r\nb", "a\nb"])
@pytest.mark.parametrize("name", ["Vary", "X-New"])
def test_a_value_of_two_lines_is_no_header(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="newline"):
        _First().set(name, value)


def test_back_always_asks_the_server(visitor: Browser, deck: str) -> None:
    assert visitor.get(f"{visitor.start()}/1").headers["Cache-Control"] == "no-store"


def test_scripts_cannot_read_the_session(visitor: Browser) -> None:
    cookie = visitor.get("/texts/new").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


def test_behind_https_the_session_stays_there(web: Flask, web_settings: Settings) -> None:
    app = create_app(replace(web_settings, secure_cookies=True))
    response = app.test_client().get("/texts/new")
    closed(app)
    assert "Secure" in response.headers["Set-Cookie"].split("; ")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=")


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_link_or_a_restored_page_gets_the_whole_page(header: str, visitor: Browser) -> None:
    assert "<!doctype html>" in visitor.get("/texts/new", htmx=True, headers={header: "true"}).text


def test_a_fragment_brings_its_title_and_no_frame(visitor: Browser) -> None:
    text = visitor.get("/texts/new", htmx=True).text
    assert text.startswith("<title>New from text")
    assert "<body" not in text


@pytest.mark.parametrize("cookie", ["other=\xe9t\xe9", "a=\xff", "=;;", "quizapp=\xe9"])
def test_a_cookie_of_another_site_in_another_writing_spoils_nothing(web: Flask, cookie: str) -> None:
    response = web.test_client(use_cookies=False).get("/", environ_overrides={"HTTP_COOKIE": cookie})
    assert response.status_code == 200


def test_the_headers_of_a_response_can_be_copied(web: Flask) -> None:
    headers = web.test_client().get("/").headers
    assert list(headers.copy()) == list(headers)
    assert list(Reply().headers.copy()) == list(Reply().headers)
