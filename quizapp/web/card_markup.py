"""Cards that came as markup, cleaned each time they are shown: what is stored may have come from anywhere."""

from __future__ import annotations

import re

import nh3
from flask import Flask, url_for
from markupsafe import Markup

from quizapp.core.items.media import is_name

_TAGS = frozenset(
    "a abbr audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rb rp rt rtc ruby s samp small span "
    "strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr".split()
)
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "audio": {"src", "controls", "preload"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "span": {"class"},
    "div": {"class"},
}
_CLASSES = re.compile(r"anki-[\w-]+")


def init_app(app: Flask) -> None:
    """Teach the templates to show them."""
    app.add_template_filter(card_markup)
    app.add_template_filter(card_picture)


def card_markup(markup: str, deck_id: str) -> Markup:
    """Markup that can do nothing but be read and heard: no script, form, frame, style or address of another site."""

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return address_of(value, deck_id)
        if attribute == "class":
            return " ".join(_CLASSES.findall(value)) or None
        return value

    cleaned = nh3.clean(
        markup, tags=set(_TAGS), attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=kept, url_schemes=set(), link_rel=None,
    )  # fmt: skip
    return Markup(cleaned)  # noqa: S704 - this is the cleaner


def card_picture(name: str, deck_id: str) -> str:
    """The address of the picture of a card, "" where it has none."""
    return address_of(name, deck_id) or ""


def address_of(name: str, deck_id: str) -> str | None:
    """Where a deck's medium is served, None for what is no name of one."""
    if not deck_id or not is_name(name):
        return None
    return url_for("media.file", id=deck_id, name=name)
