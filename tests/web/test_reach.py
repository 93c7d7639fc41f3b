"""quizapp can be installed, and a browser finds what it needs without the network."""

from __future__ import annotations

import json
import re
import struct

import pytest

from tests.web.cast import EXEMPLARS, PROOF, WHY, Browser, exemplar


def test_a_browser_finds_what_it_needs_to_install(visitor: Browser) -> None:
    response = visitor.get("/app.webmanifest")
    told = json.loads(response.text)
    assert response.mimetype == "application/manifest+json"
    assert (told["name"], told["start_url"], told["display"]) == ("quizapp", "/", "standalone")
    assert 'rel="manifest" href="/app.webmanifest"' in visitor.get("/").text


def test_every_icon_has_the_size_it_says(visitor: Browser) -> None:
    icons = json.loads(visitor.get("/app.webmanifest").text)["icons"]
    sizes = []
    for icon in icons:
        body = visitor.get(icon["src"]).data
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", body[16:24])
            sizes.append((f"{width}x{height}", icon["sizes"], icon.get("purpose", "any")))
    assert [(told, purpose) for found, told, purpose in sizes if found == told] == [
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    ]  # fmt: skip


def test_the_worker_may_serve_every_page_and_is_asked_for_anew(visitor: Browser) -> None:
    response = visitor.get("/worker.js")
    assert (response.mimetype, response.headers["Cache-Control"]) == ("text/javascript", "no-cache")


def test_the_worker_keeps_the_files_of_this_release(visitor: Browser) -> None:
    script = visitor.get("/worker.js").text
    listed = json.loads(re.search(r"ADDRESSES = (\[.*?\]);", script)[1])  # type: ignore[index]
    assert [address for address in listed if visitor.get(address).status_code != 200] == []
    used = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', visitor.get("/").text))
    assert used <= set(listed)


@pytest.mark.parametrize(("language", "words"), [("en", "You are offline"), ("zh-Hans", "你已离线")])
def test_a_page_says_that_there_is_no_network(language: str, words: str, visitor: Browser) -> None:
    assert words in visitor.get("/offline", headers={"Accept-Language": language}).text


def test_open_items_are_fetched_ahead_without_their_keys(visitor: Browser, deck: str) -> None:
    attempt = visitor.start(count=20)
    pages = json.loads(visitor.get(f"{attempt}/ahead").text)
    asked = {address: page for address, page in pages.items() if "reveal" not in address}
    assert len(asked) == len(EXEMPLARS)
    assert [address for address, page in asked.items() if PROOF in page or WHY in page] == []
    assert [address for address in asked if address not in {f"{attempt}/{n}" for n in range(1, 21)}] == []


def test_what_has_its_answer_is_not_fetched_ahead(visitor: Browser, deck: str) -> None:
    attempt = visitor.start("mcq-0")
    visitor.post(f"{attempt}/1", exemplar("mcq-0").right)
    assert json.loads(visitor.get(f"{attempt}/ahead").text) == {}


def test_what_is_fetched_ahead_is_not_kept_by_others(visitor: Browser, deck: str) -> None:
    assert visitor.get(f"{visitor.start()}/ahead").headers["Cache-Control"] == "no-store"


def test_nothing_is_ahead_of_an_attempt_that_is_not_there(visitor: Browser) -> None:
    assert visitor.get("/attempts/nothing/ahead").status_code == 404


def test_an_open_item_says_which_others_are_open(visitor: Browser, deck: str) -> None:
    attempt = visitor.start(count=3)
    assert 'data-open="1 2 3 "' in visitor.get(f"{attempt}/1").text
