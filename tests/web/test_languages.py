"""A page speaks the language that its reader chose, else the one that the browser asks for, else English."""

from __future__ import annotations

import re
import time

import pytest
from flask import Flask

from quizapp.errors import ExportUnsupported, InputError, NotFound, QuizappError
from quizapp.web.languages import COOKIE, LANGUAGES
from quizapp.web.translations import said
from tests.web.cast import DECK, Browser, build

CHINESE, ENGLISH = "简体中文", "English"


def language_of(page: str) -> str:
    """The language that a page says it is in."""
    found = re.search(r'<html lang="([^"]+)"', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("", "en"),
        ("*", "en"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh-Hans", "zh-Hans"),
        ("zh-Hans-CN", "zh-Hans"),
        ("zh-TW", "zh-Hans"),
        ("zh-Hant-HK", "zh-Hans"),
        ("cmn-Hans-CN", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("ZH-cn", "zh-Hans"),
        ("en-US,zh-CN;q=0.9", "en"),
        ("de-DE,de;q=0.9,zh-CN;q=0.8,en;q=0.7", "zh-Hans"),
        ("fr", "en"),
        ("zh;q=0", "en"),
        ("zhx", "en"),
        ("zh-CN;q=zero", "en"),
        ("\x00,;;q=,", "en"),
    ],
)
def test_a_browser_gets_the_first_of_its_languages_that_is_spoken_here(
    wanted: str, given: str, visitor: Browser
) -> None:
    response = visitor.get("/", headers={"Accept-Language": wanted})
    assert (language_of(response.text), response.headers["Content-Language"]) == (given, given)


def test_a_page_says_that_its_language_depends_on_the_browser_and_the_switch(visitor: Browser) -> None:
    assert {"accept-language", "cookie"} <= {name.lower() for name in visitor.get("/").vary}


def test_a_style_sheet_has_no_language(visitor: Browser) -> None:
    sheet = re.search(r'href="(/static/[^"]+base\.css)"', visitor.get("/").text)
    assert sheet is not None
    response = visitor.get(sheet[1], headers={"Accept-Language": "zh"})
    assert "Content-Language" not in response.headers
    assert "Accept-Language" not in response.vary


def test_the_switch_is_stronger_than_the_browser(visitor: Browser) -> None:
    visitor.post("/language", {"language": "zh-Hans", "back": "/"})
    assert language_of(visitor.get("/", headers={"Accept-Language": "en"}).text) == "zh-Hans"
    visitor.post("/language", {"language": "en", "back": "/"})
    assert language_of(visitor.get("/", headers={"Accept-Language": "zh-CN"}).text) == "en"


def test_the_choice_is_kept_for_a_year_out_of_reach_of_scripts(visitor: Browser) -> None:
    kept = visitor.post("/language", {"language": "zh-Hans", "back": "/"}).headers["Set-Cookie"]
    assert kept.startswith(f"{COOKIE}=zh-Hans;")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31622400"} <= set(kept.split("; "))


@pytest.mark.parametrize("chosen", ["", "de", "zh", "zh_Hans", "../../etc", "en\x00"])
def test_a_language_that_is_not_offered_is_refused(chosen: str, visitor: Browser) -> None:
    assert visitor.post("/language", {"language": chosen}).status_code == 422


def test_a_strange_cookie_is_as_good_as_none(visitor: Browser) -> None:
    visitor.client.set_cookie(COOKIE, "tlh")
    assert language_of(visitor.get("/", headers={"Accept-Language": "zh-CN"}).text) == "zh-Hans"


@pytest.mark.parametrize(
    ("back", "referrer", "goes_to"),
    [
        ("/texts/new", None, "/texts/new"),
        ("/decks/capitals/items?page=2&show=answers", None, "/decks/capitals/items?page=2&show=answers"),
        ("/", "http://localhost/texts/new", "/texts/new"),
        ("/texts/new", "https://elsewhere.example/decks", "/texts/new"),
        ("/texts", None, "/"),
        ("/texts", "http://localhost/texts", "/"),
        ("/nowhere", None, "/"),
        ("", None, "/"),
        ("//elsewhere.example/", None, "/"),
        ("https://elsewhere.example/", None, "/"),
        ("/\\elsewhere.example", None, "/"),
        ("javascript:alert(1)", None, "/"),
    ],
)
def test_the_switch_leads_back_to_the_page_that_was_read_and_nowhere_else(
    back: str, referrer: str | None, goes_to: str, visitor: Browser
) -> None:
    form = {"language": "zh-Hans", "back": back, "csrf_token": visitor.token()}
    response = visitor.client.post("/language", data=form, headers={"Referer": referrer} if referrer else {})
    assert (response.status_code, response.headers["Location"]) == (303, goes_to)


@pytest.mark.parametrize("path", ["/", "/texts/new", f"/decks/{DECK}", f"/decks/{DECK}/review", "/nowhere"])
def test_every_page_offers_the_other_language_in_its_own_name(path: str, web: Flask) -> None:
    build(web)
    visitor = Browser(web.test_client())
    for wanted, other in (("en", CHINESE), ("zh", ENGLISH)):
        page = visitor.get(path, headers={"Accept-Language": wanted}).text
        tag = next(tag for tag, name in LANGUAGES.items() if name == other)
        assert f'value="{tag}" lang="{tag}">{other}</button>' in page


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (NotFound("deck", "rivers"), "没有卡组“rivers”。"),
        (InputError("A quiz asks from 1 to %(most)s items.", most=500), "一次测验可出 1 至 500 道题目。"),
        (ExportUnsupported("matching", "CSV"), "CSV 无法承载“匹配题”题型的题目。"),
        (InputError("Nobody translated this."), "Nobody translated this."),
        (InputError("100 % of nothing"), "100 % of nothing"),
    ],
)
def test_an_error_is_told_in_the_language_of_the_page(error: QuizappError, told: str, web: Flask) -> None:
    with web.test_request_context(headers={"Accept-Language": "zh-CN"}):
        assert said(error) == told


def test_an_english_page_tells_an_error_as_it_was_raised(web: Flask) -> None:
    with web.test_request_context():
        assert (
            said(InputError("A quiz asks from 1 to %(most)s items.", most=500))
            == "A quiz asks from 1 to 500 items."
        )


@pytest.mark.parametrize(
    "hostile",
    [
        "; " * 9_000,
        ": " * 400,
        "a: " * 300,
        "“" * 5_000,
        " cannot carry items of the kind “" * 28,
        "Gap 1: " * 11,
    ],
)
def test_no_text_of_a_person_is_too_much_to_look_up(hostile: str, web: Flask) -> None:
    with web.test_request_context(headers={"Accept-Language": "zh-CN"}):
        start = time.perf_counter()
        assert said(hostile)
        assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("Write an answer.", "请填写答案。"),
        ("A gap takes at most 200 characters.", "每个空最多填写 200 个字符。"),
        ("it does not say who or what “they” is", "没有说明“they”指的是谁或什么"),
        ("Gap 2: the harbour", "第 2 空：the harbour"),
        ("cloze: A gap takes at most 200 characters.", "cloze：每个空最多填写 200 个字符。"),
        (
            "its stem is that of another item; no builder has a question for it",
            "题干与另一道题目相同；没有适合它的出题方式",
        ),
        (
            "No key statements found, because it does not say which (“the town”) (3 times); the harbour (2 times).",
            "没有找到要点，因为没有说明是哪一个（“the town”）（3 次）；the harbour（2 次）。",
        ),
        ("Larvik is a port.", "Larvik is a port."),
        ("Gap years are long.", "Gap years are long."),
        ("Larvik: a port; Porto: a town.", "Larvik: a port; Porto: a town."),
        ("", ""),
    ],
)
def test_english_that_was_kept_is_told_in_the_language_of_the_page(kept: str, told: str, web: Flask) -> None:
    with web.test_request_context(headers={"Accept-Language": "zh-CN"}):
        assert said(kept) == told
    with web.test_request_context():
        assert said(kept) == kept
