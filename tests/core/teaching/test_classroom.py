"""A class, its members and the code by which they join."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.core.teaching.classroom import (
    CODE_LENGTH,
    SIGNS,
    Classroom,
    Member,
    code_from,
    code_shown,
    extra_from,
    name_key,
    new_code,
    title_from,
)
from quizapp.errors import InputError

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def member(number: int, name: str, *, teaches: bool = False) -> Member:
    return Member(number=number, learner=f"l{number}", name=name, joined=NOW, teaches=teaches)


@given(st.integers())
def test_a_code_is_found_again_however_it_is_typed(seed: int) -> None:
    code = new_code(random.Random(seed))
    typed = [code, code.lower(), code_shown(code), f" {code[:2]}-{code[2:]} "]
    assert {code_from(text) for text in typed} == {code}


@pytest.mark.parametrize("sign", "01OILU")
def test_a_code_has_no_sign_that_is_read_for_another(sign: str) -> None:
    assert sign not in SIGNS


@given(st.text())
def test_any_text_is_read_as_a_code(text: str) -> None:
    code = code_from(text)
    assert len(code) <= CODE_LENGTH
    assert set(code) <= set(SIGNS)


def test_learners_stand_by_name_and_teachers_apart() -> None:
    room = Classroom(
        id="c", title="9b", code="ABCDEF", open_until=NOW, created=NOW,
        members=(member(1, "Ada", teaches=True), member(2, "dora"), member(3, "Ben")),
    )  # fmt: skip
    assert [one.name for one in room.learners] == ["Ben", "dora"]
    assert [one.name for one in room.teachers] == ["Ada"]


def test_somebody_who_is_not_in_a_class_is_no_member() -> None:
    room = Classroom(
        id="c", title="9b", code="ABCDEF", open_until=NOW, created=NOW, members=(member(1, "Ben"),)
    )
    assert (room.member("l1"), room.member("l2"), room.member(None)) == (room.members[0], None, None)


def test_two_names_are_the_same_but_for_spaces_and_letters() -> None:
    assert name_key("Ben  K.") == name_key("benk.")


@pytest.mark.parametrize("text", ["", "  ", "x" * 81])
def test_a_class_needs_a_title(text: str) -> None:
    with pytest.raises(InputError):
        title_from(text)


@pytest.mark.parametrize(("text", "percent"), [("", 0), ("0", 0), (" 25 ", 25), ("300", 300)])
def test_more_time_is_given_in_percent(text: str, percent: int) -> None:
    assert extra_from(text) == percent


@pytest.mark.parametrize("text", ["-5", "301", "2.5", "much", "9" * 400, "٣", "00000025" + "0" * 5_000])
def test_more_time_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="percent"):
        extra_from(text)
