"""ben practises, sits an exam, and runs out of time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.core.study.attempt import Attempt, AttemptItem, results
from quizapp.core.study.behaviours import DEFERRED, IMMEDIATE, PRACTICE
from quizapp.core.study.learner import Learner
from quizapp.errors import AttemptFinished, InputError, NotFound, ResponseInvalid
from quizapp.services import quizzes
from quizapp.services.learners import new_learner
from quizapp.services.quizzes import answer, get_attempt
from quizapp.store.database import reading
from tests.services.cast import finish, quiz
from tests.store.northern import LATER, NOW, right, wrong

LIMIT = timedelta(minutes=5)
SECOND = timedelta(seconds=1)


@pytest.fixture
def ben(north: str) -> Learner:
    """Somebody whose answers count for his study."""
    return new_learner(now=NOW)


def ratings() -> list[str]:
    """All ratings of all review logs."""
    with reading() as connection:
        rows = connection.exec_driver_sql("SELECT rating FROM review ORDER BY id").scalars()
        return [str(rating) for rating in rows]


def first(attempt: Attempt) -> AttemptItem:
    found = get_attempt(attempt.id).at(1)
    assert found is not None
    return found


def answered(attempt: Attempt, position: int = 1, *, well: bool = True) -> AttemptItem:
    place = get_attempt(attempt.id).at(position)
    assert place is not None
    return answer(attempt.id, position, (right if well else wrong)(place), now=NOW)


def test_what_is_missed_in_practice_comes_again_at_the_end(north: str) -> None:
    attempt = quiz(count=3, behaviour=PRACTICE)
    answered(attempt, well=False)
    items = get_attempt(attempt.id).items
    assert [place.entry.item.id for place in items[3:]] == [items[0].entry.item.id]


def test_what_is_right_in_practice_does_not_come_again(north: str) -> None:
    attempt = quiz(count=3, behaviour=PRACTICE)
    answered(attempt)
    assert len(get_attempt(attempt.id).items) == 3


def test_what_is_missed_again_and_again_comes_three_times_in_all(north: str) -> None:
    attempt = quiz(count=1, behaviour=PRACTICE)
    for position in (1, 2, 3):
        answered(attempt, position, well=False)
    found = get_attempt(attempt.id)
    assert (len(found.items), found.finished) == (3, True)
    assert (results(found).total, results(found).score) == (1, 0)


def test_what_comes_again_is_shuffled_anew(north: str) -> None:
    attempt = quiz(count=1, behaviour=PRACTICE)
    answered(attempt, well=False)
    seeds = [place.seed for place in get_attempt(attempt.id).items]
    assert len(set(seeds)) == 2


def test_an_exam_asks_nothing_that_the_learner_judges(north: str) -> None:
    kinds = {place.entry.item.kind for place in quiz(count=500, behaviour=DEFERRED).items}
    assert ("basic" in kinds, len(kinds) > 1) == (False, True)


def test_an_answer_of_an_exam_can_be_changed(north: str) -> None:
    attempt = quiz(count=2, behaviour=DEFERRED)
    answered(attempt, well=False)
    answered(attempt)
    response = first(attempt).response
    assert response is not None
    assert response.outcome.verdict == "right"


def test_an_answer_of_an_exam_can_be_taken_back(north: str) -> None:
    attempt = quiz(count=2, behaviour=DEFERRED)
    answered(attempt)
    quizzes.clear(attempt.id, 1, now=NOW)
    assert first(attempt).response is None


def test_an_answer_that_was_told_cannot_be_taken_back(north: str) -> None:
    attempt = quiz(count=2)
    answered(attempt)
    quizzes.clear(attempt.id, 1, now=NOW)
    assert first(attempt).response is not None


def test_a_finished_exam_takes_no_answer(north: str) -> None:
    attempt = quiz(count=2, behaviour=DEFERRED)
    answered(attempt, well=False)
    quizzes.finish(attempt.id, now=LATER)
    with pytest.raises(AttemptFinished):
        answered(attempt)
    with pytest.raises(AttemptFinished):
        quizzes.clear(attempt.id, 1, now=LATER)
    response = first(attempt).response
    assert response is not None
    assert response.outcome.verdict == "wrong"


def test_a_second_end_changes_nothing(north: str) -> None:
    attempt = quiz(count=2, behaviour=DEFERRED)
    ends = [quizzes.finish(attempt.id, now=at).ended for at in (NOW, LATER)]
    assert ends == [NOW, NOW]


def test_an_exam_counts_for_study_at_its_end_and_once(ben: Learner) -> None:
    attempt = quiz(count=2, behaviour=DEFERRED, learner=ben.id)
    answered(attempt, well=False)
    answered(attempt)
    before = ratings()
    for _ in range(3):
        quizzes.finish(attempt.id, now=LATER)
    assert (before, set(ratings())) == ([], {"good"})


@pytest.mark.parametrize("behaviour", [PRACTICE, IMMEDIATE, DEFERRED])
def test_an_answer_on_its_way_when_time_is_over_still_counts(north: str, behaviour: object) -> None:
    attempt = quiz(count=2, behaviour=behaviour, limit=LIMIT)
    place = attempt.items[0]
    assert answer(attempt.id, 1, right(place), now=NOW + LIMIT + 4 * SECOND).response is not None


@pytest.mark.parametrize("behaviour", [PRACTICE, IMMEDIATE, DEFERRED])
def test_an_answer_after_the_time_is_refused(north: str, behaviour: object) -> None:
    attempt = quiz(count=2, behaviour=behaviour, limit=LIMIT)
    with pytest.raises(AttemptFinished):
        answer(attempt.id, 1, right(attempt.items[0]), now=NOW + LIMIT + 6 * SECOND)
    assert first(attempt).response is None


def test_an_attempt_that_is_looked_at_after_its_time_has_ended(ben: Learner) -> None:
    attempt = quiz(count=2, behaviour=DEFERRED, limit=LIMIT, learner=ben.id)
    answered(attempt)
    found = get_attempt(attempt.id, now=NOW + LIMIT + SECOND)
    assert (found.ended, found.finished) == (NOW + LIMIT, True)
    assert ratings()


def test_what_was_missed_in_an_exam_is_told_at_once_when_it_comes_again(north: str) -> None:
    attempt = quiz(count=2, behaviour=DEFERRED, limit=LIMIT)
    quizzes.finish(attempt.id, now=NOW)
    again = quizzes.retry_missed(attempt.id, now=LATER, seed=2)
    assert (again.behaviour, again.deadline, len(again.items)) == (IMMEDIATE, None, 2)


def test_what_was_missed_is_not_told_before_the_end_of_an_exam(north: str) -> None:
    attempt = quiz(count=2, behaviour=DEFERRED)
    answered(attempt, well=False)
    with pytest.raises(InputError, match="Nothing was missed"):
        quizzes.retry_missed(attempt.id, now=NOW, seed=2)


def hinted(learner: str | None = None) -> Attempt:
    """An attempt whose first item has a hint, and the hint was shown."""
    for seed in range(50):
        attempt = quiz(count=1, seed=seed, learner=learner)
        if quizzes.hint(attempt.id, 1, now=NOW):
            return attempt
    raise AssertionError("no item has a hint")


def test_a_hint_is_noted_and_stays(north: str) -> None:
    attempt = hinted()
    assert first(attempt).hinted
    assert quizzes.hint(attempt.id, 1, now=NOW) == first(attempt).hints()


def test_an_answer_with_a_hint_counts_as_hard(ben: Learner) -> None:
    answered(hinted(ben.id))
    assert set(ratings()) == {"hard"}


def test_results_say_how_many_had_a_hint(north: str) -> None:
    attempt = hinted()
    answered(attempt)
    assert results(get_attempt(attempt.id)).hinted == 1


def test_there_is_no_hint_in_an_exam_nor_after_an_answer(north: str) -> None:
    exam = quiz(count=5, behaviour=DEFERRED)
    assert [quizzes.hint(exam.id, n, now=NOW) for n in range(1, 6)] == [()] * 5
    told = quiz(count=5)
    finish(told)
    assert [quizzes.hint(told.id, n, now=NOW) for n in range(1, 6)] == [()] * 5
    assert not any(place.hinted for place in get_attempt(told.id).items)


def test_a_flag_goes_up_and_down(north: str) -> None:
    attempt = quiz(count=2)
    quizzes.flag(attempt.id, 1, flagged=True)
    up = [place.flagged for place in get_attempt(attempt.id).items]
    quizzes.flag(attempt.id, 1, flagged=False)
    assert (up, first(attempt).flagged) == ([True, False], False)


def test_an_answer_that_is_none_keeps_the_flag(north: str) -> None:
    attempt = quiz(count=2)
    with pytest.raises(ResponseInvalid):
        answer(attempt.id, 1, {}, now=NOW, flagged=True)
    assert first(attempt).flagged


def test_how_sure_ben_was_is_kept(north: str) -> None:
    attempt = quiz(count=1, confidence=True)
    answer(attempt.id, 1, {**right(attempt.items[0]), "confidence": ["sure"]}, now=NOW)
    response = first(attempt).response
    assert response is not None
    assert response.confidence == "sure"


def test_there_is_nothing_to_flag_or_hint_outside_of_an_attempt(north: str) -> None:
    attempt = quiz(count=1)
    with pytest.raises(NotFound):
        quizzes.flag(attempt.id, 2, flagged=True)
    with pytest.raises(NotFound):
        quizzes.hint("nothing", 1, now=NOW)


def test_ben_may_go_on_with_what_he_left_the_newest_first(ben: Learner) -> None:
    half, done = quiz(count=2, learner=ben.id), quiz(count=2, learner=ben.id)
    exam = quiz(count=2, learner=ben.id, behaviour=DEFERRED)
    answered(half)
    finish(done)
    offered = quizzes.open_attempts_of(ben.id, now=LATER)
    assert [(one.id, one.answered, one.items) for one in offered] == [(exam.id, 0, 2), (half.id, 1, 2)]


def test_what_ended_or_is_too_old_is_not_offered(ben: Learner) -> None:
    exam = quiz(count=2, learner=ben.id, behaviour=DEFERRED)
    quizzes.finish(exam.id, now=NOW)
    quiz(count=2, learner=ben.id, limit=LIMIT)
    quiz(count=2, learner=ben.id)
    assert len(quizzes.open_attempts_of(ben.id, now=LATER)) == 1
    assert quizzes.open_attempts_of(ben.id, now=NOW + timedelta(days=15)) == ()


def test_nobody_else_is_offered_it(ben: Learner) -> None:
    quiz(count=2, learner=ben.id)
    cleo = new_learner(now=NOW)
    assert quizzes.open_attempts_of(cleo.id, now=NOW) == ()
