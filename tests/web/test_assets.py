"""Static files are small, true to their release and good for ever."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from quizapp.config import resource
from quizapp.web.assets import htmx_file, lean
from tests.web.cast import DECK, Browser

HTMX_SHA256 = "491955cd1810747d7d7b9ccb936400afb760e06d25d53e4572b64b6563b2784e"
FIRST_LOAD = 35_000
"""In bytes, of the 50,000 that a page may weigh; modules that a script imports are counted with it."""
IMPORT = re.compile(r'^import .* from "\./([^"]+)";', re.MULTILINE)
ADDRESS = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def test_htmx_is_the_release_byte_for_byte() -> None:
    assert hashlib.sha256(htmx_file().read_bytes()).hexdigest() == HTMX_SHA256


def with_imports(found: list[str], visitor: Browser) -> list[str]:
    """These files and the modules that they import from their own folder."""
    for address in found:
        if address.endswith(".js"):
            names = IMPORT.findall(visitor.get(address).text)
            found += [
                new for new in (f"{address.rpartition('/')[0]}/{name}" for name in names) if new not in found
            ]
    return found


def addresses(text: str) -> list[str]:
    """Static files that a page asks for."""
    return list(dict.fromkeys(ADDRESS.findall(text)))


def test_files_are_kept_for_a_year(visitor: Browser) -> None:
    for address in addresses(visitor.get("/texts/new").text):
        assert visitor.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_address_of_an_older_release_leads_to_the_file(visitor: Browser) -> None:
    response = visitor.get("/static/000000000000/css/base.css")
    assert response.status_code == 302
    assert visitor.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "name", ["nothing.css", "../quizapp/config.py", "css/../../pyproject.toml", "%2e%2e/secret.key"]
)
def test_nothing_else_is_served(name: str, visitor: Browser) -> None:
    assert visitor.get(f"/static/000000000000/{name}").status_code == 404


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_files_come_compressed(encoding: str, unpack: object, visitor: Browser) -> None:
    address = next(a for a in addresses(visitor.get("/").text) if a.endswith("base.css"))
    packed = visitor.get(address, headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert callable(unpack)
    assert unpack(packed.data) == visitor.get(address).data


@pytest.mark.parametrize("path", ["/", "/texts/new", f"/decks/{DECK}", "quiz"])
def test_a_first_load_weighs_at_most(path: str, visitor: Browser, deck: str) -> None:
    path = f"{visitor.start()}/1" if path == "quiz" else path
    page = visitor.get(path, headers={"Accept-Encoding": "br"})
    weights = {path: len(page.data)}
    text = (
        brotli.decompress(page.data).decode() if page.headers.get("Content-Encoding") == "br" else page.text
    )
    for address in with_imports(addresses(text), visitor):
        weights[address] = len(visitor.get(address, headers={"Accept-Encoding": "br"}).data)
    assert sum(weights.values()) <= FIRST_LOAD, weights


def test_scripts_stay_small(visitor: Browser) -> None:
    from quizapp.config import resource

    lengths = {path.name: len(path.read_text().splitlines()) for path in resource("static").rglob("*.js")}
    assert all(length <= 60 for length in lengths.values()), lengths


def test_there_are_at_most_four_style_sheets_beside_that_of_paper() -> None:
    from quizapp.config import resource

    assert len({path.name for path in resource("static").rglob("*.css")} - {"paper.css"}) <= 4


def test_a_style_sheet_is_sent_without_what_only_people_read() -> None:
    written = b"""/* Ground: { all } */
    a, b :is(.c) { color: var(--ink); margin: 0 calc(-1 * var(--s2)); }
    .side::after { content: ":"; }
    """
    sent = b'a,b :is(.c){color:var(--ink);margin:0 calc(-1 * var(--s2));}.side::after{content:":";}'
    assert lean(written) == sent


@pytest.mark.parametrize("path", sorted(resource("static").rglob("*.css")), ids=lambda path: path.name)
def test_no_string_of_a_style_sheet_holds_what_is_taken_out(path: Path) -> None:
    strings = re.findall(r'"[^"\n]*"', re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL))
    assert [text for text in strings if lean(text.encode()).decode() != text] == []
