"""A text becomes drafts in the background."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask

from quizapp.core.items.modes import MODES, Mode
from quizapp.core.statements.statement import Statement
from quizapp.core.text.source import Source
from quizapp.errors import NotFound, NothingToAsk, Unavailable
from quizapp.services import texts
from quizapp.services.decks import delete_deck, get_deck
from quizapp.services.drafts import list_statements
from quizapp.services.generation import Generated, generate_from
from quizapp.services.texts import BROKE_OFF, Job, get_job, run_next_job, submit_text
from quizapp.store import decks, jobs
from quizapp.store.database import reading, transaction
from tests.services.generator import Progress, about_the_first_word, fake_generator, nothing
from tests.store.northern import LATER, NOW

COAL = Source(title="Power", text="Coal is black and burns.")
WIND = Source(title="Wind", text="Wind turns the wheels of mills.")
Statements = tuple[Statement, ...]


@pytest.fixture(autouse=True)
def generator(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here loads a language model."""
    fake_generator(monkeypatch)


def claim() -> jobs.StoredJob | None:
    with transaction() as connection:
        return jobs.claim(connection, now=NOW)


def finished(source: Source = COAL) -> Job:
    job = submit_text(source, now=NOW)
    assert run_next_job(now=NOW)
    return get_job(job.id)


def test_a_submitted_text_waits(app: Flask) -> None:
    job = submit_text(COAL, now=NOW)
    assert (job.state, job.progress, job.title, job.text) == ("queued", 0.0, "Power", COAL.text)


def test_the_same_text_waits_only_once(app: Flask) -> None:
    assert submit_text(COAL, now=NOW) == submit_text(Source(title="Again", text=COAL.text), now=LATER)


def test_the_same_text_sent_at_the_same_moment_waits_only_once(app: Flask) -> None:
    together, ids = threading.Barrier(8), []

    def send() -> None:
        with app.app_context():
            together.wait()
            ids.append(submit_text(COAL, now=NOW).id)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(ids), len(set(ids))) == (8, 1)


def test_a_text_that_is_done_can_be_sent_again(app: Flask) -> None:
    assert finished().id != submit_text(COAL, now=LATER).id


@pytest.mark.parametrize("id", ["", "nothing", "\x00"])
def test_a_job_that_does_not_exist_is_not_found(id: str, app: Flask) -> None:
    with pytest.raises(NotFound):
        get_job(id)


def test_without_a_job_nothing_runs(app: Flask) -> None:
    assert not run_next_job(now=NOW)


def test_a_job_ends_with_an_unpublished_deck_of_drafts(app: Flask) -> None:
    job = finished()
    assert (job.state, job.progress, job.deck_id) == ("done", 1.0, "power")
    deck = get_deck("power")
    assert (deck.published, deck.source, {entry.status for entry in deck.items}) == (False, COAL, {"draft"})


def test_statements_are_kept_with_the_deck(app: Flask) -> None:
    finished()
    assert [statement.id for statement in list_statements("power")[0]] == ["s1"]


def test_two_texts_of_a_title_give_two_decks(app: Flask) -> None:
    first, second = finished(), finished(Source(title="Power", text=WIND.text))
    assert first.deck_id != second.deck_id


def test_the_oldest_job_runs_first(app: Flask) -> None:
    first = submit_text(COAL, now=NOW)
    second = submit_text(WIND, now=LATER)
    run_next_job(now=LATER)
    assert (get_job(first.id).state, get_job(second.id).state) == ("done", "queued")


def test_a_job_goes_with_its_deck(app: Flask) -> None:
    job = finished()
    delete_deck("power", now=NOW)
    with pytest.raises(NotFound):
        get_job(job.id)


def test_progress_can_be_watched(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Job] = []

    def watched(source: Source, progress: Progress) -> Statements:
        progress(0.5, "Parsing sentences")
        seen.append(get_job(job.id))
        return about_the_first_word(source, lambda share, stage: None)

    fake_generator(monkeypatch, watched)
    job = submit_text(COAL, now=NOW)
    run_next_job(now=NOW)
    assert (seen[0].state, seen[0].stage) == ("running", "Parsing sentences")
    assert 0.4 <= seen[0].progress <= 0.5


def test_a_text_without_items_says_why(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_generator(monkeypatch, nothing)
    job = finished()
    assert (job.state, job.text, job.deck_id) == ("failed", COAL.text, None)
    assert job.error.startswith("No key statements found, because it points at something outside of the text")


def test_an_error_made_on_purpose_reaches_the_teacher(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Source, progress: Progress) -> Statements:
        raise NothingToAsk("No key statements found, because it is a poem.")

    fake_generator(monkeypatch, refuse)
    assert finished().error == "No key statements found, because it is a poem."


def test_a_bug_gives_a_sentence_and_a_line_in_the_log(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(source: Source, progress: Progress) -> Statements:
        raise ZeroDivisionError("secret detail")

    fake_generator(monkeypatch, broken)
    assert finished().error == BROKE_OFF
    assert "ZeroDivisionError: secret detail" in caplog.text


def test_a_job_whose_worker_died_runs_again(app: Flask) -> None:
    job = submit_text(COAL, now=NOW)
    assert claim() is not None
    assert not run_next_job(now=NOW + timedelta(seconds=59))
    assert run_next_job(now=NOW + timedelta(seconds=61))
    assert get_job(job.id).state == "done"


def test_a_job_whose_worker_died_three_times_fails_with_a_sentence(app: Flask) -> None:
    job = submit_text(COAL, now=NOW)
    for number in range(3):
        with transaction() as connection:
            assert jobs.claim(connection, now=NOW + timedelta(minutes=2 * number)) is not None
    run_next_job(now=NOW + timedelta(minutes=9))
    assert (get_job(job.id).state, get_job(job.id).error) == ("failed", jobs.GIVEN_UP)


def test_a_worker_that_lost_its_job_stores_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(source: Source, progress: Progress) -> Statements:
        with transaction() as connection:
            assert jobs.claim(connection, now=NOW + timedelta(minutes=2)) is not None
        return about_the_first_word(source, lambda share, stage: None)

    fake_generator(monkeypatch, overtaken)
    job = submit_text(COAL, now=NOW)
    run_next_job(now=NOW)
    assert (get_job(job.id).state, get_job(job.id).deck_id) == ("running", None)
    with reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM deck").scalar_one() == 0


def test_a_job_is_claimed_by_one_worker_only(app: Flask) -> None:
    submit_text(COAL, now=NOW)
    together, claimed = threading.Barrier(6), []

    def work() -> None:
        with app.app_context():
            together.wait()
            claimed.append(claim())

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(job is not None for job in claimed) == [False] * 5 + [True]


def test_a_worker_that_is_asked_to_stop_puts_its_job_back(app: Flask) -> None:
    job = submit_text(COAL, now=NOW)
    run_next_job(now=NOW, stop=lambda: True)
    assert get_job(job.id).state == "queued"
    again = claim()
    assert again is not None
    assert again.claim == 1


def test_long_work_stays_alive_by_its_heartbeat(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_HEARTBEAT_SECONDS", 0.02)
    beats: list[bool] = []
    monkeypatch.setattr(jobs, "beat", lambda *_given, **_named: beats.append(True))
    enough = threading.Event()

    def slow(source: Source, progress: Progress) -> Statements:
        enough.wait(0.3)
        return about_the_first_word(source, progress)

    fake_generator(monkeypatch, slow)
    finished()
    assert len(beats) >= 2


def test_a_database_that_fails_leaves_the_job_to_be_taken_up_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Source, progress: Progress) -> Statements:
        raise Unavailable("There is no room left.")

    fake_generator(monkeypatch, full)
    job = submit_text(COAL, now=NOW)
    with pytest.raises(Unavailable):
        run_next_job(now=NOW)
    assert get_job(job.id).state == "running"


def test_a_job_remembers_its_mode(app: Flask) -> None:
    assert get_job(submit_text(COAL, now=NOW, mode="all").id).mode == "all"


def test_the_same_text_in_another_mode_is_another_job(app: Flask) -> None:
    ids = {submit_text(COAL, now=NOW, mode=mode).id for mode in (*MODES, *MODES)}
    assert len(ids) == len(MODES)


@pytest.mark.parametrize("mode", MODES)
def test_a_text_is_read_in_the_mode_asked_for_and_its_deck_keeps_it(
    mode: Mode, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Mode] = []

    def noted(source: Source, *, mode: Mode, progress: Progress) -> Generated:
        seen.append(mode)
        return generate_from(source, mode="all", progress=progress)

    monkeypatch.setattr(texts, "generate_from", noted)
    submit_text(COAL, now=NOW, mode=mode)
    assert run_next_job(now=NOW)
    with reading() as connection:
        assert (seen, decks.find(connection, "power").mode) == ([mode], mode)
