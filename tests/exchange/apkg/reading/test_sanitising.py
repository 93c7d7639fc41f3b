"""What strangers' cards may hold on a page of ours."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from quizapp.exchange.apkg.reading import plain, sanitised, scoped
from quizapp.exchange.apkg.reading.looks import COLOURS, LOOKS, colour, looks
from quizapp.exchange.apkg.reading.sanitising import TAGS, TOO_MUCH
from tests.exchange.apkg.reading.library import refusal

MEDIA = {
    "a.png": "/m/1.png",
    "b c.png": "/m/2.png",
    "s.mp3": "/m/3.mp3",
    "v.mp4": "/m/4.mp4",
    'q".mp3': '/m/"5.mp3',
}
ATTRIBUTES = {
    "class",
    "dir",
    "lang",
    "title",
    "href",
    "rel",
    "src",
    "alt",
    "width",
    "height",
    "loading",
    "controls",
    "preload",
    "hidden",
    "colspan",
    "rowspan",
    "scope",
    "open",
    "span",
    "start",
    "type",
    "reversed",
}
ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//e></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href=//evil>x</a>",
    "<a href=data:text/html,x>x</a>",
    "<form action=/delete method=post><button>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<div hx-get=/x hx-trigger=load>x</div>",
    "<div data-hx-get=/x data-hx-on:load=alert(1)>x</div>",
    "<div hx-on::load=alert(1)>x</div>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "<link rel=stylesheet href=//evil>",
    "<style>*{display:none}</style>",
    "<style>@import '//evil'</style>",
    "<div style='background:url(//evil)'>x</div>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<object data=//evil></object>",
    "<embed src=//evil>",
    "<video poster=//evil src=//evil></video>",
    "<audio src=//evil autoplay></audio>",
    "<img srcset='//evil 2x' src=a.png>",
    "<img src=//evil>",
    "<img src=http://evil/a.png>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<img src='a.png' title='[sound:s.mp3]'>",
    '[sound:s.mp3" onplay=alert(1) x="]',
    "[sound:<script>alert(1)</script>]",
    '[sound:q".mp3]',
    "<i title='\"><script>alert(1)</script>'>x</i>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<xmp><script>alert(1)</script></xmp>",
    "<textarea><script>alert(1)</script></textarea>",
    "<plaintext><script>",
    "<!--><script>alert(1)</script>-->",
    "<b id=main name=forms class='modal btn \" onclick=x'>x</b>",
    "<a target=_blank href=https://ok.org ping=//evil>x</a>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<b \x00onclick=alert(1)>x</b>",
    "<scr\x00ipt>alert(1)</script>",
    "<img/src=x/onerror=alert(1)>",
    "\ud800<b>x",
    "<td><script>",
    '<b style="color:red;}</style><script>alert(1)//">x',
    "<font color='red\" onclick=\"x'>x</font>",
    "<font color=red style='color:blue' class='\"><script>'>x</font>",
    "<button hx-post=/x>x</button>",
    "<select><option onclick=x>x</option></select>",
    "<a href='https://e' style='color:red' onclick=x>x</a>",
    "<details ontoggle=alert(1) open>x</details>",
]


def resolve(name: str) -> str | None:
    return MEDIA.get(name)


def safe(markup: str) -> str:
    """The markup after us, proved to hold nothing that acts or loads from elsewhere."""
    done = sanitised(markup, resolve)
    for element in parser.fragment_fromstring(done, create_parent="section").iterdescendants():
        assert element.tag in TAGS, element.tag
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
        assert element.get("src", "/m/1.png") in MEDIA.values()
        assert element.get("href", "https://").startswith(("https://", "http://", "mailto:"))
        assert all(name.startswith("anki-") for name in element.get("class", "").split())
    return done


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_acts_is_left(attack: str) -> None:
    done = safe(f"before {attack} after")
    assert "before" in done


@given(
    st.lists(
        st.sampled_from(
            [
                *ATTACKS,
                "<b>",
                "</b>",
                "<p title='",
                "'>",
                '"',
                "<!--",
                "-->",
                "<",
                ">",
                "[sound:s.mp3]",
                "]",
                "&lt;",
                "<table>",
                "<style>",
                "</style>",
                "<a href=",
                "{{c1::",
                "style=color:red ",
                "<span class=a ",
            ]
        ),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
def test_no_mixture_of_attacks_leaves_anything_that_acts(pieces: list[str]) -> None:
    once = safe("".join(pieces))
    assert "<script" not in once.lower()


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<b>a</b> &amp; <i>b</i>", "<b>a</b> &amp; <i>b</i>"),
        ('<img src="b%20c.png" alt="map">', '<img alt="map" loading="lazy" src="/m/2.png">'),
        ("[sound:s.mp3]", '<audio controls preload="none" src="/m/3.mp3"></audio>'),
        ("[sound:v.mp4]", '<video controls preload="none" src="/m/4.mp4"></video>'),
        ("[sound:gone &amp; lost.mp3]", '<span class="anki-missing">gone &amp; lost.mp3</span>'),
        (r"\(a + b\) [latex]x[/latex] [$]y[/$]", r"\(a + b\) [latex]x[/latex] [$]y[/$]"),
        (
            '<span style="color: rgb(255, 0, 0); font-weight: bold">x</span>',
            '<span class="anki-color-red anki-bold">x</span>',
        ),
        ('<font color="#0000ff">x</font>', '<font class="anki-color-blue">x</font>'),
        ('<div class="a" style="display:none">x</div>', '<div class="anki-a" hidden>x</div>'),
        ('<span style="color: black">x</span>', "<span>x</span>"),
        ("<ruby>漢<rt>かん</rt></ruby>", "<ruby>漢<rt>かん</rt></ruby>"),
        ('<p dir="rtl" lang="he">שלום</p>', '<p dir="rtl" lang="he">שלום</p>'),
        (
            "<details class=hint><summary>H</summary>x</details>",
            '<details class="anki-hint"><summary>H</summary>x</details>',
        ),
    ],
)
def test_what_a_card_says_stays(markup: str, shown: str) -> None:
    assert safe(markup) == shown


def test_cards_are_cleaned_alike_in_many_threads() -> None:
    cards = ['<b class=a>x</b><img src="a.png">[sound:s.mp3]', "<i>y</i><script>1</script>", "plain"] * 300
    alone = [sanitised(card, resolve) for card in cards]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda card: sanitised(card, resolve), cards)) == alone


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("<div>a &amp; b&nbsp;c</div>[sound:x.mp3]", "a & b c"),
        ("<ul><li>x<li>y</ul>", "x\ny"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\tb"),
        ("<script>no</script><style>no</style>&lt;b&gt;", "<b>"),
        ("  <b>a</b>\n\n b ", "a b"),
        ("", ""),
    ],
)
def test_plain_text_reads_as_it_is_shown(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    "tag",
    ["<div>", "<b></p>", "<details>", "<", "<!--", "<a href='", "[sound:", "&", "<p style='color:red'>"],
)
def test_markup_without_end_is_refused_or_cleaned_in_no_time(tag: str) -> None:
    started = time.process_time()
    for each in (lambda text: sanitised(text, resolve), plain):
        assert refusal(lambda each=each: each(tag * 100_000)) in ("", TOO_MUCH)  # type: ignore[misc]
    assert time.process_time() - started < 2


def test_every_colour_has_a_look_for_text_and_ground() -> None:
    assert {f"{place}-{each}" for each in COLOURS for place in ("color", "on")} <= set(LOOKS)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("red", "red"),
        ("#00F", "blue"),
        ("#ffa500", "orange"),
        ("rgb(0 128 0 / 50%)", "green"),
        ("rgba(255,255,0,.5)", "yellow"),
        ("gray", "grey"),
        ("white", ""),
        ("#000", ""),
        ("url(x)", ""),
        ("var(--x)", ""),
        ("rgb(999,0,0)", "red"),
        ("#12", ""),
    ],
)
def test_a_colour_becomes_the_nearest_of_the_palette(value: str, name: str) -> None:
    assert colour(value) == name


@pytest.mark.parametrize(
    ("style", "names"),
    [
        ("font-size: 40px", ("anki-large",)),
        ("font-size:10px", ("anki-small",)),
        ("font-size: 16px", ()),
        ("text-decoration: underline line-through", ("anki-underline", "anki-strike")),
        ("font-family: 'Courier New'", ("anki-mono",)),
        ("background: yellow", ("anki-on-yellow",)),
        ("position:fixed", ()),
        ("color", ()),
        (";;:;", ()),
    ],
)
def test_an_inline_style_becomes_looks(style: str, names: tuple[str, ...]) -> None:
    assert looks(style) == names


@pytest.mark.parametrize(
    ("css", "rules"),
    [
        (".card { font-size: 20px; color: black; background-color: white }", ".x { font-size: 20px }"),
        (
            ".cloze { font-weight: bold; color: blue }",
            ".x .anki-cloze { font-weight: bold; color: var(--anki-color-blue) }",
        ),
        (
            "b > i.n, /* c */ img { max-width: 100% !important }",
            ".x b > i.anki-n, .x img { max-width: 100% }",
        ),
        (".card p { background: #ff0 }", ".x p { background-color: var(--anki-on-yellow) }"),
    ],
)
def test_a_style_sheet_keeps_what_is_safe_below_its_card(css: str, rules: str) -> None:
    assert scoped(css, ".x") == rules


@pytest.mark.parametrize(
    "css",
    [
        "@import url(//evil);",
        "b { background: url(//evil) }",
        "b { position: fixed }",
        "b { margin: -90px }",
        "#main { color: red }",
        "b { content: 'x' }",
        "b { color: red",
        "nav { color: red }",
        ".nightMode b { color: red }",
        "b:hover { color: red }",
        "b[x] { color: red }",
        "b { width: expression(alert(1)) }",
        "b { border: 1px solid \\75rl }",
        "} body { display: flex }",
        "b { font-family: '</style><script>' }",
        "@media screen { b { position: fixed } }",
        "@font-face { font-family: x; src: url(//evil) }",
        "b { --x: 1 }",
        'b { font-family: "x }',
        "b, { }",
        "a" * 200_000,
        "b{" * 40_000,
        "/*" * 40_000,
    ],
)
def test_a_style_sheet_that_reaches_beyond_its_card_is_left_out(css: str) -> None:
    assert scoped(css, ".x") == ""


def test_a_rule_after_an_unsafe_one_is_kept() -> None:
    css = "@media print { b { color: red } } i { font-style: italic } @import 'x'; u { color: green }"
    assert scoped(css, ".x").splitlines() == [
        ".x i { font-style: italic }",
        ".x u { color: var(--anki-color-green) }",
    ]
