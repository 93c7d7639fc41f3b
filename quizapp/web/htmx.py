"""Whole pages and their fragments: one place decides which of the two a request wants."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, make_response, redirect, render_template
from flask_htmx import HTMX
from jinja2.utils import missing

from quizapp.web.headers import Reply
from quizapp.web.here import asked
from quizapp.web.inlined import environment
from quizapp.web.translations import speaking

htmx = HTMX()


def wants_fragment() -> bool:
    """Whether htmx will put the answer into a page that is already there.

    Boosted links and a restored history send HX-Request too, and need the whole page.
    """
    sent = (
        asked().environ
    )  # Flask-HTMX looks each header up by itself, and this is asked three times an answer
    return (
        sent.get("HTTP_HX_REQUEST") == "true"
        and sent.get("HTTP_HX_BOOSTED") != "true"
        and sent.get("HTTP_HX_HISTORY_RESTORE_REQUEST") != "true"
    )


def render(template: str, *, block: str = "main", status: int = 200, **context: Any) -> Response:
    """A page, or for htmx one block of it headed by the page's title."""
    if not wants_fragment():
        with speaking():
            return make_response(render_template(template, **context), status)
    if status >= HTTPStatus.BAD_REQUEST:  # the page stays what it was
        return Reply(_blocks(template, (block,), context)[0], status)
    title, body = _blocks(template, ("title", block), context)
    whole = f"<title>{title.strip()}</title>\n{body}"
    return Reply([whole.encode()], status)  # a list, of which nobody says a length that compressing changes


class _Known(dict[str, Any]):
    """What a page knows, by name."""

    def __missing__(self, _name: str) -> Any:
        return missing


def _blocks(template: str, names: tuple[str, ...], context: dict[str, Any]) -> list[str]:
    """Some blocks of a page from one context, without the rest of the page being rendered.

    Flask's context processors only repeat what templates have as globals anyway, so they are left out.
    """
    templates = environment()
    page = templates.get_template(template)
    known = _Known(templates.globals, **context)
    held = templates.context_class(templates, known, page.name, page.blocks)
    held.resolve_or_missing = known.__getitem__  # type: ignore[assignment, method-assign]  # a block exports no names
    try:
        with speaking():
            return ["".join(page.blocks[name](held)) for name in names]
    except Exception:  # noqa: BLE001 - Jinja raises it again, with the lines of the template in its trace
        templates.handle_exception()


def see_other(address: str) -> Response:
    """After a POST that succeeded: go there with GET."""
    if not wants_fragment():
        return make_response(redirect(address, code=303))
    response = make_response("")
    response.headers["HX-Redirect"] = address
    return response


def nothing_new() -> Response:
    """Done, and the page stays as it is."""
    return make_response("", HTTPStatus.NO_CONTENT)
