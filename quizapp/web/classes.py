"""Classes: the list, joining, a class for those in it, and what its teachers do with it."""

from __future__ import annotations

import io
from typing import Any

import segno
from flask import Blueprint, Response, flash, make_response, request, url_for
from flask_babel import gettext as _

from quizapp.core.teaching.account import FEWEST_CHARACTERS, MOST_NAME
from quizapp.core.teaching.classroom import MOST_EXTRA, MOST_TITLE, Classroom, code_from
from quizapp.errors import InputError
from quizapp.services import accounts, assignments, classes, decks, gradebooks, live
from quizapp.web import access, bin, learner, sessions
from quizapp.web.addresses import from_outside
from quizapp.web.clock import now
from quizapp.web.downloads import download
from quizapp.web.headers import forget
from quizapp.web.htmx import nothing_new, render, see_other, wants_fragment
from quizapp.web.translations import said

pages = Blueprint("classes", __name__)
pages.after_request(forget)  # names of pupils and their points stay on no computer of a school


@pages.get("/classes")
def listed() -> Response:
    """The classes that this person leads or is in."""
    return _listed()


@pages.post("/classes")
def create() -> Response:
    """A new class."""
    known = sessions.account()
    try:
        made = classes.new_class(
            title=request.form.get("title", ""),
            learner=learner.required().id,
            name=known.name if known else "",
            now=now(),
        )
    except InputError as error:
        return _listed(problem=said(error))
    flash(_("The class is made. Give its code to your learners."))
    return see_other(url_for("classes.room", id=made.id))


@pages.route("/join", methods=["GET", "POST"])
def find() -> Response:
    """The code of a class, and on to its door."""
    code = request.form.get("code", "")
    if request.method != "POST":
        return render("join.html", room=None, code="", problem="", name="", **_limits())
    try:
        classes.class_with(code)
    except InputError as error:
        return render(
            "join.html", room=None, code=code, problem=said(error), status=422, name="", **_limits()
        )
    return see_other(url_for("classes.join", code=code_from(code)))


@pages.route("/join/<code>", methods=["GET", "POST"])
def join(code: str) -> Response:
    """The door of a class: a name, and in. With a password one comes back on another device."""
    try:
        room = classes.class_with(code)
    except InputError as error:
        return render(
            "join.html", room=None, code=code, problem=said(error), status=422, name="", **_limits()
        )
    present = learner.current()
    if present is not None and room.member(present.id) is not None:
        return see_other(url_for("classes.room", id=room.id))
    if not room.is_open(now()):
        return render("join.html", room=room, code=code, closed=True, **_limits())
    known = sessions.account()
    name = request.form.get("name", known.name if known else "")
    if request.method != "POST":
        return render("join.html", room=room, code=code, problem="", name=name, **_limits())
    try:
        _enter(code, name, request.form.get("password", ""))
    except InputError as error:
        return render(
            "join.html", room=room, code=code, problem=said(error), name=name, status=422, **_limits()
        )
    flash(_("You are in the class “%(title)s”.", title=room.title))
    return see_other(url_for("classes.room", id=room.id))


@pages.get("/classes/<id>")
def room(id: str) -> Response:
    """A class as its teachers or its learners see it."""
    found, present = classes.get_class(id), learner.required()
    member = found.member(present.id)
    if access.may("lead", id):
        book = assignments.book(id, now=now())
        address = from_outside("classes.join", code=found.code)
        offered = [deck for deck in decks.list_decks(access.actor()) if deck.published and deck.items]
        return render(
            "class.html",
            room=found,
            me=member,
            book=book,
            address=address,
            now=now(),
            decks=offered,
            going=live.going_on(id),
        )
    given = assignments.assignments_of(id)
    standings = [assignments.standing(one.id, learner=present.id, now=now()) for one in given]
    return render(
        "class_learner.html",
        room=found,
        me=member,
        standings=standings,
        now=now(),
        going=live.going_on(id),
    )


@pages.get("/classes/<id>/now")
def present(id: str) -> Response:
    """For a page of a learner that is open: the round that began, or that ended; where it shows it already, nothing."""
    going = live.going_on(id)
    if not wants_fragment():
        return see_other(url_for("classes.room", id=id))
    if request.args.get("seen", "") == (going or ""):
        return nothing_new()
    return render("class_learner.html", block="now", room=classes.get_class(id), going=going)


@pages.get("/classes/<id>/code.svg")
def code(id: str) -> Response:
    """The address of a class's door as a picture for cameras."""
    found = classes.get_class(id)
    drawn = io.BytesIO()
    address = from_outside("classes.join", code=found.code)
    segno.make(address, micro=False).save(drawn, kind="svg", scale=6, border=3, light="#fff", xmldecl=True)
    response = make_response(drawn.getvalue())
    response.mimetype = "image/svg+xml"
    return response


@pages.get("/classes/<id>/gradebook")
def gradebook(id: str) -> Response:
    """What every learner reached in everything that is assigned."""
    return render("gradebook.html", book=assignments.book(id, now=now()), now=now())


@pages.get("/classes/<id>/gradebook.csv")
def gradebook_file(id: str) -> Response:
    """The gradebook for a spreadsheet."""
    return download(gradebooks.export_gradebook(id, now=now()))


@pages.route("/classes/<id>/settings", methods=["GET", "POST"])
def settings(id: str) -> Response:
    """Title, code, teachers, and the end of a class."""
    if request.method != "POST":
        return _settings(classes.get_class(id))
    try:
        classes.rename_class(id, title=request.form.get("title", ""))
    except InputError as error:
        return _settings(classes.get_class(id), problem=said(error))
    flash(_("The class is renamed."))
    return see_other(url_for("classes.room", id=id))


@pages.post("/classes/<id>/code")
def new_code(id: str) -> Response:
    """Another code, after which the old one joins no more; or the same one for longer."""
    if "keep" in request.form:
        classes.keep_open(id, now=now())
        flash(_("The code joins again."))
    else:
        classes.renew_code(id, now=now())
        flash(_("The class has a new code. Who is in it stays."))
    return see_other(url_for("classes.settings", id=id))


@pages.post("/classes/<id>/teachers")
def add_teacher(id: str) -> Response:
    """Let another teacher lead the class, too."""
    try:
        member = classes.add_teacher(id, request.form.get("email", ""), now=now())
    except InputError as error:
        return _settings(classes.get_class(id), teacher_problem=said(error))
    flash(_("%(name)s leads this class, too.", name=member.name))
    return see_other(url_for("classes.settings", id=id))


@pages.route("/classes/<id>/members/<int:number>", methods=["GET", "POST"])
def member(id: str, number: int) -> Response:
    """A learner's name in the class, and more time where time is limited."""
    if request.method != "POST":
        return _member(id, number)
    try:
        classes.change_member(
            id, number, name=request.form.get("name", ""), extra=request.form.get("extra", "")
        )
    except InputError as error:
        return _member(id, number, problem=said(error))
    flash(_("Changed."))
    return see_other(url_for("classes.room", id=id))


@pages.post("/classes/<id>/members/<int:number>/remove")
def remove(id: str, number: int) -> Response:
    """Take somebody out of the class."""
    gone = classes.remove_member(id, number, now=now(), by=learner.required().id)
    bin.told(
        _("%(name)s is out of the class. What they did stays theirs.", name=gone.name), "member", str(number)
    )
    return see_other(url_for("classes.room", id=id))


@pages.post("/classes/<id>/members/<int:number>/link")
def way_back(id: str, number: int) -> Response:
    """A link by which a learner without an email sets a new password."""
    token = accounts.reset_of_member(id, number, now=now())
    link = from_outside("accounts.reset", token=token)
    return _member(id, number, link=link)


@pages.post("/classes/<id>/leave")
def leave(id: str) -> Response:
    """A learner goes."""
    found = classes.get_class(id)
    me = found.member(learner.required().id)
    if me is not None:
        classes.remove_member(id, me.number, now=now(), by=me.learner)
        bin.told(_("You have left the class “%(title)s”.", title=found.title), "member", str(me.number))
    return see_other(url_for("classes.listed"))


@pages.route("/classes/<id>/delete", methods=["GET", "POST"])
def delete(id: str) -> Response:
    """Ask first, then delete."""
    found = classes.get_class(id)
    if request.method != "POST":
        return render("class_delete.html", room=found, given=assignments.assignments_of(id))
    classes.delete_class(id, now=now(), by=learner.required().id)
    bin.told(_("The class “%(title)s” was deleted.", title=found.title), "class", id)
    return see_other(url_for("classes.listed"))


def _listed(*, problem: str = "") -> Response:
    known = learner.current()
    mine = classes.classes_of(known.id) if known else ()
    led = [(each, member.teaches) for each in mine if known and (member := each.member(known.id))]
    return render("classes.html", rooms=led, problem=problem, most=MOST_TITLE, status=422 if problem else 200)


def _settings(found: Classroom, *, problem: str = "", teacher_problem: str = "") -> Response:
    return render(
        "class_settings.html",
        room=found,
        now=now(),
        problem=problem,
        teacher_problem=teacher_problem,
        most=MOST_TITLE,
        status=422 if problem or teacher_problem else 200,
    )


def _member(id: str, number: int, *, problem: str = "", link: str = "") -> Response:
    found = classes.get_class(id)
    return render(
        "member.html",
        room=found,
        member=classes.member_of(found, number),
        problem=problem,
        link=link,
        most_name=MOST_NAME,
        most_extra=MOST_EXTRA,
        status=422 if problem else 200,
    )


def _enter(code: str, name: str, password: str) -> None:
    """Join, and where a password was chosen, with an account that is entered by code, name and password."""
    if password and sessions.account() is None:
        present = learner.current()
        made = accounts.sign_up_in_class(
            code, name=name, password=password, now=now(), learner=None if present is None else present.id
        )
        sessions.begin(made)
        learner.forget()
    else:
        classes.join(code, learner=learner.required().id, name=name, now=now())


def _limits() -> dict[str, Any]:
    return {"most_name": MOST_NAME, "fewest": FEWEST_CHARACTERS}
