"""What guesses or costs much is slowed by address, for all workers together, without losing what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.config import Settings
from quizapp.core.teaching.limit import Limit
from quizapp.store.database import reading, transaction
from quizapp.store.throttle import spend
from quizapp.store.throttle_rows import ThrottleRow
from quizapp.web import limits
from quizapp.web.app import create_app
from tests.conftest import closed
from tests.web.cast import DECK, Browser, build

ADA = {"role": "teacher", "name": "Ada", "email": "ada@example.org", "password": "correct horse"}
WRONG = {"email": "ada@example.org", "password": "a guess"}
TIMES = 3


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test reaches."""
    few = Limit(times=TIMES, seconds=600)
    for endpoint, all_of_it in limits.COUNTED.items():
        monkeypatch.setitem(limits.COUNTED, endpoint, tuple(replace(one, limit=few) for one in all_of_it))


@pytest.fixture
def twin(web: Flask, web_settings: Settings) -> Iterator[Flask]:
    """Another process that serves the same database."""
    app = create_app(web_settings)
    yield app
    closed(app)


def at(app: Flask, address: str) -> Browser:
    """A browser with this address."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return Browser(client)


@pytest.mark.both
def test_guessed_passwords_are_slowed_over_accounts_and_processes_and_told_when_to_come_again(
    web: Flask, twin: Flask
) -> None:
    for n, app in enumerate((web, twin, web)):
        sent = at(app, "192.0.2.7").post("/sign-in", WRONG | {"email": f"guess{n}@example.org"})
        assert sent.status_code == 422
    refused = at(twin, "192.0.2.7").post("/sign-in", WRONG)
    assert (refused.status_code, 190 <= int(refused.headers["Retry-After"]) <= 200) == (429, True)
    assert ("Try again in 4 minutes." in refused.text, "a guess" in refused.text) == (True, False)
    assert at(web, "192.0.2.8").post("/sign-in", WRONG).status_code == 422


def test_a_class_that_signs_in_rightly_from_one_address_is_not_slowed(web: Flask) -> None:
    at(web, "192.0.2.1").post("/sign-up", ADA)
    for _ in range(2 * TIMES):
        assert at(web, "192.0.2.7").post("/sign-in", ADA).status_code == 303


@pytest.mark.parametrize("path", ["/join/ABCDEF", "/reset/nothing"])
def test_addresses_that_are_guessed_are_slowed(web: Flask, path: str) -> None:
    browser = at(web, "192.0.2.7")
    statuses = [browser.get(path).status_code for _ in range(TIMES + 1)]
    assert (statuses[0] in {404, 422}, statuses[-1]) == (True, 429)


def test_a_text_that_comes_too_soon_is_given_back(web: Flask) -> None:
    browser = at(web, "192.0.2.7")
    for n in range(TIMES):
        assert browser.post("/texts", {"title": f"T{n}", "text": f"Coal {n} burns."}).status_code == 303
    refused = browser.client.post(
        "/texts", data={"title": "Last", "text": "Peat burns.", "csrf_token": browser.token()},
        headers={"Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    assert (refused.status_code, "Peat burns." in refused.text, "Send again" in refused.text) == (
        429,
        True,
        True,
    )


@pytest.mark.parametrize("path", ["/decks/import", f"/decks/{DECK}/import"])
def test_files_that_come_too_often_are_slowed(web: Flask, path: str) -> None:
    build(web)
    browser = at(web, "192.0.2.7")
    statuses = [browser.upload(b"x", "a.bin", to=path).status_code for _ in range(TIMES + 1)]
    assert (statuses[0] in {303, 422}, statuses[-1]) == (True, 429)


def test_a_network_of_the_new_kind_counts_as_one_address(web: Flask) -> None:
    for n in range(TIMES):
        at(web, f"2001:db8::{n}").post("/sign-in", WRONG | {"email": f"{n}@example.org"})
    assert at(web, "2001:db8::ffff").post("/sign-in", WRONG).status_code == 429


def test_an_old_address_written_as_a_new_one_is_itself_and_what_is_none_breaks_nothing(web: Flask) -> None:
    for n in range(TIMES):
        at(web, "::ffff:192.0.2.7").post("/sign-in", WRONG | {"email": f"{n}@example.org"})
    others = ("192.0.2.7", "::ffff:192.0.2.8", "192.0.2.9:99")
    statuses = [
        at(web, other).post("/sign-in", WRONG | {"email": f"{other}@x.org"}).status_code for other in others
    ]
    assert statuses == [429, 422, 422]


def test_nobody_s_address_is_stored_and_what_is_paid_off_is_forgotten(web: Flask) -> None:
    at(web, "192.0.2.7").post("/sign-in", WRONG)
    with web.app_context():
        with reading() as connection:
            kept = connection.execute(select(ThrottleRow.who)).scalars().all()
        assert [len(bytes.fromhex(who)) for who in kept] == [16, 16]  # a hash, and nothing else
        with transaction() as connection:
            later = (datetime.now(UTC) + timedelta(hours=1)).timestamp()
            spend(connection, "somebody", Limit(times=1, seconds=1), now=later)
            assert connection.execute(select(func.count()).select_from(ThrottleRow)).scalar() == 1


def test_an_operator_can_do_without(web_settings: Settings, web: Flask) -> None:
    app = create_app(replace(web_settings, limits=False))
    guesses = [WRONG | {"email": f"{n}@example.org"} for n in range(2 * TIMES)]
    statuses = {at(app, "192.0.2.7").post("/sign-in", guess).status_code for guess in guesses}
    closed(app)
    assert statuses == {422}


@pytest.mark.parametrize("name", ["ada@example.org", "nobody@example.org"])
def test_a_name_that_is_tried_from_everywhere_is_slowed_whether_or_not_there_is_an_account(
    web: Flask, name: str
) -> None:
    at(web, "192.0.2.1").post("/sign-up", ADA)
    answers = [at(web, f"192.0.2.{n}").post("/sign-in", WRONG | {"email": name}) for n in range(2, 3 + TIMES)]
    assert [one.status_code for one in answers] == [422] * TIMES + [429]
    right = at(web, "192.0.2.99").post("/sign-in", ADA | {"email": f" {name.upper()} "})
    assert right.status_code == 429


@pytest.mark.parametrize("turn", ["{code}{dashes}", "{dashes}{code}", "{code} and more {dashes}"])
def test_a_name_in_a_class_is_slowed_however_it_and_the_code_are_written(web: Flask, turn: str) -> None:
    codes = [turn.format(code="ABC234", dashes="-" * n) for n in range(TIMES + 1)]
    answers = [
        at(web, f"192.0.2.{n}").post(
            "/sign-in", {"email": f"B{' ' * n}en", "code": code, "password": f"guess {n}"}
        )
        for n, code in enumerate(codes, 2)
    ]
    assert [one.status_code for one in answers] == [422] * TIMES + [429]
