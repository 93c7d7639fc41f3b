"""Parts of pages that look the same each time are drawn once: icons, and in each language lists of our own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from flask import Flask
from jinja2.environment import TemplateModule
from markupsafe import Markup

from quizapp.core.items.attachment import Attachment
from quizapp.core.study.attempt import Attempt
from quizapp.web.languages import language

_MOST_KEPT = 256


def init_app(app: Flask) -> None:
    """Give the templates these parts. The macros that draw them see globals only: nothing of a page or a person."""

    nothing = Markup()

    @lru_cache(_MOST_KEPT)
    def drawn(_language: str, file: str, macro: str, *arguments: object) -> Markup:
        module = app.jinja_env.get_template(file).module
        return Markup(getattr(module, macro)(*arguments))  # noqa: S704 - a macro has escaped what it was given

    def kind_of(kind: str) -> TemplateModule:
        return app.jinja_env.get_template(f"items/{kind}.html").module

    def drawn_icon(name: str, class_: str = "") -> Markup:
        return drawn("", "_icons.html", "draw", name, class_)

    def reason_choices(reported: Iterable[str]) -> Markup:
        return drawn(language(), "_reasons.html", "reason_choices", tuple(reported))

    def figures_of(deck_id: str, media: Sequence[Attachment], place: str) -> Markup:
        """An import compares all globals each time; most items have nothing to show here."""
        if not media:
            return nothing
        module: Any = app.jinja_env.get_template("_media.html").module
        figures: Markup = module.figures(deck_id, media, place)
        return figures

    app.add_template_global(step_row)
    app.add_template_global(open_places)
    app.add_template_global(kind_of)
    app.add_template_global(figures_of)
    app.add_template_global(drawn_icon)
    app.add_template_global(reason_choices)


def step_row(attempt: Attempt, here: int) -> Markup:
    """The places of an attempt as a row of steps, the one at position ``here`` marked; words of ours alone."""
    tells = attempt.tells
    steps = [
        _step(
            "" if (given := place.response) is None else given.outcome.verdict if tells else "given",
            place.flagged,
            n == here,
        )
        for n, place in enumerate(attempt.items, 1)
    ]
    return Markup("".join(steps))  # noqa: S704 - see above


def open_places(attempt: Attempt) -> str:
    """The positions that may still be answered, with a space behind each."""
    tells = attempt.tells
    return "".join([f"{place.position} " for place in attempt.items if not (place.response and tells)])


@lru_cache(_MOST_KEPT)
def _step(given: str, flagged: bool, is_here: bool) -> str:
    looks = ["step", given and f"is-{given}", "is-flagged" if flagged else "", "is-here" if is_here else ""]
    return f'<li class="{" ".join(filter(None, looks))}"></li>'
