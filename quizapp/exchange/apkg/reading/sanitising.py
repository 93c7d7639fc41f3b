"""Strangers' markup made safe to show: no script, nothing from elsewhere, only media that the package brought."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import unquote

import nh3

from quizapp.errors import ImportRejected
from quizapp.exchange.apkg.markup import clean
from quizapp.exchange.apkg.reading.looks import PREFIX, STYLES, colour, looks
from quizapp.phrases import phrase

Resolver = Callable[[str], str | None]
"""A medium's name → the address from which a page shows it; none where it is not there."""

TOO_MUCH = phrase("this card holds too much markup to be shown")
TAGS = frozenset(
    "a abbr audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rb rp rt ruby s samp small source "
    "span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr".split()
)
_WITH_CONTENT = set(
    "script style noscript template iframe object embed applet select textarea button svg math title head "
    "noembed noframes plaintext xmp canvas".split()
)
_ATTRIBUTES = {
    "*": {"class", "dir", "lang", "style", "title"},
    "a": {"href"},
    "audio": {"src"},
    "col": {"span"},
    "details": {"open"},
    "font": {"color"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"reversed", "start", "type"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "video": {"height", "src", "width"},
}
_ADDED = {
    "audio": {"controls": "", "preload": "none"},
    "img": {"loading": "lazy"},
    "video": {"controls": "", "preload": "none"},
}
_ELSEWHERE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_CLASS = re.compile(r"[\w-]{1,60}")
_MOST_CLASSES = 20
_NUMBER = re.compile(r"[0-9]{1,4}%?")
_NUMBERS = frozenset({"width", "height", "span", "start", "colspan", "rowspan"})
# as nh3 writes it: names in lower case, values always between double quotes
_PIECE = re.compile(r'<([a-z][a-z0-9]*)((?: [^\s="<>/]+="[^"]*")*)(?: ?/)?>|[^<]+|<[^<>]*>|<')
_ATTRIBUTE = re.compile(r' ([^\s="<>/]+)="([^"]*)"')
_CLOSING = re.compile(r"</[a-z][a-z0-9]*>")
_MEDIUM = "anki-medium:"  # before a name that is not resolved yet: a scheme that no browser loads
_MARKUP = re.compile(r"[<>&\xa0]")
_TO_FINISH = (" style=", " color=", " src=", "[sound:")
_BARE = frozenset({"alt", "controls", "open", "reversed", "title"})
_SOUND = re.compile(r"\[sound:([^\[\]<>]{1,300})\]")
_VIDEO = (".mp4", ".m4v", ".webm", ".ogv", ".mov", ".mkv", ".mpg", ".mpeg", ".avi")
_MAX_MARKUP = 2_000_000
_MAX_TAGS = 8_000  # the time that html5ever takes for tags that are never closed grows with their square
_BLOCKS = set(
    "br p div li tr td th h1 h2 h3 h4 h5 h6 hr dt dd blockquote pre figcaption summary caption".split()
)
_BREAK = re.compile(r"<(?:br|hr)>|</?(?:p|div|li|tr|h[1-6]|dt|dd|blockquote|pre|figcaption|summary|caption)>")
_CELL = re.compile(r"</t[dh]>(?=\s*<t[dh]>)")
_ANY_TAG = re.compile(r"<[^<>]*>")
_OPEN = re.compile(r"<[a-zA-Z/]")


def sanitised(markup: str, resolve: Resolver) -> str:
    """Markup that a page of ours may hold.

    Classes get a prefix and ids go, so that nothing meets a class or id of the page; inline styles become classes
    (`looks`). Sounds and videos get controls. Formulas in MathJax or LaTeX stay as the text that they are. Raises
    `ImportRejected` for more markup than a card has.
    """
    text = _bounded(clean(markup))
    safe = _CLEANER.clean(text) if _MARKUP.search(text) else text
    return _PIECE.sub(lambda piece: _finished(piece, resolve), safe) if _is_to_finish(safe) else safe


def _kept(tag: str, name: str, value: str) -> str | None:
    """An attribute's value, none where it goes. Names of media are marked, to be resolved in what is then clean."""
    if name == "src":
        return _MEDIUM + value
    if name == "href":
        return value if _ELSEWHERE.match(value) else None
    if name == "class":
        found = [PREFIX + each for each in value.split()[:_MOST_CLASSES] if _CLASS.fullmatch(each)]
        return " ".join(found) or None
    return value if name not in _NUMBERS or _NUMBER.fullmatch(value) else None


# made once: making one takes longer than cleaning a card
_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    attribute_filter=_kept,
    set_tag_attribute_values=_ADDED,
    url_schemes={"http", "https", "mailto"},
    filter_style_properties=STYLES,
    link_rel="noopener noreferrer nofollow",
)
_PLAIN_CLEANER = nh3.Cleaner(tags=_BLOCKS, attributes={}, clean_content_tags=_WITH_CONTENT, link_rel=None)
_STRIPPER = nh3.Cleaner(tags=set(), clean_content_tags={"script", "style"}, link_rel=None)


def plain(markup: str) -> str:
    """The text that markup shows: entities resolved, blocks and breaks as line ends, cells parted by tabs.

    Sounds are left out, images too. Raises `ImportRejected` for more markup than a card has.
    """
    bare = _PLAIN_CLEANER.clean(_bounded(clean(markup)))
    text = re.sub(r"\s+", " ", _SOUND.sub("", bare))
    text = _BREAK.sub("\n", _CELL.sub("\t", text))
    lines = (
        " ".join(re.split(" +", line)).strip()
        for line in html.unescape(_ANY_TAG.sub("", text)).replace("\xa0", " ").split("\n")
    )
    return "\n".join(line for line in lines if line)


def stripped(markup: str) -> str:
    """The text without tags, as Anki's ``text:`` gives it: a break joins what it parted.

    Raises `ImportRejected` for more markup than a card has.
    """
    if "<" not in markup and "&" not in markup:
        return markup
    return html.unescape(_STRIPPER.clean(_bounded(markup)))


def _bounded(markup: str) -> str:
    if len(markup) > _MAX_MARKUP or (
        markup.count("<") > _MAX_TAGS and len(_OPEN.findall(markup)) > _MAX_TAGS
    ):
        raise ImportRejected(TOO_MUCH)
    return markup


def _is_to_finish(text: str) -> bool:
    """Looking for one word after another takes a quarter of what a pattern of all takes."""
    return any(each in text for each in _TO_FINISH)


def _address(value: str, resolve: Resolver) -> str | None:
    """Of a medium, whose name markup may hold percent-encoded."""
    name = value.strip()
    return resolve(name) or (resolve(unquote(name)) if "%" in name else None)


def _finished(piece: re.Match[str], resolve: Resolver) -> str:
    """A tag with an address for its medium and classes for its style; text with players for its sounds."""
    whole: str = piece[0]
    if piece[1] is None:
        if whole.startswith("<"):
            return whole if _CLOSING.fullmatch(whole) else ""
        return _SOUND.sub(lambda sound: _player(sound[1], resolve), whole)
    if not _is_to_finish(whole):
        return whole
    stated = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(piece[2])}
    found = list(looks(stated.pop("style", "")))
    if nearest := colour(stated.pop("color", "")):
        found.append(f"{PREFIX}color-{nearest}")
    if medium := stated.pop("src", ""):
        stated["src"] = _address(medium.removeprefix(_MEDIUM), resolve) or ""
    names = [stated.pop("class", ""), *(each for each in found if each != "hidden")]
    stated["class"] = " ".join(filter(None, names))
    said = "".join(
        f' {name}="{html.escape(value)}"' for name, value in stated.items() if value or name in _BARE
    )
    return f"<{piece[1]}{said}{' hidden' if 'hidden' in found else ''}>"


def _player(escaped: str, resolve: Resolver) -> str:
    name = html.unescape(escaped).strip()
    address = _address(name, resolve)
    if not address:
        return f'<span class="{PREFIX}missing">{html.escape(name)}</span>'
    tag = "video" if name.lower().endswith(_VIDEO) else "audio"
    return f'<{tag} controls preload="none" src="{html.escape(address)}"></{tag}>'
