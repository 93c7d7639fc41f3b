"""What is known of a source: typed, shown beside every proof, and looked at again when its day comes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from quizapp.core.text.particulars import Particulars
from quizapp.services import decks, sources, texts
from tests.exchange.documents.paper import page, pdf
from tests.web.cast import DECK, NOW, Browser, exemplar
from tests.web.test_attempts import visible
from tests.web.test_texts import REPORT

DAY = date(2023, 9, 9)
YESTERDAY = datetime.now(UTC).date() - timedelta(days=2)
SENT = {
    "dated": "2023-09-09", "author": "Ada", "licence": "other", "licence_words": "Ask Ada",
    "address": "https://example.org/report", "review_by": "2099-01-01",
}  # fmt: skip
FOUND = Particulars(dated=DAY, author="Ada", licence="Ask Ada", address="https://example.org/report",
                    review_by=date(2099, 1, 1))  # fmt: skip
SETTINGS = f"/decks/{DECK}/settings"


def known(web: Flask, **particulars: object) -> None:
    """The deck's source with these particulars."""
    with web.app_context():
        sources.describe_source(DECK, Particulars(**particulars), now=NOW)  # type: ignore[arg-type]


def particulars(web: Flask) -> Particulars:
    with web.app_context():
        return decks.get_deck(DECK).source.particulars


def of_job(web: Flask, place: str) -> Particulars:
    with web.app_context():
        return texts.get_job(place.rsplit("/", 1)[1]).particulars


def test_what_is_typed_beside_a_text_is_kept(web: Flask, visitor: Browser) -> None:
    place = visitor.post("/texts", SENT | {"text": REPORT * 3}).headers["Location"]
    found = of_job(web, place)
    assert (found.dated, found.licence, found.address) == (DAY, "Ask Ada", "https://example.org/report")


def test_what_is_left_empty_is_taken_from_the_file(web: Flask, visitor: Browser) -> None:
    content = pdf(page([REPORT] * 3), stated="/Author (Ben) /CreationDate (D:20240503)")
    place = visitor.upload(content, "a.pdf", author="Ada").headers["Location"]
    found = of_job(web, place)
    assert (found.author, found.dated) == ("Ada", date(2024, 5, 3))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"dated": "9.9.2023"}, "is no day"),
        ({"review_by": "2023-02-30"}, "is no day"),
        ({"address": "javascript:alert(1)"}, "is no address of a page"),
        ({"author": "a" * 201}, "at most 200"),
    ],
)
@pytest.mark.parametrize("path", ["/texts", SETTINGS])
def test_what_cannot_be_known_comes_back_with_the_rest(
    path: str, wrong: dict[str, str], reason: str, visitor: Browser, deck: str
) -> None:
    response = visitor.post(path, SENT | {"text": REPORT * 3, "title": "My title", "about": "Mine"} | wrong)
    assert (response.status_code, reason in response.text) == (422, True)
    kept = ["My title", "Ask Ada", *(value for value in wrong.values())]
    assert [words for words in kept if words not in response.text] == []


def test_the_settings_change_what_is_known(web: Flask, visitor: Browser, deck: str) -> None:
    response = visitor.post(SETTINGS, SENT | {"title": "Capitals", "source_title": "The old atlas"})
    assert response.status_code == 303
    found = particulars(web)
    assert (found.dated, found.author, found.licence, found.review_by) == (
        DAY, "Ada", "Ask Ada", date(2099, 1, 1),
    )  # fmt: skip
    assert "The old atlas" in visitor.get(SETTINGS).text


def test_the_settings_show_what_is_known(web: Flask, visitor: Browser, deck: str) -> None:
    known(web, dated=DAY, licence="CC BY-SA")
    text = visitor.get(SETTINGS).text
    assert ('value="2023-09-09"' in text, '<option value="CC BY-SA" selected>' in text) == (True, True)


def test_a_form_that_does_not_speak_of_the_source_leaves_it(web: Flask, visitor: Browser, deck: str) -> None:
    known(web, dated=DAY, licence="Ask Ada")
    visitor.post(SETTINGS, {"title": "Another", "about": ""})
    assert particulars(web) == Particulars(dated=DAY, licence="Ask Ada")


def test_everything_known_stands_above_the_source(web: Flask, visitor: Browser, deck: str) -> None:
    known(web, dated=DAY, author="<b>Ada</b>", licence="CC BY", address="https://www.example.org/a?b&c")
    text = visitor.get(f"/decks/{DECK}/source").text
    assert "&lt;b&gt;Ada" in text
    link = '<a href="https://www.example.org/a?b&amp;c" rel="noopener nofollow">example.org/a?b&amp;c</a>'
    assert link in text
    assert "As of 9 September 2023" in text


def test_the_day_stands_beside_every_proof(web: Flask, visitor: Browser, deck: str) -> None:
    known(web, dated=DAY)
    attempt = visitor.start("mcq-0")
    told = visitor.post(f"{attempt}/1", exemplar("mcq-0").wrong, follow=True).text
    pages = [told, visitor.get(f"{attempt}/review").text, visitor.get(f"/decks/{DECK}/items").text]
    visitor.post(f"/decks/{DECK}/study")
    pages.append(visitor.get(f"/study/next?deck={DECK}").text)
    assert ["As of 9 September 2023" in text for text in pages] == [True] * 4


def test_the_day_is_not_told_before_an_answer(web: Flask, visitor: Browser, deck: str) -> None:
    known(web, dated=DAY)
    assert "As of" not in visitor.get(f"{visitor.start('mcq-0')}/1").text


def test_chinese_pages_write_the_day_as_chinese_do(web: Flask, visitor: Browser, deck: str) -> None:
    known(web, dated=DAY)
    text = visitor.get(f"/decks/{DECK}", headers={"Accept-Language": "zh-CN"}).text
    assert "2023年9月9日" in text


def test_a_text_without_a_day_says_none(visitor: Browser, deck: str) -> None:
    assert "As of" not in visitor.get(f"/decks/{DECK}").text


@pytest.mark.parametrize("path", ["/", f"/decks/{DECK}", f"/decks/{DECK}/review"])
def test_an_overdue_source_is_told_where_its_deck_is(
    path: str, web: Flask, visitor: Browser, deck: str
) -> None:
    known(web, dated=DAY, review_by=YESTERDAY)
    text = visible(visitor.get(path).text)
    assert ("Check again" in text, "to be reviewed by" in text, "still right" in text) == (True,) * 3
    assert "Update the text" in text


@pytest.mark.parametrize("path", ["/", f"/decks/{DECK}", f"/decks/{DECK}/review"])
def test_a_source_whose_day_is_to_come_is_not_told(
    path: str, web: Flask, visitor: Browser, deck: str
) -> None:
    known(web, dated=DAY, review_by=date(2099, 1, 1))
    assert "Check again" not in visitor.get(path).text


def test_who_may_not_edit_sees_only_of_which_day_it_is(
    web: Flask, visitor: Browser, deck: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(web, dated=DAY, review_by=YESTERDAY)
    monkeypatch.setattr("quizapp.services.access.is_open", lambda connection: False)
    monkeypatch.setattr("quizapp.services.decks.is_open", lambda connection: False)
    for path in ("/", f"/decks/{DECK}"):
        assert "Check again" not in visitor.get(path).text
    assert "As of 9 September 2023" in visitor.get(f"/decks/{DECK}").text


@pytest.mark.parametrize(
    ("back", "path"), [("home", "/"), ("deck", f"/decks/{DECK}"), ("review", f"/decks/{DECK}/review")]
)
def test_one_press_says_that_it_is_still_right(
    back: str, path: str, web: Flask, visitor: Browser, deck: str
) -> None:
    known(web, review_by=YESTERDAY)
    response = visitor.post(f"/decks/{DECK}/check", {"back": back})
    assert (response.status_code, response.headers["Location"]) == (303, path)
    text = visible(visitor.get(path).text)
    assert ("You are reminded again" in text, "Check again" in text) == (True, False)
    assert particulars(web).review_by == YESTERDAY + timedelta(days=365)
    assert "You are reminded again" not in visitor.get(path).text


def test_the_press_can_be_taken_back(web: Flask, visitor: Browser, deck: str) -> None:
    known(web, review_by=YESTERDAY)
    visitor.post(f"/decks/{DECK}/check")
    since = YESTERDAY + timedelta(days=365)
    form = {"was": YESTERDAY.isoformat(), "since": since.isoformat()}
    assert visitor.post(f"/decks/{DECK}/uncheck", form).status_code == 303
    assert particulars(web).review_by == YESTERDAY
    assert "There is nothing to undo" in visitor.post(f"/decks/{DECK}/uncheck", form, follow=True).text


def test_what_is_no_day_takes_nothing_back(visitor: Browser, deck: str) -> None:
    assert visitor.post(f"/decks/{DECK}/uncheck", {"was": "x", "since": ""}).status_code == 422


def test_an_updated_text_counts_as_looked_at(web: Flask, visitor: Browser, deck: str) -> None:
    known(web, dated=DAY, review_by=YESTERDAY)
    text = visitor.get(f"/decks/{DECK}/text").text
    assert f'value="{(YESTERDAY + timedelta(days=365)).isoformat()}"' in text
    assert 'value="2023-09-09"' in text


def test_a_new_file_says_of_which_day_it_is(web: Flask, visitor: Browser, deck: str) -> None:
    known(web, dated=DAY, licence="CC BY", review_by=date(2099, 1, 1))
    fields = {"dated": "2023-09-09", "licence": "CC BY", "review_by": "2099-01-01"}
    content = pdf(page([REPORT] * 3), stated="/CreationDate (D:20240503)")
    response = visitor.upload(content, "a.pdf", to=f"/decks/{DECK}/text", **fields)
    found = of_job(web, response.headers["Location"])
    assert (found.dated, found.licence, found.review_by) == (date(2024, 5, 3), "CC BY", date(2099, 1, 1))


def test_a_job_that_failed_gives_back_what_is_known(
    web: Flask, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = texts.Job(id="j1", state="failed", stage="", progress=0, title="T", text=REPORT, error="No.",
                       particulars=FOUND)  # fmt: skip
    monkeypatch.setattr(texts, "get_job", lambda id: failed)
    text = visitor.get("/jobs/j1").text
    assert all(value in text for value in SENT.values())
