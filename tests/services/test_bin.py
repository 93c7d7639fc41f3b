"""What is deleted vanishes at once, comes back whole for some days, and is then deleted for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, table

from quizapp.core.study.attempt import Attempt
from quizapp.core.teaching.account import Account
from quizapp.core.teaching.assignment import Assignment
from quizapp.core.teaching.classroom import Classroom
from quizapp.errors import InputError, NotFound
from quizapp.services import (
    access,
    accounts,
    assignments,
    bin,
    classes,
    decks,
    exports,
    live,
    personal,
    quizzes,
    reports,
    study,
)
from quizapp.services.access import ANYONE, Actor
from quizapp.services.learners import get_learner, new_learner
from quizapp.services.seeding import load_seeds
from quizapp.store import cards, learners, standing
from quizapp.store.database import reading
from tests.services.cast import DECK
from tests.services.school import PASSWORD, given, joined, taken
from tests.store.northern import LATER, NOW, right, write, wrong

LONG_AFTER = NOW + bin.KEPT + timedelta(seconds=1)


@dataclass(frozen=True)
class Term:
    """A class in the middle of its term: ben has taken and begun things, and a round goes on."""

    ada: Account
    room: Classroom
    given: Assignment
    ben: str
    done: Attempt
    open: Attempt
    round: str

    @property
    def teacher(self) -> Actor:
        return Actor(learner=self.ada.learner, role="teacher")

    @property
    def member(self) -> int:
        return classes.get_class(self.room.id).learners[0].number


@pytest.fixture
def term(north: str, ada: Account, room: Classroom) -> Term:
    assignment, ben = given(room), joined(room)
    done = taken(assignment, ben, share=0.5)
    opened = quizzes.start_quiz(north, now=NOW, seed=2, learner=ben)
    quizzes.answer(opened.id, 1, wrong(opened.items[0]), now=NOW)
    reports.report_item(opened.id, 1, reason="wrong", words="", now=NOW)
    learner = get_learner(ben)
    shown = study.deal(learner, now=NOW, deck=north).shown
    assert shown is not None
    study.rate(learner, shown.name, "again", seen=shown.seen, now=NOW)
    found = live.open_round(room.id, north, count=2, now=NOW, seed=1)
    live.step(found.id, seen=found.sign, now=NOW)
    live.take_part(found.id, learner=ben, now=NOW)
    return Term(ada=ada, room=room, given=assignment, ben=ben, done=done, open=opened, round=found.id)


def told(look: Callable[[], object]) -> object:
    """What somebody gets who looks, or that there is no such thing."""
    try:
        return look()
    except (NotFound, InputError) as error:
        return type(error).__name__


def views(term: Term) -> dict[str, object]:
    """What is seen of the term from everywhere."""
    ada, ben = Actor(learner=term.ada.learner, role="teacher"), Actor(learner=term.ben)
    looks: dict[str, Callable[[], object]] = {
        "decks": lambda: [(deck.id, deck.items) for deck in decks.list_decks(ANYONE)],
        "deck": lambda: decks.get_deck(DECK),
        "export": lambda: exports.export_apkg(DECK).filename,
        "may study": lambda: access.may(ben, "study", DECK),
        "due": lambda: [card.place.item_row for card in study_due(term)],
        "reports": lambda: reports.waiting_by_deck([DECK]),
        "attempt": lambda: quizzes.get_attempt(term.open.id),
        "may answer": lambda: access.may(ben, "answer", term.open.id),
        "left open": lambda: [one.id for one in quizzes.open_attempts_of(term.ben, now=NOW)],
        "classes": lambda: [one.id for one in classes.classes_of(term.ben)],
        "class": lambda: classes.get_class(term.room.id),
        "code": lambda: classes.class_with(term.room.code),
        "may lead": lambda: access.may(ada, "lead", term.room.id),
        "may belong": lambda: access.may(ben, "belong", term.room.id),
        "gradebook": lambda: [(row.name, row.cells) for row in assignments.book(term.room.id, now=NOW).rows],
        "assignments": lambda: assignments.assignments_of(term.room.id),
        "assignment": lambda: assignments.get_assignment(term.given.id),
        "may take": lambda: access.may(ben, "take", term.given.id),
        "looks by class": lambda: looks_by_class(term),
        "assigned": lambda: assignments.number_of(DECK),
        "attempt is of": lambda: assignments.assignment_of(term.done.id),
        "round": lambda: live.get_round(term.round).sign,
        "sign": lambda: live.sign(term.round),
        "goes on": lambda: live.going_on(term.room.id),
        "may join": lambda: access.may(ben, "join", term.round),
    }
    return {name: told(look) for name, look in looks.items()}


def looks_by_class(term: Term) -> bool | None:
    with reading() as connection:
        return standing.of_class_of_attempt(connection, term.done.id, term.ada.learner)


def study_due(term: Term) -> list[cards.Card]:
    with reading() as connection:
        row = learners.row(connection, term.ben)
        return cards.due(connection, row, until=NOW + timedelta(days=9))


N, I = "NotFound", "InputError"  # noqa: E741
DECK_GONE = {
    "decks": [], "deck": N, "export": N, "may study": False, "due": [], "reports": {}, "attempt": N,
    "may answer": False, "left open": [], "assignments": (), "assignment": N, "may take": False, "looks by class": None,
    "assigned": N, "attempt is of": None,
    "gradebook": [("Ben", ())], "round": N, "sign": N, "goes on": None, "may join": False,
}  # fmt: skip
CLASS_GONE = {
    "classes": [], "class": N, "code": I, "may lead": False, "may belong": False, "gradebook": N, "assignments": N,
    "assignment": N, "may take": False, "looks by class": None, "assigned": 0, "attempt is of": None,
    "round": N, "sign": N, "goes on": N, "may join": False,
}  # fmt: skip
ASSIGNMENT_GONE = {
    "assignments": (), "assignment": N, "may take": False, "looks by class": None, "assigned": 0, "attempt is of": None,
    "gradebook": [("Ben", ())],
}  # fmt: skip
MEMBER_GONE = {"classes": [], "may belong": False, "may take": False, "may join": False, "gradebook": []}


def delete(term: Term, noun: str) -> str:
    """ada deletes it; its name in the bin."""
    by = term.ada.learner
    if noun == "deck":
        decks.delete_deck(DECK, now=NOW, by=by)
        return f"deck.{DECK}"
    if noun == "class":
        classes.delete_class(term.room.id, now=NOW, by=by)
        return f"class.{term.room.id}"
    if noun == "assignment":
        assignments.withdraw(term.given.id, now=NOW, by=by)
        return f"assignment.{term.given.id}"
    number = term.member
    classes.remove_member(term.room.id, number, now=NOW, by=by)
    return f"member.{number}"


NEVER = "deck deck. deck.nowhere member.x member.99999999999999999999 member.² house.1 class.\x00"
ON_SQLITE = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
"""What both kinds of databases do alike."""
GONE = {"deck": DECK_GONE, "class": CLASS_GONE, "assignment": ASSIGNMENT_GONE, "member": MEMBER_GONE}


def test_what_is_deleted_is_nowhere_and_comes_back_everywhere(term: Term) -> None:
    before = views(term)
    for noun, gone in GONE.items():
        name = delete(term, noun)
        changed = {view: seen for view, seen in views(term).items() if seen != before[view]}
        if noun == "member":  # the class without him is another one, too
            changed = {view: seen for view, seen in changed.items() if view not in {"class", "code"}}
        assert changed == gone, noun
        assert [entry.name for entry in bin.list_bin(term.teacher)] == [name]
        bin.restore(name, actor=term.teacher)
        assert views(term) == before, noun
        assert bin.list_bin(term.teacher) == ()


@ON_SQLITE
def test_an_answer_given_while_the_deck_is_deleted_is_refused_and_the_ones_before_come_back(
    term: Term,
) -> None:
    name = delete(term, "deck")
    with pytest.raises(NotFound):
        quizzes.answer(term.open.id, 2, right(term.open.items[1]), now=NOW)
    bin.restore(name, actor=term.teacher)
    quizzes.answer(term.open.id, 2, right(term.open.items[1]), now=LATER)
    places = quizzes.get_attempt(term.open.id).items
    assert [place.response is not None for place in places[:3]] == [True, True, False]


@ON_SQLITE
def test_what_was_kept_long_enough_is_deleted_for_ever_and_nothing_else(term: Term) -> None:
    delete(term, "deck")
    assert bin.sweep(now=NOW + bin.KEPT) == 0
    assert bin.sweep(now=LONG_AFTER) == 1
    assert bin.list_bin(term.teacher) == ()
    with reading() as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table(name))).scalar_one()
            for name in ("deck", "item", "attempt", "assignment", "classroom", "member")
        ]
    assert counts == [0, 0, 0, 0, 1, 2]


@ON_SQLITE
def test_what_was_brought_back_outlives_a_stale_delete_for_ever(term: Term) -> None:
    name = delete(term, "class")
    bin.restore(name, actor=term.teacher)
    bin.destroy(name, actor=term.teacher)
    assert bin.sweep(now=LONG_AFTER) == 0
    assert classes.get_class(term.room.id).title == "9b"


@ON_SQLITE
def test_what_was_deleted_twice_keeps_its_first_day(term: Term) -> None:
    delete(term, "deck")
    with pytest.raises(NotFound):
        decks.delete_deck(DECK, now=LATER)
    assert [entry.deleted_at for entry in bin.list_bin(term.teacher)] == [NOW]


def test_two_tabs_that_delete_and_restore_at_once_leave_one_whole_class(term: Term, app: Flask) -> None:
    problems: list[Exception] = []
    start = threading.Barrier(6)

    def press(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                for _ in range(4):
                    if number % 2:
                        told(lambda: classes.delete_class(term.room.id, now=NOW, by=term.ada.learner))
                    else:
                        told(lambda: bin.restore(f"class.{term.room.id}", actor=term.teacher))
            except Exception as error:  # noqa: BLE001 - reported below
                problems.append(error)

    threads = [threading.Thread(target=press, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    bin.restore(f"class.{term.room.id}", actor=term.teacher)
    assert len(assignments.assignments_of(term.room.id)) == 1
    assert [member.name for member in classes.get_class(term.room.id).learners] == ["Ben"]


@ON_SQLITE
def test_a_stranger_brings_nothing_back_and_restoring_twice_is_once(term: Term) -> None:
    accounts.create(role="operator", name="Olga", email="olga@example.org", password=PASSWORD, now=NOW)
    strangers = (ANYONE, Actor(learner=new_learner(now=NOW).id), Actor(learner=term.ben))
    for noun in GONE:
        owner = Actor(learner=term.ada.learner, role="operator") if noun == "deck" else term.teacher
        name = delete(term, noun)
        for stranger in strangers:
            assert not access.may(stranger, "restore", name)
            assert bin.list_bin(stranger) == ()
            for deed in (bin.restore, bin.destroy):
                with pytest.raises(NotFound):
                    deed(name, actor=stranger)
        for _ in range(2):
            assert bin.restore(name, actor=owner).name == name


@ON_SQLITE
def test_what_was_never_there_is_not_found(term: Term) -> None:
    for name in ("", *NEVER.split()):
        with pytest.raises(NotFound):
            bin.restore(name, actor=term.teacher)


@ON_SQLITE
def test_who_left_comes_back_alone_and_nobody_brings_them(term: Term) -> None:
    number = term.member
    classes.remove_member(term.room.id, number, now=NOW, by=term.ben)
    assert bin.list_bin(term.teacher) == ()
    ben = Actor(learner=term.ben)
    assert [entry.room_title for entry in bin.list_bin(ben)] == ["9b"]
    bin.restore(f"member.{number}", actor=ben)
    bin.restore(f"member.{number}", actor=ben)
    assert term.member == number


def test_a_name_that_was_taken_meanwhile_gets_a_number(term: Term) -> None:
    name = delete(term, "member")
    joined(term.room, "Ben")
    bin.restore(name, actor=term.teacher)
    assert sorted(one.name for one in classes.get_class(term.room.id).learners) == ["Ben", "Ben 2"]


@ON_SQLITE
def test_who_joined_again_is_not_brought_back_a_second_time(term: Term) -> None:
    name = delete(term, "member")
    classes.join(term.room.code, learner=term.ben, name="Benjamin", now=LATER)
    with pytest.raises(NotFound):
        bin.restore(name, actor=term.teacher)
    assert [one.name for one in classes.get_class(term.room.id).learners] == ["Benjamin"]


@ON_SQLITE
def test_a_code_in_the_bin_is_given_to_no_other_class(term: Term, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([term.room.code, "QRSTUV"])
    monkeypatch.setattr("quizapp.store.classes.new_code", lambda _random: next(drawn))
    name = delete(term, "class")
    other = classes.new_class(title="9c", learner=term.ada.learner, name="Ada", now=NOW)
    bin.restore(name, actor=term.teacher)
    assert (other.code, classes.class_with(term.room.code).id) == ("QRSTUV", term.room.id)


@ON_SQLITE
def test_a_seed_file_brings_nothing_back_from_the_bin(term: Term, north: str, tmp_path: Path) -> None:
    before = decks.get_deck(north).anki_id
    name = delete(term, "deck")
    assert load_seeds(write(tmp_path / "seeds"), now=LATER) == ()
    assert decks.list_decks(ANYONE) == ()
    assert bin.restore(name, actor=term.teacher).id == north
    assert decks.get_deck(north).anki_id == before


@ON_SQLITE
def test_an_account_takes_its_bin_with_it_and_leaves_what_others_lead(term: Term) -> None:
    cleo = accounts.create(role="teacher", name="Cleo", email="cleo@example.org", password=PASSWORD, now=NOW)
    shared = classes.new_class(title="9d", learner=cleo.learner, name="Cleo", now=NOW)
    classes.add_teacher(shared.id, "ada@example.org", now=NOW)
    classes.delete_class(shared.id, now=NOW, by=term.ada.learner)
    delete(term, "class")
    accounts.delete_account(term.ada.id, password=PASSWORD)
    found = bin.list_bin(Actor(learner=cleo.learner, role="teacher"))
    assert [entry.title for entry in found] == ["9d"]
    with reading() as connection:
        assert connection.execute(select(func.count()).select_from(table("classroom"))).scalar_one() == 1


@ON_SQLITE
def test_what_a_browser_deleted_is_its_account_s_later(term: Term) -> None:
    number = term.member
    classes.remove_member(term.room.id, number, now=NOW, by=term.ben)
    made = accounts.sign_up(
        role="learner", name="Ben", email="ben@example.org", password=PASSWORD, learner=term.ben, now=NOW
    )
    assert [entry.id for entry in bin.list_bin(Actor(learner=made.learner, role="learner"))] == [str(number)]


@ON_SQLITE
def test_a_copy_of_what_is_kept_names_answers_in_the_bin_but_counts_no_deck_there(term: Term) -> None:
    delete(term, "deck")
    copy = personal.copy_of(term.ada, now=NOW)
    assert (personal.holdings(term.ada).decks, b'"decks": []' in copy.content) == (0, True)


def test_what_is_not_assigned_any_more_shows_nothing_of_its_deck(north: str, room: Classroom) -> None:
    exam, ben = given(room), joined(room)
    with reading() as connection:
        assert standing.is_asked(connection, north, ben)
    assignments.withdraw(exam.id, now=NOW)
    with reading() as connection:
        assert not standing.is_asked(connection, north, ben)
