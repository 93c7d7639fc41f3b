"""A deck's text changes: what did not change is not touched, what learners have is not lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from quizapp.core.decks.deck import Deck
from quizapp.core.decks.remaking import Found, Made, Remade, remake
from quizapp.core.items.modes import MODES, Mode
from quizapp.core.study.quiz import Quiz
from quizapp.core.text.source import Source
from quizapp.errors import InputError, NotFound, NothingToAsk
from quizapp.services import renewal
from quizapp.services.audits import audit_deck
from quizapp.services.bin import KEPT, sweep
from quizapp.services.changes import decide
from quizapp.services.decks import delete_deck, get_deck
from quizapp.services.drafts import accept_all, edit_item, list_statements, review_item
from quizapp.services.quizzes import get_attempt, start_quiz
from quizapp.services.renewal import prepare, preview, update_deck
from quizapp.services.texts import get_job, run_next_job, submit_text, submit_update
from quizapp.store import decks, jobs
from quizapp.store.database import reading, transaction
from tests.services.atlas import (
    ATLAS,
    CAPITAL,
    CARS,
    HARBOUR,
    LINES,
    MOVED_CAPITAL,
    OIL,
    PORT,
    about,
    again,
    edited,
    text,
    update,
)
from tests.services.generator import Progress, about_each_line, fake_generator
from tests.store.northern import LATER, NOW


def contents(deck: Deck) -> set[tuple[str, int, str, str]]:
    return {(entry.item.id, entry.version, entry.modified.isoformat(), entry.status) for entry in deck.items}


def rows(table: str) -> int:
    with reading() as connection:
        found = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own tables
        return int(found.scalar_one())


def test_the_same_text_changes_nothing(atlas: str) -> None:
    before = get_deck(atlas), rows("source"), rows("item_version")
    assert not update(*LINES).is_news
    assert (get_deck(atlas), rows("source"), rows("item_version")) == before


def test_what_did_not_change_is_not_touched(atlas: str) -> None:
    before = contents(get_deck(atlas))
    update(HARBOUR, *LINES)
    assert before <= contents(get_deck(atlas))


def test_quotes_are_found_at_their_new_places(atlas: str) -> None:
    update(HARBOUR, *reversed(LINES))
    deck = get_deck(atlas)
    assert all(deck.quotes(entry) for entry in deck.items)
    assert audit_deck(atlas) == ()


def test_a_changed_sentence_gives_its_items_a_new_version(atlas: str) -> None:
    before = about("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    after = again(before)
    assert (after.version, after.modified, after.status, after.news) == (2, LATER, "accepted", "changed")
    assert after.item.quote == MOVED_CAPITAL


def test_a_vanished_sentence_retires_its_items(atlas: str) -> None:
    before = about("Daqing")
    update(CAPITAL, PORT, CARS)
    assert (again(before).status, again(before).modified, again(before).version) == ("retired", LATER, 1)


def test_a_draft_that_vanishes_leaves_no_grave(atlas: str) -> None:
    update(HARBOUR, *LINES)
    before = about("Dandong")
    update(*LINES)
    assert again(before).status == "rejected"


def test_what_comes_back_is_what_it_was(atlas: str) -> None:
    update(HARBOUR, *LINES)
    before = {(entry.item.id, entry.version, entry.status) for entry in get_deck(atlas).items}
    update(CAPITAL, PORT)
    update(HARBOUR, *LINES)
    assert {(entry.item.id, entry.version, entry.status) for entry in get_deck(atlas).items} == before


def test_a_sentence_that_changed_and_left_comes_back_under_its_name(atlas: str) -> None:
    before = about("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    update(PORT, CARS, OIL)
    update(PORT, CARS, OIL, MOVED_CAPITAL)
    assert (again(before).status, again(before).item.quote) == ("accepted", MOVED_CAPITAL)


def test_new_items_arrive_as_drafts(atlas: str) -> None:
    update(HARBOUR, *LINES)
    assert (about("Dandong").status, about("Dandong").news) == ("draft", "new")


def test_what_was_rejected_stays_rejected(atlas: str) -> None:
    before = about("Dalian")
    review_item(atlas, before.item.id, status="rejected", now=NOW)
    update(HARBOUR, *LINES)
    assert again(before).status == "retired"


def test_an_edit_outlives_a_change_elsewhere(atlas: str) -> None:
    mine = edited("Dalian")
    update(HARBOUR, MOVED_CAPITAL, PORT, CARS)
    after = again(mine)
    assert (after.item.rationale, after.version, after.is_disputed) == ("As ada says.", 2, False)


def test_an_edit_stays_in_force_where_its_sentence_changed(atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    after = again(mine)
    assert (after.item, after.version, after.modified, after.is_disputed) == (mine.item, 2, NOW, True)
    assert not get_deck(atlas).quotes(after)
    assert audit_deck(atlas) == ()


def test_what_the_text_does_not_prove_any_more_is_not_asked_before_a_decision(atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    asked = {place.entry.item.id for place in start_quiz(atlas, now=LATER, seed=1, quiz=Quiz(count=50)).items}
    assert mine.item.id not in asked
    decide(atlas, mine.item.id, "mine", now=LATER)
    assert mine.item.id in {
        place.entry.item.id for place in start_quiz(atlas, now=LATER, seed=1, quiz=Quiz(count=50)).items
    }


def test_an_edit_whose_sentence_is_gone_waits_too(atlas: str) -> None:
    mine = edited("Daqing")
    update(CAPITAL, PORT, CARS)
    assert (again(mine).status, again(mine).is_disputed) == ("accepted", True)


def test_a_dispute_ends_when_the_text_is_put_back(atlas: str) -> None:
    mine = edited("Harbin")
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    update(*LINES)
    assert (again(mine).is_disputed, again(mine).item) == (False, mine.item)


def test_an_edit_of_a_disputed_item_keeps_quoting_its_own_source(atlas: str) -> None:
    mine = edited("Harbin")
    update(HARBOUR, MOVED_CAPITAL, PORT, CARS, OIL)
    edit_item(atlas, mine.item.id, {"rationale": ["Once more."]}, version=2, now=LATER)
    after = again(mine)
    assert (after.item.rationale, after.is_disputed, after.item.quote) == (
        "Once more.",
        True,
        CAPITAL,
    )
    with reading() as connection:
        places = connection.exec_driver_sql(
            'SELECT source.text, item_version.start, item_version."end" FROM item_version JOIN source '
            "ON source.id = item_version.source_id WHERE rationale = 'Once more.'"
        ).all()
    assert [text[start:end] for text, start, end in places] == [CAPITAL]


def test_what_the_text_took_away_cannot_be_accepted_again(atlas: str) -> None:
    gone = about("Daqing")
    update(CAPITAL, PORT, CARS)
    with pytest.raises(InputError, match="does not hold the sentence"):
        review_item(atlas, gone.item.id, status="accepted", now=LATER)


def test_a_running_attempt_outlives_a_change_of_the_text(atlas: str) -> None:
    attempt = start_quiz(atlas, now=NOW, seed=1)
    update(MOVED_CAPITAL, HARBOUR)
    assert [place.entry.item for place in get_attempt(attempt.id).items] == [
        place.entry.item for place in attempt.items
    ]


def test_statements_follow_the_text(atlas: str) -> None:
    update(MOVED_CAPITAL, PORT)
    assert [each.quote for each in list_statements(atlas)[0]] == [MOVED_CAPITAL, PORT]


def test_a_preview_tells_what_would_be_and_stores_nothing(atlas: str) -> None:
    before = get_deck(atlas)
    told = preview(prepare(atlas, text(MOVED_CAPITAL, PORT, HARBOUR)))
    assert get_deck(atlas) == before
    assert [len(told.of(change)) > 0 for change in ("changed", "new", "retired", "conflict")] == [
        True
    ] * 3 + [False]


def test_a_text_without_items_changes_nothing(atlas: str) -> None:
    before = get_deck(atlas)
    with pytest.raises(NothingToAsk):
        update("Nothing here.")
    assert get_deck(atlas) == before


def test_the_title_of_the_source_stays(atlas: str) -> None:
    update_deck(atlas, Source(title="Another", text="\n".join(LINES[1:])), now=LATER)
    assert get_deck(atlas).source.title == "Atlas"


def test_a_deck_that_follows_its_file_takes_no_text(north: str) -> None:
    with pytest.raises(InputError, match="file of statements"):
        prepare(north, text(*LINES))


def test_a_deck_that_is_not_there_takes_no_text(app: Flask) -> None:
    with pytest.raises(NotFound):
        submit_update("nothing", text(*LINES), now=NOW)


def test_an_update_is_work_in_the_background(atlas: str) -> None:
    job = submit_update(atlas, text(MOVED_CAPITAL, PORT, CARS, OIL), now=NOW)
    assert (job.state, job.updates, job.deck_id) == ("queued", ATLAS, None)
    assert run_next_job(now=LATER)
    assert (get_job(job.id).state, get_job(job.id).deck_id) == ("done", ATLAS)
    assert about(MOVED_CAPITAL).news == "changed"


def test_an_update_and_a_new_deck_of_one_text_are_two_jobs(atlas: str) -> None:
    new = submit_text(text(HARBOUR), now=NOW)
    assert submit_update(atlas, text(HARBOUR), now=NOW).id != new.id
    assert submit_update(atlas, text(HARBOUR), now=NOW).id == submit_update(atlas, text(HARBOUR), now=NOW).id


def test_a_failed_update_leaves_the_deck_alone(atlas: str) -> None:
    before = get_deck(atlas)
    job = submit_update(atlas, text("Nothing here."), now=NOW)
    run_next_job(now=LATER)
    assert (get_job(job.id).state, get_deck(atlas)) == ("failed", before)


def test_an_update_of_a_deck_that_is_deleted_meanwhile_ends(
    atlas: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deleted(source: Source, progress: Progress) -> tuple[object, ...]:
        delete_deck(ATLAS, now=NOW)
        return about_each_line(source, progress)

    fake_generator(monkeypatch, deleted)  # type: ignore[arg-type]
    job = submit_update(atlas, text(HARBOUR), now=NOW)
    assert run_next_job(now=LATER)
    with pytest.raises(NotFound):
        get_job(job.id)
    sweep(now=NOW + KEPT + timedelta(seconds=1))
    assert (rows("source"), rows("statement")) == (0, 0)


def test_two_updates_at_once_come_one_after_the_other(atlas: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = prepare(atlas, text(CAPITAL, PORT))
    update(MOVED_CAPITAL, PORT, CARS, OIL)
    with transaction(alone=True) as connection:
        assert renewal.carry_out(connection, first, now=LATER) is None


def test_an_update_that_lost_its_claim_stores_nothing(atlas: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "finish", lambda *_given, **_named: False)
    before = get_deck(atlas)
    submit_update(atlas, text(HARBOUR), now=NOW)
    run_next_job(now=LATER)
    assert get_deck(atlas) == before


def test_a_deleted_deck_takes_all_its_texts_along(atlas: str) -> None:
    update(MOVED_CAPITAL, PORT)
    submit_update(atlas, text(HARBOUR), now=NOW)
    run_next_job(now=LATER)
    delete_deck(atlas, now=NOW)
    sweep(now=NOW + KEPT + timedelta(seconds=1))
    assert (rows("source"), rows("statement"), rows("job")) == (0, 0, 0)


def test_what_is_new_and_accepted_goes_to_learners(atlas: str) -> None:
    update(HARBOUR, *LINES)
    accept_all(atlas, now=LATER)
    review_item(atlas, about("Dandong").item.id, status="rejected", now=LATER)
    assert about("Dandong").status == "retired"


@pytest.mark.parametrize("mode", MODES)
def test_a_changed_text_is_read_in_the_mode_of_its_deck(
    mode: Mode, atlas: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Mode] = []

    def noted(made: Made, found: Found, *, mode: Mode) -> Remade:
        seen.append(mode)
        return remake(made, found, mode=mode)

    monkeypatch.setattr(renewal, "remake", noted)
    with transaction() as connection:
        decks.change(connection, decks.find(connection, atlas).id, mode=mode)
    update(HARBOUR, *LINES)
    assert seen == [mode]
