"""Whole pages and their fragments: one place decides which of the two a request wants."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, make_response, redirect, render_template
from flask_htmx import HTMX
from jinja2_fragments.flask import render_block

htmx = HTMX()


def wants_fragment() -> bool:
    """Whether htmx will put the answer into a page that is already there.

    Boosted links and a restored history send HX-Request too, and need the whole page.
    """
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render(template: str, *, block: str = "main", status: int = 200, **context: Any) -> Response:
    """A page, or for htmx one block of it headed by the page's title."""
    if not wants_fragment():
        return make_response(render_template(template, **context), status)
    body = render_block(template, block, **context)
    if status >= HTTPStatus.BAD_REQUEST:  # the page stays what it was
        return make_response(body, status)
    title = render_block(template, "title", **context).strip()
    return make_response(f"<title>{title}</title>\n{body}", status)


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
