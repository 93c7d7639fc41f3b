"""Cards that came as markup, cleaned each time they are shown: what is stored may have come from anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

import nh3
from flask import Blueprint, Flask, Response, g, make_response, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from quizapp.core.items.media import is_name
from quizapp.services import packages

pages = Blueprint("cards", __name__)
_TAGS = frozenset(
    "a abbr audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rb rp rt rtc ruby s samp small span "
    "strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr".split()
)
_ATTRIBUTES = {
    "*": {"class", "dir", "hidden", "lang", "title"},
    "a": {"href"},
    "audio": {"src"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_ADDED = {"audio": {"controls": "", "preload": "none"}, "img": {"loading": "lazy"}}
_CLASSES = re.compile(r"anki-[\w-]+")
_IMAGE = re.compile(r"<img([^>]*)>")


def init_app(app: Flask) -> None:
    """Teach the templates to show them."""
    app.add_template_filter(card_markup)
    app.add_template_filter(card_picture)
    app.add_template_global(note_type_of)


def note_type_of(deck_id: str, item_id: str) -> int | None:
    """As `packages.note_type_of`, asked once for each card of a page, whose every side wants it."""
    known = _known()
    if (deck_id, item_id) not in known:
        known[deck_id, item_id] = packages.note_type_of(deck_id, item_id)
    return known[deck_id, item_id]


def look_up_note_types(deck_id: str, items: Sequence[str]) -> None:
    """Ask at once for all cards of a page that shows many."""
    if items:
        found = packages.note_types_of(deck_id, items)
        _known().update({(deck_id, id): found.get(id) for id in items})


def _known() -> dict[tuple[str, str], int | None]:
    known: dict[tuple[str, str], int | None] = g.setdefault("note_types", {})
    return known


@pages.get("/decks/<id>/note-types/<int:number>.css")
def style(id: str, number: int) -> Response:
    """The style of a note type, so far as it can do no harm to the page around its cards."""
    response = make_response(packages.style_of(id, number, under=f".face-{number}"))
    response.mimetype = "text/css"
    response.add_etag()
    return response


def card_markup(markup: str, deck_id: str) -> Markup:
    """Markup that can do nothing but be read and heard: no script, form, frame, style or medium of another site."""

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return address_of(value, deck_id)
        if attribute == "class":
            return " ".join(_CLASSES.findall(value)) or None
        return value

    cleaned = nh3.clean(
        markup, tags=set(_TAGS), attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=kept, set_tag_attribute_values=_ADDED, url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )  # fmt: skip
    return Markup(_IMAGE.sub(_image, cleaned))  # noqa: S704 - this is the cleaner


def _image(found: re.Match[str]) -> str:
    """An image that nobody described says at least that it is one; one that is not there says so."""
    if ' src="' not in found[1]:
        return f'<span class="small">{escape(_("An image is missing here."))}</span>'
    return found[0] if ' alt="' in found[1] else f'<img alt="{escape(_("Image"))}"{found[1]}>'


def card_picture(name: str, deck_id: str) -> str:
    """The address of the picture of a card, "" where it has none."""
    return address_of(name, deck_id) or ""


def address_of(name: str, deck_id: str) -> str | None:
    """Where a deck's medium is served, None for what is no name of one."""
    if not deck_id or not is_name(name):
        return None
    return url_for("media.file", id=deck_id, name=name)
