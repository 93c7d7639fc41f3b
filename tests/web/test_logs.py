"""The log names requests and places of errors, and holds nothing that people typed or keep secret."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import text

from quizapp.core.text.source import source_from_text
from quizapp.errors import InputError, Unavailable
from quizapp.services import accounts, decks, passwords, quizzes, texts
from quizapp.store.database import transaction
from quizapp.web import logs
from quizapp.web.logs import HEADER, formatter
from quizapp.web.server import _Log
from tests.web.cast import DECK, NOW, Browser

PASSWORD, NAME, EMAIL, ANSWER = "correct horse", "Ada Lovelace", "ada@example.org", "wild horses"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that is logged, as JSON lines, from the lowest level on."""
    yield from _writing("json")


def _writing(form: str) -> Iterator[io.StringIO]:
    out, root, ours = io.StringIO(), logging.getLogger(), logging.getLogger("quizapp")
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter(form))
    before = root.level, ours.level
    root.addHandler(handler)
    root.setLevel("DEBUG")
    ours.setLevel("DEBUG")
    yield out
    root.removeHandler(handler)
    root.setLevel(before[0])
    ours.setLevel(before[1])


def lines(written: io.StringIO, logger: str = "quizapp") -> list[dict[str, Any]]:
    found = [json.loads(line) for line in written.getvalue().splitlines()]
    return [line for line in found if line["logger"].startswith(logger)]


def test_nothing_that_a_person_typed_or_keeps_secret_is_in_the_log(
    web: Flask, visitor: Browser, deck: str, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64))
    ada = {"role": "teacher", "name": NAME, "email": EMAIL, "password": PASSWORD}
    assert visitor.post("/sign-up", ada).status_code == 303
    visitor.post("/sign-in", {"email": EMAIL, "password": "wrong horse"})
    with web.app_context():
        token = accounts.reset_token(EMAIL, now=NOW)
    visitor.get(f"/reset/{token}")
    attempt = visitor.start(count=1)
    visitor.post(f"{attempt}/1", {"answer": ANSWER})
    visitor.upload(b"%PDF-1.7 wild horses", "wild horses.pdf")

    def broken(*given: object, **named: object) -> None:
        try:
            raise KeyError(f"{NAME} {PASSWORD} {ANSWER}")
        except KeyError as error:
            raise RuntimeError(f"{given} {named}") from error

    monkeypatch.setattr(accounts, "sign_in", broken)
    monkeypatch.setattr(accounts, "account_of_reset", broken)
    monkeypatch.setattr(quizzes, "answer", broken)
    assert visitor.post("/sign-in", {"email": EMAIL, "password": PASSWORD}).status_code == 500
    assert visitor.get(f"/reset/{token}").status_code == 500
    told = written.getvalue()
    cookies = [cookie.value for cookie in (visitor.client._cookies or {}).values()]
    for secret in (PASSWORD, "wrong horse", NAME, EMAIL, ANSWER, token, attempt.rpartition("/")[2], *cookies):
        assert secret not in told
    assert "accounts.sign_in" in told


def test_who_got_in_and_what_changed_is_told_without_names(
    web: Flask, visitor: Browser, deck: str, written: io.StringIO
) -> None:
    ada = {"role": "teacher", "name": NAME, "email": EMAIL, "password": PASSWORD}
    visitor.post("/sign-up", ada)
    visitor.post("/account/password", {"old": "guess number", "new": "another horse"})
    visitor.post("/account/password", {"old": PASSWORD, "new": "another horse"})
    visitor.post("/account", {"name": NAME, "email": f"l.{EMAIL}", "present": "another horse"})
    visitor.post("/sign-out")
    for address in (EMAIL, f" {EMAIL.upper()}", f"l.{EMAIL}"):
        visitor.post("/sign-in", {"email": address, "password": "another horse"})
    visitor.post("/sign-out", {"everywhere": "1"})
    visitor.client.post("/texts")
    visitor.get("/api/v1/decks")
    told = lines(written, "quizapp.security")
    assert [line["message"] for line in told] == [
        "signed up", "password not changed", "password changed", "address changed", "signed out", "sign-in refused",
        "sign-in refused", "signed in", "signed out everywhere", "form without a valid token", "token refused",
    ]  # fmt: skip
    assert len({line["account"] for line in told if "account" in line}) == 1
    assert len({line["name_hash"] for line in told if "name_hash" in line}) == 1
    assert len({line["network"] for line in told}) == 1
    assert all(line["request"] and line["time"].endswith("Z") for line in told)
    assert [secret for secret in (PASSWORD, NAME, EMAIL, "127.0.0.1") if secret in written.getvalue()] == []


@pytest.mark.parametrize("level", ["WARNING", "ERROR"])
def test_whatever_the_level_is_who_got_in_is_told(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("", "quizapp", "quizapp.security")
    before = [logging.getLogger(name).level for name in names]
    monkeypatch.setattr(logging, "basicConfig", lambda **_given: None)
    logs.configure("json", level)
    is_told = logging.getLogger("quizapp.security").isEnabledFor(logging.INFO)
    for name, kept in zip(names, before, strict=True):
        logging.getLogger(name).setLevel(kept)
    assert is_told


def test_an_error_is_found_by_the_number_on_its_page(
    visitor: Browser, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise InterruptedError("of the house")

    monkeypatch.setattr(decks, "list_decks", broken)
    page = visitor.get("/")
    number = page.headers[HEADER]
    [line] = [line for line in lines(written) if line["level"] == "ERROR"]
    assert f"<code>{number}</code>" in page.text
    assert (line["request"], line["endpoint"]) == (number, "decks.home")
    assert line["error"][-1] == "builtins.InterruptedError"
    assert re.search(r"test_logs\.py:\d+ broken", line["error"][-2])


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [("abc-1.2_3", True), ("x" * 65, False), ("a b", False), ("<b>", False), ("é", False), ("", False)],
)
def test_the_number_of_a_proxy_is_taken_where_it_is_one(given: str, is_taken: bool, visitor: Browser) -> None:
    found = visitor.get("/nothing", headers={HEADER: given}).headers[HEADER]
    assert (found == given) == is_taken
    assert re.fullmatch(r"[\w.-]{1,64}", found)


def test_a_page_that_is_not_ours_to_mend_shows_no_number(visitor: Browser) -> None:
    assert "tell this number" not in visitor.get("/nothing").text


def test_every_request_has_a_line_but_files_and_probes(
    visitor: Browser, deck: str, written: io.StringIO
) -> None:
    for path in (f"/decks/{DECK}", "/health", "/ready", "/favicon.ico", "/nothing"):
        visitor.get(path)
    told = [(line["endpoint"], line["status"]) for line in lines(written, "quizapp.requests")]
    assert told == [("decks.deck", 200), ("-", 404)]


def test_people_get_a_line_too_and_no_message_makes_a_second_one(web: Flask) -> None:
    [writing] = [_writing("text")]
    out = next(writing)
    try:
        raise Unavailable("The database is busy.")
    except Unavailable:
        logging.getLogger("quizapp.tests").exception("one\nforged line")
    first, *places = out.getvalue().splitlines()
    next(writing, None)
    assert first.endswith("ERROR quizapp.tests: one forged line")
    assert places[-1] == "  quizapp.errors.Unavailable: The database is busy."


def test_the_words_of_an_error_of_ours_are_told_without_what_fills_them(written: io.StringIO) -> None:
    try:
        raise InputError("“%(name)s” cannot be used.", name=NAME)
    except InputError:
        logging.getLogger("quizapp.tests").exception("stopped")
    assert "cannot be used" in written.getvalue()
    assert NAME not in written.getvalue()


def test_an_error_of_the_database_does_not_quote_what_was_stored(web: Flask, written: io.StringIO) -> None:
    with web.app_context(), pytest.raises(Exception) as caught, transaction() as connection:  # noqa: PT011
        connection.execute(text("INSERT INTO no_such_table VALUES (:name)"), {"name": NAME})
    assert NAME not in str(caught.value)
    assert NAME not in written.getvalue()


def test_a_broken_job_is_logged_without_its_text_and_whole_name(
    web: Flask, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError(ANSWER)

    monkeypatch.setattr(texts, "generate_from", broken)
    with web.app_context():
        job = texts.submit_text(source_from_text(f"The {ANSWER} run. " * 20, title=NAME), now=NOW)
        texts.run_next_job(now=NOW)
    told = written.getvalue()
    assert job.id[:6] in told
    assert [secret for secret in (job.id, ANSWER, NAME) if secret in told] == []


def test_the_server_names_neither_addresses_nor_paths(written: io.StringIO) -> None:
    from gunicorn.config import Config

    server = _Log(Config())
    server.warning("Invalid request from ip=192.0.2.7: Invalid Method '/reset/token'")
    try:
        raise ValueError("/reset/token")
    except ValueError:
        server.exception("Error handling request %s", "/reset/token")
    told = written.getvalue()
    assert ("Invalid request" in told, "Error handling request" in told) == (True, True)
    assert [secret for secret in ("192.0.2.7", "token") if secret in told] == []
