"""A text that can be read becomes a job; one that cannot comes back with the reason, and is not lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from quizapp.core.items.modes import MODES
from quizapp.services import texts
from quizapp.services.texts import Job
from tests.exchange.documents.paper import page, pdf
from tests.exchange.documents.traps import word
from tests.web.cast import Browser

REPORT = "Harbin is the capital of Heilongjiang. The meeting was held in Harbin in 2018 for the people of the city. "
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "There is no text here"),
        ("   \n\t ", "There is no text here"),
        ("今天在哈尔滨召开了一次重要会议。" * 20, "English"),
        ("Die Stadt liegt im Norden und hat viele Einwohner, die alle gern dort leben. " * 20, "English"),
    ],
)
def test_a_pasted_text_that_cannot_be_read_comes_back(text: str, reason: str, visitor: Browser) -> None:
    response = visitor.post("/texts", {"text": text, "title": "My title"})
    assert response.status_code == 422
    assert (reason in response.text, "My title" in response.text, text.strip() in response.text) == (
        True,
    ) * 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "This file is empty"),
        (PNG, "a PNG picture"),
        (b"%PDF-1.7 " + b"x" * 99, "a PDF document. Rename it to end in .pdf"),
        (b"\xff\xfea\x00b", "UTF-16"),
        (bytes(range(256)) * 9, "binary"),
        ("今天在哈尔滨召开了一次重要会议。".encode() * 20, "English"),
        ("今天在哈尔滨召开了一次重要会议。".encode("gb18030") * 20, "encoding"),
        (REPORT.encode() * 9_600, "the limit is 1 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    content: bytes, reason: str, visitor: Browser
) -> None:
    response = visitor.upload(content)
    assert (response.status_code, reason in response.text) == (422, True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.md", b"---\ntitle: Harbin\n---\n" + REPORT.encode() * 3),
        ("report.html", b"<html><title>Harbin</title><p>" + REPORT.encode() * 3),
        ("report.pdf", pdf(page([REPORT[:55], REPORT[55:]] * 5), stated="/Title (Harbin)")),
        ("report.docx", word("Harbin\n" + REPORT * 3)),
    ],
    ids=["md", "html", "pdf", "docx"],
)
def test_a_file_of_any_kind_becomes_a_job_under_its_title(
    name: str, content: bytes, visitor: Browser
) -> None:
    response = visitor.upload(content, name)
    assert response.status_code == 303
    shown = visitor.get(response.headers["Location"]).text
    assert "Making drafts" in shown
    assert "Harbin" in shown


def test_a_damaged_file_comes_back_with_what_was_typed(visitor: Browser) -> None:
    response = visitor.upload(pdf(page([REPORT]))[:200], "report.pdf", title="My title")
    assert response.status_code == 422
    assert ("This file is damaged" in response.text, "My title" in response.text) == (True, True)


def test_a_file_over_the_limit_is_refused_in_the_form(web: Flask, visitor: Browser) -> None:
    web.config["UPLOAD_LIMIT"] = 1000
    response = visitor.upload(REPORT.encode() * 10, title="My title")
    assert response.status_code == 422
    assert ("the limit is 0.001 MB" in response.text, "My title" in response.text) == (True, True)


def test_a_text_over_the_limit_is_refused_even_where_a_file_might_be_larger(visitor: Browser) -> None:
    response = visitor.upload(b"", text="a" * 3_000_000)
    assert response.status_code == 413
    assert "at most 1 MB (about 150,000 words), a file at most 20 MB" in response.text


def test_the_form_offers_the_files_that_are_read(visitor: Browser) -> None:
    text = visitor.get("/texts/new").text
    assert all(end in text for end in (".md", ".html", ".pdf", ".docx"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_file_in_a_common_encoding_is_read(encoding: str, visitor: Browser) -> None:
    assert visitor.upload(f"Café life. {REPORT * 3}".encode(encoding)).status_code == 303


def test_a_text_and_a_file_together_are_one_too_many(visitor: Browser) -> None:
    response = visitor.upload(REPORT.encode(), text=REPORT)
    assert response.status_code == 422
    assert ("Keep one of them" in response.text, REPORT.strip() in response.text) == (True, True)


def test_a_text_is_queued_and_its_job_shown(visitor: Browser) -> None:
    response = visitor.post("/texts", {"text": REPORT * 3, "title": "Harbin"}, follow=True)
    assert response.status_code == 200
    assert ("Making drafts" in response.text, "Harbin" in response.text) == (True, True)
    assert "<progress" in response.text


def test_the_same_text_sent_twice_is_one_job(visitor: Browser) -> None:
    places = {visitor.post("/texts", {"text": REPORT * 3}).headers["Location"] for _ in range(2)}
    assert len(places) == 1


def test_with_htmx_the_browser_is_sent_to_the_job(visitor: Browser) -> None:
    response = visitor.post("/texts", {"text": REPORT * 3}, htmx=True)
    assert response.headers["HX-Redirect"].startswith("/jobs/")


def test_without_a_script_the_page_of_a_job_reloads_itself(visitor: Browser) -> None:
    text = visitor.post("/texts", {"text": REPORT * 3}, follow=True).text
    assert '<noscript><meta http-equiv="refresh"' in text


def job(monkeypatch: pytest.MonkeyPatch, **state: object) -> None:
    """Every job is this one."""
    shown = Job(**({"id": "j1", "state": "running", "stage": "Parsing sentences", "progress": 0.4,
                    "title": "Harbin", "text": REPORT} | state))  # type: ignore[arg-type]  # fmt: skip
    monkeypatch.setattr(texts, "get_job", lambda id: shown)


def test_a_job_at_work_says_how_far_it_is(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    job(monkeypatch)
    text = visitor.get("/jobs/j1", htmx=True).text
    assert ("Parsing sentences" in text, 'value="40"' in text, "every 700ms" in text) == (True, True, True)


def test_a_job_that_is_done_leads_to_its_drafts(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    job(monkeypatch, state="done", deck_id="harbin")
    assert visitor.get("/jobs/j1").headers["Location"] == "/decks/harbin/review"
    assert visitor.get("/jobs/j1", htmx=True).headers["HX-Redirect"] == "/decks/harbin/review"


def test_a_job_that_failed_gives_the_text_back(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    job(monkeypatch, state="failed", error="No key statements found, because it has only headings.")
    for htmx in (False, True):
        text = visitor.get("/jobs/j1", htmx=htmx).text
        assert ("only headings" in text, REPORT in text, "every 700ms" in text) == (True, True, False)


def test_a_text_with_nothing_to_ask_says_why(web: Flask, visitor: Browser) -> None:
    place = visitor.post("/texts", {"text": "Hello there and welcome to you.\n\n" * 4}).headers["Location"]
    with web.app_context():
        assert texts.run_next_job(now=datetime.now(UTC))
    assert "No key statements found, because" in visitor.get(place).text


def test_the_form_offers_every_mode_and_the_normal_one_first(visitor: Browser) -> None:
    text = visitor.get("/texts/new").text
    assert all(f'<option value="{mode}"' in text for mode in MODES)
    assert '<option value="normal" selected>' in text


def test_a_text_is_queued_in_the_mode_chosen(visitor: Browser, web: Flask) -> None:
    place = visitor.post("/texts", {"text": REPORT * 3, "mode": "all"}).headers["Location"]
    with web.app_context():
        assert texts.get_job(place.rsplit("/", 1)[1]).mode == "all"


def test_a_form_that_comes_back_keeps_the_mode(visitor: Browser) -> None:
    assert '<option value="strict" selected>' in visitor.post("/texts", {"text": "", "mode": "strict"}).text


def test_a_mode_that_does_not_exist_is_refused(visitor: Browser) -> None:
    response = visitor.post("/texts", {"text": REPORT * 3, "mode": "lenient"})
    assert (response.status_code, "There is no mode" in response.text) == (422, True)


def test_a_job_that_failed_gives_its_mode_back(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    job(monkeypatch, state="failed", error="It has only headings.", mode="all")
    assert '<option value="all" selected>' in visitor.get("/jobs/j1").text
