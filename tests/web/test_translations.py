"""Every word of ours has its translation, with the same holes, and no word escapes the catalogue."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from quizapp import errors
from quizapp.config import resource
from quizapp.core.items.flaws import CATALOGUE
from quizapp.core.items.reasons import REASONS
from quizapp.web.languages import LANGUAGES
from quizapp.web.translations import CATALOGUES

ROOT = CATALOGUES.parent.parent
LOCALES = [tag.replace("-", "_") for tag in LANGUAGES if tag != "en"]
SPOKEN_FLOORS = ("core", "services", "store", "exchange", "web")
HOLE = re.compile(r"%\(\w+\)[a-z]|%%|\{\{\d+\}\}|<[^>]+>")
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
PROSE = re.compile(r"[A-Z][a-z]+(?: [a-z]+)+|[a-z]+ [a-z]+ [a-z]+")
ERRORS = {
    name
    for name, error in vars(errors).items()
    if isinstance(error, type) and issubclass(error, errors.QuizappError)
}
SHELL_ONLY = {"ImportRejected", "NotFound", "ExportUnsupported"}
"""Errors whose first argument is no sentence for a page."""


@cache
def written(locale: str) -> Catalog:
    """The catalogue of a locale."""
    with (CATALOGUES / locale / "LC_MESSAGES" / "messages.po").open("rb") as stream:
        return read_po(stream, locale=locale)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What `make translations` finds in code and templates now."""
    template = tmp_path_factory.mktemp("found") / "messages.pot"
    extract = ["extract", "--mapping", "pyproject.toml", "--output-file", str(template), "."]
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "-q", *extract],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with template.open("rb") as stream:
        return read_po(stream)


def texts(message: Message) -> tuple[str, ...]:
    """The forms of a message in a catalogue: one, or as many as its language has."""
    return tuple(map(str, message.string)) if isinstance(message.string, tuple) else (str(message.string),)


def originals(message: Message) -> tuple[str, ...]:
    """A message in English: one form, or one and many."""
    return tuple(map(str, message.id)) if isinstance(message.id, tuple) else (str(message.id),)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_of_ours_is_translated(locale: str, found: Catalog) -> None:
    known = written(locale)
    missing = []
    for message in found:
        kept = known.get(message.id, message.context)
        if message.id and (kept is None or kept.fuzzy or not all(texts(kept))):
            missing.append(message.id)
    assert missing == [], "run `make translations` and fill in what is empty"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogue_holds_nothing_that_nobody_says(locale: str, found: Catalog) -> None:
    assert [m.id for m in written(locale) if m.id and found.get(m.id, m.context) is None] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_has_the_holes_of_the_english(locale: str) -> None:
    def holes(text: str) -> set[str]:
        return set(HOLE.findall(text))

    wrong = [
        (message.id, text)
        for message in written(locale)
        for text in texts(message)
        if message.id and holes(text) != holes(originals(message)[-1])
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_ends_as_the_english_does(locale: str) -> None:
    ends = {".": "。！", "?": "？", ":": "：", "…": "…"}
    wrong = [
        (message.id, texts(message)[0])
        for message in written(locale)
        if message.id
        and (sign := originals(message)[0][-1]) in ends
        and texts(message)[0][-1] not in ends[sign]
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_rules_and_reasons_are_in_the_catalogue(locale: str) -> None:
    said = [text for flaw in CATALOGUE.values() for text in (flaw.rule, flaw.why)]
    said += [reason.sentence for reason in REASONS.values()]
    assert [text for text in said if written(locale).get(text) is None] == []


def constants(node: nodes.Node, *, marked: bool = False) -> Iterator[str]:
    """String constants of a template that are not given to gettext."""
    for child in node.iter_child_nodes():
        inside = marked or (
            isinstance(child, nodes.Call)
            and isinstance(child.node, nodes.Name)
            and child.node.name in GETTEXT
        )
        if isinstance(child, nodes.Const) and isinstance(child.value, str) and not marked:
            yield child.value
        yield from constants(child, marked=inside)


TEMPLATES = sorted(resource("templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_english_hides_in_an_expression_of_a_template(path: Path) -> None:
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    assert [text for text in constants(environment.parse(path.read_text())) if PROSE.search(text)] == []


FOR_THE_SHELL = {"backup.py", "checkup.py"}
"""What only commands and machines read, to whom English is spoken."""


def untold(path: Path) -> Iterator[str]:
    """Sentences built where an error is raised: nobody can find them, so nobody translates them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            spoken = node.func.id in (ERRORS - SHELL_ONLY) or node.func.id in {"phrase", "flash"}
            if spoken and isinstance(node.args[0], (ast.JoinedStr, ast.BinOp)):
                yield f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("floor", SPOKEN_FLOORS)
def test_an_error_is_raised_with_a_template_that_can_be_found(floor: str) -> None:
    files = [path for path in (ROOT / "quizapp" / floor).rglob("*.py") if path.name not in FOR_THE_SHELL]
    assert [place for path in files for place in untold(path)] == []
