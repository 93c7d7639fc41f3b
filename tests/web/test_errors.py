"""Whatever goes wrong has a status and a page that says what to do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from quizapp import errors
from quizapp.errors import QuizappError
from quizapp.services import decks
from quizapp.web.errors import STATUS, status_of
from tests.web.cast import DECK, Browser


def _leaves(kind: type[QuizappError] = QuizappError) -> Iterator[type[QuizappError]]:
    below = kind.__subclasses__()
    if not below:
        yield kind
    for one in below:
        yield from _leaves(one)


@pytest.mark.parametrize("leaf", [leaf for leaf in _leaves() if leaf.__module__ == errors.__name__])
def test_every_error_has_a_status(leaf: type[QuizappError]) -> None:
    assert status_of(leaf) in STATUS.values()


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/decks/nothing",
        "/decks/nothing/review",
        "/decks/nothing/items",
        "/decks/nothing/source",
        "/decks/nothing/anki",
        "/decks/nothing/delete",
        "/decks/nothing/items/x/edit",
        "/attempts/nothing",
        "/attempts/nothing/1",
        "/attempts/nothing/results",
        "/jobs/nothing",
        "/attempts/nothing/one",
        "/attempts/nothing/-1",
        "/attempts/nothing/99999999999999999999999",
        "/decks/%00",
        "/decks/%F0%9F%92%A9",
        "/decks/" + "x" * 3000,
    ],
)
def test_what_does_not_exist_is_not_found(path: str, visitor: Browser) -> None:
    response = visitor.get(path)
    assert (response.status_code, "Go to the decks" in response.text) == (404, True)


@pytest.mark.parametrize("position", ["0", "99", "99999999999999999999999"])
def test_a_place_that_an_attempt_does_not_have_is_not_found(
    position: str, visitor: Browser, deck: str
) -> None:
    assert visitor.get(f"{visitor.start()}/{position}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [f"/decks/{DECK}/quiz", "/texts", f"/decks/{DECK}/undo", "/attempts/x/missed"],
)
def test_the_address_of_a_form_says_so(path: str, visitor: Browser, deck: str) -> None:
    response = visitor.get(path)
    assert (response.status_code, "used by a form" in response.text) == (405, True)


def test_a_fault_of_ours_shows_no_trace(
    web: Flask, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(decks, "list_decks", broken)
    response = visitor.get("/")
    assert (response.status_code, "secret" in response.text, "Traceback" in response.text) == (
        500,
        False,
        False,
    )
    assert "Nothing you stored before is lost" in response.text


def test_a_database_that_fails_is_said(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(actor: object) -> None:
        raise errors.Unavailable("There is no room left on the disk.")

    monkeypatch.setattr(decks, "list_decks", full)
    response = visitor.get("/")
    assert (response.status_code, "no room left" in response.text) == (503, True)


def test_a_message_is_text_and_not_markup(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    text = visitor.get("/decks/%3Cscript%3Ealert(1)%3C%2Fscript%3E").text
    assert "<script>alert" not in text


def test_an_error_in_a_fragment_takes_the_main_part(visitor: Browser) -> None:
    response = visitor.get("/jobs/nothing", htmx=True)
    assert (response.status_code, response.headers["HX-Retarget"]) == (404, "#main")


def test_an_error_of_a_form_stands_beside_it_and_leaves_it_alone(visitor: Browser) -> None:
    response = visitor.post("/decks/nothing/quiz", htmx=True)
    assert (response.status_code, response.headers["HX-Retarget"]) == (404, "#trouble")
    assert "There is no deck “nothing”." in response.text


TYPED = {"title": "Mine", "text": "A long text that somebody typed.\nFor an hour.", "csrf_token": "old"}


def test_a_form_that_was_open_too_long_keeps_what_was_typed(visitor: Browser) -> None:
    response = visitor.client.post("/texts", data=TYPED, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 400
    assert "This page was open too long" in response.text
    assert "Your text is still here" in response.text
    assert "A long text that somebody typed.\nFor an hour." in response.text


def test_the_kept_form_can_be_sent_again(visitor: Browser) -> None:
    visitor.client.post("/texts", data=TYPED, headers={"Sec-Fetch-Site": "same-origin"})
    again = visitor.post("/texts", {"title": "Mine", "text": ""})
    assert again.status_code == 422


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_what_another_site_sends_is_not_offered_for_sending(
    headers: dict[str, str], visitor: Browser
) -> None:
    response = visitor.client.post("/texts", data=TYPED, headers=headers)
    assert (response.status_code, "somebody typed" in response.text) == (400, False)


def test_more_than_the_largest_file_is_refused_with_the_limit(visitor: Browser) -> None:
    response = visitor.upload(b"word " * 5_000_000)
    assert response.status_code == 413
    assert "a file at most 20 MB" in response.text


def test_every_unsafe_address_wants_a_token(web: Flask, visitor: Browser, deck: str) -> None:
    open_to_all = [
        rule.rule
        for rule in web.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and visitor.client.post(rule.rule.replace("<id>", deck).replace("<item_id>", "x")
                                .replace("<int:position>", "1").replace("<int:number>", "1")).status_code != 400
    ]  # fmt: skip
    assert open_to_all == []
