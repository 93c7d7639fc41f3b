"""One place decides who may do what; every route's answers stand in tests/web/test_authorisation.py."""

from __future__ import annotations

import pytest
from flask import Flask

from quizapp.errors import NotFound
from quizapp.services import accounts
from quizapp.services.access import ANYONE, Actor, Deed, may, require
from quizapp.services.decks import list_decks
from quizapp.store.database import transaction
from quizapp.store.decks import change, find
from quizapp.store.learners import row
from tests.services.cast import DECK
from tests.store.northern import NOW


def owned(visibility: str) -> Actor:
    """The deck is ada's."""
    made = accounts.create(
        role="teacher", name="Ada", email="ada@example.org", password="correct horse", now=NOW
    )
    with transaction() as connection:
        deck = find(connection, DECK).id
        change(connection, deck, owner_id=row(connection, made.learner), visibility=visibility)
    return Actor(learner=made.learner, role="teacher")


@pytest.mark.parametrize("deed", ["study", "edit", "export"])
def test_what_is_everybody_s_anybody_may_change_while_nobody_looks_after_the_site(
    deed: Deed, app: Flask, north: str
) -> None:
    assert may(ANYONE, deed, DECK)


def test_with_an_operator_only_they_change_what_is_everybody_s(app: Flask, north: str) -> None:
    accounts.appoint("olga@example.org", name="", role="operator", password="correct horse", now=NOW)
    assert not may(Actor(learner="x", role="teacher"), "edit", DECK)
    assert may(Actor(learner="y", role="operator"), "edit", DECK)
    assert may(ANYONE, "study", DECK)


@pytest.mark.parametrize(("visibility", "has_it"), [("own", False), ("link", True), ("everybody", True)])
def test_an_owner_says_who_has_a_deck(visibility: str, *, has_it: bool, app: Flask, north: str) -> None:
    ada = owned(visibility)
    assert may(ANYONE, "study", DECK) == has_it
    assert may(ada, "study", DECK)


@pytest.mark.parametrize(("visibility", "listed"), [("own", 0), ("link", 0), ("everybody", 1)])
def test_only_what_is_everybody_s_is_listed_for_everybody(
    visibility: str, listed: int, app: Flask, north: str
) -> None:
    ada = owned(visibility)
    assert (len(list_decks(ANYONE)), len(list_decks(ada))) == (listed, 1)


def test_what_is_not_yours_is_not_there(app: Flask, north: str) -> None:
    owned("link")
    with pytest.raises(NotFound, match="There is no deck"):
        require(ANYONE, "edit", DECK)


def test_of_what_is_not_there_nobody_may(app: Flask) -> None:
    assert not may(Actor(role="operator"), "edit", "nothing")
