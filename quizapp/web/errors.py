"""What went wrong, as a status and a page that says what to do; never a trace."""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from quizapp.errors import (
    Conflict,
    ExportUnsupported,
    InputError,
    NotFound,
    QuizappError,
    TooOften,
    Unavailable,
)
from quizapp.web import events, logs, problems, sessions
from quizapp.web.addresses import this_address
from quizapp.web.htmx import render, wants_fragment
from quizapp.web.parts import parts_of
from quizapp.web.translations import said
from quizapp.web.uploads import file_limit, text_limit

STATUS: dict[type[QuizappError], int] = {
    InputError: 422,
    NotFound: 404,
    Conflict: 409,
    ExportUnsupported: 422,
    Unavailable: 503,
    TooOften: 429,
}
PASSWORDS = frozenset({"password", "old", "new", "present"})
_OURS = frozenset({401, 429})
"""Of these the words are ours."""
DRAINED_BYTES = 64_000_000
_CHUNK = 65_536


def status_of(error: type[QuizappError]) -> int:
    """The status of an error, or of its nearest ancestor that has one."""
    return next(STATUS[ancestor] for ancestor in error.__mro__ if ancestor in STATUS)


def init_app(app: Flask) -> None:
    """Register a page for every error."""
    app.register_error_handler(QuizappError, _ours)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(HTTPException, _foreign)


def _ours(error: QuizappError) -> Response:
    if isinstance(error, Unavailable):
        sessions.ask_nobody()
    status = status_of(type(error))
    titles = {
        404: _("Not found"),
        409: _("Changed in the meantime"),
        422: _("That cannot be used"),
        429: _("Too often"),
        503: _("Not possible at the moment"),
    }
    hints = {
        404: _("It may have been deleted, or the address has a slip in it."),
        409: _("Reload the page and try once more."),
        422: _("Change it and send it again."),
        429: _("Nothing was stored."),
        503: _("Nothing was stored. Try again in a moment."),
    }
    response = _page(
        status, title=titles[status], message=said(error), hint=hints[status], **_to_send_later(error)
    )
    if isinstance(error, TooOften):
        events.told("told to wait")
        response.headers["Retry-After"] = str(error.wait)
    return response


def _to_send_later(error: QuizappError) -> dict[str, Any]:
    """The fields of a form that came too soon, unless one is a password, which no page repeats."""
    kept = _kept() if isinstance(error, TooOften) else []
    return {} if any(name in PASSWORDS for name, _value in kept) else {"kept": kept, "again": this_address()}


def _foreign(error: HTTPException) -> Response:
    """Errors of the web itself, and everything unforeseen: Flask wraps it as a 500 and logs it."""
    status = error.code or InternalServerError.code
    if status == HTTPStatus.UNAUTHORIZED:
        events.told("token refused")
    titles = {
        400: _("This request was not understood"),
        404: _("There is no such page"),
        405: _("This address does not take that"),
        500: _("Something broke on our side"),
    }
    hints = {
        404: _("It may have been deleted, or the address has a slip in it."),
        405: _("Only %(methods)s is answered here.", methods=error.get_response().headers.get("Allow", "GET"))
        if problems.is_wanted()
        else _("It is used by a form: go back and use its button."),
        500: _("It was written to the log. Nothing you stored before is lost: go back and try again."),
    }
    title = titles.get(status, _("This cannot be answered"))
    message = error.description or "" if status in _OURS else ""
    response = _page(
        status, title=title, message=message, hint=hints.get(status, _("Go back and try again."))
    )
    for name in ("Allow", "WWW-Authenticate", "Retry-After"):
        if name in error.get_response().headers:
            response.headers[name] = error.get_response().headers[name]
    return response


def _too_large(error: RequestEntityTooLarge) -> Response:
    """Read what is still coming first: a browser that cannot finish sending shows no page at all."""
    left = min(request.content_length or DRAINED_BYTES, DRAINED_BYTES)
    stream = request.environ["wsgi.input"]
    with suppress(OSError):  # nothing more comes
        while left > 0 and (chunk := stream.read(min(left, _CHUNK))):
            left -= len(chunk)
    if request.blueprint == "items":
        return _page(
            413,
            title=_("This is too large"),
            message=_(
                "Files that are sent at once may have %(most)s MB together.",
                most=f"{file_limit() / 1_000_000:g}",
            ),
            hint=_("Add them one after the other."),
            back=_("Your browser’s Back button keeps what you typed."),
        )
    return _page(
        413,
        title=_("This is too large"),
        message=_(
            "A text may have at most %(limit)s MB (about 150,000 words), a file at most %(most)s MB.",
            limit=f"{text_limit() / 1_000_000:g}",
            most=f"{file_limit() / 1_000_000:g}",
        ),
        hint=_("Split it into parts and make a deck of each."),
        back=_("Your browser’s Back button keeps what you typed."),
    )


def _stale_form(error: CSRFError) -> Response:
    """A form whose token is missing or old: show what was typed, to be sent again with one press.

    Only a page of ours may come here with its fields: what another site sends is not offered for sending.
    """
    kept = _kept()
    events.told("form without a valid token")
    return _page(
        400,
        title=_("This page was open too long"),
        message=_("Your text is still here: send it again.") if kept else "",
        hint="" if kept else _("Go back, reload the page and send the form again."),
        kept=kept,
        again=this_address(),
    )


def _kept() -> list[tuple[str, str]]:
    fields = list(request.form.items(multi=True)) if _sent_by_us() else []
    return [(name, value) for name, value in fields if name != "csrf_token"]


def _sent_by_us() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return parts_of(request.headers.get("Origin", "")).netloc == request.host


def _page(status: int, **context: Any) -> Response:
    """A page; for htmx the main part of it, or where a form was sent, a word beside the form, which stays; for a
    program a problem."""
    if problems.is_wanted():
        return problems.problem(status, context["message"] or context["hint"])
    context["status_code"] = status
    if status >= InternalServerError.code:
        context["number"] = logs.request_id()
    if not wants_fragment():
        return render("error.html", status=status, **context)
    beside = request.method != "GET" and not context.get("kept")
    response = render("error.html", block="words" if beside else "main", status=status, **context)
    response.headers["HX-Retarget"] = "#trouble" if beside else "#main"
    response.headers["HX-Reswap"] = "innerHTML" if beside else "innerHTML show:window:top"
    return response
