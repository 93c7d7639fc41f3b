"""Accounts: sign up, in and out, what is kept, a new password, and the way out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from quizapp.core.teaching.account import FEWEST_CHARACTERS, MOST_NAME, Account
from quizapp.errors import InputError, NotFound
from quizapp.services import accounts, personal
from quizapp.web import events, learner, mail, sessions
from quizapp.web.addresses import is_page
from quizapp.web.clock import now
from quizapp.web.downloads import download
from quizapp.web.headers import forget
from quizapp.web.htmx import render, see_other
from quizapp.web.translations import said

pages = Blueprint("accounts", __name__)
pages.after_request(forget)


@pages.route("/sign-up", methods=["GET", "POST"])
def sign_up() -> Response:
    """A new account; what this browser did and made becomes its own."""
    if request.method != "POST":
        return _form("sign_up.html", role=request.args.get("role", "teacher"))
    sent = {name: request.form.get(name, "") for name in ("role", "name", "email")}
    try:
        found = accounts.sign_up(
            **sent, password=request.form.get("password", ""), now=now(), learner=_visitor()
        )
    except InputError as error:
        return _form("sign_up.html", problem=said(error), **sent)
    events.told("signed up", account=found.id)
    return _entered(
        found, _("Welcome, %(name)s. What you did in this browser is yours now.", name=found.name)
    )


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Response:
    """Enter, and go on where that was asked for."""
    if request.method != "POST":
        return _form("sign_in.html", code="?" if "class" in request.args else "")
    email, code = request.form.get("email", ""), request.form.get("code", "")
    try:
        found = accounts.sign_in(
            email, request.form.get("password", ""), now=now(), learner=_visitor(), code=code
        )
    except InputError as error:
        events.told("sign-in refused", typed=email)
        return _form("sign_in.html", problem=said(error), email=email, code=code)
    events.told("signed in", account=found.id)
    return _entered(found, _("Good to see you, %(name)s.", name=found.name))


@pages.post("/sign-out")
def sign_out() -> Response:
    """Leave this browser as if nobody had been here, and every other one where that is asked for."""
    known = sessions.account()
    if known is not None:
        if "everywhere" in request.form:
            accounts.end_sessions(known.id)
        events.told(
            "signed out everywhere" if "everywhere" in request.form else "signed out", account=known.id
        )
    sessions.end()
    learner.forget()
    flash(_("You are signed out."))
    response = see_other(url_for("decks.home"))
    response.headers["Clear-Site-Data"] = '"cache"'  # nor does Back show what was on the screen
    return response


@pages.route("/account", methods=["GET", "POST"])
def mine() -> Response:
    """Name and address, and what can be done with the account."""
    known = _known()
    if request.method != "POST":
        return _account(known)
    sent = {name: request.form.get(name, "") for name in ("name", "email")}
    try:
        changed = accounts.change_details(known.id, **sent, password=request.form.get("present", ""))
    except InputError as error:
        return _account(known, problem=said(error), given=sent)
    if changed.email != known.email:
        events.told("address changed", account=known.id)
        mail.send_changed(known.email, _("The email address of your account was changed to another one."))
    flash(_("Your account is changed."))
    return see_other(url_for("accounts.mine"))


@pages.post("/account/password")
def password() -> Response:
    """Another password; this session goes on, every other one ends."""
    known = _known()
    old, new = (request.form.get(name, "") for name in ("old", "new"))
    try:
        changed = accounts.change_password(known.id, old=old, new=new)
    except InputError as error:
        events.told("password not changed", account=known.id)
        return _account(known, password_problem=said(error))
    _tell_of_password(changed)
    sessions.begin(changed)
    flash(_("The password is changed. Wherever else you were signed in, you are signed out."))
    return see_other(url_for("accounts.mine"))


@pages.get("/account/copy")
def copy() -> Response:
    """Everything that is kept of this person, as a file."""
    return download(personal.copy_of(_known(), now=now()))


@pages.route("/account/delete", methods=["GET", "POST"])
def leave() -> Response:
    """Ask first, then delete."""
    known = _known()
    if request.method != "POST":
        return render("leave.html", holdings=personal.holdings(known), problem="")
    try:
        accounts.delete_account(known.id, password=request.form.get("password", ""))
    except InputError as error:
        events.told("account not deleted", account=known.id)
        return render("leave.html", holdings=personal.holdings(known), problem=said(error), status=422)
    events.told("account deleted", account=known.id)
    sessions.end()
    learner.forget()
    flash(_("Your account and everything in it is deleted."))
    return see_other(url_for("decks.home"))


@pages.route("/forgot", methods=["GET", "POST"])
def forgot() -> Response:
    """Send a link for a new password, and say the same whether or not there is such an account."""
    email = request.form.get("email", "")
    if request.method != "POST" or not mail.is_possible():
        return render("forgot.html", sent=False, possible=mail.is_possible(), email=email)
    events.told("link asked for", typed=email)
    try:
        token = accounts.reset_token(email, now=now())
    except NotFound:
        return render("forgot.html", sent=True, possible=True, email=email)
    mail.send_reset(email.strip(), url_for("accounts.reset", token=token))
    return render("forgot.html", sent=True, possible=True, email=email)


@pages.route("/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> Response:
    """Set a new password by a link that works once."""
    found = accounts.account_of_reset(token, now=now())
    if request.method != "POST":
        return render("reset.html", name=found.name, problem="", fewest=FEWEST_CHARACTERS)
    try:
        changed = accounts.reset_password(token, request.form.get("password", ""), now=now())
    except InputError as error:
        return render(
            "reset.html", name=found.name, problem=said(error), fewest=FEWEST_CHARACTERS, status=422
        )
    _tell_of_password(changed)
    return _entered(changed, _("The new password is set, and you are signed in."))


def _tell_of_password(changed: Account) -> None:
    """To the log, and to whose password it was: somebody else may have changed it."""
    events.told("password changed", account=changed.id)
    mail.send_changed(changed.email, _("The password of your account was changed."))


def _form(template: str, *, problem: str = "", **given: str) -> Response:
    kept = {"name": "", "email": "", "role": "teacher", "code": ""} | given
    return render(
        template,
        status=422 if problem else 200,
        problem=problem,
        next=request.values.get("next", ""),
        fewest=FEWEST_CHARACTERS,
        most_name=MOST_NAME,
        **kept,
    )


def _account(known: Account, *, given: dict[str, str] | None = None, **problems: Any) -> Response:
    return render(
        "account.html",
        status=422 if problems else 200,
        known=known,
        given=given or {},
        fewest=FEWEST_CHARACTERS,
        most_name=MOST_NAME,
        **({"problem": "", "password_problem": ""} | problems),
    )


def _entered(found: Account, words: str) -> Response:
    """Sign in and go on to where this person was on the way to."""
    going = request.form.get("next", "")
    sessions.begin(found)
    learner.forget()
    flash(words)
    return see_other(going if is_page(going) else url_for("decks.home"))


def _visitor() -> str | None:
    """The learner of a browser where nobody is signed in."""
    found = None if sessions.account() else learner.current()
    return None if found is None else found.id


def _known() -> Account:
    found = sessions.account()
    if found is None:
        raise NotFound("account", "")
    return found
