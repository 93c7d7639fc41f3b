"""The page that shows every part of every page in every state: what a designer looks at, and the tests too."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, Response

from quizapp.core.items.kind import Exemplar, Form, ItemBody, View
from quizapp.core.items.kinds import KINDS
from quizapp.core.study.attempt import CategoryResult
from quizapp.core.study.attempt import Response as Answered
from quizapp.web.htmx import render
from quizapp.web.pictures import forecast, gauge, heat_map

pages = Blueprint("style", __name__)

TODAY = date(2026, 3, 1)
"""The page never changes by itself, so that pictures of it can be compared."""
_SEED = 1
_DAYS = 365
_WEEKS_AHEAD = 4
_RESULT = CategoryResult(category="places", score=6.5, items=10, right=6, partial=1, wrong=3)


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """An item of a kind: how it is asked, and how an answer of each verdict is told."""

    kind: str
    stem: str
    body: ItemBody
    view: View
    answered: tuple[Answered, ...]


@pages.get("/style")
def page() -> Response:
    """Every part in every state, every kind before and after its answer."""
    return render(
        "style.html",
        specimens=specimens(),
        heat=heat_map(_done(), today=TODAY),
        coming=forecast({TODAY + timedelta(days=n): 3 + n * 7 % 19 for n in range(7 * _WEEKS_AHEAD)}),
        retention=gauge(171, 200, target=0.9),
        result=_RESULT,
    )


def specimens() -> tuple[Specimen, ...]:
    """One of every kind, and where there is one, an exemplar that can be answered partly right."""
    return tuple(_specimen(_telling(kind)) for kind in KINDS.values())


def _telling(kind: type[ItemBody]) -> Exemplar:
    exemplars = kind.exemplars()
    return next((one for one in exemplars if one.partial is not None), exemplars[0])


def _specimen(exemplar: Exemplar) -> Specimen:
    body = exemplar.body
    forms = (exemplar.right, exemplar.partial, exemplar.wrong)
    return Specimen(
        kind=body.kind,
        stem=exemplar.stem,
        body=body,
        view=body.present(exemplar.stem, random.Random(_SEED)),  # noqa: S311 - shuffling, not secrecy
        answered=tuple(_answered(body, form) for form in forms if form is not None),
    )


def _answered(body: ItemBody, form: Form) -> Answered:
    answer = body.parse(form)
    when = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    return Answered(answer=answer, outcome=body.grade(answer), answered=when)


def _done() -> dict[date, int]:
    """A year of reviews with idle days, the same for everybody."""
    chance = random.Random(_SEED)  # noqa: S311 - a picture, not secrecy
    return {TODAY - timedelta(days=n): max(0, chance.randrange(-8, 40)) for n in range(_DAYS)}
