"""A browser becomes a learner when there is something to keep, and stays the same one."""

from __future__ import annotations

import pytest
from flask import Flask

from quizapp.services.quizzes import get_attempt
from quizapp.web.learner import COOKIE
from tests.web.cast import Browser


def name(visitor: Browser) -> str | None:
    """The name in the visitor's cookie."""
    cookie = visitor.client.get_cookie(COOKIE)
    return None if cookie is None else cookie.value


@pytest.mark.parametrize("path", ["/", "/decks/capitals", "/texts/new", "/nothing"])
def test_who_only_looks_gets_no_name(path: str, visitor: Browser, deck: str) -> None:
    visitor.get(path)
    assert name(visitor) is None


def test_a_quiz_gives_a_name_that_stays(visitor: Browser, deck: str) -> None:
    visitor.start()
    first = name(visitor)
    visitor.start()
    assert (bool(first), name(visitor)) == (True, first)


def test_the_attempt_is_the_learners(web: Flask, visitor: Browser, deck: str) -> None:
    address = visitor.start()
    with web.app_context():
        assert get_attempt(address.rsplit("/", 1)[-1]).learner_id == name(visitor)


def test_no_script_and_no_other_site_can_use_the_name(visitor: Browser, deck: str) -> None:
    response = visitor.post(f"/decks/{deck}/quiz")
    said = next(line for line in response.headers.getlist("Set-Cookie") if line.startswith(COOKIE))
    assert ("HttpOnly" in said, "SameSite=Lax" in said, "Max-Age=34560000" in said) == (True, True, True)


def test_a_name_that_was_never_given_is_replaced(visitor: Browser, deck: str) -> None:
    visitor.client.set_cookie(COOKIE, "made-up")
    visitor.start()
    assert name(visitor) not in {None, "made-up"}


def test_two_browsers_are_two_learners(web: Flask, visitor: Browser, deck: str) -> None:
    cleo = Browser(web.test_client())
    visitor.start()
    cleo.start()
    assert name(visitor) != name(cleo)
