"""Live rounds: the screen of the room, the phones, and the stream that tells the screen who has answered."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator

from flask import Blueprint, Response, request, stream_with_context, url_for
from flask_babel import gettext as _

from quizapp.errors import InputError, NotFound
from quizapp.services import classes, live
from quizapp.waiting import waiting
from quizapp.web import access, ending, learner
from quizapp.web.addresses import from_outside
from quizapp.web.clock import now, seed
from quizapp.web.forms import submitted, whole_number
from quizapp.web.htmx import nothing_new, render, see_other
from quizapp.web.translations import said

pages = Blueprint("live", __name__)
TICK_SECONDS = 1.0
STREAM_SECONDS = 55
"""Then the browser asks anew, so that no thread of the server is held by a screen that is gone."""
MOST_STREAMS = 4
"""Of a process: each holds a thread. More screens than that are told how it stands and ask again a second later."""
_places = threading.BoundedSemaphore(MOST_STREAMS)


@pages.post("/classes/<id>/live")
def begin(id: str) -> Response:
    """Open the lobby of a round."""
    deck = request.form.get("deck", "")
    if not access.may("study", deck):
        raise InputError(_("Choose a deck."))
    found = live.open_round(
        id, deck, count=whole_number("count", default=10, largest=50), now=now(), seed=seed()
    )
    return see_other(url_for("live.screen", id=found.id))


@pages.get("/live/<id>/screen")
def screen(id: str) -> Response:
    """What the room sees."""
    found = live.get_round(id)
    room = classes.get_class(found.classroom)
    address = from_outside("live.phone", id=id)
    return render(
        "live_screen.html", block="stage", round=found, room=room, tally=live.count(id), address=address
    )


@pages.post("/live/<id>/step")
def step(id: str) -> Response:
    """On: to the next item, or to what came of this one."""
    live.step(id, seen=request.form.get("seen", ""), now=now())
    return see_other(url_for("live.screen", id=id))


@pages.post("/live/<id>/end")
def end(id: str) -> Response:
    """End the round here."""
    live.end(id, now=now())
    return see_other(url_for("live.screen", id=id))


@pages.get("/live/<id>/events")
def events(id: str) -> Response:
    """A stream of how many are here and have answered, whenever that changes (Server-Sent Events, WHATWG HTML 9.2)."""
    response = Response(stream_with_context(_told(id)), mimetype="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"  # nginx would hold it back
    return response


@pages.get("/live/<id>")
def phone(id: str) -> Response:
    """What somebody in the room has on their phone; where it shows the present state already, nothing."""
    if request.args.get("seen") and live.sign(id) == request.args["seen"]:
        return nothing_new()
    return _phone(id)


@pages.post("/live/<id>/<int:position>")
def answer(id: str, position: int) -> Response:
    """An answer from the room."""
    try:
        live.answer(id, position, submitted(), learner=learner.required().id, now=now())
    except InputError as error:
        return _phone(id, problem=said(error), status=422)
    return see_other(url_for("live.phone", id=id))


def _phone(id: str, *, problem: str = "", status: int = 200) -> Response:
    known = learner.required()
    found, place = live.take_part(id, learner=known.id, now=now())
    return render(
        "live_phone.html",
        block="stage",
        status=status,
        round=found,
        place=place,
        problem=problem,
        attempt_id=live.attempt_of(id, known.id) if found.phase == "over" else None,
        room=classes.title_of_class(found.classroom),
    )


def _told(id: str) -> Iterator[str]:
    stays = _places.acquire(blocking=False)
    try:
        yield from _lines(id, seconds=STREAM_SECONDS if stays else 0)
    finally:
        if stays:
            _places.release()


def _lines(id: str, *, seconds: float) -> Iterator[str]:
    """What changed, looked for again and again for so long; once in any case."""
    last, until = "", time.monotonic() + seconds
    yield "retry: 1000\n\n"
    while not ending.is_asked():
        try:
            found = live.count(id)
            line = json.dumps({"here": found.here, "answered": found.answered, "sign": live.sign(id)})
        except NotFound:  # its class or its deck was deleted: the screen asks anew and is told
            return
        if line != last:
            last = line
            yield f"data: {line}\n\n"
        else:
            yield ": still here\n\n"
        if time.monotonic() >= until:
            return
        with waiting():
            time.sleep(TICK_SECONDS)
