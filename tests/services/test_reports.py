"""ben reports an item, ada rules on it, and ben hears of it."""

from __future__ import annotations

import pytest

from quizapp.core.items.kind import Form
from quizapp.core.study.attempt import Attempt, AttemptItem
from quizapp.core.study.behaviours import DEFERRED
from quizapp.core.study.learner import Learner
from quizapp.core.study.report import MOST_CHARS, REASONS, Report
from quizapp.errors import Conflict, InputError, NotFound
from quizapp.services import quizzes, reports
from quizapp.services.decks import delete_deck
from quizapp.services.drafts import edit_item
from quizapp.services.learners import new_learner
from quizapp.services.quizzes import answer, get_attempt
from tests.services.cast import DECK, again, finish, quiz
from tests.store.northern import LATER, NOW, wrong


@pytest.fixture
def ben(north: str) -> Learner:
    """A learner."""
    return new_learner(now=NOW)


def told(ben: Learner) -> Attempt:
    """An attempt whose first item was answered wrongly."""
    attempt = quiz(count=3, learner=ben.id)
    answer(attempt.id, 1, wrong(attempt.items[0]), now=NOW)
    return attempt


def sent(ben: Learner, **more: str) -> Report:
    """A report of that item."""
    attempt = told(ben)
    reports.report_item(attempt.id, 1, **({"reason": "wrong", "words": "It is not."} | more), now=NOW)
    return reports.list_reports(DECK)[0]


def written(kind: str, form: Form, learner: str | None = None) -> tuple[Attempt, AttemptItem]:
    """An attempt at an item of this kind, answered so."""
    for seed in range(99):
        attempt = quiz(count=500, seed=seed, learner=learner)
        place = next((each for each in attempt.items if each.entry.item.kind == kind), None)
        if place is not None:
            return attempt, answer(attempt.id, place.position, form, now=NOW)
    raise AssertionError(f"no {kind}")


@pytest.mark.parametrize("reason", [reason for reason in REASONS if reason != "appeal"])
def test_a_report_reaches_the_owner_with_all_that_is_needed(reason: str, ben: Learner) -> None:
    report = sent(ben, reason=reason)
    attempt = get_attempt(told(ben).id)
    assert (report.reason, report.words, report.ruling) == (reason, "It is not.", None)
    assert report.item == attempt.items[0].entry.item
    assert report.answer == (attempt.items[0].response and attempt.items[0].response.answer)


def test_the_same_report_twice_counts_once(ben: Learner) -> None:
    attempt = told(ben)
    for _ in range(2):
        reports.report_item(attempt.id, 1, reason="typo", words="", now=NOW)
    assert len(reports.list_reports(DECK)) == 1


@pytest.mark.parametrize(
    ("reason", "words"),
    [("", ""), ("boring", ""), ("other", " \n"), ("wrong", "x" * (MOST_CHARS + 1))],
    ids=["no reason", "another reason", "something else, not said", "too long"],
)
def test_a_report_that_says_nothing_usable_is_refused(reason: str, words: str, ben: Learner) -> None:
    attempt = told(ben)
    with pytest.raises(InputError):
        reports.report_item(attempt.id, 1, reason=reason, words=words, now=NOW)
    assert reports.list_reports(DECK) == ()


def test_what_was_not_told_yet_cannot_be_reported(ben: Learner) -> None:
    open_one, exam = quiz(count=1), quiz(count=1, behaviour=DEFERRED)
    answer(exam.id, 1, wrong(exam.items[0]), now=NOW)
    for attempt in (open_one, exam):
        with pytest.raises(InputError, match="once its answer was told"):
            reports.report_item(attempt.id, 1, reason="wrong", words="", now=NOW)
    quizzes.finish(exam.id, now=NOW)
    reports.report_item(exam.id, 1, reason="wrong", words="", now=NOW)


def test_a_ruling_is_heard_once_by_who_sent_the_report(ben: Learner) -> None:
    report, cleo = sent(ben), new_learner(now=NOW)
    before = reports.unheard_rulings(ben.id)
    reports.rule(DECK, report.number, ruling="declined", reply="Read line 3.", now=LATER)
    (ruling,) = reports.unheard_rulings(ben.id)
    assert (before, ruling.ruling, ruling.reply, ruling.ruled) == ((), "declined", "Read line 3.", LATER)
    assert reports.unheard_rulings(cleo.id) == ()
    reports.hear(cleo.id, [report.number])
    assert len(reports.unheard_rulings(ben.id)) == 1
    reports.hear(ben.id, [report.number])
    assert reports.unheard_rulings(ben.id) == ()


def test_what_waits_comes_first(ben: Learner) -> None:
    first, second = sent(ben), sent(ben)
    reports.rule(DECK, second.number, ruling="declined", reply="", now=LATER)
    assert [report.number for report in reports.list_reports(DECK)] == [first.number, second.number]
    assert reports.waiting_by_deck([DECK]) == {DECK: 1}


def test_a_second_ruling_is_told_that_there_is_one(ben: Learner) -> None:
    report = sent(ben)
    reports.rule(DECK, report.number, ruling="declined", reply="", now=LATER)
    with pytest.raises(Conflict):
        reports.rule(DECK, report.number, ruling="upheld", reply="", now=LATER)


@pytest.mark.parametrize("number", [0, 999, 2**63, 2**70])
def test_a_report_that_is_not_there_is_not_found(number: int, ben: Learner) -> None:
    with pytest.raises(NotFound):
        reports.rule(DECK, number, ruling="upheld", reply="", now=NOW)


def test_a_ruling_is_one_of_two(ben: Learner) -> None:
    report = sent(ben)
    with pytest.raises(InputError):
        reports.rule(DECK, report.number, ruling="perhaps", reply="", now=NOW)


@pytest.mark.parametrize(
    ("kind", "form"), [("short_answer", {"answer": ["the pearl"]}), ("cloze", {"gap1": ["the pearl"]})]
)
def test_an_appeal_that_is_upheld_makes_the_answer_right_from_now_on(
    kind: str, form: dict[str, list[str]], ben: Learner
) -> None:
    attempt, place = written(kind, form, ben.id)
    reports.appeal(attempt.id, place.position, now=NOW)
    (report,) = reports.list_reports(DECK)
    reports.rule(DECK, report.number, ruling="upheld", reply="", now=LATER)
    regraded = get_attempt(attempt.id).at(place.position)
    assert regraded is not None
    assert regraded.response is not None
    assert regraded.response.outcome.verdict == "right"
    now = again(place.entry).item
    assert now.body.grade(now.body.parse(form)).verdict == "right"
    assert now.body.keys() == place.entry.item.body.keys()


def test_an_appeal_that_is_declined_changes_nothing(ben: Learner) -> None:
    attempt, place = written("short_answer", {"answer": ["the pearl"]}, ben.id)
    reports.appeal(attempt.id, place.position, now=NOW)
    (report,) = reports.list_reports(DECK)
    reports.rule(DECK, report.number, ruling="declined", reply="", now=LATER)
    assert again(place.entry) == place.entry
    assert get_attempt(attempt.id).at(place.position) == place


def test_two_appeals_for_the_same_words_are_both_upheld(ben: Learner) -> None:
    for _ in range(2):
        attempt, place = written("short_answer", {"answer": ["the pearl"]}, ben.id)
        reports.appeal(attempt.id, place.position, now=NOW)
    for report in reports.list_reports(DECK):
        reports.rule(DECK, report.number, ruling="upheld", reply="", now=LATER)
    body = again(place.entry).item.body
    assert getattr(body, "answers").count("the pearl") == 1  # noqa: B009 - of a short answer


def test_an_appeal_against_an_item_that_was_edited_accepts_the_words_in_the_new_one(ben: Learner) -> None:
    attempt, place = written("short_answer", {"answer": ["the pearl"]}, ben.id)
    reports.appeal(attempt.id, place.position, now=NOW)
    edit_item(DECK, place.entry.item.id, {"rationale": ["Read it again."]}, version=1, now=NOW)
    (report,) = reports.list_reports(DECK)
    reports.rule(DECK, report.number, ruling="upheld", reply="", now=LATER)
    now = again(place.entry).item
    assert (now.rationale, now.body.grade(("the pearl",)).verdict) == ("Read it again.", "right")


def test_there_is_no_appeal_against_what_was_right_or_not_written(ben: Learner) -> None:
    attempt = quiz(count=500, learner=ben.id)
    finish(attempt)
    for place in get_attempt(attempt.id).items:
        with pytest.raises(InputError, match="nothing to appeal"):
            reports.appeal(attempt.id, place.position, now=NOW)
    chosen, place = written("mcq", wrong(next(p for p in attempt.items if p.entry.item.kind == "mcq")))
    with pytest.raises(InputError, match="nothing to appeal"):
        reports.appeal(chosen.id, place.position, now=NOW)


def test_reports_go_with_their_deck(ben: Learner) -> None:
    report = sent(ben)
    reports.rule(DECK, report.number, ruling="declined", reply="", now=LATER)
    delete_deck(DECK, now=NOW)
    assert (reports.unheard_rulings(ben.id), reports.waiting_by_deck([DECK])) == ((), {})
