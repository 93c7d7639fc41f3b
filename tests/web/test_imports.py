"""A file of Anki's through the browser: sent, seen, confirmed, studied."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from quizapp.services import packages
from quizapp.services.texts import run_next_job
from quizapp.web.card_markup import card_markup
from tests.services.anki_decks import Home, atlas
from tests.web.cast import Browser

NAME = "0123456789abcdef0123456789abcdef.png"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """A deck as Anki exports it."""
    home = Home(tmp_path_factory.mktemp("ada"))
    atlas(home)
    yield home.leaves("Atlas").read_bytes()
    home.collection.close()


def worked(app: Flask) -> None:
    with app.app_context():
        assert run_next_job(now=datetime.now(UTC))


def sent(visitor: Browser, content: bytes, name: str = "Atlas.apkg") -> str:
    response = visitor.post("/decks/import", {"file": (io.BytesIO(content), name)})
    assert response.status_code == 303
    return str(response.location)


def problem(text: str) -> str:
    found = re.search(r'role="alert".*?<p>(.*?)</p>', text, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def test_a_package_is_seen_confirmed_and_studied(visitor: Browser, web: Flask, package: bytes) -> None:
    assert 'href="/decks/import"' in visitor.get("/").text
    at = sent(visitor, package)
    assert "Waiting for its turn" in visitor.get(at).text
    worked(web)
    seen = visitor.get(at).text
    assert "8 notes" in seen
    assert "Atlas::Rivers::North" in seen
    assert visitor.post(at, {"title": " "}).status_code == 422
    assert visitor.post(at, {"title": "Atlas"}).status_code == 303
    assert "Importing" in visitor.get(at).text
    worked(web)
    assert visitor.get(at).location == "/decks/atlas"
    assert "Imported: 8 notes are new." in visitor.get("/decks/atlas").text
    card = visitor.get(str(visitor.post("/decks/atlas/study").location)).text
    assert "Capital of Heilongjiang?" in card
    attempt = str(visitor.post("/decks/atlas/quiz", {"count": "50"}).location).rpartition("/")[0]
    pages = [visitor.get(f"{attempt}/{n}?reveal=1").text for n in range(1, 9)]
    (arabic,) = (page for page in pages if "مرحبا" in page)
    shown = re.findall(
        r'<div class="face face-\d+" lang="" dir="auto" hx-disable>(.*?)</div>', arabic, re.DOTALL
    )
    assert shown[0] == "مرحبا <i>x</i>"
    (source,) = re.findall(r'src="(/decks/atlas/media/[0-9a-f]{32}\.png)"', shown[1])
    assert visitor.get(source).mimetype == "image/png"
    (style,) = set(re.findall(r'href="(/decks/atlas/note-types/\d+\.css)"', arabic))
    assert visitor.get(style).text.startswith(".face-")
    assert "script" not in shown[1]


def test_the_same_file_again_offers_the_deck_that_knows_it(
    visitor: Browser, web: Flask, package: bytes
) -> None:
    at = sent(visitor, package)
    worked(web)
    visitor.post(at, {"title": "Atlas"})
    worked(web)
    again = sent(visitor, package)
    worked(web)
    assert re.search(r'<option value="atlas" selected>Atlas \(0 new, 8 known\)', visitor.get(again).text)


def test_pictures_of_cards_are_printed(visitor: Browser, web: Flask, package: bytes) -> None:
    at = sent(visitor, package)
    worked(web)
    visitor.post(at, {"title": "Atlas"})
    worked(web)
    for sheet in ("key", "cards"):
        page = visitor.get(f"/decks/atlas/print?sheet={sheet}").text
        (picture,) = re.findall(r'<img[^>]* src="(/decks/atlas/media/[^"]+)"[^>]*>', page)
        assert visitor.get(picture).status_code == 200
        assert 'loading="lazy"' not in page


def test_what_is_no_file_of_ankis_comes_back_with_what_to_do(visitor: Browser, web: Flask) -> None:
    assert problem(visitor.post("/decks/import").text) == "Choose a file first."
    at = sent(visitor, b"PK\x03\x04 broken")
    worked(web)
    assert problem(visitor.get(at).text).startswith("The end of this file is missing")


def test_a_file_that_is_too_large_is_refused_with_the_limit(
    visitor: Browser, web: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(web.config, "UPLOAD_LIMIT", 1000)
    response = visitor.post("/decks/import", {"file": (io.BytesIO(b"x" * 1001), "a.apkg")})
    assert (response.status_code, "0.001 MB" in problem(response.text)) == (422, True)
    with web.app_context():
        assert not run_next_job(now=datetime.now(UTC))


def test_an_import_is_stopped_and_gone(visitor: Browser, web: Flask, package: bytes) -> None:
    at = sent(visitor, package)
    assert visitor.post(f"{at}/stop").status_code == 303
    assert visitor.get(at).status_code == 404


def test_progress_moves_on_without_a_reload(visitor: Browser, web: Flask, package: bytes) -> None:
    at = sent(visitor, package)
    assert 'hx-trigger="every 700ms"' in visitor.get(at, htmx=True).text
    worked(web)
    assert visitor.get(at, htmx=True).headers["HX-Redirect"] == at


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": '<img src="x" onerror="alert(1)">',
    "htmx": '<b hx-get="/x" data-hx-post="/y" hx-trigger="load">b</b>',
    "frame": '<iframe src="/decks"></iframe>',
    "form": '<form action="/x"><input name="a"><button>b</button></form>',
    "style": '<b style="position:fixed">b</b><style>*{display:none}</style>',
    "scheme": '<a href="javascript:alert(1)">a</a>',
    "elsewhere": '<img src="https://example.org/a.png"><audio src="//example.org/a.mp3"></audio>',
    "path": f'<img src="/decks/other/media/{NAME}">',
    "id": '<p id="stage" name="x" class="button primary">p</p>',
    "svg": "<svg><script>alert(1)</script></svg><math><mtext></mtext></math>",
    "meta": '<meta http-equiv="refresh" content="0;url=/x"><base href="/x"><link rel="stylesheet" href="/x">',
}
FORBIDDEN = re.compile(
    r"<script|<style|<iframe|<form|<input|<button|<svg|<meta|<base|<link|\bon\w+=|hx-|javascript:|https?://|"
    r"\bstyle=|\bid=|src=\"(?!/decks/d/media/)|class=\"button",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_markup_of_a_stranger_does_anything(name: str, web: Flask) -> None:
    with web.test_request_context():
        assert FORBIDDEN.search(card_markup(HOSTILE[name], "d")) is None


def test_what_can_be_read_and_heard_stays(web: Flask) -> None:
    kept = f'<ruby>松<rt>sōng</rt></ruby><img src="{NAME}"><b class="anki-color-red">b</b>'
    with web.test_request_context():
        shown = card_markup(kept, "d")
    assert "<ruby>松<rt>sōng</rt></ruby>" in shown
    assert re.search(rf'<img alt="Image"[^>]*src="/decks/d/media/{NAME}"', shown)
    assert 'class="anki-color-red"' in shown


def test_the_shell_says_what_a_package_holds_and_takes_it_in(
    package: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.test_cli import run

    monkeypatch.setenv("QUIZAPP_INSTANCE", str(tmp_path / "instance"))
    file = tmp_path / "Atlas.apkg"
    file.write_bytes(package)
    told = "8 notes: 5 faces, 1 basic, 1 cloze, 1 short answer; 11 cards, 1 media, 0 reviews.\n"
    assert run("import", str(file), "--preview").stdout == told
    assert run("import", str(file)).stdout == f"{told}atlas: 8 new.\n"
    assert run("import", str(file), "--into", "atlas").stdout == f"{told}atlas: 0 new, 8 unchanged.\n"
    assert "Say whose history it is" in run("import", str(file), "--history").stderr


def test_a_file_waits_only_some_days(web: Flask, visitor: Browser, package: bytes) -> None:
    at = sent(visitor, package)
    late = datetime.now(UTC) + packages.KEPT_FOR * 2
    with web.app_context():
        owner = packages.get_import(at.rpartition("/")[2])
        assert owner.size == len(package)
        from quizapp.services.learners import new_learner

        packages.submit("b.txt", [b"#separator:tab\na\tb\n"], owner=new_learner(now=late).id, now=late)
    assert visitor.get(at).status_code == 404
