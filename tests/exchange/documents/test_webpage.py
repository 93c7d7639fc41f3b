"""A saved web page is read without what only surrounds its text."""

from __future__ import annotations

from datetime import date

import pytest

from quizapp.exchange.documents import Document, read_document

PROSE = "The council opened the bridge of Porto in 1998, and it was the longest of its time."


def read(markup: str | bytes) -> Document:
    return read_document("page.html", markup if isinstance(markup, bytes) else markup.encode())


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>One</h1>Two<p>Three</p>Four", "One\n\nTwo\n\nThree\n\nFour"),
        ("<p>One<br>Two</p>", "One\nTwo"),
        ("<p>a  \n b&nbsp;c &eacute;&#8212;&amp;</p>", "a b c é—&"),
        ("<p>The <b>wid</b>est <a href='x'>bridge</a>.</p>", "The widest bridge."),
        ("<ul><li>stone<li>iron</ul>", "- stone\n- iron"),
        ("<ul><li><p>stone</p></li><li><p>iron</p></li></ul>", "- stone\n- iron"),
        ("<ol start=3><li>stone<li>iron</ol>", "3. stone\n4. iron"),
        ("<ol><li>stone<ul><li>hard</ul><li>iron</ol>", "1. stone\n- hard\n2. iron"),
        ("<table><tr><th>town<th>year<tr><td>Porto<td>1998</table>", "town; year\n\nPorto; 1998"),
        ("<table><tr><td><p>Porto</p><td><p>1998</p></table>", "Porto; 1998"),
        ("<table><tr><td><h1>One</h1><p>Two<td>Three</table>", "One\n\nTwo\n\nThree"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("<dl><dt>stone<dd>hard</dl>", "stone\n\nhard"),
        ("<p>One<!-- two --> three</p>", "One three"),
        ("<p>One<script>two</script> three<style>p{}</style></p>", "One three"),
        ("<nav>Home</nav><p>One</p><aside>Two</aside><footer>Three</footer>", "One"),
        ("<header><h1>Site</h1></header><p>One</p>", "One"),
        ("<p>One and two</p><form><label>Name</label><input></form>", "One and two"),
        ("<p>One</p><p hidden>Two</p><p style='display: none'>Three</p>", "One"),
        ("<p>One<noscript>two</noscript><svg><text>three</text></svg></p>", "One"),
        ("<p>Porto<sup class=reference>[12]</sup> is 10 m<sup>2</sup>.</p>", "Porto is 10 m2."),
        ("<figure><img alt='no'><figcaption>The bridge</figcaption></figure>", "The bridge"),
    ],
)
def test_markup_is_read_as_what_it_means(markup: str, text: str) -> None:
    assert read(markup).text == text


@pytest.mark.parametrize("part", ["main", "article", "div role=main"])
def test_the_main_part_is_preferred(part: str) -> None:
    assert read(f"<div>Menu</div><{part}><p>{PROSE}</p></{part.split()[0]}><p>More pages</p>").text == PROSE


def test_a_small_article_is_not_taken_for_the_page() -> None:
    found = read(f"<p>{PROSE}</p><article>Read on</article>").text
    assert found.startswith(PROSE)


def test_an_article_keeps_the_headings_of_its_header() -> None:
    markup = f"<article><header><h1>The bridge</h1><p>Share</p></header><p>{PROSE}</p></article>"
    assert read(markup).text == f"The bridge\n\n{PROSE}"


def test_a_form_around_the_whole_page_is_not_dropped() -> None:
    assert read(f"<form><p>{PROSE}</p></form>").text == PROSE


@pytest.mark.parametrize(
    "markup",
    [
        "<html><head><meta charset=windows-1251></head><body><p>Город</p>".encode("cp1251"),
        "<?xml version='1.0' encoding='koi8-r'?><html><body><p>Город</p></body></html>".encode("koi8-r"),
        "<html><p>Город</p>".encode("utf-16"),
        "<html><meta charset=iso-8859-7><p>Город</p>".encode("utf-8-sig").replace(b"iso-8859-7", b"utf-8"),
        "<html><meta charset=unicode_escape><p>Город</p>".encode(),
        "<html><meta charset=no-such-thing><p>Город</p>".encode(),
    ],
)
def test_the_stated_encoding_is_used_where_it_holds(markup: bytes) -> None:
    assert read(markup).text == "Город"


@pytest.mark.parametrize(
    ("stated", "used"),
    [("gb2312", "gb18030"), ("gbk", "gb18030"), ("iso-8859-1", "cp1252"), ("utf-8", "utf-8-sig")],
)
def test_an_encoding_is_taken_for_what_browsers_take_it_for(stated: str, used: str) -> None:
    said = "一个镕字" if used == "gb18030" else "it’s “old”"
    assert read(f"<html><meta charset={stated}><p>{said}</p>".encode(used)).text == said


@pytest.mark.parametrize(
    ("head", "dated"),
    [
        ("<meta name=date content='2024-05-03T10:00:00Z'>", date(2024, 5, 3)),
        ("<meta property='article:published_time' content='2024-05-03'>", date(2024, 5, 3)),
        ("<time datetime='2024-05-03'>yesterday</time>", date(2024, 5, 3)),
        ("<time>May 3, 2024</time>", date(2024, 5, 3)),
        ("<time>3 May 2024</time>", date(2024, 5, 3)),
        ("<time>noon</time>", None),
        ("<meta name=date content='2024-13-45'>", None),
        ("", None),
    ],
)
def test_the_date_is_the_page_s_own(head: str, dated: date | None) -> None:
    assert read(f"{head}<p>One</p>").dated == dated


def test_title_and_author_are_the_page_s_own() -> None:
    found = read("<title>The\n bridge &amp; I</title><meta name=Author content='Ada L.'><p>One</p>")
    assert (found.title, found.author) == ("The bridge & I", "Ada L.")


def test_without_statements_there_is_no_title_or_author() -> None:
    found = read("<p>One</p>")
    assert (found.title, found.author) == ("", "")
