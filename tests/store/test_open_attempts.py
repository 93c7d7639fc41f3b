"""Many tabs at once neither repeat an item twice nor end an attempt twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from flask import Flask

from quizapp.core.study.attempt import Attempt
from quizapp.core.study.behaviours import DEFERRED, PRACTICE, Behaviour
from quizapp.core.study.quiz import Quiz
from quizapp.errors import AttemptFinished
from quizapp.services import quizzes
from quizapp.services.learners import new_learner
from quizapp.services.seeding import load_seeds
from quizapp.store.database import reading
from tests.store.northern import LATER, NOW, right, write, wrong


@pytest.fixture
def north(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> str:
    """ada's deck."""
    load_seeds(write(tmp_path_factory.mktemp("seeds")), now=NOW)
    return "north"


def together(app: Flask, deeds: Sequence[Callable[[], object]]) -> list[BaseException]:
    """All deeds at the same time; what went wrong."""
    problems: list[BaseException] = []

    def tab(deed: Callable[[], object]) -> None:
        try:
            with app.app_context():
                deed()
        except BaseException as problem:  # noqa: BLE001 - told by the test
            problems.append(problem)

    tabs = [threading.Thread(target=tab, args=(deed,)) for deed in deeds]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()
    return problems


def started(count: int, behaviour: Behaviour) -> Attempt:
    """An attempt of ben's."""
    ben = new_learner(now=NOW)
    return quizzes.start_quiz(
        "north", now=NOW, seed=1, quiz=Quiz(count=count, behaviour=behaviour), learner=ben.id
    )


def test_many_presses_on_a_wrong_answer_repeat_it_once(app: Flask, north: str) -> None:
    attempt = started(2, PRACTICE)
    form = wrong(attempt.items[0])
    problems = together(app, [lambda: quizzes.answer(attempt.id, 1, form, now=NOW)] * 8)
    assert (problems, len(quizzes.get_attempt(attempt.id).items)) == ([], 3)


def test_tabs_that_miss_different_items_repeat_them_all(app: Flask, north: str) -> None:
    attempt = started(4, PRACTICE)

    def missing(position: int) -> Callable[[], object]:
        form = wrong(attempt.items[position - 1])
        return lambda: quizzes.answer(attempt.id, position, form, now=NOW)

    problems = together(app, [missing(position) for position in (1, 2, 3, 4)])
    found = quizzes.get_attempt(attempt.id).items
    assert (problems, [place.position for place in found]) == ([], list(range(1, 9)))
    assert len({place.entry.item.id for place in found[4:]}) == 4


def test_tabs_that_finish_an_exam_count_it_once(app: Flask, north: str) -> None:
    attempt = started(1, DEFERRED)
    quizzes.answer(attempt.id, 1, right(attempt.items[0]), now=NOW)
    problems = together(app, [lambda: quizzes.finish(attempt.id, now=LATER)] * 8)
    item = attempt.items[0].entry.item
    with reading() as connection:
        reviews = connection.exec_driver_sql("SELECT count(*) FROM review").scalar_one()
    assert (problems, reviews) == ([], len(item.body.faces(item.stem)))


def test_an_answer_beside_the_end_counts_or_is_refused(app: Flask, north: str) -> None:
    for _ in range(10):
        attempt = started(1, DEFERRED)
        item = attempt.items[0].entry.item
        form = right(attempt.items[0])
        with reading() as connection:
            before = connection.exec_driver_sql("SELECT count(*) FROM review").scalar_one()
        deeds: list[Callable[[], object]] = [
            lambda id=attempt.id, form=form: quizzes.answer(id, 1, form, now=NOW),  # type: ignore[misc]
            lambda id=attempt.id: quizzes.finish(id, now=NOW),  # type: ignore[misc]
        ]
        problems = together(app, deeds)
        assert all(isinstance(problem, AttemptFinished) for problem in problems)
        stored = quizzes.get_attempt(attempt.id).items[0].response is not None
        with reading() as connection:
            after = connection.exec_driver_sql("SELECT count(*) FROM review").scalar_one()
        assert after - before == (len(item.body.faces(item.stem)) if stored else 0)
        assert stored is (problems == [])
