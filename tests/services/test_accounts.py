"""Accounts are made, entered, changed and left."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.core.teaching.account import FEWEST_CHARACTERS, Account
from quizapp.core.text.source import Source
from quizapp.errors import InputError, NotFound
from quizapp.services import accounts, classes, learners, passwords, personal, study, texts
from quizapp.services.access import ANYONE
from quizapp.services.decks import get_deck, list_decks
from quizapp.store.database import reading, transaction
from quizapp.store.decks import change, find
from quizapp.store.learners import row
from quizapp.store.rows import AccountRow, AttemptRow, CardRow, LearnerRow, ReviewRow, SourceRow
from tests.conftest import STRONG
from tests.services.cast import DECK, finish, quiz
from tests.store.northern import NOW

PASSWORD = "correct horse"


def ada(*, learner: str | None = None, email: str = "ada@example.org", role: str = "teacher") -> Account:
    return accounts.sign_up(role=role, name="Ada", email=email, password=PASSWORD, now=NOW, learner=learner)


def test_who_signed_up_can_sign_in(app: Flask) -> None:
    made = ada()
    assert accounts.sign_in("ADA@example.org", PASSWORD, now=NOW) == made


def test_a_password_is_kept_as_a_hash_of_argon2id(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", STRONG)
    ada()
    with reading() as connection:
        kept = connection.execute(select(AccountRow.password)).scalar_one()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.matches(kept, PASSWORD)


@pytest.mark.parametrize(
    ("email", "password"), [("ada@example.org", "wrong horse"), ("ben@example.org", PASSWORD)]
)
def test_a_wrong_password_and_a_wrong_address_are_told_alike(app: Flask, email: str, password: str) -> None:
    ada()
    with pytest.raises(InputError, match=r"^Email or password is wrong\.$"):
        accounts.sign_in(email, password, now=NOW)


def test_an_address_has_one_account(app: Flask) -> None:
    ada()
    with pytest.raises(InputError, match="already"):
        ada(email="Ada@Example.org")


def test_a_teacher_needs_an_address(app: Flask) -> None:
    with pytest.raises(InputError, match="needs an email"):
        ada(email="")


def test_what_a_visitor_did_is_the_new_account_s(app: Flask, north: str) -> None:
    visitor = learners.new_learner(now=NOW).id
    attempt = quiz(learner=visitor, count=2)
    finish(attempt)
    made = ada(learner=visitor)
    with reading() as connection:
        mine = row(connection, made.learner)
        counts = [
            connection.execute(select(func.count()).where(column == mine)).scalar_one()
            for column in (AttemptRow.learner_id, CardRow.learner_id, ReviewRow.learner_id)
        ]
    assert (counts[0], counts[1] > 0, counts[2] > 0) == (1, True, True)


def test_the_cookie_of_the_visitor_opens_nothing_any_more(app: Flask) -> None:
    visitor = learners.new_learner(now=NOW).id
    made = ada(learner=visitor)
    with pytest.raises(NotFound):
        learners.get_visitor(visitor)
    with pytest.raises(NotFound):
        learners.get_visitor(made.learner)


def test_a_second_account_in_a_browser_does_not_take_the_first_one_s_things(app: Flask) -> None:
    first = ada()
    second = ada(learner=first.learner, email="cleo@example.org")
    assert second.learner != first.learner


def test_what_was_done_before_signing_in_moves_into_the_account(app: Flask, north: str) -> None:
    made = ada()
    visitor = learners.new_learner(now=NOW).id
    finish(quiz(learner=visitor, count=2))
    accounts.sign_in("ada@example.org", PASSWORD, now=NOW, learner=visitor)
    assert personal.holdings(made).attempts == 1
    with reading() as connection:
        assert connection.execute(select(func.count()).select_from(LearnerRow)).scalar_one() == 1


def test_a_card_that_both_know_stays_the_account_s(app: Flask, north: str) -> None:
    made = ada()
    visitor = learners.new_learner(now=NOW)
    for learner, rating in ((learners.get_learner(made.learner), "easy"), (visitor, "again")):
        shown = study.deal(learner, now=NOW, deck=DECK).shown
        assert shown is not None
        study.rate(learner, shown.name, rating, seen=shown.seen, now=NOW)
    accounts.sign_in("ada@example.org", PASSWORD, now=NOW, learner=visitor.id)
    with reading() as connection:
        ratings = connection.execute(select(ReviewRow.rating)).scalars().all()
    assert ratings == ["easy"]


def test_a_new_password_ends_every_other_session(app: Flask) -> None:
    made = ada()
    changed = accounts.change_password(made.id, old=PASSWORD, new="another horse")
    assert changed.epoch == made.epoch + 1
    with pytest.raises(InputError):
        accounts.sign_in("ada@example.org", PASSWORD, now=NOW)


def test_a_password_is_changed_only_with_the_old_one(app: Flask) -> None:
    with pytest.raises(InputError, match="present password"):
        accounts.change_password(ada().id, old="guess number", new="another horse")


def test_a_link_sets_a_new_password_once(app: Flask) -> None:
    ada()
    token = accounts.reset_token("ada@example.org", now=NOW)
    accounts.reset_password(token, "another horse", now=NOW)
    assert accounts.sign_in("ada@example.org", "another horse", now=NOW).name == "Ada"
    with pytest.raises(NotFound):
        accounts.reset_password(token, "third horse", now=NOW)


def test_a_link_works_for_a_day(app: Flask) -> None:
    ada()
    token = accounts.reset_token("ada@example.org", now=NOW)
    with pytest.raises(NotFound):
        accounts.account_of_reset(token, now=NOW + accounts.RESET_VALID)


def test_a_newer_link_ends_the_older(app: Flask) -> None:
    ada()
    first, second = (accounts.reset_token("ada@example.org", now=NOW) for _ in range(2))
    with pytest.raises(NotFound):
        accounts.account_of_reset(first, now=NOW)
    assert accounts.account_of_reset(second, now=NOW).name == "Ada"


def test_a_token_is_kept_as_a_hash(app: Flask) -> None:
    ada()
    token = accounts.reset_token("ada@example.org", now=NOW)
    with reading() as connection:
        kept = connection.execute(select(AccountRow.reset)).scalar_one()
    assert kept is not None
    assert token not in kept


def test_another_s_address_cannot_be_taken(app: Flask) -> None:
    ada()
    cleo = ada(email="cleo@example.org")
    with pytest.raises(InputError, match="already"):
        accounts.change_details(cleo.id, name="Cleo", email="ada@example.org", password=PASSWORD)


def test_another_address_needs_the_password_and_ends_the_link_that_is_on_its_way(app: Flask) -> None:
    made = ada()
    token = accounts.reset_token("ada@example.org", now=NOW)
    with pytest.raises(InputError, match="needs your present password"):
        accounts.change_details(made.id, name="Ada", email="thief@example.org", password="guess number")
    assert accounts.change_details(made.id, name="Ada L.", email="ada@example.org").name == "Ada L."
    assert accounts.account_of_reset(token, now=NOW).name == "Ada L."
    accounts.change_details(made.id, name="Ada", email="al@example.org", password=PASSWORD)
    with pytest.raises(NotFound):
        accounts.account_of_reset(token, now=NOW)


@pytest.mark.parametrize(
    "password",
    ["baseball", "Trustno1", "Password123!", "2024dragon?", "1qaz2wsx", "ILOVEYOU!!", "Quizapp2026"],
)
def test_a_password_that_many_people_have_is_refused_wherever_one_is_set(app: Flask, password: str) -> None:
    made = ada()
    token = accounts.reset_token("ada@example.org", now=NOW)
    settings: list[Callable[[], object]] = [
        lambda: accounts.sign_up(
            role="teacher", name="Cleo", email="c@example.org", password=password, now=NOW
        ),
        lambda: accounts.change_password(made.id, old=PASSWORD, new=password),
        lambda: accounts.reset_password(token, password, now=NOW),
    ]
    for setting in settings:
        with pytest.raises(InputError, match="Many people have this password"):
            setting()
    assert accounts.sign_in("ada@example.org", PASSWORD, now=NOW) == made


def test_three_thousand_passwords_and_more_are_known_and_words_beside_one_another_are_none(
    app: Flask,
) -> None:
    assert len([word for word in passwords.tried_first() if len(word) >= FEWEST_CHARACTERS]) > 3000
    for good in ("elephant sunshine", "83917264max", "h9x2k4q7"):
        assert passwords.chosen(good, name="Ada", email=None) == good


def test_an_appointment_makes_or_changes_an_account(app: Flask) -> None:
    made = accounts.appoint("olga@example.org", name="", role="operator", password=PASSWORD, now=NOW)
    assert made is not None
    assert (made.name, made.role) == ("olga", "operator")
    ada(role="learner")
    assert accounts.appoint("ada@example.org", name="", role="teacher", password=PASSWORD, now=NOW) is None
    assert accounts.sign_in("ada@example.org", PASSWORD, now=NOW).role == "teacher"


def test_a_copy_holds_everything_and_no_secret(app: Flask, north: str) -> None:
    made = ada()
    with transaction() as connection:
        change(connection, find(connection, DECK).id, owner_id=row(connection, made.learner))
    finish(quiz(learner=made.learner, count=2), missing=[1])
    kept = json.loads(personal.copy_of(made, now=NOW).content)
    assert (kept["account"]["email"], len(kept["responses"]), len(kept["decks"])) == ("ada@example.org", 2, 1)
    assert "argon2" not in json.dumps(kept)
    assert made.learner not in json.dumps(kept)


def test_an_account_is_deleted_with_its_decks_and_attempts(app: Flask, north: str) -> None:
    made = ada()
    with transaction() as connection:
        change(connection, find(connection, DECK).id, owner_id=row(connection, made.learner))
    finish(quiz(learner=made.learner, count=1))
    accounts.delete_account(made.id, password=PASSWORD)
    with pytest.raises(NotFound):
        get_deck(DECK)
    with reading() as connection:
        left = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (AccountRow, LearnerRow, AttemptRow, CardRow)
        ]
    assert left == [0, 0, 0, 0]


def test_an_account_takes_the_classes_with_it_that_nobody_else_is_in(app: Flask) -> None:
    made = ada()
    alone, shared = (
        classes.new_class(title=title, learner=made.learner, name="Ada", now=NOW) for title in ("9b", "9c")
    )
    classes.join(shared.code, learner=learners.new_learner(now=NOW).id, name="Ben", now=NOW)
    accounts.delete_account(made.id, password=PASSWORD)
    with pytest.raises(NotFound):
        classes.get_class(alone.id)
    assert [member.name for member in classes.get_class(shared.id).members] == ["Ben"]


def test_a_text_that_waits_goes_with_its_account_and_becomes_nobody_s_deck(app: Flask) -> None:
    made = ada()
    texts.submit_text(Source(title="Mine", text="Lima is the capital of Peru."), now=NOW, owner=made.learner)
    accounts.delete_account(made.id, password=PASSWORD)
    assert texts.run_next_job(now=NOW) is False
    with reading() as connection:
        left = connection.execute(select(func.count()).select_from(SourceRow)).scalar_one()
    assert (left, list_decks(ANYONE)) == (0, ())


def test_an_account_is_deleted_only_with_its_password(app: Flask) -> None:
    made = ada()
    with pytest.raises(InputError):
        accounts.delete_account(made.id, password="guess number")
    assert accounts.get_account(made.id) == made
