"""On a Chinese page everything of ours is Chinese, and what a deck says in English is marked as English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask

from quizapp.services.texts import run_next_job
from tests.services.atlas import ATLAS, HARBOUR, MOVED_CAPITAL, OIL, PORT, atlas, edited, update
from tests.store.northern import LATER
from tests.web.cast import DECK, NAMES, Browser, build, exemplar
from tests.web.test_study import fields

__all__ = ["atlas"]

VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
SILENT = frozenset({"script", "style", "kbd"})
SPOKEN = ("aria-label", "title", "placeholder", "alt")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
OURS = re.compile(
    r"quizapp|Capitals|Atlas|Anki|MB|\.txt|\.md|\.html?|\.pdf|\.docx|HTML|PDF|Word|Markdown|FSRS|CC0|CC BY[A-Z-]*"
    r"|PNG|JPEG|GIF|WebP|MP3|Ogg|WAV|M4A"
    r"|https://…|“nothing”|[A-Za-z_ ]+-\d"
)
"""Names that are the same in every language, and the test deck's own: its title and its categories."""

UNKNOWN = "und"
"""Of markup whose language nobody knows: a card that came from elsewhere says ``lang=\"\"``."""


class Reader(HTMLParser):
    """Reads a page aloud: every text and label with the language that it is marked with."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.heard: list[tuple[str, str]] = []

    @property
    def _language(self) -> str:
        return self.open[-1][1] if self.open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        language = (named["lang"] or UNKNOWN) if "lang" in named else self._language
        self.heard += [(language, text) for name in SPOKEN if (text := named.get(name))]
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] not in SILENT:
            self.heard.append((self._language, data.strip()))


def english_as_chinese(page: str) -> list[str]:
    """Texts with English words that a voice would read as Chinese."""
    reader = Reader()
    reader.feed(page)
    return [
        text
        for language, text in reader.heard
        if language not in {"en", UNKNOWN} and ENGLISH.search(OURS.sub("", text))
    ]


@pytest.fixture
def reader(web: Flask) -> Browser:
    """A visitor who reads Chinese, in front of a deck."""
    build(web)
    client = web.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"
    return Browser(client)


PAGES = [
    "/",
    "/nowhere",
    "/decks/nothing",
    "/texts/new",
    "/study",
    "/settings",
    f"/decks/{DECK}",
    f"/decks/{DECK}/items",
    f"/decks/{DECK}/items?show=answers",
    f"/decks/{DECK}/source",
    f"/decks/{DECK}/source?at=e1-2",
    f"/decks/{DECK}/settings",
    f"/decks/{DECK}/delete",
    f"/decks/{DECK}/review",
    f"/decks/{DECK}/review?kind=cloze",
    f"/decks/{DECK}/text",
    f"/decks/{DECK}/changes",
    *(f"/decks/{DECK}/items/i-{name}/edit" for name in NAMES),
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_chinese_but_for_what_the_deck_says(path: str, reader: Browser) -> None:
    assert english_as_chinese(reader.get(path).text) == []


def steps_of(name: str, reader: Browser) -> Iterator[str]:
    """Every page of an attempt at one exemplar: asked, shown, refused, told right and wrong, and its results."""
    made = exemplar(name)
    for form in (made.right, made.wrong):
        at = reader.start(name)
        yield reader.get(f"{at}/1").text
        yield reader.get(f"{at}/1?reveal=1").text
        yield from (reader.post(f"{at}/1", refused).text for refused in made.invalid)
        yield reader.post(f"{at}/1", form, follow=True).text
        yield reader.get(f"{at}/results").text
        yield reader.get(f"{at}/review").text


@pytest.mark.parametrize("name", NAMES)
def test_an_attempt_is_chinese_but_for_what_the_deck_says(name: str, reader: Browser) -> None:
    for page in steps_of(name, reader):
        assert english_as_chinese(page) == []


@pytest.fixture
def app(web: Flask) -> Iterator[Flask]:
    """The application, in its context."""
    with web.app_context():
        yield web


def test_what_an_update_changed_is_told_in_chinese(atlas: str, reader: Browser) -> None:
    edited("Dalian")
    update(HARBOUR, MOVED_CAPITAL, PORT.replace("largest", "only"), OIL)
    page = reader.get(f"/decks/{ATLAS}/changes").text
    assert ("有冲突" in page, english_as_chinese(page)) == (True, [])
    assert english_as_chinese(reader.get(f"/decks/{ATLAS}").text) == []


def test_a_job_tells_in_chinese_how_far_it_is_and_why_it_failed(atlas: str, reader: Browser) -> None:
    form = {"title": "Atlas", "text": "Nothing here that a line of ours would state, alas."}
    place = reader.post("/texts", form).headers["Location"]
    waiting = reader.get(place).text
    assert ("排队等待中" in waiting, english_as_chinese(waiting)) == (
        True,
        [],
    )
    run_next_job(now=LATER)
    failed = reader.get(place).text
    assert ("没有找到要点" in failed, english_as_chinese(failed)) == (True, [])


def test_studying_is_chinese_but_for_what_the_deck_says(reader: Browser) -> None:
    reader.post(f"/decks/{DECK}/study")
    for rating in ("again", "hard", "good", "easy") * 6:
        page = reader.get(f"/study/next?deck={DECK}").text
        assert english_as_chinese(page) == []
        if "data-rating" not in page:
            break
        reader.post("/study/rate", fields(page) | {"rating": rating})
    reader.post("/study/undo", {"scope": DECK})
    page = reader.get(f"/study/next?deck={DECK}").text
    reader.post("/study/aside", fields(page) | {"deed": "suspended"})
    assert english_as_chinese(reader.get("/study").text) == []


def test_refused_settings_are_told_in_chinese(reader: Browser) -> None:
    response = reader.post("/settings", {"new_per_day": "-1", "desired_retention": "90", "leech_after": "8"})
    assert (response.status_code, english_as_chinese(response.text)) == (422, [])


def test_a_form_that_was_open_too_long_comes_back_in_chinese(reader: Browser) -> None:
    form = {"text": "甲" * 99, "title": "乙" * 99, "csrf_token": "old"}
    response = reader.client.post("/texts", data=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert (response.status_code, "甲" * 99 in response.text) == (400, True)
    assert english_as_chinese(response.text) == []


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/texts", {"text": ""}),
        ("/texts", {"text": "Der Hafen von Larvik wurde im Jahre des Herrn eröffnet und ist schön." * 20}),
        (f"/decks/{DECK}/quiz", {"count": "0"}),
        (f"/decks/{DECK}/quiz", {"count": "5", "category": "mcq-9"}),
        (f"/decks/{DECK}/settings", {"title": ""}),
        (f"/decks/{DECK}/items/i-{NAMES[0]}/edit", {"version": "1", "stem": "?"}),
    ],
)
def test_a_refusal_is_chinese(path: str, form: dict[str, str], reader: Browser) -> None:
    response = reader.post(path, form)
    assert response.status_code == 422
    assert english_as_chinese(response.text) == []
