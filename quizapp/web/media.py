"""Images and sounds of a deck's items, and the part of the item form that takes them."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Flask, Response, make_response, request

from quizapp.core.items.attachment import placed
from quizapp.core.items.media import type_of
from quizapp.services import media
from quizapp.services.media import MOST_OF_ITEM, Added, Refused
from quizapp.web.clock import now
from quizapp.web.fields import Fields
from quizapp.web.headers import ONE_YEAR

pages = Blueprint("media", __name__)
FIELD = "media"
"""The field of the form that takes files."""
ENDS = (
    "image/png,image/jpeg,image/gif,image/webp,audio/mpeg,audio/ogg,audio/wav,audio/mp4,.mp3,.ogg,.wav,.m4a"
)
"""What a browser offers to choose from."""
POLICY = "sandbox; default-src 'none'"
"""Whatever somebody makes of the content, it runs nothing and asks for nothing."""


def init_app(app: Flask) -> None:
    """Teach the templates what stands where."""
    app.add_template_filter(placed)
    app.add_template_filter(media.problem_of, "media_problem")


@pages.get("/decks/<id>/media/<name>")
def file(id: str, name: str) -> Response:
    """The image or sound, or the part of it that is asked for. Raises `NotFound`."""
    found = media.get_media(id, name)
    response = make_response("")
    response.set_etag(found.name)
    if not request.if_none_match.contains(found.name):
        response.data = media.content_of(found)
    response.mimetype = type_of(found.name)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cache-Control"] = f"private, max-age={ONE_YEAR}, immutable"
    response.make_conditional(request, accept_ranges=True, complete_length=found.size)
    return response


def with_files(deck_id: str, fields: Fields) -> tuple[dict[str, list[str]], tuple[Refused, ...]]:
    """The fields with the files that were sent among the media, and the files that were refused. Raises `NotFound`."""
    form = {name: list(values) for name, values in fields.items()}
    sent = [each for each in request.files.getlist(FIELD) if each.filename]
    if not sent:
        return form, ()
    room = max(0, MOST_OF_ITEM - len(form.get("media_name", ())))
    files = [(each.filename or "", each.read()) for each in sent]
    added = _with_rest(media.add_files(deck_id, files[:room], now=now()), [name for name, _ in files[room:]])
    names = form.setdefault("media_name", [])
    for each in added.media:
        if each.name not in names:
            names.append(each.name)
    return form, added.refused


def without(fields: Fields, index: int) -> dict[str, list[str]]:
    """The fields with one of the media less."""
    form = {name: list(values) for name, values in fields.items()}
    for column in ("media_name", "media_alt", "media_place"):
        del form.get(column, [])[index : index + 1]
    return form


def _with_rest(added: Added, names: list[str]) -> Added:
    """Too many files for one item: those that came last are refused."""
    error = media.too_many()
    return replace(added, refused=(*added.refused, *(Refused(original=name, error=error) for name in names)))
