"""The catalogues of translations, and English sentences of the other floors said in the language of a page."""

from __future__ import annotations

import io
import re
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Domain
from markupsafe import Markup

from quizapp.config import PACKAGE
from quizapp.errors import QuizappError
from quizapp.phrases import phrase
from quizapp.web.here import application, noted

CATALOGUES = PACKAGE / "translations"
_HOLE = re.compile(r"%\((\w+)\)[sd]")
_FEWEST_LETTERS = 3
"""A pattern with less of its own would know sentences that are not its."""
_speaking: ContextVar[Catalogue | None] = ContextVar("speaking", default=None)
_MOST_SHOWN = 8192
"""Texts of templates that are kept as they are shown; there are far fewer."""
_COUNTED = frozenset({"n", "number", "line", "most", "tries", "sentences", "limit"})
"""Holes that are filled with a number."""
_JOINTS = {"; ": phrase("%(what)s; %(reason)s"), ": ": phrase("%(what)s: %(reason)s")}
_LONGEST, _MOST_JOINTS = 1_000, 12
"""What is longer, or of more parts, is no sentence of ours: a person wrote it."""
_PHRASES = frozenset({"noun", "reason", "what", "why"})
"""Holes that are filled with phrases of ours, not with words of a person or a text."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What is said in a language, its templates with holes, the most particular first, and what pages said of it."""

    locale: str
    translations: Any
    patterns: tuple[tuple[re.Pattern[str], str], ...] = ()
    shown: dict[str, Markup] = field(default_factory=dict, repr=False, compare=False)


class Catalogues(Domain):  # type: ignore[misc]
    """Translations straight from the written catalogues: nothing is compiled beforehand, so nothing can be stale."""

    def get_translations(self) -> Any:
        """The translations of this request's language."""
        return spoken().translations

    def gettext(self, string: str, **variables: Any) -> str:
        """As Flask-Babel's, which looks the language up again for each word."""
        translated: str = spoken().translations.gettext(string)
        return translated % variables if variables else translated


def init_app(app: Flask) -> None:
    """Teach Flask-Babel where the catalogues are, and the templates to say English sentences otherwise."""
    app.extensions["babel"].instance.domain_instance = Catalogues()
    app.jinja_env.globals["gettext"] = app.jinja_env.globals["_"] = _shown
    app.add_template_filter(said)


@cache
def catalogue_of(locale: str) -> Catalogue:
    """The catalogue of a locale such as ``zh_Hans``; an empty one where English is spoken."""
    file = CATALOGUES / locale / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return Catalogue(locale=locale, translations=NullTranslations())
    with file.open("rb") as stream:
        messages = read_po(stream, locale=locale)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    kept = [message.id for message in messages if isinstance(message.id, str) and _is_kept(message)]
    return Catalogue(locale=locale, translations=Translations(compiled), patterns=tuple(_patterns(kept)))


def spoken() -> Catalogue:
    """The catalogue of this request's language, looked for once; while a page is rendered it is at hand."""
    found: Catalogue | None = _speaking.get()
    if found is None:
        notes = noted()
        found = notes.get("catalogue")
        if found is None:
            found = notes["catalogue"] = catalogue_of(application().extensions["babel"].locale_selector())
    return found


class speaking:  # noqa: N801 - used as a function
    """While a page is rendered its language is at hand."""

    def __enter__(self) -> None:
        self._token = _speaking.set(spoken())

    def __exit__(self, *_fault: object) -> None:
        _speaking.reset(self._token)


def _shown(text: str, /, **values: Any) -> Markup:
    """A text of a template in the page's language; what fills its holes is escaped.

    Pages say the same dozens of times a second, so that what has no holes is made once.
    """
    catalogue = _speaking.get() or spoken()
    if values:
        if all(type(value) is int for value in values.values()):  # nothing to escape
            return Markup(catalogue.translations.gettext(text) % values)  # noqa: S704 - our own words, and numbers
        return Markup(catalogue.translations.gettext(text)) % values  # noqa: S704 - our own words
    found = catalogue.shown.get(text)
    if found is None:
        found = Markup(catalogue.translations.gettext(text)) % {}  # noqa: S704 - our own words
        if len(catalogue.shown) < _MOST_SHOWN:
            catalogue.shown[text] = found
    return found


def _is_kept(message: Message) -> bool:
    """Whether a floor below writes this, so that it may come from the database, filled."""
    return any(not file.startswith(("templates/", "quizapp/web/")) for file, _ in message.locations)


def said(sentence: QuizappError | str) -> str:
    """An error, or English that another floor wrote or the database kept, in the language of this page.

    What the catalogue does not know stays English.
    """
    locale = spoken().locale
    if isinstance(sentence, QuizappError):
        return _filled(locale, sentence.template, sentence.values)
    return _said(locale, sentence)


@lru_cache(maxsize=4096)
def _said(locale: str, text: str) -> str:
    """The translation of a sentence, of the template that it was made of, or of its parts."""
    catalogue = catalogue_of(locale)
    known: str = catalogue.translations.gettext(text) if text else ""
    if known != text or not catalogue.patterns or len(text) > _LONGEST:
        return known
    for pattern, template in catalogue.patterns:
        if found := pattern.fullmatch(text):
            return _filled(locale, template, found.groupdict())
    if sum(map(text.count, _JOINTS)) > _MOST_JOINTS:
        return text
    for sign, template in _JOINTS.items():
        first, found_sign, rest = text.partition(sign)
        if found_sign and (_said(locale, first) != first or _said(locale, rest) != rest):
            return _filled(locale, template, {"what": first, "reason": rest})
    return text


def _filled(locale: str, template: str, values: dict[str, Any]) -> str:
    translated: str = catalogue_of(locale).translations.gettext(template) if template else ""
    words = {name: _value(locale, name, value) for name, value in values.items()}
    return translated % words if words else translated


def _value(locale: str, name: str, value: Any) -> Any:
    if name == "kind":
        return _name_of_kind(value)
    return _said(locale, str(value)) if name in _PHRASES else value


def _name_of_kind(kind: str) -> str:
    from quizapp.web.words import kind_word  # which says its words by this module

    return kind_word(kind)


def _patterns(templates: list[str]) -> list[tuple[re.Pattern[str], str]]:
    found = []
    for template in templates:
        own = _HOLE.sub("", template)
        names = _HOLE.findall(template)
        if not names or len(set(names)) < len(names) or sum(map(str.isalpha, own)) < _FEWEST_LETTERS:
            continue
        parts = _HOLE.split(template)
        expression = "".join(
            f"(?P<{part}>{r'[0-9]+' if part in _COUNTED else '.+?'})" if n % 2 else re.escape(part)
            for n, part in enumerate(parts)
        )
        found.append((len(own), re.compile(expression, re.DOTALL), template))
    return [(pattern, template) for _, pattern, template in sorted(found, key=lambda each: -each[0])]
