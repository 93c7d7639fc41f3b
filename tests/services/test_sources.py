"""What is known of a deck's source can change without a new text, and somebody looks at it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from quizapp.core.study.learner import Learner
from quizapp.core.study.quiz import Quiz
from quizapp.core.text.particulars import UNKNOWN, Particulars
from quizapp.errors import InputError, NotFound
from quizapp.services.decks import get_deck, list_decks
from quizapp.services.documents import source_from_file
from quizapp.services.learners import new_learner
from quizapp.services.quizzes import get_attempt, start_quiz
from quizapp.services.renewal import update_deck
from quizapp.services.sources import check_source, describe_source, uncheck_source
from quizapp.services.study import deal
from quizapp.services.texts import get_job, submit_text
from quizapp.store import sources
from quizapp.store.database import reading
from tests.services.atlas import CAPITAL, LINES, MOVED_CAPITAL, PORT, text
from tests.store.northern import LATER, NOW

DAY, NEW_DAY = date(2023, 9, 9), date(2025, 1, 1)
TODAY = LATER.date()
KNOWN = Particulars(
    dated=DAY, author="Ada", licence="CC BY", address="https://example.org/a", review_by=date(2026, 3, 1)
)


def described(deck: str, known: Particulars = KNOWN, title: str = "") -> Particulars:
    describe_source(deck, known, title=title, now=LATER)
    return get_deck(deck).source.particulars


def test_what_is_known_of_a_source_comes_back(atlas: str) -> None:
    assert described(atlas) == KNOWN


def test_the_text_and_its_items_stay(atlas: str) -> None:
    before = get_deck(atlas)
    described(atlas)
    after = get_deck(atlas)
    assert after.source.text == before.source.text
    assert [(entry.item, entry.version) for entry in after.items] == [
        (entry.item, entry.version) for entry in before.items
    ]


def test_a_source_gets_another_title(atlas: str) -> None:
    described(atlas, title="  The   old atlas ")
    assert get_deck(atlas).source.title == "The old atlas"


def test_a_title_that_is_too_long_is_refused(atlas: str) -> None:
    with pytest.raises(InputError, match="at most 120"):
        described(atlas, title="a" * 121)


def test_a_deck_that_is_not_there_has_no_source(app: Flask) -> None:
    for act in (lambda: described("none"), lambda: check_source("none", today=TODAY)):
        with pytest.raises(NotFound):
            act()


def test_another_day_updates_the_cards_in_anki(atlas: str) -> None:
    described(atlas)
    assert {entry.modified for entry in get_deck(atlas).asked} == {LATER}


def test_what_no_card_shows_updates_none(atlas: str) -> None:
    described(atlas, Particulars(author="Ada", review_by=DAY))
    assert LATER not in {entry.modified for entry in get_deck(atlas).asked}


def test_a_job_keeps_what_is_known_of_its_text(app: Flask) -> None:
    job = submit_text(replace(text(*LINES), particulars=KNOWN), now=NOW)
    assert get_job(job.id).particulars == KNOWN


def test_the_same_text_known_otherwise_is_other_work(app: Flask) -> None:
    plain = submit_text(text(*LINES), now=NOW)
    assert submit_text(replace(text(*LINES), particulars=KNOWN), now=NOW).id != plain.id


@pytest.mark.parametrize("lines", [LINES, LINES[1:]], ids=["same text", "new text"])
def test_a_new_text_comes_with_its_own_particulars(lines: tuple[str, ...], atlas: str) -> None:
    described(atlas)
    new = replace(KNOWN, dated=NEW_DAY)
    update_deck(atlas, replace(text(*lines), particulars=new), now=LATER)
    assert get_deck(atlas).source.particulars == new


def test_a_list_of_decks_knows_which_are_overdue(atlas: str) -> None:
    described(atlas)
    found = list_decks()[0]
    assert (found.is_overdue(date(2026, 3, 1)), found.is_overdue(date(2026, 3, 2))) == (False, True)


def test_what_was_checked_moves_on_and_back(atlas: str) -> None:
    described(atlas)
    before, after = check_source(atlas, today=TODAY)
    assert (before, after.review_by) == (KNOWN, date(2027, 3, 1))
    assert get_deck(atlas).source.particulars == after
    assert uncheck_source(atlas, was=date(2026, 3, 1), since=date(2027, 3, 1))
    assert get_deck(atlas).source.particulars == KNOWN


def test_a_second_press_moves_nothing(atlas: str) -> None:
    described(atlas)
    first = check_source(atlas, today=TODAY)[1]
    assert check_source(atlas, today=TODAY) == (first, first)


def test_what_changed_since_is_not_taken_back(atlas: str) -> None:
    described(atlas)
    assert not uncheck_source(atlas, was=DAY, since=NEW_DAY)
    assert get_deck(atlas).source.particulars == KNOWN


def proofs(deck: str, learner: Learner) -> dict[str, date | None]:
    """For the quote of every item of a new attempt, the day of its text."""
    attempt = start_quiz(deck, now=LATER, seed=1, quiz=Quiz(count=20), learner=learner.id)
    places = get_attempt(attempt.id).items
    return {place.entry.item.quote: place.dated for place in places}


def test_every_item_of_an_attempt_has_the_day_of_its_text(atlas: str) -> None:
    described(atlas)
    assert set(proofs(atlas, new_learner(now=NOW)).values()) == {DAY}


def test_what_stands_in_a_new_text_unchanged_has_the_new_day(atlas: str) -> None:
    described(atlas)
    new = text(MOVED_CAPITAL, *LINES[1:])
    update_deck(atlas, replace(new, particulars=replace(KNOWN, dated=NEW_DAY)), now=LATER)
    found = proofs(atlas, new_learner(now=NOW))
    assert (found[PORT], found[MOVED_CAPITAL]) == (NEW_DAY, NEW_DAY)


def test_an_attempt_at_an_earlier_version_keeps_its_day(atlas: str) -> None:
    described(atlas)
    learner = new_learner(now=NOW)
    attempt = start_quiz(atlas, now=LATER, seed=1, quiz=Quiz(count=20), learner=learner.id)
    new = text(MOVED_CAPITAL, *LINES[1:])
    update_deck(atlas, replace(new, particulars=replace(KNOWN, dated=NEW_DAY)), now=LATER)
    days = {place.entry.item.quote: place.dated for place in get_attempt(attempt.id).items}
    assert (days[CAPITAL], days[PORT]) == (DAY, NEW_DAY)


def test_a_text_without_a_day_gives_none(atlas: str) -> None:
    assert set(proofs(atlas, new_learner(now=NOW)).values()) == {None}


def test_a_card_has_the_day_of_its_text(atlas: str) -> None:
    described(atlas)
    shown = deal(new_learner(now=NOW), now=LATER, deck=atlas).shown
    assert shown is not None
    assert shown.dated == DAY


def test_of_nothing_no_day_is_looked_for(atlas: str) -> None:
    with reading() as connection:
        assert sources.dates(connection, []) == {}


def test_a_file_says_whose_it_is_and_when_it_was_written() -> None:
    page = b"---\ntitle: Ports\nauthor: Ada\ndate: 2023-09-09\n---\nDalian is the largest port of the north."
    found = source_from_file("a.md", page)
    assert (found.title, found.particulars) == ("Ports", Particulars(dated=DAY, author="Ada"))
    assert source_from_file("a.txt", b"Dalian is the largest port of the north.").particulars == UNKNOWN
