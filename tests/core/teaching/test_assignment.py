"""What is due when, how often, and what counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from quizapp.core.decks.deck import DeckItem
from quizapp.core.items.kinds import KINDS
from quizapp.core.items.outcome import Outcome
from quizapp.core.study.attempt import Attempt, AttemptItem, Response
from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.quiz import Quiz
from quizapp.core.teaching.assignment import Assignment, ended_at, late_rule_named, telling_named, title_of
from quizapp.errors import Conflict, InputError
from tests.core.items.cast import exemplar_item

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def assignment(**more: Any) -> Assignment:
    plain: dict[str, Any] = {
        "id": "a",
        "classroom": "c",
        "deck_id": "d",
        "deck_title": "D",
        "title": "T",
        "created": NOW,
    }
    return Assignment(**(plain | more))


def test_an_exam_keeps_its_results_until_it_is_due() -> None:
    kept = assignment(tell="due", due=NOW + HOUR, quiz=Quiz(behaviour=DEFERRED))
    assert [kept.keeps_results(NOW), kept.keeps_results(NOW + HOUR)] == [True, False]
    assert not assignment(due=NOW + HOUR).keeps_results(NOW)


@pytest.mark.parametrize(
    ("rules", "words"),
    [({"quiz": Quiz(behaviour=DEFERRED)}, "when it is due"), ({"due": NOW + HOUR}, "Only an exam")],
)
def test_what_nobody_could_keep_is_refused(rules: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        assignment(tell="due", **rules)
    with pytest.raises(InputError):
        telling_named("never")


def attempt(*fractions: float | None, ended: datetime | None = NOW, tells: bool = False) -> Attempt:
    """An exam, or with ``tells`` a quiz that tells at once; None is an item without a response."""
    entry = DeckItem(item=exemplar_item(KINDS["mcq"].exemplars()[0]), version=1, modified=NOW)
    places = tuple(
        AttemptItem(
            position=n,
            entry=replace(entry, item=_with_id(entry, n)),
            seed=1,
            response=None if fraction is None else Response(
                answer=("0",), outcome=Outcome(fraction=fraction), answered=NOW + n * HOUR
            ),
        )
        for n, fraction in enumerate(fractions, 1)
    )  # fmt: skip
    found = Attempt(id="x", deck_id="d", deck_title="D", started=NOW, items=places, ended=ended)
    return found if tells else replace(found, behaviour=DEFERRED)


def _with_id(entry: DeckItem, n: int) -> Any:
    return replace(entry.item, id=f"i{n}")


@pytest.mark.parametrize(
    ("hours", "late", "state"),
    [(-2, "closed", "waiting"), (0, "closed", "open"), (2, "closed", "over"), (2, "accepted", "late")],
)
def test_it_waits_is_open_and_is_over_or_late(hours: int, late: str, state: str) -> None:
    given = assignment(opens=NOW - HOUR, due=NOW + HOUR, late=late)
    assert given.state(NOW + hours * HOUR) == state


def test_without_dates_it_is_always_open() -> None:
    assert {assignment().state(NOW + n * 1000 * HOUR) for n in (-1, 0, 1)} == {"open"}


@pytest.mark.parametrize(
    "wrong", [{"opens": NOW, "due": NOW}, {"penalty": 101}, {"penalty": -1}, {"most": 0}, {"most": 21}]
)
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        assignment(**wrong)


@pytest.mark.parametrize(
    ("rules", "made", "why"),
    [
        ({"opens": NOW + HOUR}, 0, "not open yet"),
        ({"due": NOW - HOUR}, 0, "over"),
        ({"most": 2}, 2, "no attempt left"),
    ],
)
def test_no_attempt_begins_too_early_too_late_or_too_often(
    rules: dict[str, Any], made: int, why: str
) -> None:
    with pytest.raises(Conflict, match=why):
        assignment(**rules).require_open(NOW, attempts=made)


def test_what_comes_late_may_begin_where_it_is_taken() -> None:
    assignment(due=NOW - HOUR, late="accepted", most=1).require_open(NOW, attempts=0)


@pytest.mark.parametrize(("extra", "minutes"), [(0, 20), (25, 25), (100, 40), (10_000, 600)])
def test_who_needs_it_has_more_time(extra: int, minutes: int) -> None:
    given = assignment(quiz=Quiz(limit=timedelta(minutes=20)))
    assert given.quiz_for(extra).limit == timedelta(minutes=minutes)


def test_an_attempt_ends_with_what_is_due_only_where_nothing_is_taken_late() -> None:
    assert [assignment(due=NOW, late=late).closes() for late in ("closed", "accepted")] == [NOW, None]


def test_an_item_without_a_response_counts_nothing() -> None:
    reached = assignment().reached(attempt(1.0, 0.5, None, None), learner="ben")
    assert reached is not None
    assert reached.percent == pytest.approx(37.5)


def test_an_open_attempt_has_reached_nothing_yet() -> None:
    assert assignment().reached(attempt(1.0, None, ended=None), learner="ben") is None


def test_what_comes_late_loses_what_the_rule_takes_off() -> None:
    given = assignment(due=NOW - HOUR, late="accepted", penalty=10)
    reached = given.reached(attempt(1.0), learner="ben")
    assert reached is not None
    assert reached.percent == pytest.approx(90)


def test_a_quiz_that_tells_at_once_ends_with_its_last_answer() -> None:
    assert ended_at(attempt(1.0, 1.0, ended=None, tells=True)) == NOW + 2 * HOUR


def test_a_title_is_the_deck_s_where_none_is_given() -> None:
    assert (title_of("  ", otherwise="Deck"), title_of(" My\n title ", otherwise="Deck")) == (
        "Deck",
        "My title",
    )


@pytest.mark.parametrize("name", ["", "never", "Closed"])
def test_a_rule_that_there_is_not_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        late_rule_named(name)
