"""A round that a class takes together."""

from __future__ import annotations

import pytest

from quizapp.core.study.attempt import AttemptItem, results
from quizapp.core.teaching.classroom import Classroom
from quizapp.core.teaching.live import Live
from quizapp.errors import Conflict, InputError, NotFound, ResponseInvalid
from quizapp.services import live, quizzes
from quizapp.services.learners import new_learner
from tests.services.cast import DECK
from tests.services.school import joined
from tests.store.northern import NOW, right, wrong

pytestmark = pytest.mark.usefixtures("north")


def lobby(room: Classroom, *, count: int = 3) -> Live:
    return live.open_round(room.id, DECK, count=count, now=NOW, seed=1)


def on(found: Live) -> Live:
    return live.step(found.id, seen=found.sign, now=NOW)


def place_of(found: Live, learner: str) -> AttemptItem:
    place = live.take_part(found.id, learner=learner, now=NOW)[1]
    assert place is not None
    return place


def answered(found: Live, learner: str, *, rightly: bool = True) -> None:
    place = place_of(found, learner)
    form = right(place) if rightly else wrong(place)
    live.answer(found.id, found.position, form, learner=learner, now=NOW)


def test_a_round_goes_from_item_to_item_and_shows_each(room: Classroom) -> None:
    found = lobby(room, count=2)
    signs = [found.sign]
    while found.phase != "over":
        found = on(found)
        signs.append(found.sign)
    assert signs == ["0-lobby", "1-asking", "1-shown", "2-asking", "2-shown", "2-over"]


def test_a_second_press_moves_nothing(room: Classroom) -> None:
    found = lobby(room)
    for _ in range(2):
        moved = live.step(found.id, seen=found.sign, now=NOW)
    assert moved.sign == "1-asking"


def test_a_class_is_in_one_round_at_a_time(room: Classroom) -> None:
    assert lobby(room).id == lobby(room).id == live.going_on(room.id)


def test_everybody_sees_the_same_options_in_the_same_order(room: Classroom) -> None:
    found = on(lobby(room))
    views = {place_of(found, joined(room, name)).view().inputs for name in ("Ben", "Cleo")}
    assert views == {found.place.view().inputs if found.place else ()}


def test_answers_are_counted_and_told_when_they_are_shown(room: Classroom) -> None:
    found = on(lobby(room))
    ben, cleo = joined(room), joined(room, "Cleo")
    joined(room, "Dora")
    answered(found, ben)
    answered(found, cleo, rightly=False)
    counted = live.count(found.id)
    assert (counted.here, counted.answered, counted.right) == (2, 2, 1)
    assert sum(bar.count for bar in counted.bars) == 2


def test_until_it_is_shown_an_answer_can_be_changed(room: Classroom) -> None:
    found = on(lobby(room))
    ben = joined(room)
    answered(found, ben, rightly=False)
    answered(found, ben)
    assert (live.count(found.id).answered, live.count(found.id).right) == (1, 1)


def test_what_is_shown_or_not_asked_yet_takes_no_answer(room: Classroom) -> None:
    found = on(lobby(room))
    ben = joined(room)
    form = right(place_of(found, ben))
    on(found)
    for position in (1, 2):
        with pytest.raises(Conflict, match="no answers"):
            live.answer(found.id, position, form, learner=ben, now=NOW)


def test_an_answer_that_is_none_is_refused_and_uses_nothing_up(room: Classroom) -> None:
    found = on(lobby(room))
    ben = joined(room)
    place_of(found, ben)
    with pytest.raises(ResponseInvalid):
        live.answer(found.id, 1, {}, learner=ben, now=NOW)
    assert live.count(found.id).answered == 0


def test_who_has_not_come_in_cannot_answer(room: Classroom) -> None:
    found = on(lobby(room))
    with pytest.raises(NotFound):
        live.answer(found.id, 1, {"choice": ["0"]}, learner=new_learner(now=NOW).id, now=NOW)


def test_nobody_goes_ahead(room: Classroom) -> None:
    found = on(lobby(room))
    ben = joined(room)
    answered(found, ben)
    assert live.attempt_of(found.id, ben) is None
    assert quizzes.open_attempts_of(ben, now=NOW) == ()


def test_at_the_end_everybody_has_their_own_results(room: Classroom) -> None:
    found = on(lobby(room, count=2))
    ben = joined(room)
    answered(found, ben)
    found = on(on(found))
    assert found.sign == "2-asking"
    live.end(found.id, now=NOW)
    attempt = quizzes.get_attempt(live.attempt_of(found.id, ben) or "")
    reached = results(attempt)
    assert (attempt.finished, reached.score, reached.total) == (True, 1.0, 2)
    assert live.going_on(room.id) is None


def test_who_comes_too_late_takes_no_part(room: Classroom) -> None:
    found = live.end(lobby(room).id, now=NOW)
    assert live.take_part(found.id, learner=joined(room), now=NOW)[1] is None
    assert live.count(found.id).here == 0


@pytest.mark.parametrize("count", [0, 51])
def test_a_round_has_an_end(room: Classroom, count: int) -> None:
    with pytest.raises(InputError):
        lobby(room, count=count)
