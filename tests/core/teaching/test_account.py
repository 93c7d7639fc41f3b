"""What an account may be called, and which passwords are worth having."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.teaching.account import (
    MOST_NAME,
    email_from,
    name_from,
    password_from,
    role_named,
)
from quizapp.errors import InputError


@pytest.mark.parametrize("role", ["learner", "teacher"])
def test_people_choose_whether_they_teach_or_learn(role: str) -> None:
    assert role_named(role) == role


@pytest.mark.parametrize("role", ["operator", "", "admin", "Teacher"])
def test_nobody_makes_themselves_an_operator(role: str) -> None:
    with pytest.raises(InputError, match="teach or learn"):
        role_named(role)


def test_a_name_is_one_line_without_signs_that_cannot_be_seen() -> None:
    assert name_from("  Ada\n\tLove\u200blace\x00 ") == "Ada Lovelace"


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "a" * (MOST_NAME + 1)])
def test_a_name_that_cannot_be_shown_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        name_from(text)


def test_an_address_is_compared_in_small_letters() -> None:
    assert email_from(" Ada@Example.ORG ") == "ada@example.org"


def test_no_address_is_none() -> None:
    assert email_from("  ") is None


@pytest.mark.parametrize(
    "text", ["ada", "ada@", "@example.org", "a b@example.org", "ada@localhost", "ada@example..org", "a@b.org\n@c",
             "ada@example.org, ben@example.org", "<ada@example.org>", "a" * 250 + "@b.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        email_from(text)


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        found = email_from(text)
    except InputError:
        return
    assert found is None or "\n" not in found


@pytest.mark.parametrize("text", ["correct horse", "Hr8!pqzz", "四个汉字就是密码了吧"])
def test_a_password_may_be_of_any_signs(text: str) -> None:
    assert password_from(text, name="Ada", email="ada@example.org") == text


@pytest.mark.parametrize(
    ("text", "why"),
    [("short12", "from 8"), ("x" * 201, "to 200"), ("aaaaaaaa", "easy"), ("12345678", "easy"), ("hgfedcba", "easy"),
     ("abcabcabc", "easy"), ("Ada Lovelace", "others know"), ("ADA@EXAMPLE.ORG", "others know"),
     ("adalovelace", "others know")],
)  # fmt: skip
def test_a_password_that_others_guess_is_refused(text: str, why: str) -> None:
    email = "adalovelace@example.org" if text == "adalovelace" else "ada@example.org"
    with pytest.raises(InputError, match=why):
        password_from(text, name="Ada Lovelace", email=email)


def test_the_same_password_in_another_form_of_unicode_is_the_same() -> None:
    composed, decomposed = "café crème", "cafe\u0301 cre\u0300me"
    assert password_from(decomposed, name="a", email=None) == password_from(composed, name="a", email=None)
