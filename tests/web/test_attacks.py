"""Attacks on the web that need no browser: headers, hosts, redirects, sessions and sign-in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2.exceptions import VerificationError
from flask import Flask
from werkzeug.test import TestResponse

from quizapp.config import Settings
from quizapp.core.teaching.account import Role
from quizapp.services import accounts, classes, decks, passwords
from quizapp.web.app import create_app
from quizapp.web.assets import asset
from tests.conftest import closed
from tests.web.cast import DECK, NOW, Browser, build
from tests.web.guarded import assert_guarded

ROOT = Path(__file__).resolve().parents[2]
EVIL = "evil.example"
PASSWORD = "correct horse"
ADA = {"role": "teacher", "name": "Ada", "email": "ada@example.org", "password": PASSWORD}
LEADING_AWAY = [
    "https://evil.example", "//evil.example", "///evil.example", "////evil.example/", "/\\evil.example",
    "\\/evil.example", "/\t/evil.example", "/\n/evil.example", "/%2f/evil.example", "/%5cevil.example",
    "http:evil.example", "http:/evil.example", "https:evil.example", "javascript:alert(1)", "java\nscript:alert(1)",
    "data:text/html,x", " https://evil.example", "\thttps://evil.example", "https://127.0.0.1@evil.example",
    "//localhost@evil.example", "/.//evil.example", "/study/../..//evil.example", "//evil%E3%80%82example",
    "/study@evil.example", "?next=//evil.example", "#@evil.example/", ".evil.example", "/\x00/evil.example",
]  # fmt: skip


@pytest.fixture
def ada(web: Flask, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A teacher who signed up; passwords cost no time."""
    monkeypatch.setattr(accounts, "hashed", lambda password: password)
    monkeypatch.setattr(accounts, "matches", lambda kept, password: kept == password)
    browser = Browser(web.test_client())
    assert browser.post("/sign-up", ADA).status_code == 303
    return browser


def answers(
    web: Flask, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[int, TestResponse]]:
    """A response of every sort, and the status that it has."""
    with web.test_request_context():
        files = [asset("css/base.css"), asset("js/page.js"), asset("favicon.svg")]
    yield from (
        (200, visitor.get(path))
        for path in (*files, "/", "/health", "/ready", "/app.webmanifest", "/worker.js")
    )
    yield 200, visitor.get(f"/decks/{DECK}/anki")
    yield from ((200, visitor.get(f"/decks/{DECK}/export/{form}")) for form in ("csv", "gift", "json"))
    yield 302, visitor.get("/static/old/css/base.css")
    yield 302, visitor.get("/favicon.ico")
    yield 404, visitor.get("/nothing")
    yield 404, visitor.get("/static/x/nothing.css")
    yield 404, visitor.get("/decks/nothing", htmx=True)
    yield 400, visitor.client.post("/texts")
    yield 405, visitor.client.delete("/")
    yield 405, visitor.get("/texts")
    yield 200, visitor.client.options("/")
    yield 200, visitor.client.head("/")
    yield 422, visitor.post("/texts", {"text": ""})
    yield 413, visitor.upload(b"word " * 5_000_000)
    yield 303, visitor.post("/sign-out")

    def broken(*_given: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(decks, "list_decks", broken)
    yield 500, visitor.get("/")
    yield 500, visitor.get("/", htmx=True)


def test_every_sort_of_response_is_guarded(
    web: Flask, visitor: Browser, deck: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for status, response in answers(web, visitor, monkeypatch):
        assert response.status_code == status, response.request.path
        assert_guarded(response)


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host"])
def test_the_host_that_a_sender_writes_leads_nobody_away(header: str, ada: Browser) -> None:
    with ada.client.application.app_context():
        learner = accounts.sign_in(ADA["email"], PASSWORD, now=NOW).learner
        room = classes.new_class(title="9b", learner=learner, name="Ada", now=NOW)
    ada.client.application.config["SITE_ADDRESS"] = "https://quiz.example.org"
    session = ada.client.get_cookie("quizapp")
    assert session is not None
    other = ada.client.application.test_client(use_cookies=False)
    sent = {header: EVIL, "Cookie": f"quizapp={session.value}"}
    for path in (
        "/",
        "/nothing",
        f"/classes/{room.id}",
        f"/classes/{room.id}/code.svg",
        "/sign-in",
        "/app.webmanifest",
        "/favicon.ico",
        "/api",
    ):
        response = other.get(path, headers=sent)
        assert (EVIL in response.text, EVIL in str(response.headers)) == (False, False), path
    assert f"https://quiz.example.org/join/{room.code}" in other.get(f"/classes/{room.id}", headers=sent).text


def test_no_address_leads_away_after_signing_in_or_choosing_a_language(web: Flask, ada: Browser) -> None:
    away = Browser(web.test_client())
    for address in LEADING_AWAY:
        form = {"email": ADA["email"], "password": PASSWORD, "next": address}
        for response in (
            away.post("/sign-in", form),
            away.post("/language", {"language": "en", "back": address}),
        ):
            assert response.status_code == 303
            assert re.fullmatch(r"/[\w/?=-]*", response.headers["Location"]), address
        away.post("/sign-out")


def test_a_token_and_a_session_from_before_signing_in_are_worth_nothing_afterwards(
    web: Flask, ada: Browser
) -> None:
    thief = Browser(web.test_client())
    planted = thief.token()
    before = thief.client.get_cookie("quizapp")
    assert before is not None
    thief.post("/sign-in", {"email": ADA["email"], "password": PASSWORD})
    after = thief.client.get_cookie("quizapp")
    assert after is not None
    assert after.value != before.value
    assert thief.client.post("/sign-out", data={"csrf_token": planted}).status_code == 400


@pytest.mark.parametrize(("role", "ends"), [("operator", True), ("teacher", False)])
def test_another_role_ends_the_sessions_of_the_old_one(
    role: Role, ends: bool, web: Flask, ada: Browser
) -> None:
    with web.app_context():
        accounts.appoint(ADA["email"], name="", role=role, password="", now=NOW)
    assert (ada.get("/account").status_code == 404) is ends


def test_who_has_no_account_is_told_the_same_for_the_same_work(
    web: Flask, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with web.app_context():
        accounts.create(role="teacher", name="Ada", email=ADA["email"], password=PASSWORD, now=NOW)
    worked: list[str] = []

    class Hasher:
        def verify(self, kept: str, _given: str) -> bool:
            worked.append(kept.split("$")[3])  # memory, passes and lanes
            raise VerificationError

    passwords._nobodys()
    monkeypatch.setattr(passwords, "_HASHER", Hasher())
    told = []
    for email in (ADA["email"], "nobody@example.org"):
        response = visitor.post("/sign-in", {"email": email, "password": "wrong horse"})
        page = re.sub(r'name="csrf_token" value="[^"]+"', "", response.text).replace(email, "…")
        told.append((response.status_code, page, response.headers.get("Retry-After")))
    assert told[0] == told[1]
    assert worked[0] == worked[1]
    assert len(worked) == 2


def test_every_pinned_package_has_its_hash() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / lock).read_text().replace("\\\n", " ")
        pinned = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
        assert len(pinned) > 20
        assert [line for line in pinned if not re.search(r"==\S+.* --hash=sha256:[0-9a-f]{64}", line)] == []


BONUS = {
    "default-src 'none'": 10, "default-src 'self'": 5, "frame-ancestors 'none'": 5, "same-origin referrer": 5,
    "same-origin resources": 10, "cookies": 5,
}  # fmt: skip
"""What the HTTP Observatory adds to 100 for each, where nothing is missing."""


def observed(response: TestResponse) -> int:
    """The points that the HTTP Observatory gives for a response over HTTPS; 0 where it would take some off."""
    headers = response.headers
    policy = dict(each.split(" ", 1) for each in headers["Content-Security-Policy"].split("; "))
    taken_off = (
        any("unsafe" in each or "http:" in each or "*" in each for each in policy.values()),
        headers["X-Content-Type-Options"] != "nosniff",
        int(re.findall(r"max-age=(\d+)", headers["Strict-Transport-Security"])[0]) < 15_768_000,
        "Access-Control-Allow-Origin" in headers,
        re.search(r'<script[^>]*src="(?:https?:)?//', response.text) is not None,
    )
    earned = {
        f"default-src {policy['default-src']}",
        f"frame-ancestors {policy['frame-ancestors']}",
        f"{headers['Referrer-Policy']} referrer",
        f"{headers['Cross-Origin-Resource-Policy']} resources",
    }
    cookies = [set(each.split("; ")) for each in headers.getlist("Set-Cookie")]
    if cookies and all({"Secure", "HttpOnly", "SameSite=Lax"} <= each for each in cookies):
        earned.add("cookies")
    return 0 if any(taken_off) else 100 + sum(BONUS.get(each, 0) for each in earned)


def test_the_http_observatory_has_nothing_to_take_off(web_settings: Settings) -> None:
    app = create_app(replace(web_settings, secure_cookies=True))
    pages = [app.test_client().get(path, base_url="https://localhost") for path in ("/sign-in", "/texts/new")]
    points = [observed(page) for page in pages]
    closed(app)
    assert min(points) == 135, "the most there are"


def test_every_cookie_of_a_secure_site_travels_over_https_alone(web_settings: Settings, web: Flask) -> None:
    app = create_app(replace(web_settings, secure_cookies=True))
    build(app)
    client, told = app.test_client(), []
    client.get("/texts/new", base_url="https://localhost")
    app.config["WTF_CSRF_ENABLED"] = False
    for path, form in (
        (f"/decks/{DECK}/quiz", {"count": "1"}),
        ("/language", {"language": "zh_Hans", "back": "/"}),
        ("/sign-up", ADA),
    ):
        response = client.post(path, data=form, base_url="https://localhost")
        told += response.headers.getlist("Set-Cookie")
    closed(app)
    assert {cookie.partition("=")[0] for cookie in told} >= {"__Host-quizapp", "__Host-learner"}
    assert [cookie for cookie in told if not {"Secure", "SameSite=Lax"} <= set(cookie.split("; "))
            and "Max-Age=0" not in cookie] == []  # fmt: skip


def test_a_secure_site_says_so_on_every_response(web_settings: Settings) -> None:
    app = create_app(replace(web_settings, secure_cookies=True))
    client = app.test_client()
    told = [
        client.get(path).headers.get("Strict-Transport-Security")
        for path in ("/", "/nothing", "/health", "/favicon.ico")
    ]
    closed(app)
    assert None not in told


def test_asking_for_the_headers_of_a_form_sends_nothing(ada: Browser, deck: str) -> None:
    with ada.client.application.app_context():
        learner = accounts.sign_in(ADA["email"], PASSWORD, now=NOW).learner
        room = classes.new_class(title="9b", learner=learner, name="Ada", now=NOW)
    pages = ("delete", "settings")
    forms = [f"/decks/{DECK}/{page}" for page in pages] + [f"/classes/{room.id}/{page}" for page in pages]
    for path in [*forms, "/account", "/settings", "/sign-in", "/sign-up"]:
        assert ada.client.head(path).status_code == 200, path
    assert [ada.get(path).status_code for path in (f"/decks/{DECK}", f"/classes/{room.id}")] == [200, 200]


def test_asking_for_the_headers_of_the_end_of_a_quiz_does_not_end_it(ada: Browser, deck: str) -> None:
    item = ada.post(f"/decks/{DECK}/quiz", {"count": "1", "behaviour": "deferred"}).headers["Location"]
    attempt = item.rpartition("/")[0]
    assert ada.client.head(f"{attempt}/finish").status_code == 200
    assert ada.get(item).status_code == 200


@pytest.mark.parametrize("referrer", ["https://[", "https://localhost:99999/", "https://a℀b/"])
def test_a_referrer_that_is_no_address_is_refused(web_settings: Settings, referrer: str) -> None:
    app = create_app(replace(web_settings, secure_cookies=True))
    client = app.test_client()
    page = client.get("/sign-in", base_url="https://localhost").text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    form = {"csrf_token": token, "email": ADA["email"], "password": PASSWORD, "next": "//["}
    sent = {"Referer": referrer.encode().decode("latin-1")}
    assert client.post("/sign-in", data=form, headers=sent, base_url="https://localhost").status_code == 400
    closed(app)


@pytest.mark.parametrize("back", ["//[", "//a℀b/", "http://["])
def test_what_can_be_no_address_leads_home(visitor: Browser, deck: str, back: str) -> None:
    response = visitor.post("/language", {"language": "en", "back": back})
    assert (response.status_code, response.headers["Location"]) == (303, "/")
