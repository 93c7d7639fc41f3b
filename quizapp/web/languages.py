"""The language of a page: chosen by a switch, else by the browser, else English."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Flask, Response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from quizapp.errors import InputError
from quizapp.web.addresses import is_page, this_address
from quizapp.web.here import asked
from quizapp.web.htmx import see_other
from quizapp.web.parts import parts_of
from quizapp.web.sessions import cookie_flags
from quizapp.web.translations import spoken
from quizapp.web.vary import vary

pages = Blueprint("languages", __name__)
LANGUAGES = {"en": "English", "zh-Hans": "简体中文"}
"""What the switch offers: the name of each language, in itself, by its tag."""

COOKIE = "language"
_KEPT_SECONDS = 366 * 86_400
_TAGS = {"en": "en", "zh": "zh-Hans", "cmn": "zh-Hans"}
"""Languages by what the tags of browsers begin with. Whoever reads traditional characters is closer to simplified
ones than to English."""


def init_app(app: Flask) -> None:
    """Tell templates and browsers what is spoken."""
    app.after_request(declare)
    app.jinja_env.globals["languages"] = LANGUAGES
    app.add_template_global(language)
    app.add_template_global(this_address)


def locale() -> str:
    """The locale of this request, as Babel names it."""
    here = asked()
    tag = ""
    if COOKIE in here.cookies:  # asking for what is missing raises and catches
        tag = here.cookies[COOKIE]
    if tag not in LANGUAGES:
        tag = preferred(here.environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    return tag.replace("-", "_")


def language() -> str:
    """The tag of this page's language, as browsers write it."""
    return spoken().locale.replace("_", "-")


@pages.post("/language")
def choose() -> Response:
    """Keep the language for a year and go back to the page that asked."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise InputError(_("This page is not written in that language."))
    response = see_other(_asked_from())
    response.set_cookie(COOKIE, chosen, max_age=_KEPT_SECONDS, **cookie_flags())
    return response


def declare(response: Response) -> Response:
    """A page says its language, and that others may get it in another one."""
    if response.mimetype == "text/html":
        response.headers.add("Content-Language", language())
        vary(response, "Accept-Language", "Cookie")
    return response


@lru_cache(512)
def preferred(accepted: str) -> str:
    """The first language of a browser's that we speak."""
    for tag, quality in parse_accept_header(accepted, LanguageAccept):
        known = _TAGS.get(tag.lower().replace("_", "-").partition("-")[0])
        if known and quality > 0:
            return known
    return "en"


def _asked_from() -> str:
    """The page as the browser tells, or as the form does, where it can be asked for; else the list of decks.

    A swap may have moved the page since the form was written, so the browser knows better.
    """
    referrer = parts_of(request.referrer or "")
    told = [referrer._replace(scheme="", netloc="").geturl()] if referrer.netloc == request.host else []
    for address in (*told, request.form.get("back", "")):
        if is_page(address):
            return address
    return url_for("decks.home")
