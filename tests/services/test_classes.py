"""Classes are made, joined, led and left."""

from __future__ import annotations

import pytest
from flask import Flask

from quizapp.core.teaching.account import Account
from quizapp.core.teaching.classroom import Classroom, code_shown
from quizapp.errors import InputError, NotFound
from quizapp.services import accounts, classes
from quizapp.services.learners import new_learner
from tests.services.school import PASSWORD, joined
from tests.store.northern import NOW


def test_who_makes_a_class_leads_it(room: Classroom, ada: Account) -> None:
    assert [(one.name, one.learner) for one in room.teachers] == [("Ada", ada.learner)]


def test_a_learner_joins_by_the_code_as_it_is_read_out(room: Classroom) -> None:
    learner = new_learner(now=NOW).id
    found = classes.join(code_shown(room.code).lower(), learner=learner, name="Ben", now=NOW)
    assert [one.name for one in found.learners] == ["Ben"]


def test_a_wrong_code_is_told(app: Flask) -> None:
    with pytest.raises(InputError, match="No class has the code"):
        classes.class_with("ABCDEF")


def test_joining_twice_changes_nothing(room: Classroom) -> None:
    learner = joined(room)
    found = classes.join(room.code, learner=learner, name="Benjamin", now=NOW)
    assert [one.name for one in found.learners] == ["Ben"]


@pytest.mark.parametrize("name", ["Ben", "ben", " B en "])
def test_a_name_is_one_person_s_in_a_class(room: Classroom, name: str) -> None:
    joined(room)
    with pytest.raises(InputError, match="Somebody in this class"):
        joined(room, name)


def test_a_form_that_comes_twice_at_once_joins_once_and_is_not_told_that_the_name_is_taken(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = classes.class_with(room.code)
    ben = joined(room)
    monkeypatch.setattr(classes, "class_with", lambda code: before)  # as the other one saw it
    found = classes.join(room.code, learner=ben, name="Ben", now=NOW)
    assert [member.name for member in found.learners] == ["Ben"]


def test_a_teacher_who_joins_her_own_class_stays_its_teacher(room: Classroom, ada: Account) -> None:
    found = classes.join(room.code, learner=ada.learner, name="Ada the learner", now=NOW)
    assert (len(found.teachers), len(found.learners)) == (1, 0)


def test_a_new_code_ends_the_old_one_and_keeps_who_is_in(room: Classroom) -> None:
    joined(room)
    renewed = classes.renew_code(room.id, now=NOW)
    assert [one.name for one in renewed.learners] == ["Ben"]
    with pytest.raises(InputError):
        classes.class_with(room.code)


def test_an_old_code_joins_nobody_until_its_teacher_opens_the_class_again(room: Classroom) -> None:
    ben, later = joined(room), room.open_until
    cleo = new_learner(now=NOW).id
    with pytest.raises(InputError, match="too old to join by"):
        classes.join(room.code, learner=cleo, name="Cleo", now=later)
    with pytest.raises(InputError, match="too old to join by"):
        accounts.sign_up_in_class(room.code, name="Cleo", password=PASSWORD, now=later)
    assert classes.join(room.code, learner=ben, name="Ben", now=later).id == room.id
    classes.keep_open(room.id, now=later)
    joined_late = classes.join(room.code, learner=cleo, name="Cleo", now=later)
    assert [one.name for one in joined_late.learners] == ["Ben", "Cleo"]


def test_a_learner_gets_another_name_and_more_time(room: Classroom) -> None:
    learner = joined(room)
    number = classes.get_class(room.id).learners[0].number
    classes.change_member(room.id, number, name="Benjamin", extra="25")
    member = classes.get_class(room.id).member(learner)
    assert member is not None
    assert (member.name, member.extra) == ("Benjamin", 25)


def test_a_learner_cannot_be_given_another_s_name(room: Classroom) -> None:
    joined(room)
    joined(room, "Cleo")
    number = classes.get_class(room.id).learners[0].number
    with pytest.raises(InputError):
        classes.change_member(room.id, number, name="cleo", extra="0")


def test_who_is_taken_out_can_join_again(room: Classroom) -> None:
    learner = joined(room)
    number = classes.get_class(room.id).learners[0].number
    classes.remove_member(room.id, number, now=NOW)
    assert classes.get_class(room.id).member(learner) is None
    assert classes.join(room.code, learner=learner, name="Ben", now=NOW).member(learner) is not None


def test_the_last_teacher_cannot_go(room: Classroom) -> None:
    with pytest.raises(InputError, match="somebody who leads it"):
        classes.remove_member(room.id, room.teachers[0].number, now=NOW)


def test_a_member_of_another_class_is_not_there(room: Classroom, ada: Account) -> None:
    other = classes.new_class(title="10a", learner=ada.learner, name="Ada", now=NOW)
    joined(other)
    number = classes.get_class(other.id).learners[0].number
    with pytest.raises(NotFound):
        classes.remove_member(room.id, number, now=NOW)


def test_another_teacher_leads_it_too(room: Classroom) -> None:
    accounts.create(role="teacher", name="Cleo", email="cleo@example.org", password=PASSWORD, now=NOW)
    classes.add_teacher(room.id, "CLEO@example.org", now=NOW)
    assert [one.name for one in classes.get_class(room.id).teachers] == ["Ada", "Cleo"]


@pytest.mark.parametrize("email", ["nobody@example.org", "ben@example.org"])
def test_only_a_teacher_can_lead_a_class(room: Classroom, email: str) -> None:
    accounts.create(role="learner", name="Ben", email="ben@example.org", password=PASSWORD, now=NOW)
    with pytest.raises(InputError, match="No teacher"):
        classes.add_teacher(room.id, email, now=NOW)


def test_a_deleted_class_is_gone(room: Classroom, ada: Account) -> None:
    joined(room)
    classes.delete_class(room.id, now=NOW)
    with pytest.raises(NotFound):
        classes.get_class(room.id)
    assert classes.classes_of(ada.learner) == ()


def test_with_a_password_a_learner_comes_back_by_code_and_name(room: Classroom) -> None:
    made = accounts.sign_up_in_class(room.code, name="Ben", password=PASSWORD, now=NOW)
    assert accounts.sign_in(" ben ", PASSWORD, now=NOW, code=code_shown(room.code)) == made
    for name, code in (("Cleo", room.code), ("Ben", "ABCDEF"), ("Ada", room.code)):
        with pytest.raises(InputError, match="wrong"):
            accounts.sign_in(name, PASSWORD + "x", now=NOW, code=code)


def test_a_name_that_is_taken_leaves_no_account_behind(room: Classroom) -> None:
    joined(room)
    visitor = new_learner(now=NOW).id
    with pytest.raises(InputError, match="Somebody"):
        accounts.sign_up_in_class(room.code, name="Ben", password=PASSWORD, now=NOW, learner=visitor)
    made = accounts.sign_up_in_class(room.code, name="Ben 2", password=PASSWORD, now=NOW, learner=visitor)
    assert made.name == "Ben 2"


def test_a_teacher_gives_a_learner_without_an_address_a_new_password(room: Classroom) -> None:
    accounts.sign_up_in_class(room.code, name="Ben", password=PASSWORD, now=NOW)
    number = classes.get_class(room.id).learners[0].number
    token = accounts.reset_of_member(room.id, number, now=NOW)
    accounts.reset_password(token, "another horse", now=NOW)
    assert accounts.sign_in("Ben", "another horse", now=NOW, code=room.code).name == "Ben"


def test_a_teacher_cannot_take_over_an_account_with_an_address(room: Classroom) -> None:
    ben = accounts.create(role="learner", name="Ben", email="ben@example.org", password=PASSWORD, now=NOW)
    classes.join(room.code, learner=ben.learner, name="Ben", now=NOW)
    number = classes.get_class(room.id).learners[0].number
    with pytest.raises(InputError, match="by email"):
        accounts.reset_of_member(room.id, number, now=NOW)


def test_signing_in_brings_the_browser_s_class_along(room: Classroom) -> None:
    ben = accounts.create(role="learner", name="Ben", email="ben@example.org", password=PASSWORD, now=NOW)
    visitor = joined(room)
    accounts.sign_in("ben@example.org", PASSWORD, now=NOW, learner=visitor)
    assert classes.get_class(room.id).member(ben.learner) is not None
